"""A project's content to its compiled catalog on disk: every locale, and what all locales share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jawab.catalog import FORMAT, Catalog, dump, listing
from jawab.errors import ContentInvalid
from jawab.fields import texts
from jawab.finding import Finding
from jawab.load import KINDS, Knowledge, load_knowledge
from jawab.locales import (
    SOURCE,
    Entry,
    Translations,
    Translator,
    extract_template_words,
    fallback_chain,
    read_translations,
)
from jawab.output import only_one, replace_folder, write_file, write_files
from jawab.render import Renderer, find_template_problems


@dataclass(frozen=True)
class Project:
    """A knowledge base on disk, read once."""

    root: Path
    knowledge: Knowledge
    content_findings: tuple[Finding, ...]
    """What is wrong in the YAML files and the templates."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong in any file: content, templates, translations."""
        broken = (f for translations in self.translations.values() for f in translations.findings)
        return (*self.content_findings, *broken)

    @cached_property
    def template_words(self) -> list[Entry]:
        """The words of the templates that want a translation; none where one cannot be read."""
        if any(finding.rule == "invalid-template" for finding in self.content_findings):
            return []
        return extract_template_words(self.root / "templates", self.root)

    def entries(self, notes: bool) -> list[Entry]:
        """Return everything to translate, with agents' notes or without."""
        found = []
        for kind in KINDS:
            for item_id, item in self.knowledge.items(kind.name).items():
                origin = self.knowledge.place(kind.name, item_id).path
                for path, mark, text in texts(item):
                    if mark == "text" or notes:
                        context = f"{kind.name}/{item_id}#{'.'.join(map(str, path))}"
                        found.append(Entry(context, text, origin, note=mark == "note"))
        return [*self.template_words, *found]

    @cached_property
    def translations(self) -> dict[str, Translations]:
        """Every locale's PO file."""
        return {
            locale: read_translations(self.po_path(locale), locale, f"content/locales/{locale}.po")
            for locale in self.knowledge.locales
            if locale != SOURCE
        }

    def po_path(self, locale: str) -> Path:
        """Return where a locale's PO file stands."""
        return self.root / "content" / "locales" / f"{locale}.po"

    def translator(self, locale: str) -> Translator:
        """Return the translator of a locale, with its fallbacks."""
        declared = {name: entry.fallback for name, entry in self.knowledge.locales.items()}
        chain = fallback_chain(locale, declared)
        return Translator(
            locale, tuple(self.translations[step] for step in chain if step in self.translations)
        )

    def renderer(self, locale: str) -> Renderer:
        """Return the renderer of a locale, made once."""
        key = ("renderer", locale)
        if key not in self.derived:
            templates = self.root / "templates"
            self.derived[key] = Renderer(self.knowledge, self.translator(locale), templates)
        made: Renderer = self.derived[key]
        return made

    @cached_property
    def derived(self) -> dict[Any, Any]:
        """What is worked out from this project once and asked for often; filled by who needs it."""
        return {}

    def catalog(self, locale: str) -> Catalog:
        """Return the catalog of a locale, made once."""
        key = ("catalog", locale)
        if key not in self.derived:
            self.derived[key] = self.renderer(locale).catalog()
        made: Catalog = self.derived[key]
        return made

    def catalogs(self) -> Iterator[Catalog]:
        """Yield the catalog of every locale, English first."""
        for locale in sorted(self.knowledge.locales, key=lambda name: (name != SOURCE, name)):
            yield self.catalog(locale)

    def blob(self, name: str) -> bytes:
        """Return a compiled file that is the same for every locale, made once."""
        if "blobs" not in self.derived:
            self.derived["blobs"] = dict(compile_blobs(self))
        made: bytes = self.derived["blobs"][name]
        return made


BLOBS = ("signals.json", "suggest.json", "wording.json")


def open_project(root: Path, team: Path | None = None) -> Project:
    """Return a project with whatever is wrong in its files as findings."""
    knowledge, findings = load_knowledge(root, team)
    findings += find_template_problems(root / "templates")
    return Project(root, knowledge, tuple(findings))


def compile_catalog(project: Project, folder: Path | None = None) -> Path:
    """Write the compiled catalog and return its folder; raises `ContentInvalid` on findings.

    Written beside the old one and swapped in, so a failure leaves the old catalog whole.
    """
    if project.findings:
        raise ContentInvalid(project.findings)
    build = project.root / "build"
    target = folder or build / "catalog"
    before = listing(str(project.root))
    with only_one(build), replace_folder(target) as fresh:
        for catalog in project.catalogs():
            write_files(fresh, catalog.to_files())
        for name in BLOBS:
            write_file(fresh / name, project.blob(name))
        write_file(fresh / "manifest.json", dump(_manifest(project.knowledge)))
        write_file(fresh / "listing.txt", before.encode())
    return target


def compile_blobs(project: Project) -> Iterator[tuple[str, bytes]]:
    """Yield the files that are the same for every locale."""
    from jawab.identify.compile import compile_signals
    from jawab.suggest.compile import compile_suggest
    from jawab.wording.compile import compile_wording

    knowledge = project.knowledge
    yield "signals.json", compile_signals(knowledge)
    yield "wording.json", compile_wording(knowledge.wording, knowledge.lexicons)
    yield "suggest.json", compile_suggest(knowledge)


def _manifest(knowledge: Knowledge) -> dict[str, object]:
    return {
        "format": FORMAT,
        "locales": list(knowledge.locales),
        "fallbacks": {name: list(entry.fallback) for name, entry in knowledge.locales.items()},
        "site_url": knowledge.team.site_url.rstrip("/"),
    }
