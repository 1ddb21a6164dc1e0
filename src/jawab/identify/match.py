"""From the literals found in a text to the clues that stand there, and how surely."""

from __future__ import annotations

import re
from typing import Any

from jawab.identify.context import in_changelog, in_listing, is_union, line_around, weigh_code
from jawab.identify.index import Index
from jawab.identify.normalise import fold
from jawab.identify.read import (
    CERTAIN,
    LIKELY,
    MEMBER,
    MENTION,
    Value,
    codes_beside,
    ends_there,
    is_explained,
    is_present,
    match_value,
    parent_allows,
    token_around,
    token_at,
    values_after,
)

WEIGHED = 2000
"""How many places of one bare code are looked at; a paste with more of them is no ticket."""

_split_name = re.compile(r"[,;:{}()\[\]\"'=]", re.A)
_error_prefix = re.compile(r"(?:error|err)[_-]?\Z", re.A | re.I)
_code_like = re.compile(r"[A-Z][A-Z0-9]+|[A-Za-z0-9]+(?:[_.][A-Za-z0-9]+)+|[A-Za-z]?[a-z0-9]+(?:[A-Z][a-z0-9]+)+", re.A)
_support_code = re.compile(r"[0-9]{7,9}", re.A)
_enum_names = ("finishreason", "blockedreason", "blockreason", "turncompletereason")

Sighting = tuple[float, int, int]
"""How surely something was seen, and where it starts and ends."""


class Sightings:
    """What was seen in one text: of each clue and bare code the best place."""

    def __init__(self, index: Index, text: str) -> None:
        self.index = index
        self.text = text
        self.clues: dict[int, Sighting] = {}
        self.codes: dict[str, Sighting] = {}
        self.unlisted: dict[str, Sighting] = {}
        self.surfaces: set[int] = set()
        self._reported: set[str] = set()
        self._weighed: dict[str, int] = {}
        bare: list[tuple[str, int, int]] = []
        for literal, start, end in index.hits(text):
            for role, what in index.roles[literal]:
                if role == "field":
                    self._field(index.literals[literal], what, start, end)
                elif role == "phrase":
                    self._phrase(what, start, end)
                elif role == "code":
                    bare.append((what, start, end))
                elif role == "cue":
                    self.surfaces.add(what)
                else:
                    self._shape(role, what, start, end)
        for code, start, end in bare:
            self._code(code, start, end)

    def _field(self, name: str, entry: dict[str, Any], start: int, end: int) -> None:
        text = self.text
        if not _may_be_field(text, start, end, entry["long"]):
            return
        values = entry["values"]
        for value in values_after(text, start, end):
            known, left, right = match_value(text, value.start, values, (name, *_enum_names))
            if known:
                strength = self._strength(value, start, left, right)
                if strength:
                    self._see_value(values[known], known, strength, start, right)
            elif value.strength == CERTAIN and "*" in values and is_present(text, value.start):
                self._see_value(values["*"], "", CERTAIN, start, token_at(text, value.start)[1])
            if not known and entry["unlisted"] and value.strength >= LIKELY:
                word, right = token_at(text, value.start)
                self._unlisted(entry["unlisted"], word, value.strength, value.start, right)

    def _strength(self, value: Value, start: int, left: int, right: int) -> float:
        """How surely the field has this value; 0 where it has another one that begins alike."""
        text, strength = self.text, value.strength
        plain = text[left:right].islower() or text[left:right].isdigit()
        if strength != MEMBER and (value.quoted or plain) and not ends_there(text, right, value):
            return 0
        if strength == CERTAIN:
            if is_union(text, right, self.index.siblings) or is_explained(text, right):
                return MENTION
            line, _ = line_around(text, start, right)
            if "{" not in text[line:start] and in_changelog(text, line, start):
                return MENTION
            return CERTAIN
        if strength >= LIKELY and self._is_talk(start, right):
            return MENTION
        return strength

    def _is_talk(self, start: int, end: int) -> bool:
        text = self.text
        line, _ = line_around(text, start, end)
        return (
            is_explained(text, end)
            or in_changelog(text, line, start)
            or in_listing(text, start, end, self.index.siblings)
        )

    def _see_value(self, clues: list[int], value: str, strength: float, start: int, end: int) -> None:
        if value and strength >= LIKELY:
            self._reported.add(value)
        for clue in clues:
            parent = self.index.parents.get(clue)
            if parent and strength != MEMBER and not parent_allows(self.text, start, parent):
                continue
            self._see(self.clues, clue, strength, start, end)

    def _phrase(self, entry: dict[str, Any], start: int, end: int) -> None:
        text = self.text
        if entry["edges"] in ("both", "left") and start and _is_ascii_word(text[start - 1]) and _is_ascii_word(text[start]):
            return
        if entry["edges"] in ("both", "right") and _is_ascii_word(text[end - 1]) and _is_ascii_word(text[end : end + 1]):
            return
        if entry["clue"] >= 0 and self.clues.get(entry["clue"], (0, 0, 0))[0] < LIKELY:
            listed = in_listing(text, start, end, self.index.siblings)
            self._see(self.clues, entry["clue"], MENTION if listed else LIKELY, start, end)
        if not entry["codes"] and not entry["unlisted"]:
            return
        for word, left, right in codes_beside(text, end):
            clue = entry["codes"].get(fold(word))
            if clue is not None:
                self._reported.add(fold(word))
                self._see(self.clues, clue, CERTAIN, start, right)
            elif entry["unlisted"] and _support_code.fullmatch(word):
                self._see(self.unlisted, entry["unlisted"], CERTAIN, left, right)

    def _code(self, code: str, start: int, end: int) -> None:
        text = self.text
        if code in self._reported or self.codes.get(code, (0, 0, 0))[0] >= LIKELY:
            return
        if start and _is_ascii_word(text[start - 1]) or _is_ascii_word(text[end : end + 1]):
            return
        if code.isdigit() and (end - start != len(code) or not _is_whole(text, start, end)):
            return
        weighed = self._weighed[code] = self._weighed.get(code, 0) + 1
        if weighed > WEIGHED:
            return
        strength = weigh_code(text, start, end, self.index.siblings)
        if strength:
            self._see(self.codes, code, strength, start, end)

    def _shape(self, role: str, provider: str, start: int, end: int) -> None:
        word, left, right = token_around(self.text, start)
        if fold(word) in self.index.codes or (role == "prefixes" and left != start):
            return
        if role == "prefixes" and fold(word) == fold(self.text[start:end]):
            return
        weighed = self._weighed[provider] = self._weighed.get(provider, 0) + 1
        if weighed > WEIGHED:
            return
        strength = weigh_code(self.text, left, right, self.index.siblings)
        self._unlisted(provider, word, strength, left, right, shaped=True)

    def _unlisted(
        self, provider: str, word: str, strength: float, start: int, end: int, shaped: bool = False
    ) -> None:
        """Note a code that is in no definition but built like this service's safety codes."""
        folded = fold(word)
        unlisted = self.index.data["unlisted"]
        if not strength or not _code_like.fullmatch(word):
            return
        if folded in self.index.siblings or any(bit in folded for bit in unlisted["harmless"]):
            return
        if shaped or any(bit in folded for bit in unlisted["safety"]):
            self._see(self.unlisted, provider, strength, start, end)

    @staticmethod
    def _see(seen: dict[Any, Sighting], what: Any, strength: float, start: int, end: int) -> None:
        known = seen.get(what)
        if known is None or (-strength, start, end) < (-known[0], known[1], known[2]):
            seen[what] = (strength, start, end)


def _may_be_field(text: str, start: int, end: int, long: bool) -> bool:
    """Whether a field's letters are the whole last part of a name."""
    name = text[start:end]
    if end - start > 3 and _split_name.search(name):
        return False
    if not start:
        return True
    before = text[start - 1]
    if not _is_ascii_word(before) and before not in "_-":
        return True
    if not long:
        return _error_prefix.search(text, max(0, start - 7), start) is not None
    return before in "_-" or "A" <= name[0] <= "Z"


def _is_ascii_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a number is the whole paste, but for a word or two."""
    return len(text) < 200 and len(re.findall(r"[A-Za-z0-9]+", text[:start] + " " + text[end:])) <= 2
