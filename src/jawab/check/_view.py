"""What checks look at: every text in every locale with its place, read once for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jawab import fields, links
from jawab.compile import Project
from jawab.finding import Finding, Severity, Span
from jawab.load import KINDS
from jawab.locales import SOURCE

HIDDEN_CAUSE = "child-abuse"
"""What customers are never told; see 'No tipping off' in the design."""

NOT_OURS = ("wording", "glossary", "asks", "lexicons", "signs")
"""Kinds whose texts are quotations, words to avoid, or other people's words."""


_QUOTED = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`|\]\([^)\n]*\)|https?://\S+|\"[^\"\n]*\"|“[^”\n]*”|«[^»\n]*»"
    r"|„[^“”\n]*[“”]|「[^」\n]*」|『[^』\n]*』",
    re.DOTALL,
)


class Shown(NamedTuple):
    """A text in one locale: the field it stands in, and the English it comes from.

    A word of the templates has no kind; its `item` is the template.
    """

    kind: str
    item: str
    path: fields.Path
    mark: str
    locale: str
    text: str
    source: str
    field: str
    """The path as it is written: `messages.email.body`."""

    @property
    def context(self) -> str:
        """What names this text in a PO file."""
        return f"{self.kind}/{self.item}#{self.field}" if self.kind else ""


def texts(project: Project, locale: str = SOURCE) -> tuple[Shown, ...]:
    """Return every text that stands in this locale itself: English, or a finished translation."""
    key = ("texts", locale)
    if key not in project.derived:
        english = _english(project) if locale != SOURCE else ()
        project.derived[key] = (
            tuple(_translated(project, locale, english)) if english else tuple(_source(project))
        )
    found: tuple[Shown, ...] = project.derived[key]
    return found


def _english(project: Project) -> tuple[Shown, ...]:
    return texts(project, SOURCE)


def _source(project: Project) -> Iterator[Shown]:
    for entry in project.template_words:
        yield Shown("", entry.origin, (), "text", SOURCE, entry.source, entry.source, "")
    for kind in KINDS:
        for item_id, item in project.knowledge.items(kind.name).items():
            for path, mark, text in fields.texts(item):
                field = ".".join(map(str, path))
                yield Shown(kind.name, item_id, path, mark, SOURCE, text, text, field)


def _translated(project: Project, locale: str, english: tuple[Shown, ...]) -> Iterator[Shown]:
    found = project.translations[locale].texts
    for english_text in english if found else ():
        kind, item, path, mark, _, source, _, field = english_text
        text = found.get((f"{kind}/{item}#{field}" if kind else "", source))
        if text is not None:
            yield Shown(kind, item, path, mark, locale, text, source, field)


class Script(NamedTuple):
    """A reply as it is sent by a channel in a tone: Markdown with its placeholders standing."""

    reply: str
    channel: str
    tone: str
    text: str


def scripts(project: Project, locale: str = SOURCE) -> tuple[Script, ...]:
    """Return every reply script of the replies that are translated into this locale."""
    key = ("scripts", locale)
    if key not in project.derived:
        own = {shown.item for shown in texts(project, locale) if shown.kind == "replies"}
        # What cannot be rendered is a finding already.
        if any(finding.rule == "invalid-template" for finding in project.findings):
            own = set()
        made = project.renderer(locale).scripts() if own else ()
        project.derived[key] = tuple(Script(*s) for s in made if s[0] in own)
    found: tuple[Script, ...] = project.derived[key]
    return found


def all_texts(project: Project) -> Iterator[Shown]:
    """Yield every text of every locale."""
    for locale in project.knowledge.locales:
        yield from texts(project, locale)


def is_public(project: Project, shown: Shown) -> bool:
    """Return whether customers read this text, on a page or in a message."""
    if shown.mark != "text":
        return False
    return is_public_item(project, shown.kind, shown.item)


def is_public_item(project: Project, kind: str, item: str) -> bool:
    """Return whether an item has texts that leave the agents' side as a page or a message."""
    if kind in (*links.AGENT_KINDS, "lexicons", "coverage", "team"):
        return False
    if kind == "causes":
        return item != HIDDEN_CAUSE
    if kind == "errors":
        return project.knowledge.errors[item].cause != HIDDEN_CAUSE
    if kind == "guides":
        return project.knowledge.guides[item].audience == "public"
    return True


def place(project: Project, shown: Shown, words: str = "") -> Span:
    """Return where a text stands; with `words`, the line and column where they begin in it."""
    if shown.locale != SOURCE:
        translations = project.translations[shown.locale]
        name = f"content/locales/{shown.locale}.po"
        line = translations.lines.get((shown.context, shown.source), 0)
        span = _translation(project, Span(name, line, 1))
        words = words or shown.text.strip().split("\n")[0]
    elif shown.kind:
        span = project.knowledge.place(shown.kind, shown.item, *shown.path)
    else:
        span = Span(shown.item, 1, 1)
        words = words or shown.text.split("\n")[0]
    return _point(project, span, words) if words else span


def _translation(project: Project, span: Span) -> Span:
    """Return the line of a PO entry where the translation begins."""
    for number, line in enumerate(_lines(project, span.path)[span.line - 1 :], span.line):
        if line.startswith("msgstr"):
            return Span(span.path, number, 1)
        if not line.strip():
            break
    return span


def _point(project: Project, span: Span, words: str) -> Span:
    """Return the place of some words at or below a span, or the span where a line parts them."""
    try:
        lines = _lines(project, span.path)
    except OSError:
        return span
    wanted = re.compile(r"\s+".join(map(re.escape, words.split()[:6])))
    start = max(span.line - 1, 0)
    # A text of one item is rarely longer; words found further on belong to another.
    for number, line in enumerate(lines[start : start + 200], start + 1):
        after = span.column - 1 if number == span.line else 0
        match = wanted.search(line, after)
        if match:
            return Span(span.path, number, match.start() + 1)
        if number > span.line and not line.strip() and span.path.endswith(".po"):
            break
    return span


def _lines(project: Project, path: str) -> list[str]:
    key = ("lines", path)
    if key not in project.derived:
        text = (project.root / path).read_text(encoding="utf-8", errors="replace")
        project.derived[key] = text.splitlines()
    found: list[str] = project.derived[key]
    return found


def blank_quoted(text: str) -> str:
    """Return a text with spaces where code, links and quotations stand; the length stays."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def report(
    project: Project, rule: str, shown: Shown, message: str, hint: str = "", words: str = "",
    severity: Severity = "error",
) -> Finding:  # fmt: skip
    """Return a finding about a text, at the place of some of its words where they are given."""
    return Finding(rule, message, place(project, shown, words), hint, severity)


def parity_locales(project: Project) -> tuple[str, ...]:
    """Return the locales that promise to be complete, English apart."""
    return tuple(
        name for name, entry in project.knowledge.locales.items() if entry.status == "released"
    )
