"""A text speaks of a child where the signal does not.

What it checks
    The messages of every cause that may not mention children (`may_mention_children` is `no`,
    `agents-only` or `one-of-several`), in every locale, hold no word for a child; and no title of
    an error definition of such a cause does, unless the service's own code or phrase has it, or
    names it beside another ("celebrity or child") where the cause allows that. The words are those
    of the group `child` in the lexicon of the locale.

Why
    "A child was detected" is what `IMAGE_SAFETY` does not say. The reader of a short notice
    remembers that one word.

Example that fails
    # content/wording/_lexicon/en.yml
    groups: {child: ["child", "children"], "no": ["not"], but: [but], or: [or], if: [if]}
    # content/causes/unspecified.yml
    messages: {toast: "A child may be shown in this image."}

Example that passes
    # content/wording/_lexicon/en.yml
    groups: {child: ["child", "children"], "no": ["not"], but: [but], or: [or], if: [if]}
    # content/causes/unspecified.yml
    messages: {toast: "We could not create this image."}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.check import _guards, _view
from jawab.compile import Project
from jawab.finding import Finding
from jawab.model import ErrorDefinition

_SPEAKING = ("service-words",)


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each word that says more than the signal."""
    for locale in project.knowledge.locales:
        if _guards.guard(project, locale) is None:
            continue
        for shown in _view.texts(project, locale):
            if _must_not_speak(project, shown):
                word = find_word(project, locale, shown.text)
                if word:
                    yield _view.report(
                        project, "child-words", shown,
                        f"'{word}' says more than the signal does",
                        "say that a safety check stopped it, and no reason was given", word,
                    )  # fmt: skip


def _must_not_speak(project: Project, shown: _view.Shown) -> bool:
    knowledge = project.knowledge
    if shown.kind == "causes" and shown.path[0] in ("messages", "title"):
        cause = knowledge.causes[shown.item]
        return shown.item != _view.HIDDEN_CAUSE and cause.may_mention_children not in _SPEAKING
    if shown.kind == "errors" and shown.path[0] == "title":
        error = knowledge.errors[shown.item]
        found = knowledge.causes.get(error.cause)
        if found and found.may_mention_children == "one-of-several" and " or " in shown.source:
            return False
        return (
            found is not None
            and error.cause not in (_view.HIDDEN_CAUSE, "technical")
            and found.may_mention_children not in _SPEAKING
            and not _service_speaks(project, error)
        )
    return False


def _service_speaks(project: Project, error: ErrorDefinition) -> bool:
    clues = (f"{s.phrase} {s.value} {s.field}" for s in error.signals)
    said = " ".join([error.code, *clues]).replace("_", " ").replace("-", " ")
    return bool(find_word(project, "en", said))


def find_word(project: Project, locale: str, text: str) -> str:
    """Return the first word for a child that stands in a text, or nothing."""
    guard = _guards.word_guard(project, locale, "child")
    found = guard.check(text) if guard else []
    return text[found[0].start : found[0].end] if found else ""
