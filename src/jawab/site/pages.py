"""Catalog to Markdown pages: which pages there are, where they stand, and their navigation."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jawab import links
from jawab.catalog import Catalog, Entries, Entry
from jawab.model import CAUSES
from jawab.render import Renderer


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its file below the docs folder, its title, and its Markdown."""

    path: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Site:
    """All pages of one audience and locale, and the tree that leads to them."""

    audience: str
    locale: str
    pages: tuple[Page, ...]
    nav: tuple[Any, ...]


def make_site(renderer: Renderer, catalog: Catalog) -> Site:
    """Return the site of a catalog that is already cut to its audience."""
    writer = _Writer(renderer, catalog)
    nav = tuple(writer.sections())
    return Site(catalog.audience, catalog.locale, tuple(writer.pages), nav)


def page_file(target: str) -> str:
    """Return the Markdown file of a link target: `faq/why` -> `faq/why.md`."""
    path, _, anchor = links.site_path(target).partition("#")
    name = path.strip("/")
    index = not name or name in _FOLDERS
    file = posixpath.join(name, "index.md") if index else f"{name}.md"
    return file + (f"#{anchor}" if anchor else "")


_FOLDERS = {"errors", "faq", "scenarios", "guides", "replies", "playbooks", "claims", "wording"}


class _Writer:
    """Writes the pages of one site and remembers them."""

    def __init__(self, renderer: Renderer, catalog: Catalog) -> None:
        self.renderer = renderer
        self.catalog = catalog
        self.words = renderer.translator.words
        self.pages: list[Page] = []

    def sections(self) -> Iterator[Any]:
        """Write every section and yield its place in the navigation."""
        yield {self.words("Home"): self._page("page/home", "page/home.md.j2")}
        if self.catalog.audience == "agents":
            yield {self.words("The desk"): self._page("page/desk", "page/desk.md.j2")}
        yield {self.words("Check an error"): self._page("page/check", "page/check.md.j2")}
        yield {self.words("Errors"): self._errors()}
        yield {self.words("Questions"): self._kind("faq", "question", "faq/question.md.j2")}
        yield {self.words("Situations"): self._kind("scenarios", "title", "page/scenario.md.j2")}
        yield {self.words("Guides"): self._kind("guides", "title", "page/guide.md.j2")}
        where = self._page("page/where-to-report", "page/where-to-report.md.j2")
        yield {self.words("Where to report"): where}
        if self.catalog.audience == "agents":
            yield from self._agent_sections()
        yield {self.words("Sources"): self._page("page/sources", "page/sources.md.j2")}

    def _agent_sections(self) -> Iterator[Any]:
        yield {self.words("Replies"): self._kind("replies", "title", "reply/page.md.j2")}
        yield {self.words("Playbooks"): self._kind("playbooks", "title", "page/playbook.md.j2")}
        claims = self._kind("claims", "id", "page/claim.md.j2")
        yield {self.words("Claims"): claims}
        yield {self.words("Wording rules"): self._kind("wording", "id", "page/rule.md.j2")}
        yield {self.words("Glossary"): self._page("page/glossary", "page/glossary.md.j2")}

    def _page(self, target: str, template: str, title: str = "", **values: Any) -> str:
        path = page_file(target)
        text = self.renderer.template(
            template, catalog=self.catalog, audience=self.catalog.audience,
            locale=self.catalog.locale, **values,
        )  # fmt: skip
        text = links.resolve_links(text, lambda to: self._address(path, to))
        self.pages.append(Page(path, title, text))
        return path

    def _address(self, path: str, target: str) -> str:
        to, _, anchor = page_file(target).partition("#")
        relative = posixpath.relpath(to, posixpath.dirname(path) or ".")
        return relative + (f"#{anchor}" if anchor else "")

    def _kind(self, kind: str, title: str, template: str) -> list[Any]:
        entries = self._sorted(self.catalog[kind])
        nav: list[Any] = [
            self._page(f"page/{kind}", f"page/{kind}.md.j2", entries=entries)
        ]
        for item_id, entry in entries.items():
            name = entry.get(title) or item_id
            path = self._page(f"{kind}/{item_id}", template, name, id=item_id, entry=entry)
            nav.append({name: path})
        return nav

    def _sorted(self, entries: Entries) -> Entries:
        return dict(
            sorted(entries.items(), key=lambda pair: (pair[1].get("order", 100), pair[0]))
        )

    def _errors(self) -> list[Any]:
        errors = self.catalog["errors"]
        providers = {
            provider: members
            for provider in sorted(
                self.catalog["providers"], key=lambda p: self.catalog["providers"][p]["order"]
            )
            if (members := {i: e for i, e in errors.items() if e["provider"] == provider})
        }
        nav: list[Any] = [self._page("page/errors", "page/errors.md.j2", providers=providers)]
        causes = []
        for cause_id in CAUSES:
            if cause_id not in self.catalog["causes"]:
                continue
            cause = self.catalog["causes"][cause_id]
            members = {i: e for i, e in errors.items() if e["cause"] == cause_id}
            path = self._page(
                f"causes/{cause_id}", "page/cause.md.j2", cause["title"],
                id=cause_id, entry=cause, errors=members,
            )  # fmt: skip
            causes.append({cause["title"]: path})
        nav.append({self.words("By kind of refusal"): causes})
        for provider, members in providers.items():
            nav.append({self.catalog["providers"][provider]["name"]: self._provider(members)})
        return nav

    def _provider(self, members: Entries) -> list[Any]:
        nav: list[Any] = []
        for item_id, entry in members.items():
            path = self._page(
                f"errors/{item_id}", "page/error.md.j2", entry["title"],
                id=item_id, entry=entry, cause=self._cause(entry),
            )  # fmt: skip
            nav.append({entry["code"]: path})
        return nav

    def _cause(self, entry: Entry) -> Entry:
        return self.catalog["causes"].get(entry["cause"], {})
