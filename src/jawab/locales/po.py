"""PO files: what one holds, and which texts it leaves untranslated."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from jawab.finding import Finding, Span
from jawab.locales.cldr import babel_name

SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Entry:
    """A text to translate: its path (empty for words of the templates), English, and where."""

    context: str
    source: str
    origin: str
    plural: str = ""
    note: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """When somebody who did not translate it read a PO file again, and which kinds of content.

    Noted in the comment at the head of the file: `Second reading: 2026-11-21; causes, replies`.
    """

    day: str = ""
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Translations:
    """One locale's translations, by path and English text."""

    locale: str
    texts: Mapping[tuple[str, str], str]
    plurals: Mapping[tuple[str, str], tuple[str, ...]]
    fuzzy: frozenset[tuple[str, str]]
    plural_rule: Callable[[int], int]
    findings: tuple[Finding, ...] = ()
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Where each entry stands in the file."""
    reading: Reading = Reading()


def read_translations(path: Path, locale: str, name: str) -> Translations:
    """Return what a PO file holds; `name` is the file in findings. A missing file holds nothing."""
    if not path.exists():
        return Translations(locale, {}, {}, frozenset(), lambda n: int(n != 1))
    try:
        catalog = read_po(
            io.BytesIO(path.read_bytes()), locale=babel_name(locale), abort_invalid=True
        )
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 1
        finding = Finding("invalid-po", str(error).splitlines()[0], Span(name, line, 1))
        return Translations(locale, {}, {}, frozenset(), lambda n: int(n != 1), (finding,))
    texts: dict[tuple[str, str], str] = {}
    plurals: dict[tuple[str, str], tuple[str, ...]] = {}
    fuzzy: set[tuple[str, str]] = set()
    lines: dict[tuple[str, str], int] = {}
    for message in catalog:
        if not message.id:
            continue
        key = (message.context or "", first_form(message.id))
        lines[key] = message.lineno or 0
        if message.fuzzy:
            fuzzy.add(key)
        elif isinstance(message.id, list | tuple):
            # Babel adds an empty second form where a language has only one.
            forms = tuple(message.string or ())[: catalog.num_plurals]
            if forms and all(forms):
                plurals[key] = forms
        elif message.string:
            texts[key] = str(message.string)
    rule = gettext.c2py(catalog.plural_expr)
    return Translations(
        locale, texts, plurals, frozenset(fuzzy), rule, lines=lines,
        reading=read_reading(catalog.header_comment),
    )  # fmt: skip


_READING = re.compile(
    r"Second reading: (\d{4}-\d\d-\d\d)(?:; ([a-z]+(?:,\s*(?:# )?[a-z]+)*))?", re.MULTILINE
)


def read_reading(comment: str) -> Reading:
    """Return the second reading noted in the head of a PO file, or an empty one."""
    found = _READING.search(comment)
    if not found:
        return Reading()
    return Reading(found[1], frozenset(re.findall(r"[a-z]+", found[2] or "")))


def first_form(message_id: str | Sequence[str]) -> str:
    """Return the singular of a message id, which may be a pair."""
    return message_id if isinstance(message_id, str) else message_id[0]


def iterate_missing(
    translations: Translations, entries: Iterable[Entry]
) -> Iterator[tuple[Entry, str]]:
    """Yield each entry that has no usable translation, with `missing` or `fuzzy`."""
    for entry in entries:
        key = (entry.context, entry.source)
        if key in translations.texts or key in translations.plurals:
            continue
        yield entry, "fuzzy" if key in translations.fuzzy else "missing"
