"""Time by the processor, and the tables of results; what every benchmark shares."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """One table of results: what was measured, how, and a row for each case."""

    title: str
    how: str
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]

    def markdown(self) -> str:
        """Return the section as Markdown; names to the left, figures to the right."""
        rule = [":--", *["--:"] * (len(self.header) - 1)]
        lines = [f"| {' | '.join(cells)} |" for cells in (self.header, rule, *self.rows)]
        return "\n".join([f"## {self.title}", "", self.how, "", *lines, ""])


def used() -> float:
    """Return the seconds of processor that this process and its ended children took.

    A machine is shared; the wall clock would measure the others too.
    """
    mine = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return mine.ru_utime + mine.ru_stime + children.ru_utime + children.ru_stime


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds that something took, with what it made."""
    start = used()
    made = what()
    return used() - start, made


def least(what: Callable[[], Any], times: int) -> float:
    """Return the least seconds of several runs: the others were disturbed."""
    return min(timed(what)[0] for _ in range(times))


def verdict(value: float, bar: float) -> str:
    """Say whether a ratio that should be small keeps its bar."""
    return "holds" if value <= bar else "missed"
