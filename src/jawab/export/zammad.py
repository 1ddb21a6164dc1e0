"""Zammad: text modules, as request bodies and as the CSV its import reads.

Try the CSV first with `?try=true`: Zammad runs it in a transaction and rolls it back. Never send
`delete=true`, which empties the list first. Agents type `::` and a keyword. Zammad prints a dash
for an empty variable, so what may be empty is worded neutrally.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from jawab.export import OutFile
from jawab.export._library import Library
from jawab.export._limits import Item, Limits
from jawab.export._macro import check_macros, requests_file, script_html
from jawab.export._write import Variable
from jawab.finding import Finding

KIND = "macros"
SUFFIX = ".csv"
VARIABLES = {
    "agent_name": Variable(always="#{user.firstname} #{user.lastname}"),
    "ticket_id": Variable(always="#{ticket.number}"),
}
LIMITS = Limits(longest={"name": 250, "keywords": 500}, unique=("name",), reserved=("#{",))
_COLUMNS = ("name", "keywords", "content", "note", "active")


def items(library: Library) -> Iterator[Item]:
    """Yield the text modules."""
    for script in library.scripts():
        body = {
            "name": f"{script.label} [{script.locale}]",
            "keywords": f"jawab {script.reply} {script.locale}",
            "content": script_html(script, "email", VARIABLES),
            "note": f"jawab key={script.key}",
            "active": True,
        }
        yield Item(
            script.key, "text_module", "POST /api/v1/text_modules", body, script.reply,
            script.locale,
        )  # fmt: skip


def export(library: Library) -> Iterator[OutFile]:
    """Yield the requests and the table."""
    yield requests_file(items(library))
    buffer = io.StringIO()
    table = csv.writer(buffer, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for item in items(library):
        values = (item.payload[column] for column in _COLUMNS)
        table.writerow(["true" if value is True else value for value in values])
    yield OutFile("text_modules.csv", buffer.getvalue().encode())


def check(library: Library) -> Iterator[Finding]:
    """Yield what Zammad would refuse."""
    return check_macros(library, items(library), LIMITS)
