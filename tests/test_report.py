"""Findings as output: every format against its golden file, over one shared sample."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jawab.finding import Finding, Span
from jawab.report import format_names, write_report

SAMPLE = Path(__file__).parent / "cases" / "report" / "findings.json"


def sample() -> list[Finding]:
    found = []
    for row in json.loads(SAMPLE.read_text(encoding="utf-8")):
        span = Span(row.pop("path"), row.pop("line"), row.pop("column"))
        found.append(Finding(span=span, **row))
    return found


@pytest.mark.parametrize("form", format_names())
def test_format_is_as_recorded(form: str, golden: Callable[[str, str], None]) -> None:
    text = write_report(form, sample())
    assert text.endswith("\n")
    golden(f"report/{form}.txt", text)


@pytest.mark.parametrize("form", format_names())
def test_nothing_found_is_a_valid_report(form: str) -> None:
    text = write_report(form, [])
    assert text == "" or json.loads(text) is not None


def test_every_format_is_offered() -> None:
    from jawab.cli.check import command

    (option,) = (p for p in command.params if p.name == "form")
    assert sorted(option.type.choices) == sorted(format_names())  # type: ignore[attr-defined]


def test_an_annotation_is_one_line_for_each_finding() -> None:
    lines = write_report("github", sample()).splitlines()
    assert len(lines) == len(sample())
    assert all(line.startswith(("::error ", "::warning ")) for line in lines)


def test_sarif_places_count_from_one() -> None:
    log = json.loads(write_report("sarif", sample()))
    for result in log["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"].get("region")
        assert region is None or (region["startLine"] >= 1 and region["startColumn"] >= 1)
        rules = log["runs"][0]["tool"]["driver"]["rules"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
