"""An item whose review date has passed; a warning.

What it checks
    `reviewed` of every item, `checked` of every hotline and `seen` of every source against the day
    the check is run for: older than 90 days is due.

Why
    Services change without notice. The page says by itself when it was last checked, so nothing
    breaks by the clock; this is the list for the person who checks again.

Example that fails
    # content/faq/why-no-reason.yml
    reviewed: 2026-05-01

Example that passes
    # content/faq/why-no-reason.yml
    reviewed: 2026-11-01
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.compile import Project
from jawab.finding import Finding
from jawab.load import KINDS
from jawab.review import is_overdue

_FIELDS = ("reviewed", "checked", "seen")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a warning for each item that was not looked at for too long."""
    knowledge = project.knowledge
    for kind in KINDS:
        for name, item in knowledge.items(kind.name).items():
            for field in _FIELDS:
                day = getattr(item, field, None)
                if isinstance(day, date) and is_overdue(day, today):
                    yield Finding(
                        "review-due", f"last checked on {day}, {(today - day).days} days ago",
                        knowledge.place(kind.name, name, field),
                        "check it against its sources and write today's date", "warning",
                    )  # fmt: skip
