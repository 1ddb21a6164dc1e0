"""Throughput of recognising long pastes on one core, in Python and in JavaScript.

Usage: python bench/identify.py [MEGABYTES] [--only NAME]

Every text is of one kind: logs as services write them, logs dense with rejections, and floods made
to be slow. The bar is 10 MB in a second.
"""

from __future__ import annotations

import argparse
import base64
import json
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from clock import Table, timed

ROOT = Path(__file__).parent.parent
BAR = 10.0
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


def measure(megabytes: int = 10, only: str = "") -> Table:
    """Return the megabytes a second of each kind of text, in both languages."""
    from jawab.identify import identify, load_index
    from jawab.identify.compile import compile_signals
    from jawab.load import load_knowledge

    knowledge, _ = load_knowledge(ROOT)
    signals = compile_signals(knowledge)
    index = load_index(signals)
    examples = [example for d in knowledge.errors.values() for example in d.examples]
    node = shutil.which("node")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        compiled, paste = Path(folder) / "signals.json", Path(folder) / "paste.txt"
        compiled.write_bytes(signals)
        for name, make in texts(examples, megabytes * 1_000_000):
            if only not in name:
                continue
            text = make()
            identify(text[:1000], index=index)
            seconds, found = timed(lambda text=text: identify(text, index=index))
            speed = len(text) / 1e6 / seconds
            script = "no node here"
            if node:
                paste.write_text(text, encoding="utf-8")
                told = _in_javascript(node, compiled, paste)
                script = f"{len(text) / 1e6 / told['seconds']:.1f}"
                assert told["found"] == len(found), name
            bar = "holds" if speed >= BAR else "missed"
            rows.append((name, f"{speed:.1f}", bar, script, str(len(found))))
    how = (
        f"A paste of {megabytes} MB of each kind, on one core; the bar is {BAR:.0f} MB/s. Both "
        "matchers read the same `signals.json` and must find equally many candidates."
    )
    header = ("paste", "Python, MB/s", "bar", "JavaScript, MB/s", "candidates")
    return Table("Recognising a long paste", how, header, rows)


def _in_javascript(node: str, signals: Path, paste: Path) -> dict[str, float]:
    script = Path(__file__).with_suffix(".mjs")
    done = subprocess.run([node, str(script), str(signals), str(paste)], check=True,
                          capture_output=True)  # fmt: skip
    told: dict[str, float] = json.loads(done.stdout)
    return told


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("megabytes", type=int, nargs="?", default=10)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    print(measure(asked.megabytes, asked.only).markdown())
