"""A fact without a source.

What it checks
    Error definitions, scenarios, questions, claims, guides and playbooks name at least one source;
    a definition that says whether a stopped request is charged names the source of that; a hotline
    names where its address was seen.

Why
    Nothing here is believed because it is written here.

Example that fails
    # content/errors/gemini/image-safety.yml
    billing: charged

Example that passes
    # content/errors/gemini/image-safety.yml
    billing: charged
    billing_source: vendor-page
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.compile import Project
from jawab.finding import Finding

_KINDS = ("errors", "scenarios", "faq", "claims", "guides", "playbooks", "hotlines")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each item that rests on nothing."""
    knowledge = project.knowledge
    for kind in _KINDS:
        for name, item in knowledge.items(kind).items():
            if not item.sources:
                yield Finding(
                    "missing-source", f"{kind}/{name} names no source",
                    knowledge.place(kind, name, "sources"),
                    "add the id of an entry in content/sources.yml",
                )  # fmt: skip
    for name, definition in knowledge.errors.items():
        if definition.billing != "unknown" and not definition.billing_source:
            yield Finding(
                "missing-source", f"'billing: {definition.billing}' has no source",
                knowledge.place("errors", name, "billing"),
                "add 'billing_source', or say 'billing: unknown'",
            )  # fmt: skip
