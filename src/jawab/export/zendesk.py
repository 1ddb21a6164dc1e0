"""Zendesk: dynamic content with one variant for each locale, and macros that use it.

A macro holds `{{dc.…}}`; Zendesk shows the variant of the requester's language. Bodies are in
`requests.json`, in the order to send them. `<locale_id:de>` stands for the number that
`GET /api/v2/locales` gives for that language in your account; `jawab sync` looks it up.
Dynamic content needs a plan that has it. The customer's name comes with its own Liquid condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from jawab.export import OutFile
from jawab.export._library import Library, Script
from jawab.export._limits import Item, Limits
from jawab.export._macro import check_macros, requests_file, script_html, script_text
from jawab.export._write import Variable
from jawab.finding import Finding
from jawab.locales import SOURCE

KIND = "macros"
SUFFIX = ".json"
VARIABLES = {
    "customer_name": Variable(
        conditional="{% if ticket.requester.first_name != blank %}"
        " {{ticket.requester.first_name}}{% endif %}"
    ),
    "agent_name": Variable(always="{{current_user.name}}"),
    "ticket_id": Variable(always="{{ticket.id}}"),
}
LIMITS = Limits(
    longest={"macro.title": 255, "item.name": 255},
    unique=("macro.title", "item.name"),
    reserved=("{{", "{%"),
)
CHANNELS = ("email", "chat")


def content_name(name: str, channel: str) -> str:
    """Return the name of a dynamic content item, from which Zendesk makes its placeholder."""
    return f"jawab_{name}_{channel}".replace("-", "_").replace(".", "_")


def variant_text(script: Script, channel: str) -> str:
    """Return what a variant holds: HTML for email, plain text for chat."""
    writer = script_html if channel == "email" else script_text
    return writer(script, channel, VARIABLES)


def macro(script: Script) -> dict[str, Any]:
    """Return the macro of a reply; its language is the requester's."""
    tags = ["jawab", f"jawab_{script.reply.replace('-', '_')}"]
    email, chat = (f"{{{{dc.{content_name(script.name, channel)}}}}}" for channel in CHANNELS)
    return {
        "title": f"AI images::{script.folder}::{script.label}",
        "active": True,
        "description": f"jawab key={script.name}",
        "actions": [
            {"field": "comment_value_html", "value": email},
            {"field": "comment_value", "value": ["channel:chat", chat]},
            {"field": "current_tags", "value": " ".join(tags)},
        ],
    }


def items(library: Library) -> Iterator[Item]:
    """Yield the dynamic content of each reply, then its macro."""
    for name, group in groupby(library.scripts(source=True), key=lambda script: script.name):
        scripts = list(group)
        for channel in CHANNELS:
            variants = [
                {
                    "locale_id": f"<locale_id:{script.locale}>",
                    "default": script.locale == SOURCE,
                    "active": True,
                    "content": variant_text(script, channel),
                }
                for script in scripts
            ]
            body = {
                "item": {
                    "name": content_name(name, channel),
                    "default_locale_id": f"<locale_id:{SOURCE}>",
                    "variants": variants,
                }
            }
            yield Item(
                f"{name}.{channel}", "dynamic_content", "POST /api/v2/dynamic_content/items",
                body, scripts[0].reply, "",
            )  # fmt: skip
        yield Item(
            name, "macro", "POST /api/v2/macros", {"macro": macro(scripts[0])},
            scripts[0].reply, "",
        )  # fmt: skip


def export(library: Library) -> Iterator[OutFile]:
    """Yield the requests."""
    yield requests_file(items(library))


def check(library: Library) -> Iterator[Finding]:
    """Yield what Zendesk would refuse."""
    return check_macros(library, items(library), LIMITS)
