"""An id is named that does not exist.

What it checks
    Every id that one item uses of another: sources, replies, snippets, playbooks, errors, causes,
    providers, placeholders to ask for, the targets of `item:` links, and rows of the coverage.

Why
    A misspelt id would be a dead link for a reader, or a fact without its proof.

Example that fails
    # content/faq/why-no-reason.yml
    sources: [vendor-pgae]

Example that passes
    # content/faq/why-no-reason.yml
    sources: [vendor-page]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab import fields, links
from jawab.compile import Project
from jawab.errors import nearest
from jawab.finding import Finding, Span
from jawab.load import KINDS

# Fields that hold an id or a list of ids, and the kind it belongs to.
_FIELDS = {
    "sources": "sources",
    "billing_source": "sources",
    "reply": "replies",
    "replies": "replies",
    "snippet": "snippets",
    "playbook": "playbooks",
    "errors": "errors",
    "see_also": "errors",
    "superseded_by": "errors",
    "provider": "providers",
    "ask_for": "placeholders",
    "shown_as": "causes",
}


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each id that names nothing."""
    knowledge = project.knowledge
    for kind in KINDS:
        for item_id, item in knowledge.items(kind.name).items():
            for path, name in _references(item):
                target = _FIELDS[str(path[0] if len(path) < 3 else path[-1])]
                if name not in knowledge.items(target):
                    span = knowledge.place(kind.name, item_id, *path)
                    yield _finding(name, span, target, knowledge.items(target))
            for path, _, text in fields.texts(item):
                for _, target in links.find_links(text):
                    if not _exists(project, target):
                        span = knowledge.place(kind.name, item_id, *path)
                        yield Finding(
                            "unknown-reference", f"the link 'item:{target}' leads nowhere", span
                        )
    for row, entry in knowledge.coverage.items():
        for index, target in enumerate(entry.items):
            if not _exists(project, target):
                span = knowledge.place("coverage", row, "items", index)
                yield Finding("unknown-reference", f"there is no '{target}'", span)


def _references(item: object) -> Iterator[tuple[fields.Path, str]]:
    for name in getattr(item, "__slots__", ()):
        value = getattr(item, name)
        if name in _FIELDS:
            if isinstance(value, str) and value:
                yield (name,), value
            elif isinstance(value, tuple):
                yield from (((name, index), member) for index, member in enumerate(value))
        elif name == "parts":
            for index, part in enumerate(value):
                if part.snippet:
                    yield (name, index, "snippet"), part.snippet


def _exists(project: Project, target: str) -> bool:
    kind, _, item = target.partition("/")
    if kind == "page":
        return item in ("home", *links.PAGES, *links.AGENT_PAGES)
    try:
        return item in project.knowledge.items(kind)
    except AttributeError:
        return False


def _finding(name: str, span: Span, kind: str, known: object) -> Finding:
    close = nearest(name, known)  # type: ignore[arg-type]
    return Finding(
        "unknown-reference",
        f"there is no '{name}' in {kind}",
        span,
        f"did you mean '{close[0]}'?" if close else f"add it to content/{kind}",
    )
