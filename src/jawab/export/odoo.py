"""Odoo: canned responses (`mail.canned.response`) as the CSV its import reads, with external ids.

The external id makes a second import change the same response instead of adding another. Canned
responses have no variables: every placeholder is worded neutrally.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from jawab.export import OutFile
from jawab.export._library import Library
from jawab.export._limits import Item, Limits
from jawab.export._macro import check_macros, script_text
from jawab.export._write import Variable
from jawab.finding import Finding

KIND = "macros"
SUFFIX = ".csv"
VARIABLES: dict[str, Variable] = {}
LIMITS = Limits(longest={}, unique=("source",))


def items(library: Library) -> Iterator[Item]:
    """Yield the canned responses."""
    for script in library.scripts():
        body = {
            "id": f"jawab.{script.key}".replace("-", "_").replace(".", "_").lower(),
            "source": script.key,
            "substitution": script_text(script, "chat", VARIABLES),
            "description": f"{script.label} [{script.locale}]",
        }
        yield Item(
            script.key, "canned_response", "mail.canned.response", body, script.reply,
            script.locale,
        )  # fmt: skip


def export(library: Library) -> Iterator[OutFile]:
    """Yield the table."""
    buffer = io.StringIO()
    columns = ("id", "source", "substitution", "description")
    table = csv.writer(buffer, lineterminator="\r\n")
    table.writerow(columns)
    for item in items(library):
        table.writerow([item.payload[column] for column in columns])
    yield OutFile("mail.canned.response.csv", buffer.getvalue().encode())


def check(library: Library) -> Iterator[Finding]:
    """Yield what Odoo would refuse."""
    return check_macros(library, items(library), LIMITS)
