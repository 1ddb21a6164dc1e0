"""From the literals found in a text to the clues that stand there, and how surely."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from jawab.identify.context import (
    in_changelog,
    in_listing,
    in_source,
    is_union,
    line_around,
    weigh_code,
)
from jawab.identify.index import Index
from jawab.identify.normalise import fold
from jawab.identify.pattern import later
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
    is_score,
    match_value,
    may_go_on,
    opens_object,
    parent_allows,
    simple_pair,
    token_around,
    token_at,
    values_after,
)

WEIGHED = 2000
"""How many places of one bare code are looked at; a paste with more of them is no ticket."""
TALKS = 5000
"""How many loose words are looked at for what stands around them."""

MANY = 6
"""So many codes beside one phrase are a table of all of them."""

SETTLED = 20_000
"""How many pairs of one field are remembered as done."""

BEFORE = 7
"""How much before a field decides whether it is one (see `_may_be_field`)."""

GLANCE = 24
"""How much after a field is compared with what is done before anything is read."""

_split_name = later(r"[,;:{}()\[\]\"'=]", re.ASCII)
_error_prefix = later(r"(?:error|err)[_-]?\Z", re.ASCII | re.IGNORECASE)
_code_like = later(
    r"[A-Z][A-Z0-9]+|[A-Za-z0-9]+(?:[_.][A-Za-z0-9]+)+|[A-Za-z]?[a-z0-9]+(?:[A-Z][a-z0-9]+)+",
    re.ASCII,
)
_long_number = later(r"[0-9]{8}", re.ASCII)
_support_code = later(r"[0-9]{7,9}", re.ASCII)
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
        self._settled: defaultdict[int, set[str]] = defaultdict(set)
        self._talks = 0
        bare: list[tuple[str, int, int]] = []
        roles, settled = index.roles, self._settled
        for literal, start, end in index.hits(text):
            # A log repeats the same few pairs; what said nothing once says nothing again.
            if text[start - BEFORE if start > BEFORE else 0 : end + GLANCE] in settled[literal]:
                continue
            done = True
            for role, what in roles[literal]:
                if role == "field":
                    done &= self._field(literal, what, start, end)
                elif role == "phrase":
                    done &= self._phrase(what, start, end)
                elif role == "code":
                    done = False
                    if what not in self._reported:
                        bare.append((what, start, end))
                elif role == "cue":
                    self.surfaces.add(what)
                else:
                    done = False
                    self._shape(role, what, start, end)
            if done and len(settled[literal]) < SETTLED:
                settled[literal].add(text[start - BEFORE if start > BEFORE else 0 : end + GLANCE])
        for code, start, end in bare:
            self._code(code, start, end)

    def _field(self, literal: int, entry: dict[str, Any], start: int, end: int) -> bool:
        """Note the values of a field; whether the same words elsewhere would add nothing."""
        text, values = self.text, entry["values"]
        if "*" not in values and is_score(text, end):
            return False
        if not _may_be_field(text, start, end, entry["long"]):
            return True
        name = self.index.literals[literal]
        pair = simple_pair(text, end)
        if pair and pair in self._settled[literal]:
            return False
        if not pair and opens_object(text, end, GLANCE):
            return True
        before = len(self.unlisted)
        settled = bool(pair)
        for value in values_after(text, start, end):
            reach = end + len(pair)
            settled = self._value(name, entry, start, value, reach) and settled
        if not settled or before != len(self.unlisted):
            return False
        if len(self._settled[literal]) < SETTLED:
            self._settled[literal].add(pair)
        return len(pair) <= GLANCE

    def _value(
        self, name: str, entry: dict[str, Any], start: int, value: Value, reach: int
    ) -> bool:
        """Note one value; whether the same one elsewhere, up to `reach`, would add nothing."""
        text, values = self.text, entry["values"]
        known, left, right = match_value(text, value.start, values, (name, *_enum_names))
        if known:
            strength = self._strength(value, start, left, right)
            if not strength:
                return False
            self._see_value(values[known], known, strength, start, right)
            sure = all(self.clues.get(c, (0, 0, 0))[0] == CERTAIN for c in values[known])
            return sure and right <= reach
        if value.strength == CERTAIN and "*" in values and is_present(text, value.start):
            self._see_value(values["*"], "", CERTAIN, start, token_at(text, value.start)[1])
        if entry["unlisted"] and value.strength >= LIKELY:
            word, right = token_at(text, value.start)
            self._unlisted(entry["unlisted"], word, value.strength, value.start, right)
        return not may_go_on(text, value.start, values)

    def _strength(self, value: Value, start: int, left: int, right: int) -> float:
        """How surely the field has this value; 0 where it has another one that begins alike."""
        text, strength = self.text, value.strength
        plain = text[left:right].islower() or text[left:right].isdigit()
        if strength != MEMBER and (value.quoted or plain) and not ends_there(text, right, value):
            return 0
        if strength == CERTAIN:
            if is_union(text, right, self.index.siblings) or is_explained(text, right):
                return MENTION
            if "A" <= text[start] <= "Z" and in_listing(text, start, right, self.index.siblings):
                # `FinishReason = "STOP"` and its like: the constants of a type, not what came.
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
        self._talks += 1
        if self._talks > TALKS:
            return True
        line, _ = line_around(text, start, end)
        return (
            is_explained(text, end)
            or in_source(text, start, end)
            or in_changelog(text, line, start)
            or in_listing(text, start, end, self.index.siblings)
        )

    def _see_value(
        self, clues: list[int], value: str, strength: float, start: int, end: int
    ) -> None:
        if value and strength >= LIKELY:
            self._reported.add(value)
        for clue in clues:
            parent = self.index.parents.get(clue)
            if parent and strength != MEMBER and not parent_allows(self.text, start, parent):
                continue
            self._see(self.clues, clue, strength, start, end)

    def _phrase(self, entry: dict[str, Any], start: int, end: int) -> bool:
        """Note a phrase and the codes beside it; whether nothing more can come of this phrase."""
        text = self.text
        plain = not entry["codes"] and not entry["unlisted"]
        seen = entry["clue"] < 0 or self.clues.get(entry["clue"], (0, 0, 0))[0] >= LIKELY
        if (seen and plain) or not _is_whole_phrase(text, start, end, entry["edges"]):
            return seen and plain
        if not seen:
            strength = self._phrase_strength(entry, start, end)
            if strength:
                self._see(self.clues, entry["clue"], strength, start, end)
        if plain:
            return False
        numbers = {n for n in _long_number().findall(text, end, end + 400) if n in entry["codes"]}
        strength = MENTION if len(numbers) >= MANY else CERTAIN
        for word, left, right in codes_beside(text, end):
            clue = entry["codes"].get(fold(word))
            if clue is not None:
                self._reported.add(fold(word))
                self._see(self.clues, clue, strength, start, right)
            elif entry["unlisted"] and _support_code().fullmatch(word):
                self._see(self.unlisted, entry["unlisted"], strength, left, right)
        return False

    def _phrase_strength(self, entry: dict[str, Any], start: int, end: int) -> int:
        if entry["is_code"]:
            return weigh_code(self.text, start, end, self.index.siblings)
        return MENTION if self._is_talk(start, end) else LIKELY

    def _code(self, code: str, start: int, end: int) -> None:
        text = self.text
        if code in self._reported or self.codes.get(code, (0, 0, 0))[0] >= LIKELY:
            return
        if (start and _is_ascii_word(text[start - 1])) or _is_ascii_word(text[end : end + 1]):
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
        if not strength or not _code_like().fullmatch(word):
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


def _is_whole_phrase(text: str, start: int, end: int, edges: str) -> bool:
    """Whether a phrase does not begin or end inside a word."""
    inside = start and _is_ascii_word(text[start - 1]) and _is_ascii_word(text[start])
    if inside and edges in ("both", "left"):
        return False
    if edges in ("both", "right") and _is_ascii_word(text[end - 1]):
        return not _goes_on(text, end)
    return True


def _may_be_field(text: str, start: int, end: int, long: bool) -> bool:
    """Whether a field's letters are the whole last part of a name."""
    name = text[start:end]
    if _split_name().search(name):
        return False
    if not start:
        return True
    before = text[start - 1]
    if not _is_ascii_word(before) and before not in "_-":
        return True
    if not long:
        return _error_prefix().search(text, max(0, start - BEFORE), start) is not None
    return before in "_-" or "A" <= name[0] <= "Z"


def _is_ascii_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _goes_on(text: str, end: int) -> bool:
    """Whether a word goes on at a place, by more than the `s` of a plural."""
    if text[end : end + 1] in ("s", "S"):
        end += 1
    return _is_ascii_word(text[end : end + 1])


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a number is the whole paste, but for a word or two."""
    return (
        len(text) < 200 and len(re.findall(r"[A-Za-z0-9]+", text[:start] + " " + text[end:])) <= 2
    )
