"""Whether a literal that was found is a word, a field or a code of its own, or part of another."""

from __future__ import annotations

import re

from jawab.identify.pattern import later

BEFORE = 7
"""How much before a field decides whether it is one (see `may_be_field`)."""

_split_name = later(r"[,;:{}()\[\]\"'=]", re.ASCII)
_error_prefix = later(r"(?:error|err)[_-]?\Z", re.ASCII | re.IGNORECASE)


def is_whole_phrase(text: str, start: int, end: int, edges: str) -> bool:
    """Whether a phrase does not begin or end inside a word."""
    inside = start and is_ascii_word(text[start - 1]) and is_ascii_word(text[start])
    if inside and edges in ("both", "left"):
        return False
    if edges in ("both", "right") and is_ascii_word(text[end - 1]):
        return not _goes_on(text, end)
    return True


def may_be_field(text: str, start: int, end: int, long: bool) -> bool:
    """Whether a field's letters are the whole last part of a name."""
    name = text[start:end]
    if _split_name().search(name):
        return False
    if not start:
        return True
    before = text[start - 1]
    if not is_ascii_word(before) and before not in "_-":
        return True
    if not long:
        return _error_prefix().search(text, max(0, start - BEFORE), start) is not None
    return before in "_-" or "A" <= name[0] <= "Z"


def is_ascii_word(char: str) -> bool:
    """Whether it is an ASCII letter or digit."""
    return char.isascii() and char.isalnum()


def _goes_on(text: str, end: int) -> bool:
    """Whether a word goes on at a place, by more than the `s` of a plural."""
    if text[end : end + 1] in ("s", "S"):
        end += 1
    return is_ascii_word(text[end : end + 1])


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a number is the whole paste, but for a word or two."""
    return (
        len(text) < 200 and len(re.findall(r"[A-Za-z0-9]+", text[:start] + " " + text[end:])) <= 2
    )
