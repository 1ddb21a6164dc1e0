"""A date that lies in the future.

What it checks
    `seen` of every source, `reviewed` of every item and `checked` of every hotline are not after
    the day the check is run for.

Why
    "Last checked on" is a promise about the past. A day to come is a slip of the pen that hides a
    review for a year.

Example that fails
    # content/sources.yml
    vendor-page: {seen: 2027-11-01}

Example that passes
    # content/sources.yml
    vendor-page: {seen: 2026-11-02}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.compile import Project
from jawab.finding import Finding
from jawab.load import KINDS

_FIELDS = ("reviewed", "checked", "seen")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each date that has not come yet."""
    knowledge = project.knowledge
    for kind in KINDS:
        for name, item in knowledge.items(kind.name).items():
            for field in _FIELDS:
                day = getattr(item, field, None)
                if isinstance(day, date) and day > today:
                    yield Finding(
                        "source-dates", f"'{field}: {day}' has not come yet",
                        knowledge.place(kind.name, name, field),
                        "write the day on which somebody looked",
                    )  # fmt: skip
