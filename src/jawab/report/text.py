"""Findings for a person at a terminal: place, what is wrong, and what to do, one after another."""

from __future__ import annotations

from collections.abc import Sequence

from jawab.finding import Finding


def write(findings: Sequence[Finding]) -> str:
    """Return one line for each finding, and one for its help."""
    lines = []
    for finding in findings:
        level = "warning: " if finding.severity == "warning" else ""
        lines.append(f"{finding.span}: {level}{finding.message} ({finding.rule})\n")
        if finding.help:
            lines.append(f"  help: {finding.help}\n")
    return "".join(lines)
