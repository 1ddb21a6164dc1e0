"""A text uses a placeholder that is not declared.

What it checks
    Every `{name}` in every text, in English and in each translation, against
    `content/placeholders.yml`.

Why
    An undeclared placeholder would reach the customer as it stands.

Example that fails
    text: "Hello {custommer_name},"

Example that passes
    text: "Hello {customer_name},"
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab import fields
from jawab.compile import Project
from jawab.errors import nearest
from jawab.finding import Finding
from jawab.load import KINDS
from jawab.placeholders import find_placeholders


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each placeholder nobody declared."""
    declared = project.knowledge.placeholders
    for kind in KINDS:
        if kind.name == "wording":
            continue
        for item_id, item in project.knowledge.items(kind.name).items():
            for path, _, text in fields.texts(item):
                for _, name in find_placeholders(text):
                    if name in declared:
                        continue
                    close = nearest(name, declared)
                    yield Finding(
                        "unknown-placeholder",
                        f"there is no placeholder '{{{name}}}'",
                        project.knowledge.place(kind.name, item_id, *path),
                        f"did you mean '{{{close[0]}}}'?" if close
                        else "declare it in content/placeholders.yml",
                    )  # fmt: skip
