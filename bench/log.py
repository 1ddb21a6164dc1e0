"""A log of an app that calls several services, with a truth that is known.

About 1.5 % of its lines are rejections; keys, addresses and prompts are planted in it.
"""

from __future__ import annotations

import base64
import json
import random
import time
from collections import Counter
from typing import IO, Any

SECRETS = [
    "AIzaSyD" + "planted0Secret1Key2Value3Four5Six",
    "sk-proj-plantedSecretKeyNumberTwo0123456789abcd",
    "planted.person@example.org",
    "a planted prompt about my daughter on the beach",
    "planted-holiday-photo.jpeg",
    "203.0.113.77",
    "Planted Personname",
]
DAYS = 35
START = time.mktime((2026, 10, 1, 0, 0, 0, 0, 0, 0))


def rejections() -> list[tuple[str, str, str, dict[str, Any]]]:
    """Rejections as services give them: error id, provider, model, and what the app logs of it."""
    prompt = SECRETS[3]
    return [
        (
            "gemini/image-safety", "gemini", "gemini-2.5-flash-image",
            {"response": {"candidates": [{"finishReason": "IMAGE_SAFETY", "index": 0}]}},
        ),
        (
            "gemini/prohibited-content", "gemini", "gemini-3-pro-image",
            {"response": {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}},
        ),
        (
            "openai/moderation-blocked", "openai", "gpt-image-1",
            {
                "prompt": prompt,
                "error": {
                    "code": "moderation_blocked",
                    "type": "image_generation_user_error",
                    "message": "Your request was rejected by the safety system.",
                },
            },
        ),
        (
            "stability/content-moderation", "stability", "sd3.5-large",
            {"response": {"name": "content_moderation", "errors": [
                ("Your request was flagged by our content moderation system, as a result your "
                "request was denied and you were not charged.")]}},
        ),
        (
            "bfl/content-moderated", "bfl", "flux-pro-1.1",
            {"response": {"status": "Content Moderated", "result": None}},
        ),
        (
            "app/rate-limited", "app", "gpt-image-1",
            {"error": "429 Too Many Requests"},
        ),
    ]  # fmt: skip


NOISE = (
    {"message": "picture delivered", "cache": "miss"},
    {"message": "job done", "queue": "images", "attempt": 1},
    {"response": {"candidates": [{"finishReason": "STOP", "index": 0}]}},
    {"choices": [{"finish_reason": "stop", "index": 0}]},
    {"message": "login", "method": "oauth", "error": None},
    {"message": "healthz", "status": "ok"},
)
NOISE_MODELS = ("gemini-2.5-flash-image", "gpt-image-1", "flux-pro-1.1", "sd3.5-large")


def write_log(file: IO[bytes], size: int, seed: int = 1) -> Counter[tuple[str, str, str]]:
    """Write a log of about so many bytes; return the truth by day, model and error."""
    chance = random.Random(seed)
    truth: Counter[tuple[str, str, str]] = Counter()
    kinds = rejections()
    accounts = [f"{chance.getrandbits(128):032x}" for _ in range(200)]
    written = 0
    while written < size:
        at = START + DAYS * 86_400 * written / size
        day = time.strftime("%Y-%m-%d", time.gmtime(at))
        line: dict[str, Any] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at)) + ".123Z",
            "level": "info",
            "service": "image-api",
            "request_id": f"req_{chance.getrandbits(96):024x}",
            "trace": f"{chance.getrandbits(128):032x}",
            "account_hash": chance.choice(accounts[:3] if chance.random() < 0.1 else accounts),
            "latency_ms": chance.randint(80, 30_000),
            "usage": {"in": chance.randint(1, 2000), "out": 1290, "cost": chance.random()},
        }
        if chance.random() < 0.015:
            # One kind of rejection doubles on one day, which is to be found.
            odd = day == "2026-11-02" and chance.random() < 0.6
            error, _, model, told = kinds[0] if odd else chance.choice(kinds)
            truth[day, model, error] += 1
            line |= {"level": "warning", "model": model, "event": "image_request", **told}
            line["debug"] = {"authorization": f"Bearer {SECRETS[1]}", "email": SECRETS[2]}
        else:
            line |= {
                "model": chance.choice(NOISE_MODELS),
                "event": "image_request",
                **chance.choice(NOISE),
            }
            if chance.random() < 0.02:
                line["note"] = f"key {SECRETS[0]} file {SECRETS[4]} from {SECRETS[5]} {SECRETS[6]}"
            if chance.random() < 0.005:
                line["image"] = base64.b64encode(chance.randbytes(900)).decode()
        written += file.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")
    return truth
