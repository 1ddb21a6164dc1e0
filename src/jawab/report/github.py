"""Findings as annotations of a GitHub workflow, shown beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from jawab.finding import Finding


def write(findings: Sequence[Finding]) -> str:
    """Return one workflow command for each finding."""
    return "".join(f"{_command(finding)}\n" for finding in findings)


def _command(finding: Finding) -> str:
    place = {"file": finding.span.path, "line": finding.span.line, "col": finding.span.column}
    place = {name: value for name, value in place.items() if value}
    properties = ",".join(f"{k}={_escape(str(v), ':,')}" for k, v in place.items())
    message = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    title = _escape(finding.rule, ":,")
    comma = "," if properties else ""
    return f"::{finding.severity} {properties}{comma}title={title}::{_escape(message, '')}"


def _escape(text: str, more: str) -> str:
    # https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
