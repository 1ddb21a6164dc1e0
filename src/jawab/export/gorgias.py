"""Gorgias: macros with `external_id` and `language`, one for each reply and locale.

`external_id` is our key, so that the same macro is found again. Gorgias has no fallback for an
empty variable: those are worded neutrally.
"""

from __future__ import annotations

from collections.abc import Iterator

from jawab.export import OutFile
from jawab.export._library import Library
from jawab.export._limits import Item, Limits
from jawab.export._macro import check_macros, requests_file, script_html, script_text
from jawab.export._write import Variable
from jawab.finding import Finding

KIND = "macros"
SUFFIX = ".json"
VARIABLES = {
    "agent_name": Variable(always="{{current_user.name}}"),
    "ticket_id": Variable(always="{{ticket.id}}"),
}
LIMITS = Limits(longest={"name": 255}, unique=("name", "external_id"), reserved=("{{",))


def items(library: Library) -> Iterator[Item]:
    """Yield the macros."""
    for script in library.scripts():
        texts = {
            "body_html": script_html(script, "email", VARIABLES),
            "body_text": script_text(script, "email", VARIABLES),
        }
        body = {
            "name": f"{script.label} [{script.locale}]",
            "external_id": f"jawab.{script.key}",
            "language": script.locale.partition("-")[0],
            "actions": [
                {"type": "user", "name": "setResponseText", "title": "Add response text",
                 "arguments": texts},
                {"type": "user", "name": "addTags", "title": "Add tags",
                 "arguments": {"tags": f"jawab, {script.reply}"}},
            ],
        }  # fmt: skip
        yield Item(script.key, "macro", "POST /api/macros", body, script.reply, script.locale)


def export(library: Library) -> Iterator[OutFile]:
    """Yield the requests."""
    yield requests_file(items(library))


def check(library: Library) -> Iterator[Finding]:
    """Yield what Gorgias would refuse."""
    return check_macros(library, items(library), LIMITS)
