"""gettext: a template (POT), and PO and MO for each locale; `msgctxt` is the message's key.

Placeholders are `{name}`, marked `python-brace-format` so that `msgfmt -c` compares them. The
plural header is the one of each language. Messages that are not translated are not in the MO.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import polib

from jawab.export import OutFile
from jawab.export._bundle import check_bundles as check
from jawab.export._library import Library
from jawab.export._messages import Bundle, Message, collect_bundles, snake, written
from jawab.locales import SOURCE, gettext_plurals, plural_category

__all__ = ["check"]

KIND = "messages"
SUFFIX = ".po"

# No time stands in the files, so that the same content makes the same bytes.
_DATE = "2026-01-01 00:00+0000"


def export(library: Library) -> Iterator[OutFile]:
    """Yield `jawab.pot` and, for each locale, `<locale>/LC_MESSAGES/jawab.po` and `.mo`."""
    bundles = collect_bundles(library)
    english = bundles[0]
    yield OutFile("jawab.pot", str(_catalog(english, None)).encode())
    for bundle in bundles:
        made = _catalog(english, bundle)
        name = bundle.locale.replace("-", "_")
        yield OutFile(f"{name}/LC_MESSAGES/jawab.po", (str(made) + "\n").encode())
        yield OutFile(f"{name}/LC_MESSAGES/jawab.mo", made.to_binary())


def _catalog(english: Bundle, bundle: Bundle | None) -> polib.POFile:
    made = polib.POFile(wrapwidth=100)
    count, rule = gettext_plurals(bundle.locale if bundle else SOURCE)
    made.metadata = {
        "Project-Id-Version": "jawab",
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": _DATE,
        "PO-Revision-Date": _DATE,
        "Last-Translator": "",
        "Language-Team": "",
        "Language": bundle.locale.replace("-", "_") if bundle else "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={count}; plural={rule};",
    }
    for key, source in english.messages.items():
        message = bundle.messages.get(key) if bundle else None
        entry = polib.POEntry(msgctxt=snake(key), comment=source.note)
        if source.names:
            entry.flags.append("python-brace-format")
        if source.plural:
            entry.msgid = written(source.forms.get("one", source.text), "{%s}")
            entry.msgid_plural = written(source.text, "{%s}")
            entry.msgstr_plural = _plurals(message, bundle.locale if bundle else SOURCE)
        else:
            entry.msgid = written(source.text, "{%s}")
            entry.msgstr = written(message.text, "{%s}") if message else ""
        made.append(entry)
    return made


def _plurals(message: Message | None, locale: str) -> dict[int, str]:
    """Return the forms by gettext's number, each found by a count that wants it."""
    total, rule = gettext_plurals(locale)
    number_of = gettext.c2py(rule)
    forms = {}
    for number in range(total):
        count = next(n for n in (*range(1, 1001), 0) if number_of(n) == number)
        form = message and message.forms.get(plural_category(locale, count), message.text)
        forms[number] = written(form, "{%s}") if form else ""
    return forms
