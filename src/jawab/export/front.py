"""Front: message templates with subject, one for each reply and locale.

The name ends in our key, because Front keeps nothing else that agents do not send; `jawab sync`
puts the fingerprint beside it. Variables that a contact may lack are worded neutrally.
"""

from __future__ import annotations

from collections.abc import Iterator

from jawab.export import OutFile
from jawab.export._library import Library, Script
from jawab.export._limits import Item, Limits
from jawab.export._macro import check_macros, requests_file, script_html, script_subject
from jawab.export._write import Variable
from jawab.finding import Finding

KIND = "macros"
SUFFIX = ".json"
VARIABLES = {
    "agent_name": Variable(always="{{user.name}}"),
    "ticket_id": Variable(always="{{conversation.ticket_id}}"),
}
LIMITS = Limits(longest={"name": 255}, unique=("name",), reserved=("{{",))


def template(script: Script) -> dict[str, str]:
    """Return a message template without its key."""
    return {
        "name": f"{script.label} [{script.locale}]",
        "subject": script_subject(script, VARIABLES),
        "body": script_html(script, "email", VARIABLES),
    }


def items(library: Library) -> Iterator[Item]:
    """Yield the message templates."""
    for script in library.scripts():
        yield Item(
            script.key, "message_template", "POST /message_templates", template(script),
            script.reply, script.locale,
        )  # fmt: skip


def export(library: Library) -> Iterator[OutFile]:
    """Yield the requests."""
    yield requests_file(items(library))


def check(library: Library) -> Iterator[Finding]:
    """Yield what Front would refuse."""
    return check_macros(library, items(library), LIMITS)
