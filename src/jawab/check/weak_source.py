"""A public fact that rests on somebody's account alone.

What it checks
    What customers read rests on at least one source of the grade official, mirror or observed. What
    is said about charging rests on such a source too.

Why
    Secondary sources repeat each other's mistakes. Agents may know what they say; customers are
    told only what was seen.

Example that fails
    # content/faq/why-no-reason.yml
    sources: [blog-post]

Example that passes
    # content/faq/why-no-reason.yml
    sources: [blog-post, vendor-page]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding
from jawab.render import PUBLIC_GRADES

_KINDS = ("causes", "errors", "scenarios", "faq", "replies", "guides")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each public item that only secondary sources carry."""
    knowledge = project.knowledge

    def is_weak(names: Iterable[str]) -> bool:
        known = [knowledge.sources[name] for name in names if name in knowledge.sources]
        return bool(known) and all(source.grade not in PUBLIC_GRADES for source in known)

    for kind in _KINDS:
        for name, item in knowledge.items(kind).items():
            # A reply stands on the agents' side and is sent to customers.
            public = kind == "replies" or _view.is_public_item(project, kind, name)
            if public and is_weak(item.sources):
                yield Finding(
                    "weak-source", f"{kind}/{name} rests on secondary sources alone",
                    knowledge.place(kind, name, "sources"),
                    "add a source that shows it, or leave it to agents",
                )  # fmt: skip
            billing = getattr(item, "billing_source", "")
            if public and billing and is_weak([billing]):
                yield Finding(
                    "weak-source", "what is said about charging rests on a secondary source",
                    knowledge.place(kind, name, "billing_source"),
                    "add a source that shows it, or say 'billing: unknown'",
                )  # fmt: skip
