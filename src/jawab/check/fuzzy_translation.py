"""A released locale has a translation of an older English text.

What it checks
    No translation in a locale with the status `released` is marked fuzzy. `jawab i18n update` marks
    one when its English changes.

Why
    The old sentence may say what is no longer true; until somebody looks, English is shown.

Example that fails
    # content/locales/id.po
    #, fuzzy
    msgctxt "faq/why-no-reason#question"
    msgid "Why is no reason given?"
    msgstr "Mengapa alasannya tidak ada?"

Example that passes
    # content/locales/id.po
    msgctxt "faq/why-no-reason#question"
    msgid "Why is no reason given?"
    msgstr "Mengapa tidak ada alasan yang diberikan?"
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.check import _translations
from jawab.compile import Project
from jawab.finding import Finding


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each translation that is out of date."""
    for locale, entry, span in _translations.unfinished(project, "fuzzy"):
        yield Finding(
            "fuzzy-translation",
            f"the {locale} translation of {_translations.label(entry)} is out of date",
            span,
            "mend it and take the word 'fuzzy' away",
        )
