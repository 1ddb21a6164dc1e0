"""jawab: the right answer when an AI image service says no.

Recognising      `identify(text)` names the error in any paste; `explain(obj)` says what to show
                 for an SDK's exception or response
Answering        `reply(id, ...)` is a reply ready to send; `suggest(ticket)` picks the script
Keeping it safe  `check_text(text)` finds wording that must not go out; `redact(text)` removes
                 secrets and prompts; `record(obj)` writes one line of the compliance log

Everything is imported when first used and reads the compiled catalog: no YAML, no templates, no
network. Ids of errors, causes and replies are stable; log texts and messages of exceptions are not.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = [
    "Candidate",
    "Explanation",
    "Finding",
    "JawabError",
    "Reply",
    "Suggestion",
    "check_text",
    "explain",
    "identify",
    "record",
    "redact",
    "reply",
    "suggest",
]

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jawab.errors import JawabError
    from jawab.explain import Explanation, explain
    from jawab.finding import Finding
    from jawab.identify import Candidate, identify
    from jawab.record import record
    from jawab.redact import redact
    from jawab.reply import Reply
    from jawab.suggest import Suggestion, suggest
    from jawab.wording import check_text

_HOMES = {
    "Candidate": "identify",
    "Explanation": "explain",
    "Finding": "finding",
    "JawabError": "errors",
    "Reply": "reply",
    "Suggestion": "suggest",
    "check_text": "wording",
    "explain": "explain",
    "identify": "identify",
    "record": "record",
    "redact": "redact",
    "suggest": "suggest",
}


def reply(
    reply_id: str,
    locale: str = "en",
    channel: str = "email",
    tone: str = "neutral",
    values: Mapping[str, str] | None = None,
) -> Reply:
    """Return a reply script in a locale, channel and tone, with values put in.

    Required values that are not given are named in `Reply.missing`. Raises `UnknownId`.
    """
    from jawab.catalog import open_catalog
    from jawab.reply import make_reply

    return make_reply(
        open_catalog(), reply_id, locale=locale, channel=channel, tone=tone, values=values
    )


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'jawab' has no attribute '{name}'")
    from importlib import import_module

    value = getattr(import_module(f"jawab.{home}"), name)
    globals()[name] = value
    return value


class _Package(ModuleType):
    """Keeps `jawab.identify` the function, where importing that module would rebind the name."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
