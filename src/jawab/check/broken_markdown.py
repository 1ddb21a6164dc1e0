"""Markdown that will not come out as it was meant.

What it checks
    In every text: code fences and backticks come in pairs, links are closed and `item:` stands only
    in links, there is no raw HTML, no heading of the first level, and no template marks.

Why
    Raw HTML is dropped in a helpdesk and shown in a chat; an open fence swallows the rest of the
    page.

Example that fails
    # content/faq/why-no-reason.yml
    answer: "The service sends <b>none</b>."

Example that passes
    # content/faq/why-no-reason.yml
    answer: "The service sends **none**, not even `<b>`."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding

_FENCE = re.compile(r"^[ ]{0,3}```", re.MULTILINE)
_CODE = re.compile(
    r"^[ ]{0,3}```.*?^[ ]{0,3}```|(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL | re.MULTILINE
)
_PROBLEMS = (
    (re.compile(r"</?[A-Za-z][^<>\n]*>|<!--"), "raw HTML", "write it in Markdown or in backticks"),
    (re.compile(r"^# ", re.MULTILINE), "a heading of the first level",
     "the page has one already; begin with '##'"),
    (re.compile(r"\{\{|\{%|\{#"), "a mark of the templates", "content is never a template"),
    (re.compile(r"\]\([^)\n]*(?:$|\n)"), "a link that is not closed", ""),
    (re.compile(r"\]\s+\((?:item:|https?:)"), "a gap in a link", "write '[words](address)'"),
    (re.compile(r"(?<!\]\()\bitem:[a-z]"), "an address outside a link", "write '[words](item:…)'"),
    (re.compile(r"`"), "a backtick without its twin", "close the code"),
)  # fmt: skip
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]+>")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each mark that is not what it seems."""
    for shown in _view.all_texts(project):
        # Words of the templates may carry what their page is made of.
        if not shown.kind or shown.kind in ("asks", "lexicons"):
            continue
        if len(_FENCE.findall(shown.text)) % 2:
            yield _report(project, shown, "a code block that is not closed", "add '```'", "```")
            continue
        bare = _AUTOLINK.sub("", _CODE.sub(" ", shown.text))
        for pattern, what, hint in _PROBLEMS:
            found = pattern.search(bare)
            if found:
                yield _report(project, shown, what, hint, found[0].strip())


def _report(project: Project, shown: _view.Shown, what: str, hint: str, words: str) -> Finding:
    return _view.report(project, "broken-markdown", shown, what, hint, words)
