"""PO files brought up to date with the English, so that nothing translated is lost."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog as PoCatalog
from babel.messages.catalog import Message
from babel.messages.pofile import denormalize, read_po, write_po

from jawab.locales.cldr import babel_name, gettext_plurals
from jawab.locales.po import Entry, first_form
from jawab.placeholders import find_placeholders


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
    old = PoCatalog(locale=babel_name(locale))
    if path.exists():
        old = read_po(io.BytesIO(path.read_bytes()), locale=babel_name(locale))
    by_context: dict[str, Message] = {}
    by_item: dict[tuple[str, str], Message] = {}
    for message in [*old, *old.obsolete.values()]:
        if not message.id or not message.string:
            continue
        context = message.context or ""
        if context and not message.fuzzy:
            by_item.setdefault((context.partition("#")[0], first_form(message.id)), message)
        if context:
            by_context.setdefault(context, message)
    new = PoCatalog(
        locale=babel_name(locale),
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
            used.add((found.context or "", first_form(found.id)))
            string, (comments, before) = found.string, _split_comments(found.user_comments)
            if entry.plural and not isinstance(string, str):
                string = (*string, *("",) * forms)[:forms]
            if found.fuzzy or first_form(found.id) != entry.source:
                flags.append("fuzzy")
                changed = first_form(found.id) != entry.source
                previous = (first_form(found.id),) if changed and not found.fuzzy else before
                fuzzy += 1
            else:
                kept += 1
        new.add(
            message_id, string, locations=[(entry.origin, None)], flags=flags,  # type: ignore[list-item]
            previous_id=previous, context=entry.context or None, user_comments=comments,
        )  # fmt: skip
    gone = 0
    for message in [*old, *old.obsolete.values()]:
        key = (message.context or "", first_form(message.id) if message.id else "")
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
