"""PO files brought up to date with the English, so that nothing translated is lost."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
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
    reused: int
    """New texts that took over what already stood for the same English."""
    obsolete: int


_MEMORABLE = 4
"""Words from which on the same English means the same; fewer may have two senses."""


class _Former:
    """What a PO file holds so far, by every way in which a text may be found again."""

    def __init__(self, path: Path, locale: str) -> None:
        self.catalog = PoCatalog(locale=babel_name(locale))
        if path.exists():
            self.catalog = read_po(io.BytesIO(path.read_bytes()), locale=babel_name(locale))
        self.by_context: dict[str, Message] = {}
        self.by_item: dict[tuple[str, str], Message] = {}
        self.memory: dict[str, str] = {}
        for message in self._messages():
            context, source = message.context or "", first_form(message.id)
            if not context:
                continue
            self.by_context.setdefault(context, message)
            if not message.fuzzy:
                self.by_item.setdefault((context.partition("#")[0], source), message)
                if len(source.split()) >= _MEMORABLE:
                    self.memory.setdefault(source, str(message.string))

    def _messages(self) -> Iterator[Message]:
        for message in (*self.catalog, *self.catalog.obsolete.values()):
            if message.id and message.string:
                yield message

    def find(self, entry: Entry) -> Message | None:
        """Return what stands for a text: itself, where it stood in its item, or what it was."""
        same = self.catalog.get(entry.source, entry.context or None)
        if same is not None and same.string and any(same.string):
            return same
        if not entry.context:
            return None
        moved = self.by_item.get((entry.context.partition("#")[0], entry.source))
        return moved or self.by_context.get(entry.context)

    def unused(self, used: set[tuple[str, str]], new: PoCatalog) -> dict[Any, Message]:
        """Return what has no place among the new texts, as obsolete entries."""
        gone: dict[Any, Message] = {}
        for message in self._messages():
            context, source = message.context or "", first_form(message.id)
            if (context, source) not in used and new.get(source, context or None) is None:
                gone[(source, context) if context else source] = message
        return gone


def update_po(path: Path, locale: str, entries: Sequence[Entry]) -> Update:
    """Return the PO file brought up to date with the English; nothing a translator wrote is lost.

    A changed English text keeps its translation, marked fuzzy, with the former English beside it.
    A text that only moved within its item keeps its translation as it is, and a new text of some
    length takes the translation of the same English elsewhere. What no longer exists stays as an
    obsolete entry.
    """
    former = _Former(path, locale)
    old = former.catalog
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
    added = fuzzy = kept = reused = 0
    used: set[tuple[str, str]] = set()
    for entry in entries:
        found = former.find(entry)
        flags = ["python-brace-format"] if any(find_placeholders(entry.source)) else []
        message_id = (entry.source, entry.plural) if entry.plural else entry.source
        string: Any = ("",) * forms if entry.plural else ""
        previous: tuple[str, ...] = ()
        comments: Sequence[str] = ()
        if found is None:
            string = former.memory.get(entry.source, "") if not entry.plural else string
            reused += bool(string and any(string))
            added += not any(string)
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
    gone = former.unused(used, new)
    new.obsolete.update(gone)
    buffer = io.BytesIO()
    write_po(buffer, new, width=100, include_previous=True, include_lineno=False, sort_output=False)
    return Update(buffer.getvalue(), added, fuzzy, kept, reused, len(gone))


def _split_comments(comments: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return a translator's comments, and the former English, which Babel reads as comments too."""
    former = [line[1:].strip() for line in comments if line.startswith("|")]
    if former and former[0].startswith("msgctxt"):
        former = former[1:]
    text = "\n".join(line.removeprefix("msgid").strip() for line in former)
    mine = [line for line in comments if not line.startswith("|")]
    return mine, (denormalize(text),) if text else ()


_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
