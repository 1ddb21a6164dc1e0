"""A placeholder that no text uses and no agent is told to ask for.

What it checks
    Every id in `content/placeholders.yml` stands in a text or in `ask_for` of a reply.

Why
    The desk would ask agents for a value that goes nowhere.

Example that fails
    # content/placeholders.yml
    shoe_size: {label: "Shoe size", example: "42", required: false, neutral: ""}

Example that passes
    # content/placeholders.yml
    shoe_size: {label: "Shoe size", example: "42", required: false, neutral: ""}
    error_code: null
    hours: null
    # content/faq/why-no-reason.yml
    answer: "The service sends none for {shoe_size}."
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding
from jawab.placeholders import find_placeholders


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each placeholder nobody uses."""
    knowledge = project.knowledge
    used = {name for shown in _view.texts(project) for _, name in find_placeholders(shown.text)}
    used |= {name for reply in knowledge.replies.values() for name in reply.ask_for}
    for name in knowledge.placeholders:
        if name not in used:
            yield Finding(
                "unused-placeholder", f"no text uses {{{name}}}",
                knowledge.place("placeholders", name), "use it in a text, or delete it",
            )  # fmt: skip
