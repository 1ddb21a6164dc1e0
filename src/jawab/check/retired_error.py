"""A retired definition without a successor, or an active one with one.

What it checks
    `superseded_by` stands with `status: retired` and leads to an active definition of another id.

Why
    Whoever looks up an old code must be led on, once, to something that is looked after.

Example that fails
    # content/errors/gemini/image-safety.yml
    superseded_by: gemini/prohibited-content

Example that passes
    # content/errors/gemini/image-safety.yml
    status: retired
    superseded_by: gemini/prohibited-content
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.compile import Project
from jawab.finding import Finding


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each definition whose status and successor disagree."""
    errors = project.knowledge.errors
    for name, definition in errors.items():
        successor = errors.get(definition.superseded_by)
        span = project.knowledge.place("errors", name, "superseded_by")
        if definition.status == "active" and definition.superseded_by:
            yield Finding("retired-error", "an active definition has a successor", span,
                          "say 'status: retired', or delete 'superseded_by'")  # fmt: skip
        elif successor and (successor.status == "retired" or successor is definition):
            yield Finding("retired-error", f"the successor '{successor.id}' is retired too", span,
                          "name the active definition at the end of the line")  # fmt: skip
