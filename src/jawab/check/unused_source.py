"""A source that nothing rests on; a warning.

What it checks
    Every id in `content/sources.yml` is named by an item, a hotline or a glossary entry.

Why
    Each source is looked at again before a release. One that nothing rests on costs that hour for
    nothing, and often shows that a fact lost its proof.

Example that fails
    # content/sources.yml
    lonely-page:
      title: "Nobody names me"
      publisher: "Vendor"
      url: https://vendor.example/lonely
      seen: 2026-11-01
      grade: official

Example that passes
    # content/sources.yml
    lonely-page:
      title: "Somebody names me"
      publisher: "Vendor"
      url: https://vendor.example/lonely
      seen: 2026-11-01
      grade: official
    # content/faq/why-no-reason.yml
    sources: [vendor-page, lonely-page]
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.compile import Project
from jawab.finding import Finding
from jawab.load import KINDS


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a warning for each source nothing rests on."""
    knowledge = project.knowledge
    used: set[str] = set()
    for kind in KINDS:
        for item in knowledge.items(kind.name).values():
            used.update(getattr(item, "sources", ()))
            used.add(getattr(item, "billing_source", ""))
    pages = {item for row in knowledge.coverage.values() for item in row.items}
    for name in knowledge.sources:
        if name not in used and f"sources/{name}" not in pages:
            yield Finding(
                "unused-source", f"nothing rests on the source '{name}'",
                knowledge.place("sources", name), "name it where it belongs, or delete it",
                "warning",
            )  # fmt: skip
