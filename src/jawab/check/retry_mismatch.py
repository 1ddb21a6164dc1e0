"""A definition says that sending again helps, and its cause says that it must not be done.

What it checks
    `retry` of each error definition against `retry` of its cause: where the cause says `never`, so
    does the definition; where the cause says `after-change`, the definition does not say `later`.
    A definition that a setting adjusts may say `after-change` whatever its cause.

Why
    An app that reads `retry` acts on it. A stopped request that is sent again and again can cost
    the account.

Example that fails
    # content/errors/gemini/prohibited-content.yml
    retry: later

Example that passes
    # content/errors/gemini/prohibited-content.yml
    retry: never
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.compile import Project
from jawab.finding import Finding

_ORDER = ("never", "after-change", "later")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each definition that is more generous than its cause."""
    for name, definition in project.knowledge.errors.items():
        cause = project.knowledge.causes.get(definition.cause)
        if definition.adjustable == "by-setting" and definition.retry == "after-change":
            continue
        if cause and _ORDER.index(definition.retry) > _ORDER.index(cause.retry):
            yield Finding(
                "retry-mismatch",
                f"'retry: {definition.retry}', but '{cause.id}' says '{cause.retry}'",
                project.knowledge.place("errors", name, "retry"),
                "say what the cause says, or see whether the cause is the right one",
            )
