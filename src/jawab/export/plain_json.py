"""Plain JSON: one file a locale, dotted keys, `{placeholder}` tokens, plurals as an object.

For an app that has no string format of its own. A counted message is an object with one text for
each CLDR plural category. `messages.meta.json` says what each message and placeholder is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jawab.export import OutFile
from jawab.export._bundle import check_bundles as check
from jawab.export._library import Library
from jawab.export._messages import Message, collect_bundles, written
from jawab.export._write import dump_json

__all__ = ["check"]

KIND = "messages"
SUFFIX = ".json"


def export(library: Library) -> Iterator[OutFile]:
    """Yield a file for each locale, and one about the messages."""
    bundles = collect_bundles(library)
    english = bundles[0]
    meta = {
        ".".join(key): {
            "note": message.note,
            "limit": message.limit,
            "placeholders": {
                name: {key: english.placeholders[name][key] for key in ("label", "example")}
                for name in message.names
            },
        }
        for key, message in english.messages.items()
    }
    yield OutFile("messages.meta.json", dump_json(meta))
    for bundle in bundles:
        texts = {".".join(key): _value(message) for key, message in bundle.messages.items()}
        yield OutFile(f"{bundle.locale}.json", dump_json(texts))


def _value(message: Message) -> Any:
    forms = {category: written(form, "{%s}") for category, form in message.forms.items()}
    return forms if message.plural else forms["other"]
