"""Freshdesk: canned responses, one for each reply and locale, in a folder for each locale.

`requests.json` holds the bodies in order, folders first; `<folder_id:…>` stands for the number that
the folder of that name gets. Variables that may be empty are worded neutrally.
"""

from __future__ import annotations

from collections.abc import Iterator

from jawab.export import OutFile
from jawab.export._library import Library
from jawab.export._limits import Item, Limits
from jawab.export._macro import check_macros, requests_file, script_html
from jawab.export._write import Variable
from jawab.finding import Finding

KIND = "macros"
SUFFIX = ".json"
VARIABLES = {
    "agent_name": Variable(always="{{ticket.agent.name}}"),
    "ticket_id": Variable(always="{{ticket.id}}"),
}
LIMITS = Limits(longest={"title": 255}, unique=("title",), reserved=("{{", "{%"))


def items(library: Library) -> Iterator[Item]:
    """Yield the folders, then the canned responses."""
    for locale in library.chosen:
        folder = f"AI images [{locale}]"
        yield Item(
            f"folder.{locale}", "folder", "POST /api/v2/canned_response_folders",
            {"name": folder}, "", locale,
        )  # fmt: skip
    for script in library.scripts():
        body = {
            "title": f"{script.label} [{script.locale}]",
            "content_html": script_html(script, "email", VARIABLES),
            "folder_id": f"<folder_id:AI images [{script.locale}]>",
            "visibility": 0,
        }
        yield Item(
            script.key, "canned_response", "POST /api/v2/canned_responses", body,
            script.reply, script.locale,
        )  # fmt: skip


def export(library: Library) -> Iterator[OutFile]:
    """Yield the requests."""
    yield requests_file(items(library))


def check(library: Library) -> Iterator[Finding]:
    """Yield what Freshdesk would refuse."""
    return check_macros(library, items(library), LIMITS)
