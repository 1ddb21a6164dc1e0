"""CSV: one row a message, one column a locale, for a spreadsheet or a translation office.

Written with a byte-order mark, because spreadsheets guess the encoding wrong without. A cell that a
spreadsheet would run as a formula is preceded by an apostrophe. Plural forms are rows of their own,
`answer-time[few]`; a category that a locale has not is an empty cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from jawab.export import OutFile
from jawab.export._bundle import check_bundles as check
from jawab.export._library import Library
from jawab.export._messages import collect_bundles, written

__all__ = ["check", "safe_cell"]

KIND = "messages"
SUFFIX = ".csv"

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" \n")[:1] in _FORMULA and text.strip() else text


def export(library: Library) -> Iterator[OutFile]:
    """Yield the one table."""
    bundles = collect_bundles(library)
    rows: dict[str, dict[str, str]] = {}
    notes: dict[str, str] = {}
    for bundle in bundles:
        for key, message in bundle.messages.items():
            for category, form in message.forms.items():
                name = ".".join(key) + (f"[{category}]" if message.plural else "")
                rows.setdefault(name, {})[bundle.locale] = written(form, "{%s}")
                notes[name] = message.note
    buffer = io.StringIO()
    table = csv.writer(buffer, lineterminator="\r\n")
    table.writerow(["key", "note", *library.locales])
    for name, texts in rows.items():
        cells = [name, notes[name], *(texts.get(locale, "") for locale in library.locales)]
        table.writerow([safe_cell(cell) for cell in cells])
    yield OutFile("messages.csv", buffer.getvalue().encode("utf-8-sig"))
