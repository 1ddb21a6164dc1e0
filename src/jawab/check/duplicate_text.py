"""Two items of one kind have the same title, question or text.

What it checks
    Titles, questions, claims and subjects differ between items of a kind, and so does every text of
    160 characters or more. Letters' case and white space do not count. Titles of errors differ
    within a service; siblings there may share what the vendor documents of both.

Why
    A reader who sees the same heading twice cannot choose, and of a text that stands twice, one
    copy is mended and the other forgotten. Shared paragraphs belong in a snippet.

Example that fails
    # content/faq/why-nothing.yml
    question: "Why is no reason  given?"
    answer: "It has none to give."
    topic: reasons
    sources: [vendor-page]
    reviewed: 2026-11-01

Example that passes
    # content/faq/why-nothing.yml
    question: "Why is a reason given?"
    answer: "It has one to give."
    topic: reasons
    sources: [vendor-page]
    reviewed: 2026-11-01
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding

_NAMES = ("title", "question", "claim", "subject")
_LONG = 160
_KINDS = ("errors", "scenarios", "faq", "replies", "playbooks", "claims", "guides", "causes")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for the later of two equal texts."""
    first: dict[tuple[str, str, str], _view.Shown] = {}
    for shown in _view.texts(project):
        if shown.kind not in _KINDS:
            continue
        is_name = shown.field in _NAMES
        if not is_name and (shown.kind == "errors" or len(shown.text) < _LONG):
            continue
        group = shown.kind
        if group == "errors" and is_name:
            group = shown.item.split("/")[0]
        key = (group, shown.field if is_name else "", " ".join(shown.text.casefold().split()))
        other = first.setdefault(key, shown)
        # Within one item, the same words for two channels are meant.
        if other.item != shown.item and not _shares_words(project, other, shown):
            yield _view.report(
                project, "duplicate-text", shown,
                f"the same text stands in {other.kind}/{other.item}",
                "say what is different, or say it in one place",
            )  # fmt: skip


def _shares_words(project: Project, one: _view.Shown, other: _view.Shown) -> bool:
    """Return whether one is the cause that shows the other's words to customers."""
    if one.kind != "causes":
        return False
    causes = project.knowledge.causes
    return causes[one.item].shown_as == other.item or causes[other.item].shown_as == one.item
