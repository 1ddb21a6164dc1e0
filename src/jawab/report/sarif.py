"""Findings as SARIF 2.1.0, the format that code scanning services read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from jawab import __version__
from jawab.finding import Finding

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write(findings: Sequence[Finding]) -> str:
    """Return one run with a rule for each name and a result for each finding."""
    rules = sorted({finding.rule for finding in findings})
    run = {
        "tool": {
            "driver": {
                "name": "jawab",
                "version": __version__,
                "rules": [{"id": rule} for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules.index(finding.rule)) for finding in findings],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    text = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    place: dict[str, Any] = {"artifactLocation": {"uri": finding.span.path}}
    if finding.span.line:
        place["region"] = {
            "startLine": finding.span.line,
            "startColumn": max(finding.span.column, 1),
        }
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
