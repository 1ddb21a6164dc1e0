"""Tell at a glance that nothing can come of a field: what follows it is no value we know.

Of the fields in a long paste nearly all have a value of no interest. The careful reading is in
`read`; here are its shortcuts, which must never claim more than it would find.
"""

from __future__ import annotations

import re

from jawab.identify.pattern import later

_punctuation = r"[\x00-/:-@\[-`{-\x7f]"
_word = r"[^\x00-/:-@\[-^`{-\x7f]{1,200}(?:[./:+-]{1,3}[^\x00-/:-@\[-^`{-\x7f]{1,200}){0,12}"
_linking = (
    r"(?:is|was|of|as|equals|value|returned|returns|return|says|shows|from|string|code)"
    r"(?![A-Za-z0-9_])"
)
_pair = later(f"({_punctuation}{{1,60}}+)({_word})", re.ASCII)
_loose_pair = later(
    f"{_punctuation}{{1,60}}+(?:(?i:{_linking}){_punctuation}{{0,60}}+){{0,3}}+({_word})", re.ASCII
)
_element = r"[\"'\\ \n]{0,6}[A-Za-z0-9_/]{1,60}[\"'\\ \n]{0,6}"
_list = later(rf"[\"'\s\\]{{0,9}}[:=]\s?\[{_element}(?:,{_element}){{0,15}}\][\"'\\ ]?", re.ASCII)
_members = frozenset((".", "::", "_", "#", "->"))


def peek(text: str, start: int, end: int) -> tuple[str, str]:
    """All that decides which values follow a field, and the only value; empty where unclear."""
    pair = _pair().match(text, end)
    if pair is None:
        # The plural of a field.
        plural = text[end : end + 1] in ("s", "S") and _pair().match(text, end + 1)
        if not plural:
            return "", ""
        after, word = peek(text, end, end + 1)
        return (text[end] + after, word) if after else ("", "")
    raw = pair[1]
    if ":" in raw or "=" in raw:
        if not ("[" in raw or "{" in raw or "(" in raw):
            return text[end : pair.end() + 1], pair[2]
        found = _list().match(text, end)
        return (text[end : found.end() + 1], "") if found else ("", "")
    if raw in _members:
        return text[end : pair.end() + 1], pair[2]
    if ">" in raw:
        if raw == ">" and text[start - 1 : start] == "<":
            return "<" + text[end : pair.end() + 1], pair[2]
        return "", ""
    found = _loose_pair().match(text, end)
    return (text[end : found.end() + 1], found[1]) if found else ("", "")


_ends = r"(?![A-Za-z0-9_]|[^\x00-\x7f]|[./:+-]{1,3}(?:[A-Za-z0-9_]|[^\x00-\x7f]))"
_beside = later(
    rf"(?:[\s,;:=\"'\\()\[\]#]{{1,12}}[0-9]{{1,9}}{_ends}){{0,18}}[^A-Za-z0-9]{{0,40}}"
    rf"(?:(?!(?:and|or|codes?|is|are|number|no)(?![A-Za-z0-9_]))[A-Za-z][A-Za-z_]{{0,60}}{_ends}"
    r"|\Z)",
    re.ASCII | re.IGNORECASE,
)
_words = later(r"[A-Za-z_]+|[0-9]+", re.ASCII)


def words_beside(text: str, end: int) -> list[str] | None:
    """The numbers that follow a phrase, and the word after them; None where that is unclear."""
    found = _beside().match(text, end)
    return _words().findall(found[0]) if found else None
