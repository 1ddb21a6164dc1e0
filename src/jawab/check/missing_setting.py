"""An error is adjustable by a setting that is not named, or has a setting and is not adjustable.

What it checks
    `adjustable: by-setting` and `setting` stand together.

Why
    "A setting can change it" without the name of the setting sends a developer on a search.

Example that fails
    # content/errors/gemini/image-safety.yml
    adjustable: by-setting

Example that passes
    # content/errors/gemini/image-safety.yml
    adjustable: by-setting
    setting: safety_settings
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.compile import Project
from jawab.finding import Finding


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each definition whose setting and adjustability disagree."""
    for name, definition in project.knowledge.errors.items():
        if (definition.adjustable == "by-setting") == bool(definition.setting):
            continue
        span = project.knowledge.place("errors", name, "adjustable")
        if definition.setting:
            message = f"there is a setting, but 'adjustable' is {definition.adjustable}"
        else:
            message = "'adjustable: by-setting' names no setting"
        yield Finding("missing-setting", message, span, "add 'setting', or say what is so")
