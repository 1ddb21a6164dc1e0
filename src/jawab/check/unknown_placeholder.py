"""A text uses a placeholder that is not declared, or has a brace that is none.

What it checks
    Every `{name}` in every text, in English and in each translation, against
    `content/placeholders.yml`; and every brace outside of code that belongs to no placeholder.

Why
    An undeclared placeholder would reach the customer as it stands.

Example that fails
    # content/faq/why-no-reason.yml
    answer: "Hello {custommer_name}, the service sends none."

Example that passes
    # content/faq/why-no-reason.yml
    answer: "Hello {customer_name}, the service sends `{none}`."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from jawab.check import _view
from jawab.compile import Project
from jawab.errors import nearest
from jawab.finding import Finding
from jawab.placeholders import find_placeholders

_CODE_OR_TOKEN = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|\{[a-z][a-z0-9_]*\}", re.DOTALL)
_BRACE = re.compile(r"\{[^{}\n]{0,40}\}?|\}")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each placeholder nobody declared."""
    declared = project.knowledge.placeholders
    for shown in _view.all_texts(project):
        if shown.kind in _view.NOT_OURS or not ("{" in shown.text or "}" in shown.text):
            continue
        for _, name in find_placeholders(shown.text):
            if name not in declared:
                close = nearest(name, declared)
                yield _view.report(
                    project, "unknown-placeholder", shown, f"there is no placeholder '{{{name}}}'",
                    f"did you mean '{{{close[0]}}}'?" if close
                    else "declare it in content/placeholders.yml",
                    f"{{{name}}}",
                )  # fmt: skip
        for brace in _BRACE.findall(_CODE_OR_TOKEN.sub("", shown.text)):
            yield _view.report(
                project, "unknown-placeholder", shown, f"'{brace}' is no placeholder",
                "write the name of one in small letters, or put the brace in backticks", brace,
            )  # fmt: skip
