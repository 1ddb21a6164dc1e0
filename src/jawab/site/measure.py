"""How wide a text will be, without a font at hand: lines that fit a box in every script.

The widths are those of wide system fonts, rounded up, so a line may end early and never overflows.
"""

from __future__ import annotations

import unicodedata

# Letters that may not begin a line in Chinese and Japanese.
_NO_START = "、。，．！？：；）」』】》〉ー々ゃゅょっャュョッ…”’%"
_NARROW = "iljtfrI.,:;'|!()[]`-·/ "
_WIDE = "mwMW@%—…"
_UPPER, _LOWER, _DIGIT = 0.72, 0.56, 0.58
_BY_SCRIPT = ((0x0600, 0x08FF, 0.56), (0x0900, 0x0DFF, 0.68), (0xAC00, 0xD7AF, 0.98))


def text_width(text: str) -> float:
    """Return the width of a text in units of the size of its letters."""
    return sum(_letter_width(letter) for letter in text)


def _letter_width(letter: str) -> float:
    if letter in _NARROW:
        return 0.34
    if letter in _WIDE:
        return 0.95
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.02
    for first, last, width in _BY_SCRIPT:
        if first <= ord(letter) <= last:
            return width
    if letter.isdigit():
        return _DIGIT
    return _UPPER if letter.isupper() else _LOWER


def wrap(text: str, width: float) -> list[str]:
    """Return the lines of a text that are no wider than `width` letters; at least one."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and text_width((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
        while text_width(line.rstrip()) > width:
            # A word that is wider than the box by itself is cut where it must be.
            at = _cut(line, width)
            lines.append(line[:at])
            line = line[at:]
    lines.append(line.rstrip())
    return lines


def _cut(line: str, width: float) -> int:
    at = 1
    while at < len(line) and text_width(line[: at + 1]) <= width:
        at += 1
    return at


def _pieces(text: str) -> list[str]:
    """Split a text where a line may end: after spaces, and around signs of scripts without any."""
    pieces: list[str] = []
    for letter in " ".join(text.split()):
        dense = unicodedata.east_asian_width(letter) in ("W", "F") and not _is_hangul(letter)
        before = pieces[-1][-1] if pieces else ""
        before_dense = (
            bool(before) and unicodedata.east_asian_width(before) in ("W", "F")
            and not _is_hangul(before)
        )  # fmt: skip
        breakable = before == " " or ((dense or before_dense) and letter not in _NO_START + " ")
        if not pieces or (breakable and letter != " "):
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


def _is_hangul(letter: str) -> bool:
    return 0xAC00 <= ord(letter) <= 0xD7AF
