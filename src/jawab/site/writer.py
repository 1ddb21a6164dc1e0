"""Writes one page: template to Markdown, with its addresses, front matter and search document."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from jawab import links
from jawab.catalog import Catalog, Entry
from jawab.render import Renderer
from jawab.review import is_overdue
from jawab.site.diagram import draw_flow
from jawab.site.metadata import (
    describe,
    plain_text,
    read_front,
    structured_data,
    write_front,
)
from jawab.site.search import Document, make_document

MOVED = {"guides/where-to-report": "page/where-to-report"}
"""Guides that are part of another page."""

# Pages that have others below them are `index.md`, so that every builder knows them as such.
_FOLDERS = {
    "errors", "faq", "scenarios", "guides", "replies", "playbooks", "claims", "wording",
    "reference",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its file below the docs folder, its title, and its Markdown."""

    path: str
    title: str
    text: str


@dataclass
class Writer:
    """Writes the pages of one site and remembers them."""

    renderer: Renderer
    catalog: Catalog
    today: date
    base: str
    assets: frozenset[str] = frozenset()
    moved: Mapping[str, str] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)

    def words(self, text: str) -> str:
        """Return a text of the templates in the locale."""
        return self.renderer.translator.words(text)

    def write(
        self, target: str, template: str, *, up: Sequence[tuple[str, str]] = (),
        item_id: str = "", entry: Entry | None = None, **values: Any,
    ) -> str:  # fmt: skip
        """Write the page of a target and return its file.

        `up` names the pages above it, title and target, the farthest first.
        """
        path = page_file(target)
        kind = target.partition("/")[0]
        rendered = self.renderer.template(
            template, id=item_id, entry=entry or {}, **self._tools(path), **values
        )
        meta, body = read_front(rendered)
        if meta.get("description"):
            meta["description"] = describe(meta["description"])
        meta["crumbs"] = [[name, self.address(path, to)] for name, to in up]
        if entry and "reviewed" in entry:
            meta["reviewed"] = entry["reviewed"]
        self._add_apps(meta)
        if self.catalog.audience == "public":
            data = self._structured(kind, target, meta, up, entry)
            if data:
                meta["jsonld"] = data
        body = links.resolve_links(body, lambda to: self._file_from(path, to))
        self.pages.append(Page(path, meta["title"], write_front(meta) + body))
        self._index(kind, target, meta, entry)
        return path

    def address(self, path: str, target: str) -> str:
        """Return the address of a target as seen from the page in a file."""
        return _relative_address(path, self.moved.get(target, target))

    def _file_from(self, path: str, target: str) -> str:
        to, _, anchor = page_file(self.moved.get(target, target)).partition("#")
        relative = posixpath.relpath(to, posixpath.dirname(path) or ".")
        return relative + (f"#{anchor}" if anchor else "")

    def _tools(self, path: str) -> dict[str, Any]:
        """Return what templates may use beside the words of the locale."""
        return {
            "catalog": self.catalog,
            "audience": self.catalog.audience,
            "locale": self.catalog.locale,
            "url": lambda target: self.address(path, target),
            "plain": lambda text: " ".join(plain_text(text).split()),
            "brief": describe,
            "overdue": lambda day: is_overdue(day, self.today),
            "picture": self._picture,
        }

    def _picture(self, flow: dict[str, Any], name: str) -> str:
        locale = self.renderer.knowledge.locales.get(self.catalog.locale)
        nodes = [
            {**node, "text": plain_text(node["text"]),
             "next": [{**to, "label": plain_text(to["label"])} for to in node["next"]]}
            for node in flow["nodes"]
        ]  # fmt: skip
        return draw_flow(
            {**flow, "nodes": nodes}, name, mirrored=bool(locale and locale.direction == "rtl"),
            note=self.words("The same steps stand as a list below the picture."),
        )  # fmt: skip

    def _add_apps(self, meta: dict[str, Any]) -> None:
        """Name the script and style sheet of the page's app, where they exist."""
        app = meta.get("app")
        if app:
            for ending in ("css", "js"):
                if f"{app}.{ending}" in self.assets:
                    meta[f"app_{ending}"] = f"assets/{app}.{ending}"

    def _structured(
        self, kind: str, target: str, meta: dict[str, Any],
        up: Sequence[tuple[str, str]], entry: Entry | None,
    ) -> list[dict[str, Any]]:  # fmt: skip
        steps = [(name, self.base + links.site_path(to)) for name, to in up]
        return structured_data(
            kind if entry else "", entry or {}, meta, self.catalog,
            address=self.base + links.site_path(target),
            site=self.renderer.knowledge.team.product or "jawab", crumbs=steps,
        )  # fmt: skip

    def _index(self, kind: str, target: str, meta: dict[str, Any], entry: Entry | None) -> None:
        url = links.site_path(target)
        if target in ("page/home", "page/search") or (entry and entry.get("status") == "retired"):
            return
        if entry:
            self.documents.append(make_document(url, kind, meta["title"], entry))
        else:
            text = {"text": meta.get("description", "")}
            self.documents.append(make_document(url, "pages", meta["title"], text))


@lru_cache(maxsize=65536)
def _relative_address(path: str, target: str) -> str:
    to, _, anchor = links.site_path(target).partition("#")
    relative = posixpath.relpath(to or ".", links_folder(path) or ".")
    return ("./" if relative == "." else f"{relative}/") + (f"#{anchor}" if anchor else "")


@lru_cache(maxsize=8192)
def page_file(target: str) -> str:
    """Return the Markdown file of a link target: `faq/why` -> `faq/why.md`."""
    path, _, anchor = links.site_path(target).partition("#")
    name = path.strip("/")
    index = not name or name in _FOLDERS or target.startswith("providers/")
    file = posixpath.join(name, "index.md") if index else f"{name}.md"
    return file + (f"#{anchor}" if anchor else "")


def links_folder(path: str) -> str:
    """Return the folder a page is served from: for `faq/why.md` it is `faq/why`."""
    return posixpath.dirname(path) if path.endswith("index.md") else path.removesuffix(".md")
