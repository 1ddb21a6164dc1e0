"""Everything customers read of a project: one text for each locale, channel and item."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from jawab import fields
from jawab.catalog import Catalog
from jawab.compile import Project
from jawab.locales import SOURCE

CHANNELS = ("toast", "inline", "email", "chat", "phone", "upload-hint", "page")
_PAGES = ("causes", "errors", "scenarios", "faq", "guides", "hotlines", "providers")
_NOT_ON_PAGES = ("messages", "may_say", "must_not_say", "escalate")


class Reading(NamedTuple):
    """What names a text that somebody reads."""

    locale: str
    channel: str
    name: str


def default_locales(project: Project) -> tuple[str, ...]:
    """Return English and the released locales: drafts are read by nobody."""
    return tuple(n for n, entry in project.knowledge.locales.items() if entry.status != "draft")


def read_all(
    project: Project,
    locales: Sequence[str],
    started: Callable[[str], None] = lambda locale: None,
) -> dict[Reading, str]:
    """Return every text customers read in these locales, as Markdown with its placeholders."""
    found: dict[Reading, str] = {}
    for locale in locales:
        if locale != SOURCE and locale not in project.translations:
            continue
        started(locale)
        for channel, name, text in _texts(project, project.catalog(locale)):
            if text.strip():
                found[Reading(locale, channel, name)] = text.strip()
    return found


def _texts(project: Project, whole: Catalog) -> Iterator[tuple[str, str, str]]:
    catalog = whole.for_audience("public")
    for cause_id, cause in catalog["causes"].items():
        for channel, form in (cause["forms"] or {}).items() if "forms" in cause else ():
            if channel == "inline":
                parts = [_join(part["markdown"]) for part in form.values()]
                yield channel, f"causes/{cause_id}", "\n\n".join(parts)
            else:
                subject = _join(form["subject"]) + "\n\n" if "subject" in form else ""
                yield channel, f"causes/{cause_id}", subject + _join(form["markdown"])
    for name, channel_entry in catalog["channels"].items():
        yield name, f"channels/{name}", channel_entry["text"]
    # Replies stand on the agents' side, and what they say is sent to customers.
    for reply_id, reply in whole["replies"].items():
        for channel, tones in reply["scripts"].items():
            for tone, form in tones.items():
                subject = _join(form["subject"]) + "\n\n" if channel == "email" else ""
                yield channel, f"replies/{reply_id} ({tone})", subject + _join(form["markdown"])
    for kind in _PAGES:
        for item_id, entry in catalog[kind].items():
            item = project.knowledge.items(kind)[item_id]
            parts = [
                str(_dig(entry, path))
                for path, mark, _ in fields.texts(item)
                if mark == "text" and not (kind == "causes" and path[0] in _NOT_ON_PAGES)
            ]
            yield "page", f"{kind}/{item_id}", "\n\n".join(part.strip() for part in parts)


def _join(segments: Sequence[str]) -> str:
    return "".join(f"{{{piece}}}" if at % 2 else piece for at, piece in enumerate(segments)).strip()


def _dig(entry: Any, path: fields.Path) -> Any:
    for step in path:
        entry = entry[step]
    return entry
