"""FreeScout: a paste sheet, because its saved replies have no API and no import."""

from __future__ import annotations

from collections.abc import Iterator

from jawab.export import OutFile
from jawab.export._library import Library
from jawab.export._limits import Limits
from jawab.export._macro import check_macros, paste_sheet
from jawab.export._write import Variable
from jawab.finding import Finding

KIND = "macros"
SUFFIX = ".html"
VARIABLES = {
    "customer_name": Variable(fallback="{%customer.firstName,fallback=%s%}", breaks="{}%,="),
    "agent_name": Variable(always="{%user.fullName%}"),
    "ticket_id": Variable(always="{%conversation.number%}"),
}
LIMITS = Limits(longest={}, reserved=("{%",))


def export(library: Library) -> Iterator[OutFile]:
    """Yield the sheet."""
    yield paste_sheet(
        "Saved replies for FreeScout",
        "In a mailbox, open Saved Replies, make one for each section, and copy the body.",
        list(library.scripts()),
        VARIABLES,
    )


def check(library: Library) -> Iterator[Finding]:
    """Yield what FreeScout would misread."""
    return check_macros(library, (), LIMITS)
