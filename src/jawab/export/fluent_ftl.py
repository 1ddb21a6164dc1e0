"""Mozilla Fluent: `<locale>/jawab.ftl`, `{ $placeholder }`, plurals as a selector.

Each message carries its key with hyphens. A line that would begin with a mark of Fluent, and every
brace, stands in quotes, so that our text is never syntax.
"""

from __future__ import annotations

from collections.abc import Iterator

from jawab.export import OutFile
from jawab.export._bundle import check_bundles as check
from jawab.export._library import COUNT, Library
from jawab.export._messages import Message, collect_bundles
from jawab.placeholders import Segments

__all__ = ["check"]

KIND = "messages"
SUFFIX = ".ftl"


def export(library: Library) -> Iterator[OutFile]:
    """Yield a file for each locale."""
    for bundle in collect_bundles(library):
        lines = []
        for message in bundle.messages.values():
            lines += [f"# {message.note}", *_lines(message), ""]
        yield OutFile(f"{bundle.locale}/jawab.ftl", "\n".join(lines).encode())


def _lines(message: Message) -> Iterator[str]:
    name = "-".join(message.key)
    if not message.plural:
        yield f"{name} ="
        yield _pattern(message.text, "    ")
        return
    yield f"{name} ="
    yield f"    {{ ${COUNT} ->"
    for category, form in message.forms.items():
        mark = "*" if category == "other" else " "
        yield f"       {mark}[{category}]"
        yield _pattern(form, " " * 12)
    yield "    }"


def _pattern(segments: Segments, indent: str) -> str:
    text = "".join(
        f"{{ ${piece} }}" if index % 2 else _escaped(piece) for index, piece in enumerate(segments)
    )
    lines = [_line(line) for line in text.split("\n")]
    return "\n".join(indent + line if line else "" for line in lines)


def _escaped(piece: str) -> str:
    return "".join(f'{{ "{mark}" }}' if mark in "{}" else mark for mark in piece)


def _line(line: str) -> str:
    """Return a line that Fluent reads as text: no mark, and no space, at its ends."""
    if line[:1] in ("[", "*", ".", " "):
        line = f'{{ "{line[0]}" }}{line[1:]}'
    return line[:-1] + '{ " " }' if line.endswith(" ") else line
