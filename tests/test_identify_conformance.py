"""Python and JavaScript give the same answers: same ids, order, confidence and places."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from jawab.compile import Project
from jawab.identify import Candidate, identify, load_index
from jawab.identify.compile import compile_signals
from test_identify import CASES, mutate, read_case

HERE = Path(__file__).parent
ROOT = HERE.parent

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


@pytest.fixture(scope="session")
def texts(real_project: Project) -> list[str]:
    """Every paste we have, and several ways in which each may arrive."""
    found = [e for d in real_project.knowledge.errors.values() for e in d.examples]
    found += [read_case(path)[1] for path in CASES]
    rows = Path(os.environ.get("JAWAB_SHARED", ROOT.parent / "shared")) / "data/payloads_dev.jsonl"
    if rows.exists():
        found += [json.loads(line)["raw"] for line in rows.read_text(encoding="utf-8").splitlines()]
    chance = random.Random(4)
    for text in list(found):
        found += [mutate(text, chance) for _ in range(3)]
    run = '{"finishReason": "STOP"},' * 20_000
    found += [run + found[0], found[0] + run + found[1], "Support codes: " * 20_000 + "58061214"]
    # Halves of pairs that meet would be one character to JavaScript and two to Python.
    return [text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in found]


def in_javascript(signals: bytes, texts: list[str], mentions: bool) -> list[list[dict[str, Any]]]:
    asked = {"signals": json.loads(signals), "texts": texts, "mentions": mentions}
    done = subprocess.run(
        ["node", str(HERE / "conformance.mjs")],
        input=json.dumps(asked).encode(), capture_output=True, check=True,
    )  # fmt: skip
    answers: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return answers


def as_javascript(text: str, candidate: Candidate) -> dict[str, Any]:
    """A candidate as JavaScript counts: in units of UTF-16."""

    def units(place: int) -> int:
        return len(text[:place].encode("utf-16-le")) // 2

    evidence = [
        {**e._asdict(), "start": units(e.start), "end": units(e.end)} for e in candidate.evidence
    ]
    return {**candidate._asdict(), "evidence": evidence}


@pytest.mark.parametrize("mentions", [False, True], ids=["reports", "mentions"])
def test_both_give_the_same_answers(
    real_project: Project, texts: list[str], mentions: bool
) -> None:
    signals = compile_signals(real_project.knowledge)
    index = load_index(signals)
    for text, answer in zip(texts, in_javascript(signals, texts, mentions), strict=True):
        ours = [as_javascript(text, c) for c in identify(text, mentions, index=index)]
        assert answer == ours, text


def as_public(found: list[Candidate]) -> list[tuple[str, str]]:
    """What the public may see of an answer: ids and causes."""
    if any(c.cause == "child-abuse" and c.confidence != "mention" for c in found):
        return [("prohibited", "prohibited")]
    return [(c.error_id, c.cause) for c in found if c.cause != "child-abuse"]


def test_the_public_edition_differs_in_nothing_but_names(
    real_project: Project, texts: list[str]
) -> None:
    index = load_index(compile_signals(real_project.knowledge))
    public = compile_signals(real_project.knowledge, "public")
    hidden = 0
    for text, answer in zip(texts, in_javascript(public, texts, False), strict=True):
        expected = as_public(identify(text, index=index))
        assert [(c["error_id"], c["cause"]) for c in answer] == expected, text
        if expected == [("prohibited", "prohibited")]:
            hidden += 1
            assert (answer[0]["provider"], answer[0]["evidence"]) == ("", [])
    assert hidden > 20
