"""The lines behind a number, redacted, with their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jawab.triage.entry import clean, day_of
from jawab.triage.run import Settings
from jawab.triage.scan import Found, Scanner
from jawab.triage.source import find_sources
from jawab.triage.task import scan_with, tasks_of

LONGEST = 400


class Wanted(NamedTuple):
    """Which lines; an empty day means any."""

    error_id: str
    day: str = ""


def show_lines(paths: tuple[str, ...], wanted: Wanted, settings: Settings) -> Iterator[str]:
    """Yield each line of an error as `path:line: text`, redacted; `unknown` is for the others."""
    found: list[str] = []

    def note(path: str, line: int, data: bytes, what: Found) -> None:
        name = what.error_id or what.cause
        if name != wanted.error_id or (wanted.day and day_of(data) != wanted.day):
            return
        text = " ".join(clean(data.decode("utf-8", "replace")).split())
        text = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
        found.append(f"{path}:{line + before}: {text}")

    scanner = Scanner(settings.signals, "", "", note)
    for source in find_sources(paths):
        before = 0
        for task in tasks_of(source, 0, "", "", settings.piece):
            counts = scan_with(scanner, task)
            before += counts.lines[task.path]
            yield from found
            found.clear()
