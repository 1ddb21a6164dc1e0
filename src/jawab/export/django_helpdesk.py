"""django-helpdesk: preset replies and knowledge base items, as a fixture for `loaddata`.

The fixture is for an empty desk: loaded twice it makes everything twice, because these models have
no key of ours. `jawab sync` goes through the ORM instead and finds what it made before. Names hold
100 characters. Templates there have no fallback, so what may be empty is worded neutrally.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jawab.export import OutFile
from jawab.export._library import Article, Library, Script
from jawab.export._limits import Item, Limits
from jawab.export._macro import check_macros, script_text
from jawab.export._write import Variable, dump_json
from jawab.finding import Finding

KIND = "macros"
SUFFIX = ".json"
VARIABLES = {"ticket_id": Variable(always="{{ ticket.id }}")}
LIMITS = Limits(
    longest={"name": 100, "title": 100}, unique=("name", "title"), reserved=("{{", "{%", "{#")
)
_CHECKED = "2026-01-01T00:00:00Z"
"""A fixture needs a time; the same content makes the same file."""


def preset_reply(script: Script) -> dict[str, Any]:
    """Return a preset reply."""
    return {
        "name": f"{script.label} [{script.locale}]",
        "body": script_text(script, "email", VARIABLES),
    }


def category(locale: str) -> dict[str, Any]:
    """Return the category that holds a locale's items."""
    name = f"AI images [{locale}]"
    return {"name": name, "title": name, "slug": f"ai-images-{locale.lower()}",
            "description": name, "public": True}  # fmt: skip


def kb_item(article: Article) -> dict[str, Any]:
    """Return an item of the knowledge base; its answer is Markdown."""
    return {
        "title": article.question,
        "question": article.question,
        "answer": article.markdown,
        "enabled": True,
    }


def items(library: Library) -> Iterator[Item]:
    """Yield preset replies, then items."""
    for script in library.scripts():
        yield Item(
            script.key, "presetreply", "helpdesk.presetreply", preset_reply(script),
            script.reply, script.locale,
        )  # fmt: skip
    for article in library.articles():
        # The category keeps languages apart; titles need to differ only within one.
        yield Item(
            article.key, f"kbitem {article.locale}", "helpdesk.kbitem", kb_item(article), "",
            article.locale,
        )  # fmt: skip


def export(library: Library) -> Iterator[OutFile]:
    """Yield the fixture."""
    rows: list[dict[str, Any]] = []
    keys = {locale: number for number, locale in enumerate(library.locales, 1)}
    used = {item.locale for item in items(library) if item.request == "helpdesk.kbitem"}
    for locale, key in keys.items():
        if locale in used:
            rows.append({"model": "helpdesk.kbcategory", "pk": key, "fields": category(locale)})
    for number, item in enumerate(items(library), 1):
        fields = dict(item.payload)
        if item.request == "helpdesk.kbitem":
            fields |= {"category": keys[item.locale], "last_updated": _CHECKED}
        rows.append({"model": item.request, "pk": number, "fields": fields})
    yield OutFile("fixture.json", dump_json(rows))


def check(library: Library) -> Iterator[Finding]:
    """Yield what django-helpdesk would refuse or misread."""
    return check_macros(library, items(library), LIMITS)
