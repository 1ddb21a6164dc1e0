"""A row of the source article has no home, or a claim no row.

What it checks
    Every row of `content/coverage.yml` names an item that is read, rows are numbered without a gap
    up to the last, and no row names an item twice. That the items exist is for `unknown-reference`.

Why
    The knowledge base promises to contain everything the article contains, put right.

Example that fails
    # content/coverage.yml
    A3: {items: []}

Example that passes
    # content/coverage.yml
    A3: null
    A1: {title: "Layers", items: [causes/unspecified]}
    A2: {title: "Error types", items: [errors/gemini/image-safety, page/home]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.compile import Project
from jawab.finding import Finding


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each row that lives nowhere."""
    knowledge = project.knowledge
    for row, entry in knowledge.coverage.items():
        if not entry.items:
            yield Finding(
                "coverage", f"the row {row} ('{entry.title}') lives nowhere",
                knowledge.place("coverage", row), "name the items in which it stands",
            )  # fmt: skip
        for index, item in enumerate(entry.items):
            if item in entry.items[:index]:
                yield Finding(
                    "coverage", f"'{item}' stands twice in {row}",
                    knowledge.place("coverage", row, "items", index), "delete one of them",
                )  # fmt: skip
    numbers = sorted(
        int(row[1:]) for row in knowledge.coverage if row[:1] == "A" and row[1:].isdigit()
    )
    for number in range(1, numbers[-1] if numbers else 1):
        if number not in numbers:
            yield Finding(
                "coverage", f"the row A{number} is missing",
                knowledge.place("coverage", f"A{numbers[-1]}"),
                "rows never go away; say where this one lives",
            )  # fmt: skip
