"""How far each locale is: texts, missing, fuzzy and read again, by kind of content."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from jawab.compile import Project
from jawab.locales import SOURCE, iterate_missing


@dataclass(frozen=True, slots=True)
class Row:
    """One locale and kind; `templates` are the words of the templates."""

    locale: str
    kind: str
    texts: int
    missing: int
    fuzzy: int
    read: str
    """The day of the second reading that this kind was part of, or nothing."""


def translation_status(project: Project) -> list[Row]:
    """Return a row for each locale and kind, locales in their declared order."""
    rows = []
    for locale, declared in project.knowledge.locales.items():
        if locale == SOURCE:
            continue
        entries = project.entries(declared.notes)
        reading = project.translations[locale].reading
        texts = Counter(_kind(entry.context) for entry in entries)
        gaps = Counter(
            (_kind(entry.context), state)
            for entry, state in iterate_missing(project.translations[locale], entries)
        )
        rows += [
            Row(
                locale,
                kind,
                texts[kind],
                gaps[kind, "missing"],
                gaps[kind, "fuzzy"],
                reading.day if kind in reading.kinds else "",
            )
            for kind in sorted(texts)
        ]
    return rows


def _kind(context: str) -> str:
    return context.split("/")[0] if context else "templates"
