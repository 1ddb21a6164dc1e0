"""Triage beside orjson and ripgrep, on a log whose truth is known.

Usage: python bench/triage.py [MEGABYTES] [--keep FILE]

Writes a log of an app that calls several services, about 1.5 % of its lines rejections, with keys,
addresses and prompts planted in it; counts it, and stops where a count is wrong or a secret shows.
"""

from __future__ import annotations

import argparse
import base64
import json
import random
import resource
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import IO, Any

from clock import Table, timed, verdict

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
BAR = 1.0
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


def measure(megabytes: int = 100, keep: Path | None = None) -> Table:
    """Return the seconds of triage and of its neighbours; raises `SystemExit` on a wrong count."""
    from jawab.catalog import open_catalog
    from jawab.triage import Settings, run
    from jawab.triage.counts import by
    from jawab.triage.scan import scanner_for

    with tempfile.TemporaryDirectory() as folder:
        path = keep or Path(folder) / "app.jsonl"
        with path.open("wb") as file:
            truth = write_log(file, megabytes * 1_000_000)
        size = path.stat().st_size
        signals = open_catalog().blob("signals.json")
        scanner_for(signals, "", "")
        took = {}
        took["jawab triage"], counts = timed(lambda: run((str(path),), Settings(signals)))
        took["orjson.loads of every line"], _ = timed(lambda: _parse_all(path))
        rg = shutil.which("rg")
        if rg:
            names = scanner_for(signals, "", "").needles.wanted
            listed = Path(folder) / "words"
            listed.write_text("\n".join(n for n in names if n.isascii()), encoding="utf-8")
            search = [rg, "-c", "-i", "-F", "-f", str(listed), str(path)]
            took["ripgrep, same words"], _ = timed(
                lambda: subprocess.run(search, capture_output=True, check=False)
            )
    counted = dict(by(counts.cells, "day", "model", "error_id"))
    wrong = [key for key in sorted(set(truth) | set(counted)) if truth[key] != counted.get(key)]
    leaks = [secret for secret in SECRETS if secret in json.dumps(counts.to_json())]
    if wrong or leaks:
        raise SystemExit(f"wrong counts: {wrong[:3]}; secrets shown: {len(leaks)}")
    beside = took["orjson.loads of every line"]
    rows = []
    for name, seconds in took.items():
        bar = verdict(seconds / beside, BAR) if "jawab" in name else ""
        rows.append((name, f"{size / seconds / 1e6:.0f}", f"{seconds / beside:.2f}", bar))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    how = (
        f"A log of {size / 1e6:.0f} MB with {sum(truth.values())} rejections among it, counted "
        f"exactly and without showing a planted secret, on one core; at most {memory:.0f} MB of "
        "memory. The bar is the time that `orjson` takes to parse every line."
        + ("" if rg else " ripgrep is not on this machine.")
    )
    return Table("Triage of a log", how, ("program", "MB/s", "times orjson", "bar"), rows)


def _parse_all(path: Path) -> None:
    import orjson

    with path.open("rb") as file:
        for line in file:
            orjson.loads(line)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("megabytes", type=int, nargs="?", default=100)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    print(measure(asked.megabytes, asked.keep).markdown())
