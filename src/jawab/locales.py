"""Languages: PO files, what to translate, fallback, plural forms; the only use of Babel.

English stands in the YAML. A translation is found by the path of its text (`msgctxt`) and holds
only while the English it was made from is unchanged; after that it is fuzzy until somebody looks.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import babel
import babel.dates
from babel.messages.catalog import Catalog as PoCatalog
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, denormalize, read_po, write_po

from jawab.finding import Finding, Span
from jawab.model import Hours
from jawab.placeholders import find_placeholders

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


def read_translations(path: Path, locale: str, name: str) -> Translations:
    """Return what a PO file holds; `name` is the file in findings. A missing file holds nothing."""
    if not path.exists():
        return Translations(locale, {}, {}, frozenset(), lambda n: int(n != 1))
    try:
        catalog = read_po(io.BytesIO(path.read_bytes()), locale=_babel(locale), abort_invalid=True)
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
        key = (message.context or "", _first(message.id))
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
    return Translations(locale, texts, plurals, frozenset(fuzzy), rule, lines=lines)


def _first(message_id: str | Sequence[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


@dataclass(frozen=True, slots=True)
class Translator:
    """Finds a text along a locale's fallback chain; English ends every chain."""

    locale: str
    chain: tuple[Translations, ...]

    def text(self, context: str, source: str) -> tuple[str, str]:
        """Return the text and the locale it is in."""
        for translations in self.chain:
            found = translations.texts.get((context, source))
            if found is not None:
                return found, translations.locale
        return source, SOURCE

    def words(self, source: str) -> str:
        """Return a text of the templates."""
        return self.text("", source)[0]

    def plural(self, source: str, plural: str, count: int) -> str:
        """Return the form of a counted text of the templates that this count wants."""
        for translations in self.chain:
            forms = translations.plurals.get(("", source))
            if forms:
                return forms[translations.plural_rule(count)]
        return source if count == 1 else plural


def fallback_chain(locale: str, declared: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the locales to try in order, ending in English.

    A declared chain is followed; an undeclared region (`es-MX`) tries its language first.
    """
    chain = [locale, *declared.get(locale, ())]
    parts = locale.split("-")
    while len(parts) > 1:
        parts.pop()
        shorter = "-".join(parts)
        if shorter in declared and shorter not in chain:
            chain.insert(1, shorter)
    return tuple(dict.fromkeys([*chain, SOURCE]))


def extract_template_words(folder: Path, root: Path) -> list[Entry]:
    """Return the words to translate in the Jinja templates under `folder`."""
    entries = []
    for path in sorted(folder.rglob("*.j2")) + sorted(folder.rglob("*.html")):
        options: dict[str, Any] = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
        with path.open("rb") as file:
            for _, message, _, _ in extract("jinja2", file, options=options):
                if isinstance(message, tuple):
                    source, plural = message[0], message[1] or ""
                else:
                    source, plural = message, ""
                if source:
                    origin = path.relative_to(root).as_posix()
                    entries.append(Entry("", source, origin, plural))
    return _unique(entries)


def _unique(entries: Iterable[Entry]) -> list[Entry]:
    seen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        seen.setdefault((entry.context, entry.source), entry)
    return list(seen.values())


@dataclass(frozen=True, slots=True)
class Update:
    """The new text of a PO file and what changed in it."""

    text: bytes
    added: int
    fuzzy: int
    kept: int
    obsolete: int


def update_po(path: Path, locale: str, entries: Sequence[Entry]) -> Update:
    """Return the PO file brought up to date with the English; nothing a translator wrote is lost.

    A changed English text keeps its translation, marked fuzzy, with the former English beside it.
    A text that only moved within its item keeps its translation as it is. What no longer exists
    stays as an obsolete entry.
    """
    old = PoCatalog(locale=_babel(locale))
    if path.exists():
        old = read_po(io.BytesIO(path.read_bytes()), locale=_babel(locale))
    by_context: dict[str, Message] = {}
    by_item: dict[tuple[str, str], Message] = {}
    for message in [*old, *old.obsolete.values()]:
        if not message.id or not message.string:
            continue
        context = message.context or ""
        if context and not message.fuzzy:
            by_item.setdefault((context.partition("#")[0], _first(message.id)), message)
        if context:
            by_context.setdefault(context, message)
    new = PoCatalog(
        locale=_babel(locale),
        project="jawab",
        version="1",
        msgid_bugs_address="-",
        header_comment=old.header_comment
        if path.exists()
        else f"# {locale} translations of jawab.",
        creation_date=old.creation_date if path.exists() else _EPOCH,
        revision_date=old.revision_date if path.exists() else _EPOCH,
        last_translator=old.last_translator if path.exists() else "",
        language_team=f"{locale} <>",
        charset="utf-8",
        fuzzy=False,
    )
    forms, rule = gettext_plurals(locale)
    new.mime_headers = [("Plural-Forms", f"nplurals={forms}; plural={rule};")]
    added = fuzzy = kept = 0
    used: set[tuple[str, str]] = set()
    for entry in entries:
        found = _find(old, entry, by_context, by_item)
        flags = ["python-brace-format"] if any(find_placeholders(entry.source)) else []
        message_id = (entry.source, entry.plural) if entry.plural else entry.source
        string: Any = ("",) * forms if entry.plural else ""
        previous: tuple[str, ...] = ()
        comments: Sequence[str] = ()
        if found is None:
            added += 1
        else:
            used.add((found.context or "", _first(found.id)))
            string, (comments, before) = found.string, _split_comments(found.user_comments)
            if entry.plural and not isinstance(string, str):
                string = (*string, *("",) * forms)[:forms]
            if found.fuzzy or _first(found.id) != entry.source:
                flags.append("fuzzy")
                changed = _first(found.id) != entry.source
                previous = (_first(found.id),) if changed and not found.fuzzy else before
                fuzzy += 1
            else:
                kept += 1
        new.add(
            message_id, string, locations=[(entry.origin, None)], flags=flags,  # type: ignore[list-item]
            previous_id=previous, context=entry.context or None, user_comments=comments,
        )  # fmt: skip
    gone = 0
    for message in [*old, *old.obsolete.values()]:
        key = (message.context or "", _first(message.id) if message.id else "")
        if message.id and message.string and key not in used and new.get(*_get(key)) is None:
            new.obsolete[_obsolete_key(key)] = message
            gone += 1
    buffer = io.BytesIO()
    write_po(buffer, new, width=100, include_previous=True, include_lineno=False, sort_output=False)
    return Update(buffer.getvalue(), added, fuzzy, kept, gone)


def _split_comments(comments: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return a translator's comments, and the former English, which Babel reads as comments too."""
    former = [line[1:].strip() for line in comments if line.startswith("|")]
    if former and former[0].startswith("msgctxt"):
        former = former[1:]
    text = "\n".join(line.removeprefix("msgid").strip() for line in former)
    mine = [line for line in comments if not line.startswith("|")]
    return mine, (denormalize(text),) if text else ()


_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def _get(key: tuple[str, str]) -> tuple[str, str | None]:
    return key[1], key[0] or None


def _obsolete_key(key: tuple[str, str]) -> Any:
    return (key[1], key[0]) if key[0] else key[1]


def _find(
    old: PoCatalog,
    entry: Entry,
    by_context: Mapping[str, Message],
    by_item: Mapping[tuple[str, str], Message],
) -> Message | None:
    same = old.get(entry.source, entry.context or None)
    if same is not None and same.string and any(same.string):
        return same
    if not entry.context:
        return None
    moved = by_item.get((entry.context.partition("#")[0], entry.source))
    return moved or by_context.get(entry.context)


def format_hours(hours: Hours, locale: str) -> str:
    """Return opening hours in a locale's own days and clock: `Mon–Fri, 09:00–17:00 (…)`."""
    names = babel.dates.get_day_names("abbreviated", "stand-alone", _babel(locale))
    days = [names[_WEEKDAYS.index(day)] for day in (hours.first_day, hours.last_day)]
    clock = [
        babel.dates.format_time(time.fromisoformat(at), "short", locale=_babel(locale))
        for at in (hours.opens, hours.closes)
    ]
    zone = babel.dates.get_timezone_location(
        hours.timezone, locale=_babel(locale), return_city=True
    )
    return f"{'–'.join(days)}, {'–'.join(clock)} ({zone})"


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def format_date(day: str, locale: str) -> str:
    """Return an ISO date as the locale writes it out."""
    value = datetime.fromisoformat(day).date()
    return str(babel.dates.format_date(value, "long", locale=_babel(locale)))


def plural_categories(locale: str) -> tuple[str, ...]:
    """Return the CLDR plural categories of a locale, `other` last."""
    rule = babel.Locale.parse(_babel(locale)).plural_form
    return (*sorted(rule.tags), "other")


def plural_category(locale: str, count: int) -> str:
    """Return the CLDR plural category of a count."""
    return str(babel.Locale.parse(_babel(locale)).plural_form(count))


def gettext_plurals(locale: str) -> tuple[int, str]:
    """Return how many plural forms gettext keeps for a locale, and the rule that picks one."""
    if plural_categories(locale) == ("other",):
        return 1, "0"  # Babel lacks a rule for Indonesian and falls back to the English one.
    if plural_category(locale, 0) == "one" == plural_category(locale, 1):
        return 2, "(n > 1)"  # Nor has it one for Hindi, where none is counted like one.
    rule = get_plural(_babel(locale))
    return rule.num_plurals, rule.plural_expr


def _babel(locale: str) -> str:
    return locale.replace("-", "_")


def territory_name(country: str, locale: str) -> str:
    """Return a country's name in a locale, or the code where CLDR has none."""
    return str(babel.Locale.parse(_babel(locale)).territories.get(country, country))


def iterate_missing(
    translations: Translations, entries: Iterable[Entry]
) -> Iterator[tuple[Entry, str]]:
    """Yield each entry that has no usable translation, with `missing` or `fuzzy`."""
    for entry in entries:
        key = (entry.context, entry.source)
        if key in translations.texts or key in translations.plurals:
            continue
        yield entry, "fuzzy" if key in translations.fuzzy else "missing"
