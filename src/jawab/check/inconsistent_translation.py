"""The same English is translated in two ways.

What it checks
    Texts of four words or more that are equal in English are equal in each translation. Parts of
    replies and snippets are compared only with parts for the same channels and tones, since a
    language may speak otherwise in a chat than in an email.

Why
    A reader who meets two wordings of one sentence looks for a difference that is not meant, and
    when the English changes, one of the two is forgotten. `jawab i18n update` fills a new text from
    what already stands for the same English.

Example that fails
    # content/faq/what-is-kept.yml
    question: "Why was no reason given?"
    answer: "Because the service gives none."
    topic: reasons
    sources: [vendor-page]
    reviewed: 2026-11-01
    # content/faq/what-is-shown.yml
    question: "Is there a reason?"
    answer: "Because the service gives none."
    topic: reasons
    sources: [vendor-page]
    reviewed: 2026-11-01
    # content/locales/id.po
    msgctxt "faq/what-is-kept#answer"
    msgid "Because the service gives none."
    msgstr "Karena layanan tidak memberi alasan."

    msgctxt "faq/what-is-shown#answer"
    msgid "Because the service gives none."
    msgstr "Layanan itu tidak menyebut alasan."

Example that passes
    # content/faq/what-is-kept.yml
    question: "Why was no reason given?"
    answer: "Because the service gives none."
    topic: reasons
    sources: [vendor-page]
    reviewed: 2026-11-01
    # content/faq/what-is-shown.yml
    question: "Is there a reason?"
    answer: "Because the service gives none."
    topic: reasons
    sources: [vendor-page]
    reviewed: 2026-11-01
    # content/locales/id.po
    msgctxt "faq/what-is-kept#answer"
    msgid "Because the service gives none."
    msgstr "Karena layanan tidak memberi alasan."

    msgctxt "faq/what-is-shown#answer"
    msgid "Because the service gives none."
    msgstr "Karena layanan tidak memberi alasan."
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding

_WORDS = 4
"""Fewer may be one word with two meanings: `Open` on a button and in a list of hours."""


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for the later of two translations of one text."""
    for locale in _view.parity_locales(project):
        first: dict[tuple[Any, ...], _view.Shown] = {}
        for shown in _view.texts(project, locale):
            if len(shown.source.split()) < _WORDS:
                continue
            other = first.setdefault((shown.source, _manner(project, shown)), shown)
            if other.text != shown.text:
                yield _view.report(
                    project, "inconsistent-translation", shown,
                    f"'{shown.source[:60]}' reads otherwise in {other.context or other.item}",
                    f"write one of the two in both: '{other.text[:120]}'",
                )  # fmt: skip


def _manner(project: Project, shown: _view.Shown) -> tuple[Any, ...]:
    """Return how a text is spoken: the channels and tones of a part, nothing elsewhere."""
    groups = {"replies": "parts", "snippets": "variants"}
    if groups.get(shown.kind) != shown.field.partition(".")[0]:
        return ()
    item = project.knowledge.items(shown.kind)[shown.item]
    part = getattr(item, groups[shown.kind])[shown.path[1]]
    return part.channels, part.tones
