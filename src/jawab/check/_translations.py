"""Which texts of the released locales are not translated, worked out once for two checks."""

from __future__ import annotations

from collections.abc import Iterator

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Span
from jawab.locales import Entry, iterate_missing


def unfinished(project: Project, state: str) -> Iterator[tuple[str, Entry, Span]]:
    """Yield locale, entry and place of each text that is `missing` or `fuzzy`."""
    if "unfinished" not in project.derived:
        project.derived["unfinished"] = list(_unfinished(project))
    for found, locale, entry, span in project.derived["unfinished"]:
        if found == state:
            yield locale, entry, span


def _unfinished(project: Project) -> Iterator[tuple[str, str, Entry, Span]]:
    for locale in _view.parity_locales(project):
        translations = project.translations[locale]
        entries = _entries(project, project.knowledge.locales[locale].notes)
        for entry, state in iterate_missing(translations, entries):
            line = translations.lines.get((entry.context, entry.source), 0)
            span = Span(f"content/locales/{locale}.po", line, 1 if line else 0)
            yield state, locale, entry, span


def _entries(project: Project, notes: bool) -> list[Entry]:
    key = ("entries", notes)
    if key not in project.derived:
        project.derived[key] = project.entries(notes)
    found: list[Entry] = project.derived[key]
    return found


def label(entry: Entry) -> str:
    """Return how a person would name a text: its path, or the words themselves."""
    return f"'{entry.context or entry.source}'"
