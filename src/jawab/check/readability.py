"""A text for customers is harder to read than it may be.

What it checks
    English: the Flesch-Kincaid grade, by the library textstat. The messages of a cause together
    have grade 6 at most; each question, situation and reply script 8; each guide 10. Code,
    addresses and placeholders are not counted as words to read.

    Other languages, for which no grade is valid: sentences of these texts have on average no more
    words, or signs where words are not written apart, than `locales.yml` says.

Why
    People read these texts on a telephone, upset, often in a second language.

Example that fails
    # content/faq/why-no-reason.yml
    answer: >-
      Notwithstanding considerable deliberation regarding transparency, the responsible organisation
      consistently withholds individualised explanatory documentation concerning automated
      determinations, irrespective of circumstances.

Example that passes
    # content/faq/why-no-reason.yml
    answer: "The service sends us a short code. The code names no reason."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding, Span
from jawab.locales import SOURCE
from jawab.model import Locale

MAX_GRADE = {"causes": 6, "channels": 8, "faq": 8, "scenarios": 8, "replies": 8, "guides": 10}
MIN_WORDS = 20
"""Of fewer words no average says anything."""
_FIELDS = {
    "causes": ("messages",),
    "channels": ("text",),
    "faq": ("question", "answer"),
    "scenarios": ("title", "situation", "known", "unknown", "can_do"),
    "guides": ("title", "summary", "sections"),
}
_UNREAD = (
    (re.compile(r"```.*?(?:```|\Z)", re.DOTALL), " "),
    (re.compile(r"\]\([^)\n]*\)"), " "),
    (re.compile(r"<?https?://[^\s>]+>?"), "it"),
    (re.compile(r"`[^`\n]*`"), "it"),
    (re.compile(r"\{[a-z_]+\}"), "it"),
    (re.compile(r"^[ >#*+-]+|^ *\d+[.)] |[*_\[|]", re.MULTILINE), " "),
)
_END = re.compile(r"[.!?。！？؟।…](?=\s|$|[”\"»」』])|[。！？]")


class _Unit(NamedTuple):
    """What is read in one go: its name in a finding, its place, and its plain text."""

    kind: str
    name: str
    span: Span
    text: str


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each text above its grade or its average."""
    for locale, entry in project.knowledge.locales.items():
        for unit in _units(project, locale):
            if not entry.sentence_chars and len(unit.text.split()) < MIN_WORDS:
                continue
            if locale == SOURCE:
                grade = round(measure_grade(unit.text), 1)
                if grade > MAX_GRADE[unit.kind]:
                    yield Finding(
                        "readability",
                        f"{unit.name} is at grade {grade}; {MAX_GRADE[unit.kind]} is the most",
                        unit.span, "shorter sentences, shorter words",
                    )  # fmt: skip
            else:
                yield from _sentences(unit, entry)


def measure_grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of an English text."""
    import textstat

    return float(textstat.flesch_kincaid_grade(text))


def _sentences(unit: _Unit, locale: Locale) -> Iterator[Finding]:
    sentences = [s for s in _END.split(unit.text) if s.strip()]
    if not sentences:
        return
    if locale.sentence_chars:
        limit, what = locale.sentence_chars, "signs"
        size = sum(len("".join(s.split())) for s in sentences)
    else:
        limit, what = locale.sentence_words, "words"
        size = sum(len(s.split()) for s in sentences)
    average = round(size / len(sentences), 1)
    if average > limit:
        yield Finding(
            "readability",
            f"sentences of {unit.name} have {average} {what} on average in {locale.id}; "
            f"{limit} is the most",
            unit.span, "shorter sentences",
        )  # fmt: skip


def _units(project: Project, locale: str) -> Iterator[_Unit]:
    gathered: dict[tuple[str, str], list[_view.Shown]] = {}
    for shown in _view.texts(project, locale):
        wanted = _FIELDS.get(shown.kind)
        if wanted and shown.path[0] in wanted and _view.is_public(project, shown):
            gathered.setdefault((shown.kind, shown.item), []).append(shown)
    for (kind, item), shown_texts in gathered.items():
        text = plain("\n\n".join(shown.text for shown in shown_texts))
        place = _view.place(project, shown_texts[0])
        if kind in ("faq", "causes"):
            place = _view.place(project, shown_texts[-1] if kind == "faq" else shown_texts[0])
        name = f"{'the messages of ' if kind == 'causes' else ''}{kind}/{item}"
        yield _Unit(kind, name, place, text)
    yield from _scripts(project, locale)


def _scripts(project: Project, locale: str) -> Iterator[_Unit]:
    """Yield the scripts of each reply as they are sent; equal ones once."""
    seen: set[tuple[str, str]] = set()
    for script in _view.scripts(project, locale):
        if (script.reply, script.text) not in seen:
            seen.add((script.reply, script.text))
            text = plain(script.text)
            span = project.knowledge.place("replies", script.reply, "parts")
            name = f"{script.channel} of replies/{script.reply} ({script.tone})"
            yield _Unit("replies", name, span, text)


def plain(text: str) -> str:
    """Return what a person reads of a Markdown text, each line a sentence at least."""
    for pattern, instead in _UNREAD:
        text = pattern.sub(instead, text)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line if line[-1] in ".!?。！？؟।…" else f"{line}." for line in lines if line)
