"""Intercom: help-centre articles in every locale, content snippets, and macros as a paste sheet.

Intercom's API can read macros and cannot write them, so the replies come as `paste-sheet.html`.
`requests.json` holds the articles (`<author_id>` is the teammate who signs them) and snippets for
Fin. The last line of an article is the address of the page it was made from; it carries the
article's fingerprint, by which `jawab sync` knows it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from jawab.export import OutFile
from jawab.export._canonical import canonical_html
from jawab.export._library import Article, Library
from jawab.export._limits import Item, Limits
from jawab.export._macro import check_macros, paste_sheet, requests_file
from jawab.export._write import Variable, content_hash
from jawab.finding import Finding, Span
from jawab.locales import SOURCE

KIND = "macros"
SUFFIX = ".json"
VARIABLES = {
    "customer_name": Variable(fallback="{{user.first_name | fallback: '%s'}}"),
    "agent_name": Variable(fallback="{{teammate.first_name | fallback: '%s'}}"),
}
LIMITS = Limits(longest={"title": 255}, unique=("title",), reserved=("{{",))
_LOCALES = {"zh": "zh-CN"}
"""Intercom's name of a locale, where it differs."""
_LACKING = ("hi",)
"""Locales that a help centre there cannot have."""


def place(locale: str) -> str:
    """Return Intercom's name of a locale."""
    return _LOCALES.get(locale, locale)


def article(
    versions: Mapping[str, Article], author: Any, state: str = "published"
) -> dict[str, Any]:
    """Return one article with its translations, marked with its identity and fingerprint."""
    return article_request(article_fields(versions), versions, author, state)


def article_request(
    fields: Mapping[str, str], versions: Mapping[str, Article], author: Any, state: str
) -> dict[str, Any]:
    """Return the request that makes an article whose fingerprint is that of `fields`."""
    mark = f"{versions[SOURCE].faq}.{content_hash(fields)}"
    translated: dict[str, Any] = {"type": "article_translated_content"}
    for locale, version in versions.items():
        if locale != SOURCE:
            translated[place(locale)] = {
                "type": "article_content",
                "title": version.question,
                "body": _body(version, mark),
                "author_id": author,
                "state": state,
            }
    return {
        "title": versions[SOURCE].question,
        "body": _body(versions[SOURCE], mark),
        "author_id": author,
        "state": state,
        "translated_content": translated,
    }


def _body(article: Article, mark: str) -> str:
    return f'{article.html}\n<p><a href="{article.url}?jawab={mark}">{article.url}</a></p>'


def article_fields(versions: Mapping[str, Article]) -> dict[str, str]:
    """Return what of an article is compared, without the mark in it."""
    fields = {}
    for locale, version in versions.items():
        fields[f"title.{place(locale)}"] = version.question
        body = f'{version.html}\n<p><a href="{version.url}">{version.url}</a></p>'
        fields[f"body.{place(locale)}"] = canonical_html(body)
    return fields


def articles(library: Library) -> Iterator[dict[str, Article]]:
    """Yield each question in its locales."""
    for _, group in groupby(library.articles(source=True), key=lambda found: found.faq):
        yield {version.locale: version for version in group if version.locale not in _LACKING}


def items(library: Library) -> Iterator[Item]:
    """Yield articles, then snippets."""
    for versions in articles(library):
        key = versions[SOURCE].faq
        body = article(versions, "<author_id>")
        yield Item(f"faq.{key}", "article", "POST /articles", body, "", "")
    for versions in articles(library):
        for locale, version in versions.items():
            if locale not in library.chosen:
                continue
            yield Item(
                f"snippet.{version.faq}.{locale}", "content_snippet", "POST /content_snippets",
                {"title": f"{version.question} [{locale}]", "locale": place(locale),
                 "body_markdown": version.markdown}, "", locale,
            )  # fmt: skip


def export(library: Library) -> Iterator[OutFile]:
    """Yield the requests and the paste sheet."""
    yield requests_file(items(library))
    yield paste_sheet(
        "Macros for Intercom",
        "Make a macro for each section: copy the title, then the body.",
        list(library.scripts()),
        VARIABLES,
        "chat",
    )


def check(library: Library) -> Iterator[Finding]:
    """Yield what Intercom would refuse, and which locales its help centre lacks."""
    yield from check_macros(library, items(library), LIMITS)
    for locale in library.locales:
        if locale in _LACKING:
            yield Finding(
                "no-such-locale", f"Intercom has no articles in '{locale}'; they are left out",
                Span("content/locales.yml"), severity="warning",
            )  # fmt: skip
