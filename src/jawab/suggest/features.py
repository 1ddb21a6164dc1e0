"""A ticket's features: words, pairs of words and pieces of words, each a bucket of a fixed table.

The same steps in the same order stand in `suggest.mjs`; change both or neither.
"""

from __future__ import annotations

from zlib import crc32

LONGEST = 1600
"""Characters that are read; of a longer ticket, the beginning and the end."""

_DROPPED = (
    (0x0300, 0x036F),  # accents: people leave them out
    (0x0610, 0x061A),
    (0x064B, 0x065F),  # Arabic vowel signs
    (0x0670, 0x0670),
    (0x0640, 0x0640),
    (0x200B, 0x200F),  # invisible marks
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
)
_BREAKS = (
    (0x0000, 0x002F),
    (0x003A, 0x0040),
    (0x005B, 0x005E),
    (0x0060, 0x0060),
    (0x007B, 0x00A9),
    (0x00AB, 0x00B4),
    (0x00B6, 0x00B9),
    (0x00BB, 0x00BF),
    (0x00D7, 0x00D7),
    (0x00F7, 0x00F7),
    (0x0600, 0x060F),
    (0x061B, 0x061F),
    (0x066A, 0x066D),
    (0x06D4, 0x06D4),
    (0x0964, 0x0965),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2010, 0x2029),
    (0x202F, 0x205F),
    (0x2070, 0x2BFF),
    (0x3000, 0x3004),
    (0x3007, 0x3030),
    (0x30FB, 0x30FB),
    (0xFE10, 0xFE6F),
    (0x1F000, 0x1FBFF),
)
_ZEROS = (0x0660, 0x06F0, 0x0966)  # Arabic, Persian and Devanagari digits
_FOLDED = {
    "đ": "d",
    "ı": "i",
    "ß": "ss",
    "ł": "l",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ة": "ه",
    "ؤ": "و",
    "ئ": "ي",
    "’": "'",
}

_BLANKS = dict.fromkeys(map(ord, "\t\n\r\f\v\u00a0\u2028\u2029\u3000"), " ")
_EDGES = ".,;:!?\"'()[]{}<>«»“”„‘’¿¡…*`~、。,!?।؟،"


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for first, last in _BREAKS:
        table.update(dict.fromkeys(range(first, last + 1), " "))
    for first, last in _DROPPED:
        table.update(dict.fromkeys(range(first, last + 1), None))
    table.update({ord(old): new for old, new in _FOLDED.items()})
    table[ord("'")] = None
    for zero in _ZEROS:
        table.update({zero + digit: str(digit) for digit in range(10)})
    return table


_TABLE: dict[int, str | None] = {}


def shorten(text: str) -> str:
    """Return the text, or of a very long one its beginning and its end."""
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - LONGEST // 4] + " " + text[-(LONGEST // 4) :]


def normalise(text: str) -> str:
    """Return the text in small letters, without accents and punctuation, single-spaced."""
    import unicodedata

    if not _TABLE:
        _TABLE.update(_table())
    plain = unicodedata.normalize("NFKD", text).lower().translate(_TABLE)
    plain = unicodedata.normalize("NFC", plain)
    return " ".join(squeeze(plain).split())


def squeeze(text: str) -> str:
    """Return the text with a letter at most twice in a row: `whyyyyy` is `whyy`."""
    kept: list[str] = []
    last = before = ""
    for letter in text:
        if letter == last == before and not "0" <= letter <= "9":
            continue
        kept.append(letter)
        before, last = last, letter
    return "".join(kept)


def is_dense(letter: str) -> bool:
    """Return whether the letter is of a script without spaces: Han, kana, Thai and their like."""
    code = ord(letter)
    return code >= 0x0E00 and (
        code <= 0x0EFF or 0x2E80 <= code <= 0x312F or 0x31A0 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF
    )  # fmt: skip


def split_words(plain: str) -> list[str]:
    """Return the words of a normalised text; a dense script is cut from what surrounds it."""
    words: list[str] = []
    for run in plain.split():
        start = 0
        dense = is_dense(run[0])
        for place, letter in enumerate(run):
            if is_dense(letter) != dense:
                words.append(run[start:place])
                start, dense = place, not dense
        words.append(run[start:])
    return words


def read_words(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a ticket, and for each of them how it was written."""
    words: list[str] = []
    written: list[str] = []
    for token in shorten(text).translate(_BLANKS).split(" "):
        if token:
            found = split_words(normalise(token))
            words += found
            written += [token.strip(_EDGES)] * len(found)
    return words, written


def list_features(words: list[str]) -> list[tuple[str, int]]:
    """Return the features of a ticket's words, each once, with the place of their word."""
    found: dict[str, int] = {}
    before = "^"
    for at, word in enumerate(words):
        if is_dense(word[0]):
            for size in (1, 2, 3, 4):
                for place in range(len(word) - size + 1):
                    found.setdefault(word[place : place + size], at)
            before = "_"
            continue
        if is_number(word):
            word = name_number(word)
        found.setdefault("=" + word, at)
        found.setdefault(before + " " + word, at)
        before = word
        edged = f" {word} "
        for size in (2, 3) if "가" <= word[0] <= "힣" else (3, 4, 5):
            for place in range(len(edged) - size + 1):
                found.setdefault(edged[place : place + size], at)
    return list(found.items())


def is_number(word: str) -> bool:
    """Return whether a word is all digits."""
    return word.isascii() and word.isdigit()


def name_number(word: str) -> str:
    """Return what a number may be: the age of a small or a big child or of an adult, or a year."""
    size = len(word)
    if size <= 2:
        age = int(word)
        return "#small" if age < 8 else "#young" if age < 18 else "#grown"
    if size == 4 and word[:2] in ("18", "19", "20"):
        return "#year"
    return "#" * min(size, 6)


def hash_feature(feature: str) -> int:
    """Return the key of a feature in the table."""
    return crc32(feature.encode())
