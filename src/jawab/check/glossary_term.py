"""A translation says a fixed term in other words.

What it checks
    Where an English text has a term that `content/glossary.yml` marks as `fixed`, its translation
    has the preferred term of that language, or one of the `forms` listed beside it. Upper and lower
    case do not count. Code, links and quotations are left alone, and so are names that keep the
    English words.

Why
    One thing has one name. A customer who reads of a hotline in one text and of a report office in
    the next looks for two places, and with words like these a looser one may hurt.

Example that fails
    # content/glossary.yml
    hotline:
      meaning: "A place that takes reports."
      preferred: {en: "hotline", id: "layanan pengaduan"}
      fixed: true
    # content/faq/why-no-reason.yml
    answer: "A hotline can help."
    # content/locales/id.po
    msgctxt "faq/why-no-reason#answer"
    msgid "A hotline can help."
    msgstr "Telepon siaga dapat membantu."

Example that passes
    # content/glossary.yml
    hotline:
      meaning: "A place that takes reports."
      preferred: {en: "hotline", id: "layanan pengaduan"}
      forms: {en: ["hotlines"], id: ["pusat pengaduan"]}
      fixed: true
    # content/faq/why-no-reason.yml
    answer: "Hotlines can help."
    # content/locales/id.po
    msgctxt "faq/why-no-reason#answer"
    msgid "Hotlines can help."
    msgstr "Pusat pengaduan dapat membantu."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding
from jawab.locales import SOURCE


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each translation that has not the term its English has."""
    terms = [term for term in project.knowledge.glossary.values() if term.fixed]
    if not terms:
        return
    # A longer term holds a shorter one: where it stands, the shorter is not meant.
    english = {
        form.casefold(): term
        for term in terms
        for form in (term.preferred[SOURCE], *term.forms.get(SOURCE, ()))
    }
    words = "|".join(
        r"\s+".join(map(re.escape, form.split())) for form in sorted(english, key=len, reverse=True)
    )
    # A "child-safety check" is another thing than a "safety check".
    pattern = re.compile(rf"(?<![\w-])({words})\b", re.IGNORECASE)
    for locale in _view.parity_locales(project):
        for shown in _view.texts(project, locale):
            if shown.kind in _view.NOT_OURS:
                continue
            found = pattern.findall(_view.blank_quoted(shown.source))
            meant = {english[" ".join(words.casefold().split())].id for words in found}
            text = " ".join(shown.text.casefold().split())
            for name in sorted(meant):
                term = project.knowledge.glossary[name]
                better = term.preferred.get(locale, "")
                # Names of organisations that hold the English words keep them.
                said_here = (better, *term.forms.get(locale, ()), term.preferred[SOURCE])
                if any(form.casefold() in text for form in said_here):
                    continue
                yield _view.report(
                    project, "glossary-term", shown,
                    f"the English says '{term.preferred[SOURCE]}', but '{better}' is not here",
                    f"write '{better}', or add the form used to 'forms' (glossary: {name})",
                )  # fmt: skip
