"""Texts in one spelling, so that what a target tidied still compares as equal to what we sent."""

from __future__ import annotations

import html
from html.parser import HTMLParser

_SAME = {"b": "strong", "i": "em"}
_IGNORED = {"div", "span", "bdi", "html", "body", "font", "tbody"}
_BLOCKS = {"p", "br", "ul", "ol", "li", "h1", "h2", "h3", "h4", "blockquote", "tr", "table"}
# Stand for white space that counts, inside `pre`, while the rest is tidied.
_LINE, _SPACE = "\ue002", "\ue003"


def canonical_html(markup: str) -> str:
    """Return HTML in one spelling: the words, the tags and where links lead.

    Lost are classes, wrappers, and white space that is not shown.
    """
    reader = _Canonical()
    reader.feed(markup)
    reader.close()
    lines = "".join(reader.out).split("\n")
    tidy = "\n".join(line.strip() for line in lines if line.strip())
    return tidy.replace(_LINE, "\n").replace(_SPACE, " ")


class _Canonical(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.verbatim = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag(tag, "", dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag != "br":
            self._tag(tag, "/", "")

    def _tag(self, tag: str, slash: str, href: str) -> None:
        if tag in _IGNORED:
            return
        if tag == "pre":
            self.verbatim = not slash
        link = f' href="{html.escape(href)}"' if href else ""
        made = f"<{slash}{_SAME.get(tag, tag)}{link}>"
        if tag == "pre":
            # A line break inside would count.
            self.out.append(f"{made}\n" if slash else f"\n{made}")
        else:
            self.out.append(f"\n{made}\n" if tag in _BLOCKS else made)

    def handle_data(self, data: str) -> None:
        text = html.escape(data, quote=False)
        if self.verbatim:
            self.out.append(text.replace("\n", _LINE).replace(" ", _SPACE))
            return
        before = " " if data[:1].isspace() else ""
        after = " " if data[-1:].isspace() else ""
        self.out.append(f"{before}{' '.join(text.split())}{after}" if text.strip() else " ")


def canonical_text(text: str) -> str:
    """Return text with one kind of line break and none at its end."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).strip()
