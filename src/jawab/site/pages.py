"""Catalog to Markdown pages: which pages there are, where they stand, and their navigation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from jawab import links
from jawab.catalog import Catalog, Entries, Entry
from jawab.locales import SOURCE
from jawab.model import CAUSES, Risk, Topic, Verdict
from jawab.render import Renderer
from jawab.review import is_overdue
from jawab.site import group
from jawab.site.feed import News, write_feed
from jawab.site.reference import Command, make_reference
from jawab.site.search import write_index
from jawab.site.writer import MOVED, Page, Writer
from jawab.status import Row

__all__ = ["Page", "Site", "make_site"]

Up = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Site:
    """All pages of one audience and locale, the tree that leads to them, and what stands beside."""

    audience: str
    locale: str
    pages: tuple[Page, ...]
    nav: tuple[Any, ...]
    files: dict[str, str]
    """Files that are no pages: the search index and the feed."""
    redirects: dict[str, str]
    """Addresses of retired ids and where their readers are sent."""
    words: dict[str, Any]
    """The theme's own words in the locale."""


def make_site(
    renderer: Renderer, catalog: Catalog, *, today: date, base: str,
    assets: frozenset[str] = frozenset(), status: Sequence[Row] = (),
    commands: Sequence[Command] = (),
) -> Site:  # fmt: skip
    """Return the site of a catalog that is already cut to its audience.

    `base` is its address. Agents are shown `status`, how far each language is, and `commands`,
    what the command line offers.
    """
    catalog = withhold_old_phones(catalog, today)
    moved = MOVED | group.successors(catalog)
    writer = Writer(renderer, catalog, today, base, assets, moved)
    sections = _Sections(writer, status, commands)
    nav = tuple(sections.write())
    words = json.loads(renderer.template("page/words.json.j2", audience=catalog.audience))
    files = {
        "assets/search-index.js": write_index(writer.documents, words["kinds"]),
        "feed.xml": _feed(writer, words),
    }
    redirects = {links.site_path(old): links.site_path(new) for old, new in moved.items()}
    return Site(catalog.audience, catalog.locale, tuple(writer.pages), nav, files, redirects, words)


def withhold_old_phones(catalog: Catalog, today: date) -> Catalog:
    """Return the catalog without the phone numbers that nobody checked for too long."""
    hotlines: Entries = {}
    for item_id, place in catalog.kinds.get("hotlines", {}).items():
        old = is_overdue(place["checked"], today)
        hotlines[item_id] = {**place, "phone": "" if old else place["phone"]}
        if old and "phone" in place.get("agents", {}):
            hotlines[item_id]["agents"] = {**place["agents"], "phone": ""}
    return Catalog(catalog.locale, {**catalog.kinds, "hotlines": hotlines}, catalog.audience)


def _feed(writer: Writer, words: dict[str, Any]) -> str:
    news = [
        News(
            day,
            words["checked"].replace("%s", writer.renderer.environment.filters["day"](day)),
            tuple(
                (item.title, writer.base + links.site_path(item.target))
                for members in kinds.values()
                for item in members
            ),
        )
        for day, kinds in group.by_day(writer.catalog)
    ]
    return write_feed(words["site"], writer.base, writer.catalog.locale, news)


class _Sections:
    """Writes every section of a site and gives its place in the navigation."""

    def __init__(self, writer: Writer, status: Sequence[Row], commands: Sequence[Command]) -> None:
        self.status = {
            locale: [row for row in status if row.locale == locale]
            for locale in dict.fromkeys(row.locale for row in status)
        }
        self.commands = commands
        self.writer = writer
        self.catalog = writer.catalog
        self.agents = writer.catalog.audience == "agents"
        self.titles: dict[str, str] = json.loads(
            writer.renderer.template("page/titles.json.j2", audience=writer.catalog.audience)
        )

    def write(self) -> Iterator[Any]:
        """Write all sections, those an agent uses most first."""
        yield self._page("home")
        if self.agents:
            yield self._page("desk", app="desk")
            yield self._group("replies", "risk", get_args(Risk)[::-1], "reply/page.md.j2")
            yield self._kind("playbooks", "page/playbook.md.j2")
        yield self._page("check", app="check")
        yield self._errors()
        yield self._group("faq", "topic", get_args(Topic), "faq/question.md.j2")
        yield self._kind("scenarios", "page/scenario.md.j2")
        yield self._kind("guides", "page/guide.md.j2")
        if self.agents:
            yield self._group("claims", "verdict", get_args(Verdict), "page/claim.md.j2")
            yield self._kind("wording", "page/rule.md.j2")
            yield self._page("glossary")
            yield self._page("translations", status=self.status)
            if self.commands and self.catalog.locale == SOURCE:
                yield self._reference()
        yield self._page(
            "where-to-report",
            countries=group.by_country(self.catalog["hotlines"], self.catalog.locale),
        )
        yield self._page("sources", rests=group.back_links(self.catalog))
        yield self._page("changes", days=group.by_day(self.catalog))
        yield self._page("search")

    def _page(self, name: str, app: str = "", **values: Any) -> Any:
        title = self.titles[name]
        up = () if name == "home" else self._up()
        path = self.writer.write(
            f"page/{name}", f"page/{name}.md.j2", up=up, app=app, causes=self._causes(), **values,
        )  # fmt: skip
        return {title: path}

    def _up(self, *names: str) -> Up:
        return tuple((self.titles[name], f"page/{name}") for name in ("home", *names))

    def _kind(self, kind: str, template: str) -> Any:
        entries = self._sorted(kind)
        nav: list[Any] = [self._index(kind, entries, {"": entries})]
        nav += self._members(kind, entries, template)
        return {self.titles[kind]: nav}

    def _group(self, kind: str, field: str, values: tuple[str, ...], template: str) -> Any:
        """Write a kind whose entries stand in named groups."""
        entries = self._sorted(kind)
        groups = group.by_field(entries, field, values)
        nav: list[Any] = [self._index(kind, entries, groups)]
        for value, members in groups.items():
            label = self.titles[f"{field}:{value}"]
            nav.append({label: self._members(kind, members, template)})
        return {self.titles[kind]: nav}

    def _index(self, kind: str, entries: Entries, groups: dict[str, Entries]) -> str:
        return self.writer.write(
            f"page/{kind}", f"page/{kind}.md.j2", up=self._up(), entries=entries, groups=groups,
            titles=self.titles,
        )  # fmt: skip

    def _members(self, kind: str, entries: Entries, template: str) -> list[Any]:
        nav = []
        for item_id, entry in entries.items():
            if f"{kind}/{item_id}" in MOVED:
                continue
            path = self.writer.write(
                f"{kind}/{item_id}", template, up=self._up(kind), item_id=item_id, entry=entry,
                anchors=self._anchors(kind, item_id), titles=self.titles,
            )  # fmt: skip
            nav.append({group.item_title(kind, item_id, self._named(kind, entry)): path})
        return nav

    def _named(self, kind: str, entry: Entry) -> Entry:
        """Return an entry with a title for the navigation; rules keep theirs in their notes."""
        if kind == "wording":
            return {"title": entry["agents"]["title"]}
        return entry

    def _anchors(self, kind: str, item_id: str) -> list[str]:
        """Return anchors from the English headings, so that they are the same in every locale."""
        if kind != "guides":
            return []
        sections = self.writer.renderer.knowledge.guides[item_id].sections
        return [re.sub(r"[^a-z0-9]+", "-", s.heading.lower()).strip("-") for s in sections]

    def _sorted(self, kind: str) -> Entries:
        entries = self.catalog[kind]
        return dict(sorted(entries.items(), key=lambda pair: (pair[1].get("order", 100), pair[0])))

    def _reference(self) -> Any:
        """Write what the docstrings say; it is for those who run jawab, and in English only."""
        sections = make_reference(self.commands, self.writer.renderer.templates)
        title = "Reference"
        below = [(section.name, section.title, section.description) for section in sections]
        nav: list[Any] = [
            self.writer.write(
                "page/reference", "page/reference.md.j2", up=self._up(), title=title, below=below,
                description="For those who run jawab and build on it.", body="",
            )
        ]  # fmt: skip
        up = (*self._up(), (title, "page/reference"))
        for section in sections:
            path = self.writer.write(
                f"page/reference/{section.name}", "page/reference.md.j2", up=up, below=(),
                title=section.title, description=section.description, body=section.body,
            )  # fmt: skip
            nav.append({section.title: path})
        return {title: nav}

    def _providers(self) -> dict[str, Entries]:
        errors = self.catalog["errors"]
        providers = self.catalog["providers"]
        members: dict[str, Entries] = {
            provider: {
                i: e for i, e in errors.items()
                if e["provider"] == provider and e["status"] == "active"
            }
            for provider in sorted(providers, key=lambda p: providers[p]["order"])
        }  # fmt: skip
        return {provider: found for provider, found in members.items() if found}

    def _causes(self) -> Entries:
        """Return the causes in the order of their strictness."""
        causes = self.catalog["causes"]
        return {cause: causes[cause] for cause in CAUSES if cause in causes}

    def _errors(self) -> Any:
        providers = self._providers()
        errors = {i: e for i, e in self.catalog["errors"].items() if e["status"] == "active"}
        causes = self._causes()
        by_cause = group.by_field(errors, "cause", CAUSES)
        write, up = self.writer.write, self._up("errors")
        index = write(
            "page/errors", "page/errors.md.j2", up=self._up(), providers=providers, causes=causes,
            by_cause=by_cause,
        )  # fmt: skip
        nav: list[Any] = [index]
        letters = group.by_letter(self.catalog)
        a_to_z = write("page/errors/a-z", "page/a-z.md.j2", up=up, letters=letters)
        nav.append({self.titles["a-z"]: a_to_z})
        kinds: list[Any] = []
        for cause_id, cause in causes.items():
            path = write(
                f"causes/{cause_id}", "page/cause.md.j2", up=up, item_id=cause_id, entry=cause,
                errors=by_cause.get(cause_id, {}),
            )  # fmt: skip
            kinds.append({cause["title"]: path})
        nav.append({self.titles["kinds"]: kinds})
        for provider, members in providers.items():
            name = self.catalog["providers"][provider]["name"]
            nav.append({name: self._provider(provider, members)})
        for error_id, entry in self.catalog["errors"].items():
            if entry["status"] == "retired" and f"errors/{error_id}" not in self.writer.moved:
                self._error(error_id, entry, up)
        return {self.titles["errors"]: nav}

    def _provider(self, provider: str, members: Entries) -> list[Any]:
        about = self.catalog["providers"][provider]
        index = self.writer.write(
            f"providers/{provider}", "page/provider.md.j2", up=self._up("errors"),
            item_id=provider, about=about, members=members,
        )  # fmt: skip
        nav: list[Any] = [index]
        up = (*self._up("errors"), (about["name"], f"providers/{provider}"))
        for error_id, entry in members.items():
            # A narrow column may break a code after each underscore.
            nav.append({entry["code"].replace("_", "_\u200b"): self._error(error_id, entry, up)})
        return nav

    def _error(self, error_id: str, entry: Entry, up: Up) -> str:
        formerly = [
            old.removeprefix("errors/")
            for old, new in self.writer.moved.items()
            if new == f"errors/{error_id}"
        ]
        cause: Entry = self.catalog["causes"].get(entry["cause"], {})
        return self.writer.write(
            f"errors/{error_id}", "page/error.md.j2", up=up, item_id=error_id, entry=entry,
            cause=cause, formerly=formerly,
        )  # fmt: skip
