"""Find words that bear on risk; they mean the same in every language and so speak for all of them.

The same steps stand in `suggest.mjs`; change both or neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from jawab.suggest.features import is_dense, is_number, name_number, normalise, split_words

Patterns = Mapping[str, Sequence[tuple[int, int]]]
"""Literals with the groups they belong to, and the only locale they count in or -1."""

SHORT = 5
"""A single Latin word shorter than this counts in its own language only: `nu`, `ne`, `die`."""


def spell_out(words: Iterable[str]) -> str:
    """Return the text that patterns are looked for in: words with a space around each."""
    return " " + " ".join(name_number(word) if is_number(word) else word for word in words) + " "


def compile_pattern(written: str) -> tuple[str, bool]:
    """Return the literal of a word or phrase as written, and whether it is too short to travel."""
    plain = spell_out(split_words(normalise(written.strip("*"))))
    literal = plain.strip()
    if not literal:
        raise ValueError(f"'{written}' has no word in it")
    local = " " not in literal and len(literal) < SHORT and literal.isascii()
    if is_dense(literal[0]):
        return literal, local
    before = "" if written.startswith("*") else " "
    after = "" if written.endswith("*") or is_dense(literal[-1]) else " "
    return before + literal + after, local


class SignBook:
    """All patterns, found by their first letters."""

    __slots__ = ("names", "starts")

    def __init__(self, names: Sequence[str], patterns: Patterns) -> None:
        self.names = tuple(names)
        self.starts: dict[str, list[tuple[str, Sequence[tuple[int, int]]]]] = {}
        for literal, groups in patterns.items():
            self.starts.setdefault(literal[:4], []).append((literal, groups))

    def find(self, text: str, locale: int) -> dict[str, list[str]]:
        """Return the groups seen in a spelt-out text, each with the words it was seen in."""
        seen: dict[str, list[str]] = {}
        starts = self.starts
        for at in range(len(text)):
            for size in (4, 3, 2, 1):
                for literal, groups in starts.get(text[at : at + size], ()):
                    if len(literal) < size or not text.startswith(literal, at):
                        continue
                    for group, only in groups:
                        if only in (-1, locale):
                            words = seen.setdefault(self.names[group], [])
                            if literal.strip() not in words:
                                words.append(literal.strip())
        return seen


def list_sign_features(groups: Iterable[str]) -> list[str]:
    """Return what the groups say: each one, and each two that meet.

    The first stands for every ticket, so that one that says nothing is taken for an ordinary one.
    """
    names = sorted(groups)
    return ["~", *("~" + name for name in names)] + [
        f"~{one}+{other}" for at, one in enumerate(names) for other in names[at + 1 :]
    ]
