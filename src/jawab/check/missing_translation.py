"""A released locale has a text that nobody translated.

What it checks
    Every text that customers read, and agents' notes where `locales.yml` says so, has a finished
    translation in each locale with the status `released`. A draft is counted by `jawab i18n status`
    and not reported here.

Why
    Released means complete: nobody asks for help in Hindi to be answered half in English.

Example that fails
    # content/locales.yml
    id: {status: released}

Example that passes
    # content/locales.yml
    id: {status: draft}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.check import _translations
from jawab.compile import Project
from jawab.finding import Finding


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each text without a translation."""
    for locale, entry, span in _translations.unfinished(project, "missing"):
        yield Finding(
            "missing-translation",
            f"{_translations.label(entry)} has no translation into {locale}",
            span,
            f"run 'jawab i18n update --locale {locale}', then translate it",
        )
