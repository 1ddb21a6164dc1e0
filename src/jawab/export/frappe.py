"""Frappe Helpdesk: saved replies (`HD Saved Reply`), for every team.

Bodies for `POST /api/resource/HD Saved Reply`. Replies are Jinja there, so the customer's name
comes with its own condition and nothing is left bare.
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
    "customer_name": Variable(conditional="{% if contact %} {{ contact }}{% endif %}"),
    "ticket_id": Variable(always="{{ name }}"),
}
LIMITS = Limits(longest={"title": 140}, unique=("title",), reserved=("{{", "{%", "{#"))


def items(library: Library) -> Iterator[Item]:
    """Yield the saved replies."""
    for script in library.scripts():
        body = {
            "title": f"{script.label} [{script.locale}]",
            "message": script_html(script, "email", VARIABLES),
            "scope": "Global",
        }
        yield Item(
            script.key, "saved_reply", "POST /api/resource/HD Saved Reply", body, script.reply,
            script.locale,
        )  # fmt: skip


def export(library: Library) -> Iterator[OutFile]:
    """Yield the requests."""
    yield requests_file(items(library))


def check(library: Library) -> Iterator[Finding]:
    """Yield what Frappe would refuse."""
    return check_macros(library, items(library), LIMITS)
