"""A code, an address or a path stands bare in right-to-left text, or a direction mark stays open.

What it checks
    In right-to-left locales, codes and addresses (words with `_`, `.`, `/`, `:` or `=` inside, or
    letters with digits) stand in backticks, in a link or in an isolate. In every locale, isolates
    are closed and overrides (U+202A to U+202E) are not used.

Why
    Bare in Arabic, `HTTP 400/403` shows its parts in the wrong order, and whoever copies the code
    copies nonsense. Backticks, links and placeholders are isolated by the templates.

Example that fails
    # content/locales/ar.po
    msgctxt "errors/gemini/image-safety#title"
    msgid "Image stopped by a safety check"
    msgstr "أوقف الفحص الصورة finish_reason=IMAGE_SAFETY"

Example that passes
    # content/locales/ar.po
    msgctxt "errors/gemini/image-safety#title"
    msgid "Image stopped by a safety check"
    msgstr "أوقف الفحص الصورة `finish_reason=IMAGE_SAFETY`"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding

_KEPT = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`|\]\([^)\n]*\)|<https?://[^>\s]+>|\{[a-z0-9_]+\}|%\(\w+\)s"
    r"|[\u2066-\u2068][^\u2066-\u2069]*\u2069",
    re.DOTALL,
)
_CODE = re.compile(
    r"[A-Za-z0-9]+(?:[_./:=-]+[A-Za-z0-9]+)*[_./:=]+[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*"
    r"|[A-Za-z]+[_-]?[0-9]+[A-Za-z0-9]*"
    r"|[A-Za-z]+[/_.:=][0-9]+"
)
_OVERRIDE = re.compile("[\u202a-\u202e]")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each code without its direction."""
    for locale, entry in project.knowledge.locales.items():
        for shown in _view.texts(project, locale):
            text = shown.text
            if not text.isascii():
                if _OVERRIDE.search(text):
                    yield _view.report(project, "rtl-isolation", shown, "a direction override",
                                       "isolate the words instead")  # fmt: skip
                opened = sum(map(text.count, "\u2066\u2067\u2068"))
                if opened != text.count("\u2069"):
                    yield _view.report(project, "rtl-isolation", shown,
                                       "a direction isolate that is not closed")  # fmt: skip
            if entry.direction != "rtl" or shown.kind in ("asks", "lexicons"):
                continue
            for match in _CODE.finditer(_KEPT.sub(" ", text)):
                yield _view.report(
                    project, "rtl-isolation", shown, f"'{match[0]}' stands bare in the text",
                    "put it in backticks", match[0],
                )  # fmt: skip
