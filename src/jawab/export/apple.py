"""Apple `.xcstrings`: one string catalog with every locale and plural, for Xcode 15 and later.

Placeholders are positional, `%1$@`, and `%1$lld` for a count, in the order of the English text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jawab.export import OutFile
from jawab.export._bundle import check_bundles as check
from jawab.export._library import COUNT, Library
from jawab.export._messages import Bundle, Message, collect_bundles, snake
from jawab.export._write import dump_json
from jawab.locales import SOURCE
from jawab.placeholders import Segments

__all__ = ["check"]

KIND = "messages"
SUFFIX = ".xcstrings"

_TAGS = {"zh": "zh-Hans"}
"""Xcode names Chinese by its script."""


def export(library: Library) -> Iterator[OutFile]:
    """Yield the catalog."""
    bundles = collect_bundles(library)
    strings = {
        snake(key): {
            "comment": _comment(source),
            "extractionState": "manual",
            "localizations": {
                _TAGS.get(bundle.locale, bundle.locale): _localization(message, source.names)
                for bundle in bundles
                if (message := bundle.messages.get(key))
            },
        }
        for key, source in bundles[0].messages.items()
    }
    catalog = {"sourceLanguage": SOURCE, "strings": strings, "version": "1.0"}
    yield OutFile("Jawab.xcstrings", dump_json(catalog))


def _comment(source: Message) -> str:
    names = ", ".join(f"{number}: {name}" for number, name in enumerate(source.names, 1))
    return f"{source.note} {names}".strip()


def _localization(message: Message, order: Sequence[str]) -> dict[str, Any]:
    units = {
        category: {"stringUnit": {"state": "translated", "value": _text(form, order)}}
        for category, form in message.forms.items()
    }
    return {"variations": {"plural": units}} if message.plural else units["other"]


def _text(segments: Segments, order: Sequence[str]) -> str:
    formatted = len(order) > 0
    out = []
    for index, piece in enumerate(segments):
        if index % 2:
            out.append(f"%{order.index(piece) + 1}${'lld' if piece == COUNT else '@'}")
        else:
            out.append(piece.replace("%", "%%") if formatted else piece)
    return "".join(out)


def localized_names(bundle: Bundle) -> str:
    """Return the tag Xcode uses for a locale."""
    return _TAGS.get(bundle.locale, bundle.locale)
