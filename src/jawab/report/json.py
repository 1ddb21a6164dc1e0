"""Findings as JSON: one list, every field of a finding under its own name."""

from __future__ import annotations

from collections.abc import Sequence

from jawab.finding import Finding


def write(findings: Sequence[Finding]) -> str:
    """Return a JSON list; `start` and `end` are there where a text was checked."""
    # This module has the library's name, so the library is asked for where it is used.
    from json import dumps

    return dumps([_plain(finding) for finding in findings], ensure_ascii=False, indent=2) + "\n"


def _plain(finding: Finding) -> dict[str, object]:
    made: dict[str, object] = {
        "rule": finding.rule,
        "severity": finding.severity,
        "path": finding.span.path,
        "line": finding.span.line,
        "column": finding.span.column,
        "message": finding.message,
        "help": finding.help,
    }
    if finding.start is not None:
        made |= {"start": finding.start, "end": finding.end}
    return made
