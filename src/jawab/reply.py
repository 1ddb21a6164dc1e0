"""A reply ready to send: a compiled script with its values put in; imports next to nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from jawab.catalog import CatalogStore, Entry
from jawab.errors import JawabError
from jawab.placeholders import join

ISOLATED_KINDS = ("code", "url", "time")
"""Kinds of value that keep their own direction inside right-to-left text."""


class Reply(NamedTuple):
    """One reply in one locale, channel and tone; `missing` names required values not given."""

    id: str
    locale: str
    channel: str
    tone: str
    subject: str
    body: str
    """Markdown."""
    text: str
    """The same without marks, as one types it into a chat or reads it out."""
    html: str
    missing: tuple[str, ...]
    risk: str


def make_reply(
    store: CatalogStore,
    reply_id: str,
    *,
    locale: str = "en",
    channel: str = "email",
    tone: str = "neutral",
    values: Mapping[str, str] | None = None,
) -> Reply:
    """Return a reply script with its values put in.

    An optional value that is not given, and any value given as an empty text, is worded neutrally.
    A required one that is not given is named in `missing`. Values are text and nothing else:
    they cannot become Markdown, HTML, a link or another placeholder. Raises `UnknownId` for an
    unknown reply, locale, channel or value name.
    """
    from jawab.errors import UnknownId

    used = store.locale(locale)
    script = store.entry(used, "replies", reply_id)
    forms = script["scripts"]
    if channel not in forms:
        raise UnknownId("channel", channel, forms)
    if tone not in forms[channel]:
        raise UnknownId(f"tone of {reply_id}", tone, forms[channel])
    form = forms[channel][tone]
    declared = store.read(used, "placeholders")
    given = dict(values or {})
    for name in given:
        if name not in declared:
            raise UnknownId("placeholder", name, declared)
    rtl = store.entry(used, "locales", used)["direction"] == "rtl"
    writer = _Writer(declared, given, rtl)
    wanted = [name for key in ("subject", "markdown") for name in form[key][1::2]]
    return Reply(
        id=reply_id,
        locale=used,
        channel=channel,
        tone=tone,
        subject=join(form["subject"], writer.plain) if channel == "email" else "",
        body=join(form["markdown"], writer.markdown),
        text=join(form["text"], writer.plain),
        html=join(form["html"], writer.html),
        missing=tuple(
            name
            for name in dict.fromkeys(wanted)
            if declared[name]["required"] and name not in given
        ),
        risk=script["risk"],
    )


class _Writer:
    """Writes a value into plain text, Markdown or HTML."""

    def __init__(self, declared: Mapping[str, Entry], given: Mapping[str, str], rtl: bool) -> None:
        self._declared = declared
        self._given = {name: clean_value(value) for name, value in given.items()}
        self._rtl = rtl

    def _value(self, name: str, escape: Callable[[str], str]) -> str:
        value = self._given.get(name, "")
        if not value:
            return escape(str(self._declared[name]["neutral"]))
        return escape(value)

    def _isolated(self, name: str) -> bool:
        kind = self._declared[name]["kind"]
        return self._rtl and bool(self._given.get(name)) and kind in ISOLATED_KINDS

    def plain(self, name: str) -> str:
        value = self._value(name, str)
        return f"\u2068{value}\u2069" if self._isolated(name) else value

    def markdown(self, name: str) -> str:
        value = self._value(name, escape_markdown)
        return f"\u2068{value}\u2069" if self._isolated(name) else value

    def html(self, name: str) -> str:
        value = self._value(name, _escape_html)
        return f"<bdi>{value}</bdi>" if self._isolated(name) else value


_MARKS = {ord(mark): f"\\{mark}" for mark in "\\`*_{}[]<>()#+!|~&"}
# As `html.escape` does; that module brings a table of two thousand names, which takes time to load.
_ENTITIES = {
    ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#x27;",
}  # fmt: skip
# Controls, line breaks, direction overrides, zero-width characters: a value is one visible line.
_HIDDEN = (
    range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070), range(0xFFF9, 0xFFFC),
    range(0xD800, 0xF900), range(0xE0000, 0xE0080), (0xAD, 0x61C, 0xFEFF),
)  # fmt: skip
_DROPPED: dict[int, str | None] = {
    **dict.fromkeys((*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029), " "),
    **{code: None for codes in _HIDDEN for code in codes},
}
# Joiners belong to spelling in Hindi, Persian and emoji; they are kept.
for _kept in (0x200C, 0x200D):
    del _DROPPED[_kept]
MAX_VALUE = 500


def clean_value(value: str) -> str:
    """Return a value as one visible line of text; raises `JawabError` when it is far too long."""
    if len(value) > MAX_VALUE:
        raise JawabError(f"A value has {len(value)} characters; {MAX_VALUE} is the most.")
    return " ".join(value.translate(_DROPPED).split())


def escape_markdown(value: str) -> str:
    """Return a value so that Markdown shows it as it is."""
    escaped = value.translate(_MARKS)
    # A bare address would be made a link by many readers of Markdown, a leading mark a list.
    escaped = escaped.replace("://", "&#58;//").replace("www.", "www&#46;").replace("@", "&#64;")
    return "\\" + escaped if escaped[:1] in "-=" else escaped


def _escape_html(value: str) -> str:
    return value.translate(_ENTITIES)
