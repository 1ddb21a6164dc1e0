"""Intercom: help-centre articles with every locale in one; our mark is in the page address.

The last line of an article is the address of the page it comes from, with `?jawab=` and the
article's key and fingerprint. Intercom's API cannot write macros; `jawab export intercom` makes a
paste sheet of them. An article that is no longer wanted becomes a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jawab.export import Library
from jawab.export._canonical import canonical_html
from jawab.export._write import content_hash
from jawab.export.intercom import article_fields, articles
from jawab.locales import SOURCE
from jawab.sync._credentials import Setting, Settings
from jawab.sync._http import Client, Http, Refused
from jawab.sync._state import Found, Wanted

SETTINGS = (
    Setting("url", "the address of the API, https://api.intercom.io"),
    Setting("author_id", "the number of the teammate who signs articles"),
    Setting("token", "an access token", secret=True),
)
IMPORTS = {"title": "title.en", "body": "body.en"}
VERSION = "2.16"
_MARK = re.compile(r"\?jawab=([A-Za-z0-9-]+)\.([0-9a-f]{16})")


class Desk:
    """The articles of a workspace."""

    unique_labels = False
    multilingual = True

    def __init__(self, settings: Settings, client: Client | None = None) -> None:
        headers = {"Authorization": f"Bearer {settings['token']}", "Intercom-Version": VERSION}
        self._http = Http(settings, headers, client=client)
        self.address = self._http.address
        self._author = int(settings["author_id"])
        self.notes: tuple[str, ...] = ()

    def wanted(self, library: Library) -> list[Wanted]:
        """Return an article for each question."""
        made = []
        for versions in articles(library):
            fields = article_fields(versions)
            english = versions[SOURCE]
            made.append(Wanted(f"faq.{english.faq}", english.question, fields))
        if "hi" in library.chosen:
            self.notes = ("A help centre of Intercom cannot have 'hi'; it is left out.",)
        return made

    def read(self) -> list[Found]:
        """Return every article; ours are read one by one, the list is not complete."""
        found = []
        for row in self._pages():
            one = self._found(row)
            found.append(self.read_one(one.ident) or one if one.key else one)
        return found

    def _pages(self) -> Iterator[Mapping[str, Any]]:
        page, pages = 1, 1
        while page <= pages:
            data = self._http.get("/articles", page=page, per_page=50)
            yield from data["data"]
            pages = int((data.get("pages") or {}).get("total_pages") or 1)
            page += 1

    def read_one(self, ident: str) -> Found | None:
        """Return an article with all its translations."""
        try:
            return self._found(self._http.get(f"/articles/{ident}"))
        except Refused as error:
            if error.status == 404:
                return None
            raise

    def _found(self, row: Mapping[str, Any]) -> Found:
        translated = (row.get("translated_content") or {}).items()
        versions = {SOURCE: row} | {
            locale: content
            for locale, content in translated
            if isinstance(content, dict) and content.get("body") and locale != SOURCE
        }
        fields: dict[str, str] = {}
        for locale, content in versions.items():
            fields[f"title.{locale}"] = str(content.get("title") or "")
            fields[f"body.{locale}"] = canonical_html(_MARK.sub("", str(content.get("body") or "")))
        mark = _MARK.search(str(row.get("body") or ""))
        return Found(
            ident=str(row["id"]),
            key=f"faq.{mark[1]}" if mark else "",
            label=fields[f"title.{SOURCE}"],
            fields=fields,
            intact=bool(mark) and mark[2] == content_hash(fields) if mark else True,
            active=row.get("state") == "published",
        )

    def create(self, wanted: Wanted) -> None:
        """Make an article with its translations."""
        self._http.create("/articles", self._body(wanted, "published"))

    def update(self, found: Found, wanted: Wanted) -> None:
        """Replace an article and its translations in one request."""
        self._http.send("PUT", f"/articles/{found.ident}", self._body(wanted, "published"))

    def disable(self, found: Found) -> None:
        """Make it a draft, with the texts it has."""
        kept = Wanted(found.key, found.label, found.fields)
        self._http.send("PUT", f"/articles/{found.ident}", self._body(kept, "draft"))

    def _body(self, wanted: Wanted, state: str) -> dict[str, Any]:
        mark = f"{wanted.key.removeprefix('faq.')}.{content_hash(wanted.fields)}"
        parts: dict[str, dict[str, Any]] = {}
        for name, text in wanted.fields.items():
            what, _, locale = name.partition(".")
            value = _marked(text, mark) if what == "body" else text
            parts.setdefault(locale, {"author_id": self._author, "state": state})[what] = value
        translated: dict[str, Any] = {"type": "article_translated_content"}
        for locale, content in parts.items():
            if locale != SOURCE:
                translated[locale] = {"type": "article_content", **content}
        return {**parts[SOURCE], "translated_content": translated}


def _marked(body: str, mark: str) -> str:
    """Return a body whose last link carries the mark."""
    before, link, after = body.rpartition('<a href="')
    address, quote, rest = after.partition('"')
    return f"{before}{link}{address}?jawab={mark}{quote}{rest}"
