"""Android `strings.xml`: a `values-*` folder for each locale, `<plurals>` by quantity.

Placeholders are numbered `%1$s` in the order of the English text, in every locale, inside
`<xliff:g>` that tells translators their name and an example. Texts are escaped as aapt wants.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jawab.export import OutFile
from jawab.export._bundle import check_bundles as check
from jawab.export._bundle import escape_xml, quoteattr
from jawab.export._library import COUNT, Library
from jawab.export._messages import Bundle, Message, collect_bundles, snake
from jawab.locales import SOURCE
from jawab.placeholders import Segments

__all__ = ["check"]

KIND = "messages"
SUFFIX = ".xml"

_OLD_CODES = {"id": "in"}
"""Java's first codes, which Android still looks for."""


def export(library: Library) -> Iterator[OutFile]:
    """Yield `values/jawab_strings.xml` for English and one beside it for each locale."""
    bundles = collect_bundles(library)
    for bundle in bundles:
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<resources xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2">',
        ]
        for key, message in bundle.messages.items():
            lines += _lines(message, bundles[0].messages[key], bundle)
        text = "\n".join([*lines, "</resources>", ""])
        yield OutFile(f"{_folder(bundle.locale)}/jawab_strings.xml", text.encode())


def _folder(locale: str) -> str:
    if locale == SOURCE:
        return "values"
    language, _, region = locale.partition("-")
    qualifier = _OLD_CODES.get(language, language) + (f"-r{region}" if region else "")
    return f"values-{qualifier}"


def _lines(message: Message, source: Message, bundle: Bundle) -> Iterator[str]:
    name = f"jawab_{snake(message.key)}"
    order = source.names
    yield f"    <!-- {escape_xml(source.note)} -->"
    if not message.plural:
        yield f'    <string name="{name}">{_text(message.text, order, bundle)}</string>'
        return
    yield f'    <plurals name="{name}">'
    for category, form in message.forms.items():
        yield f'        <item quantity="{category}">{_text(form, order, bundle)}</item>'
    yield "    </plurals>"


def _text(segments: Segments, order: Sequence[str], bundle: Bundle) -> str:
    formatted = len(segments) > 1
    out = []
    for index, piece in enumerate(segments):
        if index % 2 == 0:
            out.append(_escaped(piece, formatted))
            continue
        number = order.index(piece) + 1
        example = quoteattr(str(bundle.placeholders[piece]["example"]))
        kind = "d" if piece == COUNT else "s"
        out.append(f'<xliff:g id="{piece}" example={example}>%{number}${kind}</xliff:g>')
    text = "".join(out)
    return f"\\{text}" if text[:1] in "@?" else text


def _escaped(piece: str, formatted: bool) -> str:
    text = escape_xml(piece.replace("\\", "\\\\"))
    text = text.replace("'", "\\'").replace('"', '\\"').replace("\n", "\\n")
    # A percent sign is a placeholder only in a text that is formatted.
    return text.replace("%", "%%") if formatted else text
