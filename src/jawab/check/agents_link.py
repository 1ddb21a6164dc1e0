"""A public text links to a page that only agents have.

What it checks
    The `item:` links of every text that customers read, and of what replies send, in every locale.

Why
    On the public site the page does not exist: the reader meets an error, and learns that there is
    something not meant for them.

Example that fails
    # content/faq/why-no-reason.yml
    answer: "See [the reply](item:replies/family-photo)."

Example that passes
    # content/faq/why-no-reason.yml
    answer: "See [the situation](item:scenarios/family-photo)."
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab import links
from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding

_SENT = ("parts", "subject", "variants")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each link that leads behind the counter."""
    for shown in _view.all_texts(project):
        if "](item:" not in shown.text:
            continue
        sent = shown.kind in ("replies", "snippets") and shown.path[0] in _SENT
        if not (sent or _view.is_public(project, shown)) or shown.field.startswith("must_not_say"):
            continue
        for _, target in links.find_links(shown.text):
            if _is_agents(project, target):
                yield _view.report(
                    project, "agents-link", shown, f"'item:{target}' is for agents only",
                    "link to a public page, or move the sentence to 'notes'", f"item:{target}",
                )  # fmt: skip


def _is_agents(project: Project, target: str) -> bool:
    kind, _, item = target.partition("/")
    if kind == "page":
        return item in links.AGENT_PAGES
    try:
        return not _view.is_public_item(project, kind, item)
    except KeyError:
        return False  # it does not exist, which is another finding
