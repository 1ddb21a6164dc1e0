"""A snippet that no reply uses.

What it checks
    Every file in `content/snippets/` is named by a part of a reply.

Why
    Unused text is translated, reviewed and searched through for nothing, and one day somebody
    mends it in the belief that customers read it.

Example that fails
    # content/snippets/farewell.yml
    purpose: "Closes a reply."
    variants:
      - text: "Goodbye."

Example that passes
    # content/snippets/farewell.yml
    purpose: "Closes a reply."
    variants:
      - text: "Goodbye."
    # content/replies/family-photo.yml
    parts:
      - snippet: greeting
      - text: "A check stopped {request_id}."
      - snippet: farewell
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.compile import Project
from jawab.finding import Finding


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each snippet nobody uses."""
    knowledge = project.knowledge
    used = {part.snippet for reply in knowledge.replies.values() for part in reply.parts}
    for name in knowledge.snippets:
        if name not in used:
            yield Finding(
                "unused-snippet", f"no reply uses the snippet '{name}'",
                knowledge.place("snippets", name), "use it in a reply, or delete the file",
            )  # fmt: skip
