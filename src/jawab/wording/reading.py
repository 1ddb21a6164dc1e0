"""Read a text the way the wording rules see it: folded letters, words, clauses and sentences.

Markup, code, addresses and placeholders say nothing by themselves and are left out; every letter
that stays remembers where it stood. The same steps are in `templates/theme/assets/wording.mjs`,
and `tests/test_wording_js.py` holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

SENTENCE_END = "|?？。；;।؟؛…॥｡"
CLAUSE_END = ",，、､،:：()（）—–【】〜～"
SILENT = '*~#>`"“”„«»「」『』《》‹›\u200b\u00ad'
BREAKS = " \n,"
SPACES = " \t\n\r\x0b\x0c\u00a0\u2003\u2009\u202f\u3000"
EDGES = ".,:;!?¡¿\"'()-*«»“”„"
EMOJI = (
    (0x1F000, 0x1FAFF), (0x2600, 0x2604), (0x2614, 0x2615), (0x2639, 0x2640), (0x2648, 0x2653),
    (0x26A0, 0x26A1), (0x26BD, 0x26BE), (0x26D4, 0x26D4), (0x2705, 0x2705), (0x270A, 0x270D),
    (0x2728, 0x2728), (0x274C, 0x274E), (0x2753, 0x2757), (0x2763, 0x2764),
)  # fmt: skip


class Reading(NamedTuple):
    """A text as the rules see it; `at` and `word` run along `letters`."""

    letters: str
    """Folded; a space between words, a comma between clauses, a newline between sentences."""
    at: Sequence[int]
    """Where each letter stood in the text."""
    word: Sequence[int]
    """Which word of the text each letter belongs to."""


class Folding(dict[str, str]):
    """What becomes of each sign; filled as signs are met."""

    def __init__(self, table: Mapping[str, str], spaced: bool) -> None:
        """Start from the locale's table of accents and variants."""
        super().__init__(table)
        for sign in SENTENCE_END:
            self[sign] = "\n"
        for sign in CLAUSE_END:
            self[sign] = ","
        for sign in SILENT:
            self[sign] = ""
        self.spaced = spaced

    def __missing__(self, sign: str) -> str:
        """Fold a sign met for the first time."""
        low = sign.lower()
        if low.isalnum() or low == "_" or low == "%" or is_mark(low):
            folded = low
        elif is_emoji(sign):
            folded = "\n"
        else:
            folded = " " if self.spaced else ""
        self[sign] = folded
        return folded


def is_mark(sign: str) -> bool:
    """Say whether a sign is part of a letter, such as a vowel sign."""
    return "\u0900" <= sign <= "\u0963" or "\u0300" <= sign <= "\u036f"


def is_emoji(sign: str) -> bool:
    """Say whether a sign is a pictogram."""
    code = ord(sign[0])
    return code > 0x2000 and any(low <= code <= high for low, high in EMOJI)


def read_text(text: str, folding: Folding) -> Reading:
    """Fold a text, drop what is silent, and note words, clauses and sentences."""
    plain = blank_markup(text)
    letters: list[str] = []
    at: list[int] = []
    word: list[int] = []
    count = 0
    last = "\n"
    for index, sign in enumerate(plain):
        folded = folding[sign]
        if folded == "":
            continue
        if sign in ".,:\n!！¡-":
            folded = _break_at(plain, index, sign, folding.spaced)
            if folded == "":
                continue
        if folded in BREAKS:
            if last not in BREAKS:
                letters.append(folded)
                at.append(index)
                word.append(count)
                last = folded
            elif letters and folded != " " and last != "\n":
                letters[-1] = last = folded  # the stronger of two neighbouring breaks
            continue
        if "\u0300" <= sign <= "\u036f" and letters and last not in BREAKS:
            # An accent written apart belongs to the letter before it.
            letters[-1] = _compose(letters[-1], sign)
            continue
        if last in BREAKS:
            count += 1
        for part in folded:
            letters.append(part)
            at.append(index)
            word.append(count)
        last = folded
    return Reading("".join(letters), at, word)


def _is_digit(plain: str, index: int) -> bool:
    return 0 <= index < len(plain) and "0" <= plain[index] <= "9"


def _compose(letter: str, accent: str) -> str:
    import unicodedata

    made = unicodedata.normalize("NFC", letter + accent)
    return made if len(made) == 1 else letter


def _break_at(plain: str, index: int, sign: str, spaced: bool) -> str:
    after = plain[index + 1 : index + 2]
    if sign in ",:":
        inside = _is_digit(plain, index - 1) and _is_digit(plain, index + 1)
        return "," if not inside else (" " if spaced else "")  # a decimal comma, a time
    if sign == ".":
        inside = after.isalnum() or after == "_"
        return (" " if spaced else "") if inside else "\n"
    if sign == "\n":
        rest = plain[index + 1 : index + 12].lstrip(" ")
        listed = rest[1:2] in (".", ")") or rest[2:3] in (".", ")")
        ends = rest == "" or rest[0] in "\n-*+#>|" or listed
        return "\n" if ends else (" " if spaced else "")
    if sign == "-":
        if after == " " and plain[index - 1 : index] == " ":
            return ","
        return " " if spaced else ""
    return "\n" if after != "=" else " "


def find_marks(text: str) -> list[tuple[str, int, int]]:
    """Find exclamation marks, pictograms and shouted words, with their place in the text."""
    plain = blank_markup(text)
    marks = []
    for index, sign in enumerate(plain):
        if sign in "!！¡":
            if plain[index + 1 : index + 2] not in ("=", "["):
                marks.append(("exclamation", index, index + 1))
        elif sign > "\u2000" and is_emoji(sign):
            marks.append(("emoji", index, index + 1))
    return marks + _find_shouts(plain)


def _find_shouts(plain: str) -> list[tuple[str, int, int]]:
    """Find three or more words in a row that are all in capital letters."""
    shouts: list[tuple[str, int, int]] = []
    start, words, letters = 0, 0, 0
    index, size = 0, len(plain)
    while index < size:
        if plain[index] in SPACES:
            index += 1
            continue
        end = index
        while end < size and plain[end] not in SPACES:
            end += 1
        token = plain[index:end].strip(EDGES)
        if len(token) > 1 and token.isalpha() and token == token.upper() != token.lower():
            start = index if words == 0 else start
            words, letters = words + 1, letters + len(token)
            if words >= 3 and letters >= 12:
                if shouts and shouts[-1][1] == start:
                    shouts.pop()
                shouts.append(("capitals", start, end))
        elif token:
            words = letters = 0
        index = end
    return shouts


def blank_markup(text: str) -> str:
    """Blank out code, tags, placeholders, link targets and addresses; the length stays the same."""
    if not any(sign in text for sign in ("`", "<", "{", "](", "://", "www.")):
        return text
    out = list(text)
    index, size = 0, len(text)
    while index < size:
        start, end = _markup_at(text, index, size)
        if end > index:
            for place in range(start, end):
                if out[place] != "\n":
                    out[place] = " "
            index = end
        else:
            index += 1
    return "".join(out)


def _markup_at(text: str, index: int, size: int) -> tuple[int, int]:
    sign = text[index]
    if sign == "`":
        if text.startswith("```", index):
            return index, text.find("```", index + 3) + 3
        return index, text.find("`", index + 1, index + 400) + 1
    if sign == "<" and text[index + 1 : index + 2] and text[index + 1] in _TAG_START:
        return index, text.find(">", index + 1, index + 1000) + 1
    if sign == "{":
        return index, text.find("}", index + 1, index + 80) + 1
    if sign == "]" and text.startswith("](", index):
        return index, text.find(")", index + 2, index + 1000) + 1
    if text.startswith("://", index) or text.startswith("www.", index):
        start = index
        while start and text[start - 1].isascii() and text[start - 1].isalpha():
            start -= 1
        end = index + 3
        while end < size and "!" < text[end] <= "~" and text[end] not in "<>\"')":
            end += 1
        while text[end - 1] in ".,;:?":  # the full stop after an address ends the sentence
            end -= 1
        return start, end
    return index, index


_TAG_START = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/!"
