"""Help Scout: saved replies with an email form (`text`, HTML) and a chat form (`chatText`).

`requests.json` holds one body for each reply and locale; `<mailbox_id>` is the mailbox they belong
to. Fallbacks are written the way Help Scout reads them; where the neutral wording is empty the
variable is left out.
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
    "customer_name": Variable(fallback="{%customer.firstName,fallback=%s%}", breaks="{}%,="),
    "agent_name": Variable(always="{%user.fullName%}"),
    "ticket_id": Variable(always="{%conversation.number%}"),
}
LIMITS = Limits(longest={"name": 255}, unique=("name",), reserved=("{%",))


def items(library: Library) -> Iterator[Item]:
    """Yield the saved replies."""
    for script in library.scripts():
        # Its editor shows a line break in the source as one in the text.
        text = script_html(script, "email", VARIABLES).replace("\n", "")
        body = {
            "name": f"{script.label} [{script.locale}]",
            "text": text,
            "chatText": script_text(script, "chat", VARIABLES),
        }
        yield Item(
            script.key, "saved_reply", "POST /v2/mailboxes/<mailbox_id>/saved-replies", body,
            script.reply, script.locale,
        )  # fmt: skip


def export(library: Library) -> Iterator[OutFile]:
    """Yield the requests."""
    yield requests_file(items(library))


def check(library: Library) -> Iterator[Finding]:
    """Yield what Help Scout would refuse."""
    return check_macros(library, items(library), LIMITS)
