"""Markdown to sanitised HTML and to plain text; the only use of markdown-it-py and nh3."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jawab.placeholders import Segments

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Private-use characters carry placeholder names through Markdown untouched.
_OPEN, _CLOSE = "\ue000", "\ue001"

_TAGS = {
    "p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "a", "blockquote",
    "h1", "h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "hr", "bdi",
}  # fmt: skip


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def markdown_to_html(text: str) -> str:
    """Return clean HTML for a Markdown text: no raw HTML, no scripts, links to the web only."""
    import nh3

    made = _parser().render(text)
    return nh3.clean(
        made,
        tags=_TAGS,
        attributes={"a": {"href"}, "code": {"class"}},
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel="noopener",
    ).strip()


def markdown_to_plain(text: str, heading: str = "") -> str:
    """Return a Markdown text as one would type it into a chat: no marks, links as addresses.

    `heading` is put before each heading, for a reader that shows headings in its own way.
    """
    return _Plain(heading).write(_parser().parse(text))


def segments_to_html(segments: Segments) -> Segments:
    """Return the segments of a Markdown text as segments of HTML."""
    return _split_marks(markdown_to_html(_mark(segments)))


def segments_to_plain(segments: Segments) -> Segments:
    """Return the segments of a Markdown text as segments of plain text."""
    return _split_marks(markdown_to_plain(_mark(segments)))


def _mark(segments: Segments) -> str:
    return "".join(
        piece if index % 2 == 0 else _OPEN + piece + _CLOSE for index, piece in enumerate(segments)
    )


def _split_marks(text: str) -> Segments:
    made: Segments = []
    for index, piece in enumerate(text.split(_OPEN)):
        if index == 0:
            made.append(piece)
        else:
            name, _, rest = piece.partition(_CLOSE)
            made += [name, rest]
    return made


class _Plain:
    """Writes parsed Markdown as plain text."""

    def __init__(self, heading: str = "") -> None:
        self.heading = heading
        self.blocks: list[str] = []
        self.lists: list[int | None] = []
        self.prefix = ""
        self.tight = False

    def write(self, tokens: list[Token]) -> str:
        for token in tokens:
            self._take(token)
        return "".join(self.blocks).strip()

    def _take(self, token: Token) -> None:
        if token.type == "inline":
            self._block(_inline(token.children or []))
        elif token.type in ("fence", "code_block"):
            self._block(token.content.rstrip("\n"))
        elif token.type == "bullet_list_open":
            self.lists.append(None)
        elif token.type == "ordered_list_open":
            self.lists.append(int(token.attrs.get("start", 1)))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
            self.tight = False
        elif token.type == "list_item_open":
            self._item()
        elif token.type == "heading_open":
            self.prefix = self.heading

    def _item(self) -> None:
        number = self.lists[-1]
        self.prefix = "- " if number is None else f"{number}. "
        if number is not None:
            self.lists[-1] = number + 1

    def _block(self, text: str) -> None:
        gap = "\n" if self.lists and self.tight else "\n\n"
        indent = "   " * (len(self.lists) - 1) if self.lists else ""
        self.blocks.append(gap + indent + self.prefix + text)
        self.tight = bool(self.lists)
        self.prefix = ""


def _inline(children: list[Token]) -> str:
    out: list[str] = []
    link: tuple[str, int] | None = None
    for child in children:
        if child.type in ("text", "code_inline"):
            out.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            out.append("\n")
        elif child.type == "link_open":
            link = (str(child.attrs.get("href", "")), len(out))
        elif child.type == "link_close" and link is not None:
            address, start = link
            words = "".join(out[start:])
            # The same address twice reads like a mistake.
            if address and words != address:
                out.append(f": {address}" if words else address)
            link = None
    return "".join(out)
