"""An example of a definition is not recognised as that definition.

What it checks
    Every text in `examples` is identified; the first candidate must be the definition it stands
    in. A retired definition is not looked for.

Why
    The examples are what customers paste. If one leads elsewhere, so will they.

Example that fails
    # content/errors/gemini/image-safety.yml
    examples:
      - '{"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}'

Example that passes
    # content/errors/gemini/image-safety.yml
    examples:
      - '{"candidates": [{"finish_reason": "image_safety"}]}'
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.check import _signals
from jawab.compile import Project
from jawab.finding import Finding
from jawab.identify import identify


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each example that is taken for something else."""
    index = _signals.index(project)
    for name, definition in _signals.active(project).items():
        for number, example in enumerate(definition.examples):
            found = identify(example, index=index)
            if not found or found[0].error_id != name:
                instead = f"taken for {found[0].error_id}" if found else "not recognised at all"
                yield Finding(
                    "example-not-recognised",
                    f"this example is {instead}",
                    project.knowledge.place("errors", name, "examples", number),
                    "mend the example, or add the signal by which a person would know it",
                )
