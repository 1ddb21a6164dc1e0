"""Recognising pastes: the definitions' own examples, hand-written cases, hostile input."""

from __future__ import annotations

import json
import random
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import shared_rows
from jawab.compile import Project
from jawab.identify import Index, identify, load_index
from jawab.identify.compile import compile_signals, schema
from jawab.identify.normalise import fold, keep_mask, normalise

CASES = sorted((Path(__file__).parent / "cases" / "identify").glob("*.txt"))
TALK = (
    "trap-source",
    "trap-support-code-listing",
    "trap-changelog",
    "trap-doc",
    "trap-todo",
    "trap-commit",
    "trap-explained",
)
"""Cases that are told from a report by the words around them, which a mutation may cut off."""

CHILD = {"child-abuse", "child-depiction"}


@pytest.fixture(scope="session")
def index(real_project: Project) -> Index:
    return load_index(compile_signals(real_project.knowledge))


def read_case(path: Path) -> tuple[dict[str, str], str]:
    head, _, text = path.read_bytes().decode().partition("---\n")
    return dict(line.split(": ", 1) for line in head.splitlines()), text


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_cases(path: Path, index: Index) -> None:
    expected, text = read_case(path)
    found = identify(text, index=index)
    first = found[0] if found else None
    assert (first.error_id if first else "none") in expected["expect"].split("|"), found
    assert (first.cause if first else "none") == expected["cause"]
    if first and "provider" in expected:
        assert first.provider in expected["provider"].split("|")


def test_every_example_is_recognised_first(real_project: Project, index: Index) -> None:
    wrong = []
    for definition in real_project.knowledge.errors.values():
        for number, example in enumerate(definition.examples):
            found = identify(example, index=index)
            if definition.status == "active" and (not found or found[0].error_id != definition.id):
                wrong.append((definition.id, number, [c.error_id for c in found]))
    assert wrong == []


def test_development_rows(index: Index) -> None:
    right = total = 0
    for row in shared_rows("payloads_dev.jsonl"):
        found = identify(row["raw"], index=index)
        cause = found[0].cause if found else "none"
        if cause in CHILD or CHILD & set(row["cause"]):
            assert cause in row["cause"], row["id"]
        if not row.get("ambiguous"):
            total += 1
            right += cause in row["cause"]
    assert right >= 0.97 * total


def test_evidence_stands_where_it_says(index: Index) -> None:
    for path in CASES:
        _, text = read_case(path)
        for candidate in identify(text, mentions=True, index=index):
            assert candidate.evidence
            for evidence in candidate.evidence:
                assert text[evidence.start : evidence.end] == evidence.text != ""


def test_mentions_are_asked_for(index: Index) -> None:
    text = (
        "How often does IMAGE_SAFETY happen to the other customers of yours, compared to last year?"
    )
    assert identify(text, index=index) == []
    (found,) = identify(text, mentions=True, index=index)
    assert (found.error_id, found.confidence) == ("gemini/image-safety", "mention")


def test_bytes_are_read_as_text(index: Index) -> None:
    text = 'é {"finishReason": "IMAGE_SAFETY"}'
    for raw in (text.encode(), text.encode("utf-16"), b"\xff\xc3" + text.encode()):
        assert identify(raw, index=index)[0].error_id == "gemini/image-safety"


def test_compiling_is_deterministic_and_fits_its_schema(real_project: Project) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    for audience in ("agents", "public"):
        data = compile_signals(real_project.knowledge, audience)
        assert data == compile_signals(real_project.knowledge, audience)
        jsonschema.validate(json.loads(data), schema())


def test_public_signals_do_not_name_what_is_not_said(real_project: Project) -> None:
    text = compile_signals(real_project.knowledge, "public").decode().casefold()
    hidden = [d for d in real_project.knowledge.errors.values() if d.cause == "child-abuse"]
    assert hidden
    for word in ("csam", "child-abuse", "child abuse", "sexualminors", "sexual/minors"):
        assert word not in text
    assert not [d.id for d in hidden if d.id in text]


@given(st.text())
def test_normalising_keeps_every_character_in_its_place(text: str) -> None:
    normal = normalise(text)
    assert len(normal) == len(text)
    assert len(keep_mask(normal)) == len(text)
    assert len(fold(normal)) == sum(keep_mask(normal))


@settings(deadline=None)
@given(text=st.text(max_size=400))
def test_any_text_is_answered(index: Index, text: str) -> None:
    for candidate in identify(text, mentions=True, index=index):
        assert candidate.confidence in ("certain", "likely", "mention")


def mutate(text: str, chance: random.Random) -> str:
    """A paste as it may arrive: cut, doubled, wrapped, escaped, with noise in it."""
    kind = chance.randrange(6)
    at = chance.randrange(len(text) + 1)
    if kind == 0:
        return text[at:] + text[:at]
    if kind == 1:
        return json.dumps(text)
    if kind == 2:
        return (
            text[:at]
            + chance.choice(["\x00", "\udc80", "🙂", "\\", '"', "{", "\n> ", "：", "&quot;"])
            + text[at:]
        )
    if kind == 3:
        return text[:at]
    if kind == 4:
        return "\n".join("> " + text[n : n + 60] for n in range(0, len(text), 60))
    return text.replace('"', "'").replace(":", " :  ")


def test_mutated_pastes_never_break_nor_invent_a_child(index: Index) -> None:
    chance = random.Random(20261121)
    for path in CASES:
        expected, text = read_case(path)
        for _ in range(4):
            mutated = mutate(text, chance)
            causes = {candidate.cause for candidate in identify(mutated, index=index)}
            if expected["cause"] not in CHILD and not path.stem.startswith(TALK):
                assert not causes & CHILD, (path.stem, mutated)


WRAPPINGS = {
    "as it is": lambda text: text,
    "a string in JSON": json.dumps,
    "a string in a string in JSON": lambda text: json.dumps(json.dumps(text)),
    "quoted mail": lambda text: "\n".join("> " + line for line in text.splitlines()),
    "hard-wrapped mail": lambda text: (
        "> " + "\n> ".join(text[n : n + 72] for n in range(0, len(text), 72))
    ),
    "HTML": lambda text: (
        text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace("'", "&#39;")
    ),
    "a URL": lambda text: "https://x.example/?e=" + __import__("urllib.parse").parse.quote(text),
    "inside a ticket": lambda text: (
        f"Hello,\n\nI get this since yesterday:\n\n{text}\n\nPlease help.\n"
    ),
    "after a picture": lambda text: (
        '{"data": "' + "iVBORw0KGgoAAAANSUhEUgAA" * 20_000 + '"}\n' + text
    ),
}


@pytest.mark.parametrize("wrap", WRAPPINGS.values(), ids=WRAPPINGS.keys())
def test_wrapped_examples_keep_their_cause(wrap, real_project: Project, index: Index) -> None:
    lost = total = 0
    for definition in real_project.knowledge.errors.values():
        found = identify(wrap(definition.examples[0]), index=index)
        total += 1
        cause = found[0].cause if found else "none"
        lost += cause != definition.cause
        if definition.cause in CHILD or cause in CHILD:
            assert cause == definition.cause, definition.id
    assert lost <= 0.02 * total


def test_what_stands_around_a_long_run_is_found(index: Index) -> None:
    run = '{"finishReason": "STOP"},' * 20_000
    other = '"finishReason": "IMAGE_SAFETY"'
    for text in (run + other, other + "\n" + run, run[:-7] + other + run):
        (found,) = [c for c in identify(text, index=index) if c.error_id == "gemini/image-safety"]
        assert found.confidence == "certain"
        assert found.evidence[0].start == text.index("finishReason", text.index(other))


HOSTILE = {
    "one line of JSON": lambda: json.dumps([{"a": n, "b": "c d"} for n in range(60_000)]),
    "deep JSON": lambda: '{"a":[' * 200_000,
    "backslashes": lambda: "\\" * 1_000_000,
    "NUL": lambda: "\x00" * 500_000,
    "lone surrogates": lambda: "\ud800\udc00x" * 200_000,
    "broken UTF-8": lambda: b"\xff\xfe\xfd\xc3" * 200_000,
    "fields without end": lambda: "finishReason:" * 50_000,
    "codes without end": lambda: "IMAGE_SAFETY " * 50_000,
    "phrases without end": lambda: "Support codes: " * 50_000,
    "brackets before a field": lambda: "((((" * 100_000 + '"code": "image_safety"',
    "ampersands": lambda: "&amp;" * 200_000,
    "percent signs": lambda: "%25" * 300_000,
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_input_takes_bounded_memory(make, index: Index) -> None:
    text = make()
    identify("x", index=index)
    tracemalloc.start()
    try:
        identify(text, index=index)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40 * len(text) + 40_000_000
