"""Flutter ARB: `app_<locale>.arb` with ICU plurals and a description of every placeholder.

Keys are names of Dart. In ICU text an apostrophe and braces are syntax, so they are quoted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jawab.export import OutFile
from jawab.export._bundle import check_bundles as check
from jawab.export._library import COUNT, Library
from jawab.export._messages import Bundle, Message, camel, collect_bundles
from jawab.export._write import dump_json
from jawab.placeholders import Segments

__all__ = ["check"]

KIND = "messages"
SUFFIX = ".arb"


def export(library: Library) -> Iterator[OutFile]:
    """Yield a file for each locale; only English carries the descriptions."""
    bundles = collect_bundles(library)
    for bundle in bundles:
        tag = bundle.locale.replace("-", "_")
        data: dict[str, Any] = {"@@locale": tag}
        for key, message in bundle.messages.items():
            name = camel(key)
            data[name] = _icu(message)
            if bundle is bundles[0]:
                data[f"@{name}"] = _about(message, bundle)
        yield OutFile(f"app_{tag}.arb", dump_json(data))


def _about(message: Message, bundle: Bundle) -> dict[str, Any]:
    about: dict[str, Any] = {"description": message.note}
    if message.names:
        about["placeholders"] = {
            name: {
                "type": "int" if name == COUNT else "String",
                "example": str(bundle.placeholders[name]["example"]),
            }
            for name in message.names
        }
    return about


def _icu(message: Message) -> str:
    if not message.plural:
        return _text(message.text)
    forms = " ".join(f"{name}{{{_text(form)}}}" for name, form in message.forms.items())
    return f"{{{COUNT}, plural, {forms}}}"


def _text(segments: Segments) -> str:
    pieces = []
    for index, piece in enumerate(segments):
        pieces.append(f"{{{piece}}}" if index % 2 else _escaped(piece))
    return "".join(pieces)


def _escaped(piece: str) -> str:
    text = piece.replace("'", "''")
    return text.replace("{", "'{'").replace("}", "'}'")
