"""The wording rules on sentences nobody saw while writing them down, and on the shared rows."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from jsonschema import Draft202012Validator

from jawab.compile import Project
from jawab.wording import Guard
from jawab.wording.compile import compile_wording, list_unknown_groups, schema

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases" / "wording").glob("*.jsonl"))
SHARED = Path(os.environ.get("JAWAB_SHARED", HERE.parents[1] / "shared")) / "data/guard_dev.jsonl"


class Row(NamedTuple):
    """A sentence, the rules it breaks, and the cause it is about."""

    locale: str
    text: str
    rules: frozenset[str]
    cause: str


def read_rows(path: Path, locale: str = "") -> list[Row]:
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        context = row["context"]
        cause = "child-abuse" if context == "abuse-report" else context.removeprefix("class-")
        rows.append(Row(row.get("locale", locale), row["text"], frozenset(row["rules"]), cause))
    return rows


def all_rows() -> list[Row]:
    rows = [row for path in CASES for row in read_rows(path, path.stem)]
    return rows + (read_rows(SHARED) if SHARED.exists() else [])


@pytest.fixture(scope="session")
def compiled(real_project: Project) -> bytes:
    return compile_wording(real_project.knowledge.wording, real_project.knowledge.lexicons)


@pytest.fixture(scope="session")
def guards(compiled: bytes) -> dict[str, Guard]:
    rules = json.loads(compiled)
    return {locale: Guard(rules, locale) for locale in rules["locales"]}


def measure(guard: Guard, rows: list[Row]) -> Counter[str]:
    """Count bad rows, those found with all their rules, good rows, and those flagged."""
    counts: Counter[str] = Counter()
    for row in rows:
        found = {finding.rule for finding in guard.check(row.text, row.cause)}
        if row.rules:
            counts.update(bad=1, caught=int(row.rules <= found))
        else:
            counts.update(good=1, flagged=int(bool(found)))
    return counts


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_guard_keeps_its_bar(path: Path, guards: dict[str, Guard]) -> None:
    counts = measure(guards[path.stem], read_rows(path, path.stem))
    assert counts["caught"] >= 0.95 * counts["bad"]
    assert counts["flagged"] <= 0.02 * counts["good"]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared rows are not here")
def test_the_guard_keeps_its_bar_on_the_shared_rows(guards: dict[str, Guard]) -> None:
    rows = read_rows(SHARED)
    for locale, guard in guards.items():
        counts = measure(guard, [row for row in rows if row.locale == locale])
        assert counts["caught"] >= 0.95 * counts["bad"], locale
        assert counts["flagged"] <= 0.02 * counts["good"], locale


def test_every_locale_has_cases(guards: dict[str, Guard]) -> None:
    assert {path.stem for path in CASES} == set(guards)


def test_compiled_rules_fit_their_schema_and_are_the_same_every_time(
    compiled: bytes, real_project: Project
) -> None:
    knowledge = real_project.knowledge
    Draft202012Validator(schema()).validate(json.loads(compiled))
    assert compiled == compile_wording(
        dict(reversed(knowledge.wording.items())), dict(reversed(knowledge.lexicons.items()))
    )


def test_every_group_has_words_in_every_locale(real_project: Project) -> None:
    knowledge = real_project.knowledge
    assert list_unknown_groups(knowledge.wording, knowledge.lexicons) == []


@pytest.mark.parametrize(("text", "words"), [
    ("Hello.\n\nPlease **attach the image** to your reply.", "attach the image** to your reply"),
    ("See https://example.org/send-picture. You could send us the photo.", "send us the photo"),
    ("<p>Please attach<br>the picture</p>", "attach<br>the picture"),
    ("{customer_name}, please send us a screenshot!", "send us a screenshot"),
])  # fmt: skip
def test_places_are_those_of_the_text_as_written(
    text: str, words: str, guards: dict[str, Guard]
) -> None:
    found = [f for f in guards["en"].check(text) if f.rule == "asks-for-image"]
    assert [text[f.start : f.end] for f in found] == [words]


@pytest.mark.parametrize("text", [
    "`Please attach the image!`", "```\nWARNING: STOP WHAT YOU ARE DOING\n```", "a != b", "",
    "https://example.org/send/us/the/photo", "{upgrade today}",
    "IMAGE_SAFETY PROHIBITED_CONTENT HTTP API",
])  # fmt: skip
def test_code_and_addresses_say_nothing(text: str, guards: dict[str, Guard]) -> None:
    assert guards["en"].check(text) == []


@pytest.mark.parametrize("text", [
    "please send the picture, " * 4000, "not " * 20000, "`" * 20000, "<" * 20000, "{" * 20000,
    "picture " * 20000, "://" * 8000, "!" * 5000, "\ud83d" * 10,
], ids=lambda text: text[:8])  # fmt: skip
def test_hostile_texts_end(text: str, guards: dict[str, Guard]) -> None:
    for finding in guards["en"].check(text)[:5]:
        assert 0 <= (finding.start or 0) < (finding.end or 0) <= len(text)
