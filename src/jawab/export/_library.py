"""What every target is made from: catalogs of the chosen locales, which replies, which tones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from jawab.catalog import Catalog, Entry
from jawab.compile import Project
from jawab.errors import UnknownId
from jawab.html import markdown_to_html, markdown_to_plain
from jawab.links import resolve_links, site_path
from jawab.locales import SOURCE, plural_categories, plural_category
from jawab.placeholders import Segments

COUNT = "count"
"""The name of the number in a counted message."""


@dataclass(frozen=True, slots=True)
class Script:
    """One reply script in one locale and tone, in every channel."""

    reply: str
    locale: str
    tone: str
    title: str
    """In English: agents search in one language, whatever the customer speaks."""
    local_title: str
    subject: Segments
    forms: Mapping[str, Mapping[str, Segments]]
    """By channel (`email`, `chat`, `phone`), then by form (`markdown`, `text`, `html`)."""
    risk: str
    ranked: bool
    direction: str
    placeholders: Mapping[str, Entry]

    @property
    def key(self) -> str:
        """The identity of this script at a target that keeps one text per language."""
        return f"{self.name}.{self.locale}"

    @property
    def name(self) -> str:
        """The reply, and the tone where it is not the neutral one."""
        return self.reply if self.tone == "neutral" else f"{self.reply}.{self.tone}"

    @property
    def label(self) -> str:
        """The title an agent looks for."""
        return self.title if self.tone == "neutral" else f"{self.title} ({self.tone})"

    @property
    def folder(self) -> str:
        """The category agents find it under."""
        return "Replies" if self.ranked else "Only from a playbook"


@dataclass(frozen=True, slots=True)
class Article:
    """One question of the FAQ in one locale, as customers may read it."""

    faq: str
    locale: str
    question: str
    topic: str
    markdown: str
    text: str
    html: str
    url: str

    @property
    def key(self) -> str:
        """The identity of this article at a target that keeps one text per language."""
        return f"faq.{self.faq}.{self.locale}"


@dataclass(frozen=True)
class Library:
    """The texts to export; English first among the locales."""

    catalogs: Mapping[str, Catalog]
    plurals: Mapping[str, Mapping[str, Segments]]
    """The answer time in each locale, by plural category."""
    site_url: str
    reply_ids: Sequence[str]
    chosen: Sequence[str] = ()
    """The locales asked for; English is among the catalogs even where it is not."""
    tones: Sequence[str] = ("neutral",)
    product: str = ""

    @cached_property
    def public(self) -> Mapping[str, Catalog]:
        """The catalogs as customers may see them."""
        return {name: catalog.for_audience("public") for name, catalog in self.catalogs.items()}

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales to write."""
        return tuple(self.catalogs)

    def direction(self, locale: str) -> str:
        """Return `ltr` or `rtl`."""
        return str(self.catalogs[locale]["locales"][locale]["direction"])

    def scripts(self, *, source: bool = False) -> Iterator[Script]:
        """Yield every chosen script, by reply, then tone, then locale; none partly translated.

        With `source`, English is among them even where it was not chosen.
        """
        english = self.catalogs[SOURCE]["replies"]
        for reply_id in self.reply_ids:
            for tone in self.tones:
                if tone not in english[reply_id]["tones"]:
                    continue
                for catalog in self._catalogs(source):
                    if not untranslated_parts(catalog, reply_id):
                        yield _script(catalog, reply_id, tone, english[reply_id]["title"])

    def _catalogs(self, source: bool) -> Iterator[Catalog]:
        for locale, catalog in self.catalogs.items():
            if locale in self.chosen or (source and locale == SOURCE):
                yield catalog

    def untranslated_scripts(self) -> Iterator[tuple[str, str]]:
        """Yield reply and locale of what is left out because a part of it is still English."""
        for reply_id in self.reply_ids:
            for locale, catalog in self.catalogs.items():
                if untranslated_parts(catalog, reply_id):
                    yield reply_id, locale

    @property
    def complete(self) -> bool:
        """Whether every script and article is translated to every locale here."""
        questions = len(self.public[SOURCE]["faq"]) * len(self.catalogs)
        return not any(self.untranslated_scripts()) and questions == sum(
            1 for locale in self.catalogs for _ in self._translated(locale)
        )

    def _translated(self, locale: str) -> Iterator[str]:
        for faq_id, entry in self.public[locale]["faq"].items():
            if not {"question", "answer"} & set(entry["untranslated"]):
                yield faq_id

    def still_known(self, key: str) -> bool:
        """Return whether a script or article only waits for its translation.

        A changed English text makes translations fuzzy; what a helpdesk has of them stays there
        until they are looked at, and is not taken for something that is gone.
        """
        name, *rest = key.split(".")
        if not rest or rest[-1] not in self.chosen:
            return False
        if name == "faq":
            return rest[0] in self.public[SOURCE]["faq"]
        return name in self.catalogs[SOURCE]["replies"]

    def articles(self, *, source: bool = False) -> Iterator[Article]:
        """Yield the FAQ in every chosen locale it is wholly translated to."""
        english = self.public[SOURCE]["faq"]
        for faq_id in sorted(english, key=lambda name: (english[name]["order"], name)):
            for catalog in self._catalogs(source):
                locale = catalog.locale
                entry = self.public[locale]["faq"].get(faq_id)
                if entry and not {"question", "answer"} & set(entry["untranslated"]):
                    yield self._article(locale, faq_id, entry)

    def _article(self, locale: str, faq_id: str, entry: Entry) -> Article:
        base = f"{self.site_url}/{locale}"
        markdown = resolve_links(entry["answer"], lambda path: f"{base}/{site_path(path)}").strip()
        return Article(
            faq=faq_id,
            locale=locale,
            question=markdown_to_plain(entry["question"]),
            topic=entry["topic"],
            markdown=markdown,
            text=markdown_to_plain(markdown),
            html=markdown_to_html(markdown),
            url=f"{base}/{site_path(f'faq/{faq_id}')}",
        )


def _script(catalog: Catalog, reply_id: str, tone: str, title: str) -> Script:
    entry = catalog["replies"][reply_id]
    scripts = entry["scripts"]
    return Script(
        reply=reply_id,
        locale=catalog.locale,
        tone=tone,
        title=title,
        local_title=entry["title"],
        subject=scripts["email"][tone]["subject"],
        forms={channel: tones[tone] for channel, tones in scripts.items()},
        risk=entry["risk"],
        ranked=entry["ranked"],
        direction=catalog["locales"][catalog.locale]["direction"],
        placeholders=catalog["placeholders"],
    )


def untranslated_parts(catalog: Catalog, reply_id: str) -> list[str]:
    """Return the parts of a reply that customers would read in English."""
    if catalog.locale == SOURCE:
        return []
    entry = catalog["replies"][reply_id]
    missing = [path for path in entry["untranslated"] if path.startswith(("subject", "parts."))]
    for part in entry["parts"]:
        snippet = catalog["snippets"].get(part["snippet"]) if part["snippet"] else None
        if snippet:
            missing += [p for p in snippet["untranslated"] if p.startswith("variants.")]
    return missing


def open_library(
    project: Project,
    *,
    locales: Sequence[str] = (),
    replies: Sequence[str] = (),
    tones: Sequence[str] = ("neutral",),
) -> Library:
    """Return the texts of a project; without names, the released locales and every reply.

    A draft locale is taken when it is named, and `all` names every one.
    """
    known = project.knowledge.locales
    if "all" in locales:
        locales = tuple(known)
    for name in locales:
        if name not in known:
            raise UnknownId("locale", name, known)
    for name in replies:
        if name not in project.knowledge.replies:
            raise UnknownId("reply script", name, project.knowledge.replies)
    wanted = set(locales) or {n for n, locale in known.items() if locale.status != "draft"}
    # English gives every target its titles and its source texts.
    order = sorted({SOURCE, *wanted}, key=lambda name: (name != SOURCE, list(known).index(name)))
    return Library(
        catalogs={locale: project.renderer(locale).catalog() for locale in order},
        plurals={locale: _answer_time(project, locale) for locale in order},
        site_url=project.knowledge.team.site_url.rstrip("/"),
        reply_ids=tuple(replies) or tuple(sorted(project.knowledge.replies)),
        chosen=tuple(name for name in order if name in wanted),
        tones=tuple(tones),
        product=project.knowledge.team.product,
    )


def sample_count(locale: str, category: str) -> int:
    """Return a count that wants this plural category."""
    counts: tuple[int, ...] = (*range(1, 201), 0, 1_000_000)
    for count in counts:
        if plural_category(locale, count) == category:
            return count
    return 0


def _answer_time(project: Project, locale: str) -> dict[str, Segments]:
    """Return the answer time by plural category; empty where it is not translated."""
    forms: dict[str, Segments] = {}
    for category in plural_categories(locale):
        number = sample_count(locale, category)
        said, english = (
            project.renderer(name).template("_partials/answer-time.j2", count=number).strip()
            for name in (locale, SOURCE)
        )
        if locale != SOURCE and said == english:
            return {}
        before, found, after = said.partition(str(number))
        # Arabic says one and two by the word alone, so the number may not be there.
        forms[category] = [before, COUNT, after] if found else [said]
    return forms
