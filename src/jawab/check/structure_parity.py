"""A translation is built differently from the English.

What it checks
    Each translation has the same placeholders, the same link targets, the same code, and as many
    headings, list entries, table rows and code blocks as the English it was made from; it ends with
    a line break if the English does.

Why
    A lost placeholder is a letter without the request ID, a lost link a reader without the hotline.

Example that fails
    # content/locales/id.po
    msgctxt "replies/family-photo#parts.1.text"
    msgid "A check stopped {request_id}. **It gave no reason.**"
    msgstr "Pemeriksaan menghentikan {request}. **Tanpa alasan.**"

Example that passes
    # content/locales/id.po
    msgctxt "replies/family-photo#parts.1.text"
    msgid "A check stopped {request_id}. **It gave no reason.**"
    msgstr "Pemeriksaan menghentikan {request_id}. **Tanpa alasan.**"
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding
from jawab.locales import SOURCE
from jawab.placeholders import find_placeholders

_FENCE = re.compile(r"^ *```.*?(?:^ *```|\Z)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)|<(https?://[^>\s]+)>")
_WORD = re.compile(r"%\((\w+)\)s")
_COUNTED = (
    ("heading", re.compile(r"^#{1,6} ", re.MULTILINE)),
    ("list entry", re.compile(r"^ *(?:[-*+]|\d+[.)]) ", re.MULTILINE)),
    ("table row", re.compile(r"^ *\|", re.MULTILINE)),
    ("code block", re.compile(r"^ *```", re.MULTILINE)),
    ("quotation", re.compile(r"^ *> ", re.MULTILINE)),
)
_MARKS = re.compile(r"[{`\]%<|#>*+-]|\d[.)]")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each difference in build."""
    for locale in project.knowledge.locales:
        if locale == SOURCE:
            continue
        for shown in _view.texts(project, locale):
            if shown.kind in ("asks", "lexicons"):
                continue
            if not (_MARKS.search(shown.text) or _MARKS.search(shown.source)):
                continue
            for message in _differences(shown.source, shown.text):
                yield _view.report(
                    project, "structure-parity", shown, message,
                    f"English: {shown.source.strip().splitlines()[0][:70]}",
                )  # fmt: skip


def _differences(source: str, text: str) -> Iterator[str]:
    for what, find in (("placeholder", _placeholders), ("link", _links), ("code", _codes)):
        theirs, ours = find(source), find(text)
        if theirs != ours:
            lost, added = theirs - ours, ours - theirs
            said = [f"lacks {_list(lost)}"] if lost else []
            said += [f"has {_list(added)} more"] if added else []
            yield f"the {what}s differ: the translation {' and '.join(said)}"
    for what, pattern in _COUNTED:
        wanted, found = len(pattern.findall(source)), len(pattern.findall(text))
        if wanted != found:
            yield f"the English has {wanted} of '{what}', the translation {found}"
    columns = [[line.count("|") for line in t.splitlines() if "|" in line] for t in (source, text)]
    if columns[0] != columns[1] and len(columns[0]) == len(columns[1]):
        yield "a row of the table has another number of columns"


def _placeholders(text: str) -> Counter[str]:
    return Counter([f"{{{n}}}" for _, n in find_placeholders(text)] + _WORD.findall(text))


def _links(text: str) -> Counter[str]:
    return Counter(a or b for a, b in _LINK.findall(text))


def _codes(text: str) -> Counter[str]:
    return Counter(_CODE.findall(_FENCE.sub("", text)))


def _list(found: Counter[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(found))
