"""Undo the ways a paste was wrapped on its journey, keeping every character at its place.

JSON in a JSON string, percent-encoding, HTML entities, terminal colours, smart quotes: each is
replaced by the character it stands for, padded with spaces to the length it had. So a place in the
normalised text is the same place in the original, and evidence needs no map back.
The same steps stand in `identify.mjs`; the conformance suite holds the two together.
"""

from __future__ import annotations

import re
from functools import cache

from jawab.identify.pattern import later

ENTITIES = {
    "quot": '"',
    "apos": "'",
    "lt": "<",
    "gt": ">",
    "amp": "&",
    "nbsp": " ",
    "ldquo": '"',
    "rdquo": '"',
    "lsquo": "'",
    "rsquo": "'",
    "hellip": ".",
    "ndash": "-",
    "mdash": "-",
    "lcub": "{",
    "rcub": "}",
    "lsqb": "[",
    "rsqb": "]",
    "lbrack": "[",
    "rbrack": "]",
    "colon": ":",
    "comma": ",",
    "equals": "=",
    "lowbar": "_",
    "sol": "/",
}

PUNCTUATION = {
    **dict.fromkeys("“”„‟«»「」『』″＂〝〞", '"'),
    **dict.fromkeys("‘’‚‛′＇‹›", "'"),
    **dict.fromkeys("：→⇒➜⟶︰", ":"),
    **dict.fromkeys("，、", ","),
    **dict.fromkeys("；", ";"),
    **dict.fromkeys("。．", "."),
    **dict.fromkeys("＝", "="),
    **dict.fromkeys("＿", "_"),
    **dict.fromkeys("（", "("),
    **dict.fromkeys("）", ")"),
    **dict.fromkeys("［【", "["),
    **dict.fromkeys("］】", "]"),
    **dict.fromkeys("｛", "{"),
    **dict.fromkeys("｝", "}"),
    **dict.fromkeys("＜", "<"),
    **dict.fromkeys("＞", ">"),
    **dict.fromkeys("‐‑‒–—−－", "-"),
    **dict.fromkeys("\u2028\u2029\u0085", "\n"),
}
"""Characters read as their plain twin; every other symbol outside ASCII is read as a space."""

SYMBOLS = (
    "\u0080-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u02b0-\u036f\u2000-\u2bff"
    "\u2e00-\u2e7f\u3000-\u3004\u3007-\u3020\u3030\u303d-\u303f\u30fb\ud800-\uf8ff\ufe00-\ufe6f"
    "\ufeff\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffff"
)
"""What outside ASCII is no letter or digit, below U+10000; all above is taken as a symbol."""

_hex = later(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))")
_entity = later(r"&(?:amp;){0,8}(?:#([0-9]{1,6})|#[xX]([0-9A-Fa-f]{1,6})|([a-z]{2,6}));")
_percent = later(r"%(?:25){0,8}([0-7][0-9A-Fa-f])")
_colour = later(r"\[[0-9]{1,2}(?:;[0-9]{1,3}){0,4}m")
_quoted_printable = later(r"=3D|=E2=80=[89][0-9A-F]")
_markup = later(r"< {0,3}/?(?:b|i|u|em|strong|span|font|mark|wbr|br|a)(?:[ /][^<>]{0,400})?>")


def normalise(text: str) -> str:
    """The text with its wrappings undone, as long as it was."""
    if "\\" in text:
        # A run of backslashes needs no counting: all but the last one are punctuation anyway.
        text = text.replace("\\n", " \n").replace("\\r", "  ").replace("\\t", "  ")
        if "\\u" in text or "\\x" in text:
            text = _hex().sub(_from_hex, text)
    if "&" in text:
        text = _entity().sub(_from_entity, text)
    if "%" in text:
        text = _percent().sub(_from_percent, text)
    if "=3D" in text or "=E2=80=" in text:
        text = _quoted_printable().sub(_from_quoted_printable, text)
    if "[" in text:
        text = _colour().sub(_blank, text)
    if "<" in text:
        text = _markup().sub(_blank, text)
    return text if text.isascii() else _without_symbols(text)


@cache
def _symbol() -> re.Pattern[str]:
    # So large a set takes milliseconds to compile, and most pastes are ASCII.
    return re.compile(f"[{SYMBOLS}\U00010000-\U0010ffff]")


def _without_symbols(text: str) -> str:
    present = [char for char in set(text) if char > "\x7f" and _symbol().match(char)]
    if len(present) > 24:
        return _symbol().sub(_plain, text)
    # Few different ones, however often, are quicker done one by one.
    for char in present:
        text = text.replace(char, PUNCTUATION.get(char, " "))
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _plain(match: re.Match[str]) -> str:
    return PUNCTUATION.get(match[0], " ")


def _padded(number: int, width: int) -> str:
    # A surrogate half or a control character says nothing; a line feed ends a line.
    if number == 10:
        return " " * (width - 1) + "\n"
    if (number < 32 and number != 27) or number == 127 or number > 0xFFFF:
        return " " * width
    if 0xD800 <= number <= 0xDFFF:
        return " " * width
    return chr(number) + " " * (width - 1)


def _from_hex(match: re.Match[str]) -> str:
    return _padded(int(match[1] or match[2], 16), len(match[0]))


def _from_entity(match: re.Match[str]) -> str:
    width = len(match[0])
    if match[3]:
        char = ENTITIES.get(match[3])
        return char + " " * (width - 1) if char else match[0]
    return _padded(int(match[1]) if match[1] else int(match[2], 16), width)


def _from_percent(match: re.Match[str]) -> str:
    return _padded(int(match[1], 16), len(match[0]))


def _from_quoted_printable(match: re.Match[str]) -> str:
    return "=  " if match[0] == "=3D" else " " * len(match[0])


_lower = bytes(code + 32 if 65 <= code <= 90 else code for code in range(256))
_dropped = bytes(code for code in range(128) if not chr(code).isalnum())
_ascii_mask = bytes(1 if code < 128 and chr(code).isalnum() else 0 for code in range(256))
_letter_mask = bytes(1 if code == 63 else kept for code, kept in enumerate(_ascii_mask))


def fold(normal: str) -> str:
    """Only the letters and digits of a normalised text, ASCII ones in lower case."""
    # In UTF-8 every byte of a character outside ASCII is above it, and is kept.
    return (
        normal.encode("utf-8", "surrogatepass")
        .translate(_lower, _dropped)
        .decode("utf-8", "surrogatepass")
    )


def keep_mask(normal: str) -> bytes:
    """One byte for each character of a normalised text: 1 where folding keeps it."""
    if normal.isascii():
        return normal.encode().translate(_ascii_mask)
    # Every character outside ASCII is a letter by now, and each becomes `?` here.
    return normal.replace("?", " ").encode("ascii", "replace").translate(_letter_mask)
