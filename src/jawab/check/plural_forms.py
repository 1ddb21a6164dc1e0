r"""The plural forms of a PO file are not those of its language.

What it checks
    For the counts 0 to 200, the rule in the file's header tells apart what CLDR tells apart for the
    language; and every counted text has all its forms.

Why
    "1 hari", "2 يومان": a wrong rule shows the wrong word to everybody who waits one day, or two.

Example that fails
    # content/locales/ar.po
    msgid ""
    msgstr ""
    "Content-Type: text/plain; charset=utf-8\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"

Example that passes
    # content/locales/ar.po
    msgid ""
    msgstr ""
    "Content-Type: text/plain; charset=utf-8\n"
    "Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
    "n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\n"
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.compile import Project
from jawab.finding import Finding, Span
from jawab.locales import SOURCE, plural_category

_COUNTS = range(201)


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each locale whose counts go wrong."""
    for locale in project.knowledge.locales:
        if locale == SOURCE or not project.po_path(locale).exists():
            continue
        translations = project.translations[locale]
        name = f"content/locales/{locale}.po"
        rule = translations.plural_rule
        form_of: dict[str, int] = {}
        for count in _COUNTS:
            category = plural_category(locale, count)
            if form_of.setdefault(category, rule(count)) != rule(count):
                yield Finding(
                    "plural-forms", f"{count} takes another form than CLDR's '{category}' does",
                    Span(name, 1, 1), "copy 'Plural-Forms' from a file that 'jawab i18n' made",
                )  # fmt: skip
                break
        else:
            if len(set(form_of.values())) < len(form_of):
                yield Finding(
                    "plural-forms",
                    f"CLDR tells {', '.join(sorted(form_of))} apart; the header does not",
                    Span(name, 1, 1), "copy 'Plural-Forms' from a file that 'jawab i18n' made",
                )  # fmt: skip
        wanted = len(set(form_of.values()))
        for key, forms in translations.plurals.items():
            if len(forms) < wanted:
                yield Finding(
                    "plural-forms", f"this text has {len(forms)} of {wanted} forms",
                    Span(name, translations.lines.get(key, 0), 1),
                )  # fmt: skip
