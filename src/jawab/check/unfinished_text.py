"""A text that is a skeleton still.

What it checks
    No text in any locale holds TODO, FIXME, TBD, XXX or the words "lorem ipsum".

Why
    `jawab new` writes TODO where somebody is to write; nobody else should read it.

Example that fails
    # content/faq/why-no-reason.yml
    answer: "TODO for customers, in English"

Example that passes
    # content/faq/why-no-reason.yml
    answer: "The service sends none."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding

_MARK = re.compile(r"\b(?:TODO|FIXME|TBD|XXX|[Ll]orem ipsum)\b")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each text that is not written yet."""
    for shown in _view.all_texts(project):
        found = _MARK.search(shown.text)
        if found:
            yield _view.report(
                project, "unfinished-text", shown, f"'{found[0]}' is left here", "write the text",
                found[0],
            )  # fmt: skip
