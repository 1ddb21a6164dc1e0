"""Placeholders in texts: where `{name}` stands, and how a value or neutral wording takes its place.

A text is split once into literal pieces and names, alternating: `["Hello ", "customer_name", ","]`.
From then on a value is never read as text, so nothing in it can become a placeholder, and each
output writes a name in its own way. Inside `code` and code blocks braces are plain characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

Segments = list[str]
"""Literal pieces at even places, placeholder names at odd ones; begins and ends with a literal."""

# Code comes first, so that a brace in it is consumed with it. Linear: no branch can overlap.
_TOKEN = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|\{([a-z][a-z0-9_]*)\}", re.DOTALL)

_COMMAS = ",،，、"
_SIGNS = tuple(_COMMAS + ".:!。：！")
_OPENING = re.compile(f"^[{''.join(_SIGNS)}]+[ ]?")
_ADDRESS = {" 様": "お客様"}
"""What follows a name and cannot stand without it, and what is said where there is no name."""


def find_placeholders(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and name of each placeholder in a Markdown text."""
    for match in _TOKEN.finditer(text):
        if match[1]:
            yield match.start(), match[1]


def split(text: str) -> Segments:
    """Return a Markdown text as literal pieces and placeholder names."""
    pieces, end = [], 0
    for start, name in find_placeholders(text):
        pieces += [text[end:start], name]
        end = start + len(name) + 2
    return [*pieces, text[end:]]


def join(segments: Sequence[str], write: Callable[[str], str]) -> str:
    """Return the text with each name replaced by `write(name)`.

    An empty replacement leaves no gap. The space before it goes, and a comma that called the name:
    'Hello {customer_name},' -> 'Hello,'; 'Hola, {customer_name}:' -> 'Hola:'. Signs that would
    open a line go too, and a form of address that cannot stand alone becomes one that can.
    """
    out = ""
    empty = False
    for index, piece in enumerate(segments):
        if index % 2:
            value = write(piece)
            out = out if value else out.removesuffix(" ")
            out += value
            empty = not value
            continue
        if empty:
            for address, alone in _ADDRESS.items():
                piece = alone + piece.removeprefix(address) if piece.startswith(address) else piece
            if piece.startswith(_SIGNS):
                out = out.rstrip(_COMMAS)
                piece = _OPENING.sub("", piece) if not out or out.endswith(("\n", ">")) else piece
            empty = False
        out += piece
    return out


def fill(text: str, value_of: Callable[[str], str | None]) -> str:
    """Return a Markdown text with its placeholders replaced; None leaves one standing."""

    def write(name: str) -> str:
        value = value_of(name)
        return "{" + name + "}" if value is None else value

    return join(split(text), write)
