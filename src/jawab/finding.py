"""A mistake in content or text, as a value: what is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file; line and column count from 1, and 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of a check; `start` and `end` are offsets where a text was checked."""

    rule: str
    message: str
    span: Span
    help: str = ""
    severity: Severity = "error"
    start: int | None = None
    end: int | None = None

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Return the order in which findings are reported: by place, then by name."""
        return (self.span.path, self.span.line, self.span.column, self.rule, self.message)


def sort_findings(findings: list[Finding] | tuple[Finding, ...]) -> list[Finding]:
    """Return the findings in their order, each once."""
    return sorted(dict.fromkeys(findings), key=Finding.sort_key)
