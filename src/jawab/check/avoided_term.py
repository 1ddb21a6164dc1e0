"""A text for customers uses a word the glossary says to avoid.

What it checks
    The words under `avoid` in `content/glossary.yml` against every public text in the same
    language. Code, links and quotations are left alone, and so is a word that stands in the code,
    a signal or an example of the error definition itself: a service's own words are shown as they
    are.

Why
    Each of these words hurts, misleads or translates badly; the entry says which one to use.

Example that fails
    # content/glossary.yml
    mistake:
      meaning: "The check was wrong."
      preferred: {en: "mistake"}
      avoid: {en: ["false positive"]}
    # content/faq/why-no-reason.yml
    answer: "It may be a False  Positive."

Example that passes
    # content/glossary.yml
    mistake:
      meaning: "The check was wrong."
      preferred: {en: "mistake"}
      avoid: {en: ["false positive"]}
    # content/faq/why-no-reason.yml
    answer: 'It may be a mistake. The log says "false positive", code `false positive`.'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding

_SPACED_OUT = ("zh", "ja", "ko", "hi", "ar", "th")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each word that has a better one."""
    for locale in project.knowledge.locales:
        pattern, entry_of = _words(project, locale)
        if pattern is None:
            continue
        for shown in _view.texts(project, locale):
            # Replies stand on the agents' side, but what they say is sent.
            sent = shown.kind in ("replies", "snippets") and shown.field.split(".")[0] in (
                "parts", "subject", "variants"
            )  # fmt: skip
            if shown.kind in _view.NOT_OURS or not (sent or _view.is_public(project, shown)):
                continue
            if shown.field.startswith("must_not_say"):
                continue
            for match in pattern.finditer(_view.blank_quoted(shown.text)):
                if shown.kind == "errors" and match[0].casefold() in _said(project, shown.item):
                    continue
                entry, better = entry_of[" ".join(match[0].casefold().split())]
                yield _view.report(
                    project, "avoided-term", shown, f"'{match[0]}' is a word we avoid",
                    f"write '{better}' (glossary: {entry})" if better else f"glossary: {entry}",
                    match[0],
                )  # fmt: skip


def _said(project: Project, error: str) -> str:
    """Return what a service itself says where it gives this error."""
    definition = project.knowledge.errors[error]
    signals = (f"{signal.phrase} {signal.value} {signal.field}" for signal in definition.signals)
    return " ".join([definition.code, *signals, *definition.examples]).casefold()


def _words(
    project: Project, locale: str
) -> tuple[re.Pattern[str] | None, dict[str, tuple[str, str]]]:
    found: dict[str, tuple[str, str]] = {}
    for name, term in project.knowledge.glossary.items():
        for word in term.avoid.get(locale, ()):
            found[word.casefold()] = (name, term.preferred.get(locale, ""))
    if not found:
        return None, found
    edge = "" if locale.split("-")[0] in _SPACED_OUT else r"\b"
    words = "|".join(
        r"\s+".join(map(re.escape, word.split())) for word in sorted(found, key=len, reverse=True)
    )
    return re.compile(f"{edge}(?:{words}){edge}", re.IGNORECASE), found
