"""Throughput of recognising long pastes on one core, and the cold start of the command.

Usage: python bench/identify.py [MEGABYTES] [--only NAME]

Every text is of one kind: logs as services write them, logs dense with rejections, and floods made
to be slow. Times are of the processor, because a machine is shared; the bar is 10 MB in a second.
"""

from __future__ import annotations

import argparse
import base64
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
BAR, COLD_BAR = 10.0, 5.0
CATEGORIES = (
    "harassment harassment/threatening sexual hate hate/threatening illicit illicit/violent "
    "self-harm/intent self-harm/instructions self-harm sexual/minors violence violence/graphic"
)
WORDS = (
    "the picture was not made because of a safety check and we would like to know what happened to "
    "our request code error message blocked image content policy"
)


def texts(examples: list[str], size: int) -> Iterator[tuple[str, Callable[[], str]]]:
    """The name of each kind of text, and what makes one of the wanted size."""
    chance = random.Random(1)
    categories, words = CATEGORIES.split(), WORDS.split()

    def of(make: Callable[[], str]) -> Callable[[], str]:
        def fill() -> str:
            parts, length = [], 0
            while length < size:
                parts.append(make())
                length += len(parts[-1])
            return "".join(parts)[:size]

        return fill

    def repeated(piece: str) -> Callable[[], str]:
        return lambda: (piece * (size // len(piece) + 1))[:size]

    def stamp() -> str:
        return f"2026-11-21T{chance.randrange(24):02}:{chance.randrange(60):02}Z"

    def gemini() -> str:
        picture = base64.b64encode(chance.randbytes(400)).decode()
        ratings = [
            {"category": f"HARM_CATEGORY_{name}", "probability": "NEGLIGIBLE"}
            for name in ("SEXUALLY_EXPLICIT", "HATE_SPEECH", "HARASSMENT", "DANGEROUS_CONTENT")
        ]
        part = {"inlineData": {"mimeType": "image/png", "data": picture}}
        answer = {
            "content": {"parts": [part], "role": "model"},
            "finishReason": "STOP",
            "index": 0,
            "safetyRatings": ratings,
        }
        line = {"ts": stamp(), "id": f"{chance.getrandbits(64):x}", "candidates": [answer]}
        return json.dumps(line) + "\n"

    def moderation() -> str:
        result = {
            "flagged": False,
            "categories": dict.fromkeys(categories, False),
            "category_scores": {name: chance.random() * 1e-3 for name in categories},
            "category_applied_input_types": {name: ["text"] for name in categories},
        }
        return json.dumps({"id": f"modr-{chance.getrandbits(96):x}", "results": [result]}) + "\n"

    def escaped() -> str:
        return json.dumps({"ts": stamp(), "body": chance.choice(examples)}) + "\n"

    yield "base64", lambda: base64.b64encode(chance.randbytes(size * 3 // 4)).decode()
    yield "gemini log", of(gemini)
    yield "moderation log", of(moderation)
    yield "prose", of(lambda: " ".join(chance.choices(words, k=12)) + ".\n")
    yield "all examples", repeated("\n".join(examples))
    yield "dense log", of(lambda: f"{stamp()} {chance.choice(examples)}\n")
    yield "dense escaped", of(escaped)
    yield "flood: one pair", repeated('"finishReason":"SAFETY",')
    yield "flood: phrase", repeated("Support codes: ")
    yield "flood: objects", repeated('{"category":')
    yield "flood: percent", repeated("%22finishReason%22%3A%22SAFETY%22%2C")
    yield "flood: values", of(lambda: f'"finishReason":"X{chance.randrange(10**6)}Y",')
    yield "flood: numbers", of(lambda: f"Support codes: {chance.randrange(10**8):08} ")


def cold_start() -> float:
    """How many times a bare interpreter's time the command takes; the least of several runs."""

    def least(command: list[str]) -> float:
        times = []
        for _ in range(10):
            before = _children()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
            times.append(_children() - before)
        return min(times)

    # Without compiled bytecode every start would compile the sources.
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(ROOT / "src")], check=False)
    bare = least([sys.executable, "-I", "-c", "pass"])
    return least([sys.executable, "-m", "jawab", "identify", "IMAGE_SAFETY"]) / bare


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Measure and print; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("megabytes", type=int, nargs="?", default=10)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    from jawab.identify import identify, load_index
    from jawab.identify.compile import compile_signals
    from jawab.load import load_knowledge

    knowledge, _ = load_knowledge(ROOT)
    index = load_index(compile_signals(knowledge))
    examples = [example for d in knowledge.errors.values() for example in d.examples]
    missed = 0
    for name, make in texts(examples, asked.megabytes * 1_000_000):
        if asked.only not in name:
            continue
        text = make()
        identify(text[:1000], index=index)
        start = time.process_time()
        found = identify(text, index=index)
        speed = len(text) / 1e6 / (time.process_time() - start)
        missed += speed < BAR
        print(f"{name:16} {speed:8.1f} MB/s   {speed / BAR:6.2f} of the bar   {len(found)} found")
    if not asked.only:
        ratio = cold_start()
        missed += ratio > COLD_BAR
        print(f"cold start       {ratio:8.1f} times a bare interpreter, bar {COLD_BAR}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
