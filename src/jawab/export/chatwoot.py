"""Chatwoot: canned responses, and help-centre articles tied to their English original.

The locale is part of the short code (`family-photo.de`), because Chatwoot has one list for all.
Articles are created as drafts: `<portal_slug>`, `<author_id>` and `<article:…>`, the id that the
English article got, are filled in when they are sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jawab.export import OutFile
from jawab.export._library import Library, Script
from jawab.export._limits import Item, Limits
from jawab.export._macro import check_macros, requests_file, script_text
from jawab.export._write import Variable
from jawab.finding import Finding
from jawab.locales import SOURCE

KIND = "macros"
SUFFIX = ".json"
VARIABLES = {
    "customer_name": Variable(fallback="{{ contact.first_name || '%s' }}"),
    "agent_name": Variable(fallback="{{ agent.name || '%s' }}"),
    "ticket_id": Variable(always="{{ conversation.id }}"),
}
LIMITS = Limits(
    longest={"short_code": 255, "title": 255}, unique=("short_code", "slug"), reserved=("{{", "{%")
)
_LOCALES = {"pt-BR": "pt_BR", "zh": "zh_CN"}
"""Chatwoot's name of a locale, where it differs."""


def canned_response(script: Script) -> dict[str, str]:
    """Return a canned response; Chatwoot shows Markdown, and customers plain text."""
    return {
        "short_code": script.key,
        "content": script_text(script, "chat", VARIABLES),
    }


def items(library: Library) -> Iterator[Item]:
    """Yield the canned responses, then the articles."""
    for script in library.scripts():
        yield Item(
            script.key, "canned_response", "POST /api/v1/accounts/<account_id>/canned_responses",
            canned_response(script), script.reply, script.locale,
        )  # fmt: skip
    for article in library.articles():
        body: dict[str, Any] = {
            "title": article.question,
            "slug": f"jawab-{article.faq}-{article.locale}".casefold(),
            "content": article.markdown,
            "description": article.question,
            "locale": _LOCALES.get(article.locale, article.locale),
            "author_id": "<author_id>",
            "status": 0,
            "meta": {"tags": ["jawab", article.key], "title": article.question},
        }
        if article.locale != SOURCE:
            body["associated_article_id"] = f"<article:faq.{article.faq}.{SOURCE}>"
        yield Item(
            article.key, "article",
            "POST /api/v1/accounts/<account_id>/portals/<portal_slug>/articles", body, "",
            article.locale,
        )  # fmt: skip


def export(library: Library) -> Iterator[OutFile]:
    """Yield the requests."""
    yield requests_file(items(library))


def check(library: Library) -> Iterator[Finding]:
    """Yield what Chatwoot would refuse."""
    return check_macros(library, items(library), LIMITS)
