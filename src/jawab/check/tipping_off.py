"""A public text names what customers are not told.

What it checks
    No public text, in any locale, and no reply holds a code of a definition whose cause is
    `child-abuse` or links to one; that cause has no messages of its own and says whose words
    customers see.

Why
    For `child-abuse` a customer sees word for word what `prohibited` shows. One public page with
    the code would undo that.

Example that fails
    # content/faq/why-no-reason.yml
    answer: "A code such as `SAFETY_CHECK_TYPE_CSAM` gives none."

Example that passes
    # content/faq/why-no-reason.yml
    answer: "A code such as `IMAGE_SAFETY` gives none."
    notes: "Nor does SAFETY_CHECK_TYPE_CSAM."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding

_CODE_LIKE = re.compile(r"[A-Za-z0-9]+(?:[_./-][A-Za-z0-9]+)+")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each place where a hidden cause shows."""
    yield from _cause(project)
    errors = project.knowledge.errors
    hidden = {n: d for n, d in errors.items() if d.cause == _view.HIDDEN_CAUSE}
    shared = {d.code.casefold() for n, d in errors.items() if n not in hidden}
    codes = {d.code.casefold(): n for n, d in hidden.items() if _CODE_LIKE.fullmatch(d.code)}
    words = {
        **{code: name for code, name in codes.items() if code not in shared},
        **{f"item:errors/{name}": name for name in hidden},
        f"item:causes/{_view.HIDDEN_CAUSE}": _view.HIDDEN_CAUSE,
    }
    for shown in _view.all_texts(project):
        sent = shown.kind in ("replies", "snippets") and shown.mark == "text"
        if not (sent or _view.is_public(project, shown)):
            continue
        text = shown.text.casefold()
        for word, name in words.items():
            if word.casefold() in text:
                at = text.index(word.casefold())
                yield _view.report(
                    project, "tipping-off", shown, f"customers are not told of '{name}'",
                    "say what 'prohibited' says, or move this to 'notes'",
                    shown.text[at : at + len(word)],
                )  # fmt: skip


def _cause(project: Project) -> Iterator[Finding]:
    cause = project.knowledge.causes.get(_view.HIDDEN_CAUSE)
    if cause is None:
        return
    if cause.messages is not None:
        yield Finding(
            "tipping-off", "this cause has no messages of its own",
            project.knowledge.place("causes", cause.id, "messages"), "delete them",
        )  # fmt: skip
    if cause.shown_as != "prohibited":
        yield Finding(
            "tipping-off", "customers must see the words of 'prohibited'",
            project.knowledge.place("causes", cause.id, "shown_as"), "write 'shown_as: prohibited'",
        )  # fmt: skip
