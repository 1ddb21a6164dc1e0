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
from jawab.identify.edges import (
    BEFORE,
    is_ascii_word,
    is_whole,
    is_whole_phrase,
    may_be_field,
)
from jawab.identify.index import Index
from jawab.identify.normalise import fold
from jawab.identify.pattern import later
from jawab.identify.peek import peek, words_beside
from jawab.identify.read import (
    CERTAIN,
    LIKELY,
    MEMBER,
    MENTION,
    Known,
    Value,
    codes_beside,
    ends_there,
    is_explained,
    is_present,
    match_value,
    opens_object,
    parent_allows,
    score_end,
    token_around,
    token_at,
    values_after,
)
from jawab.identify.seen import SUPPORT_CODE, Seen, remember

WEIGHED = 2000
"""How many places of one bare code are looked at; a paste with more of them is no ticket."""
TALKS = 5000
"""How many loose words are looked at for what stands around them."""

MANY = 6
"""So many codes beside one phrase are a table of all of them."""

GLANCE = 24
"""How much after a field is compared with what is done before anything is read."""

SCORE = 7
"""How much after a field tells that its value is a score."""

LONG = 80
"""Longer pairs are not remembered."""

_long_number = later(r"[0-9]{8}", re.ASCII)


class Sightings(Seen):
    """What was seen in one text: of each clue and bare code the best place."""

    def __init__(self, index: Index, text: str) -> None:
        super().__init__(index, text)
        self._weighed: dict[Any, int] = {}
        self._settled: defaultdict[int, set[str]] = defaultdict(set)
        self._done: tuple[set[str], set[str]] = (set(), set())
        self._talks = 0
        self._read()
        # What was reported anywhere is no bare code.
        for code in self.reported & self.codes.keys():
            del self.codes[code]

    def _read(self) -> None:
        """Look at every literal of the text whose surroundings were not seen before."""
        text, (done, scored) = self.text, self._done
        last = len(text) - GLANCE
        for found, places, border in self.index.hits(text, self.is_spent):
            for literal, left, right in found:
                start, end = places[left], places[right - 1] + 1
                low = start - BEFORE
                # A log repeats the same few pairs; what said nothing once says nothing again.
                inside = low >= 0 and end <= last
                if inside and (
                    text[low : end + GLANCE] in done or text[low : end + SCORE] in scored
                ):
                    continue
                if start >= border or end - start > 4 * (right - left) + 200:
                    continue
                extent = self._look(literal, start, end)
                if extent and inside:
                    remember(scored if extent == SCORE else done, text[low : end + extent])

    def _look(self, literal: int, start: int, end: int) -> int:
        """Note what a literal says; how much after it decides that it adds nothing, or 0."""
        extent = SCORE
        for role, what in self.index.roles[literal]:
            if role == "field":
                reach = self._field(literal, what, start, end)
            elif role == "phrase":
                reach = SCORE if self._phrase(what, start, end) else 0
            elif role == "code":
                reach = SCORE if self._code(what, start, end) else 0
            elif role == "cue":
                self.surfaces.add(what)
                reach = SCORE
            else:
                reach = self._shape(role, what, start, end)
            extent = max(extent, reach) if extent and reach else 0
        return extent

    def _field(self, literal: int, entry: dict[str, Any], start: int, end: int) -> int:
        """Note the values of a field; how much after it decides that it adds nothing, or 0."""
        text, values = self.text, entry["values"]
        known = self.known_of(literal, entry)
        pair, word = peek(text, start, end)
        short = 0 if len(pair) > GLANCE else GLANCE if len(pair) > SCORE else SCORE
        settled = self._settled[literal]
        if pair and (word in known.told or pair in settled):
            return short
        if "*" not in values:
            score = score_end(text, end)
            if score:
                return SCORE if score <= end + SCORE else 0
        if word and self.rules_out(known, word):
            return short
        if not may_be_field(text, start, end, entry["long"]):
            return SCORE
        if not pair and opens_object(text, end, GLANCE):
            return GLANCE
        before = len(self.unlisted)
        adds = not pair
        for value in values_after(text, start, end):
            adds = not self._value(known, start, value, end + len(pair)) or adds
        if adds or before != len(self.unlisted):
            return 0
        if len(pair) <= LONG:
            remember(settled, pair)
        return short

    def _value(self, field: Known, start: int, value: Value, reach: int) -> bool:
        """Note one value; whether the same one elsewhere, up to `reach`, would add nothing."""
        text, values = self.text, field.values
        known, left, right = match_value(text, value.start, field)
        if known:
            strength = self._strength(value, start, left, right)
            if not strength:
                return False
            self._see_value(values[known], known, strength, start, right)
            return right <= reach and self._is_settled(values[known], value.strength)
        word, right = token_at(text, value.start)
        settled = right <= reach and fold(word) not in field.begun
        if value.strength == CERTAIN and "*" in values and is_present(text, value.start):
            self._see_value(values["*"], "", CERTAIN, start, right)
            settled = settled and self._is_settled(values["*"], CERTAIN)
        if field.unlisted and value.strength >= LIKELY:
            self.note_unlisted(field.unlisted, word, value.strength, value.start, right)
        return settled

    def _is_settled(self, clues: list[int], strength: float) -> bool:
        return all(self.strength_of(self.clues, clue) >= strength for clue in clues)

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
            self.reported.add(value)
        for clue in clues:
            parent = self.index.parents.get(clue)
            if parent and strength != MEMBER and not parent_allows(self.text, start, parent):
                continue
            self.see(self.clues, clue, strength, start, end)

    def _phrase(self, entry: dict[str, Any], start: int, end: int) -> bool:
        """Note a phrase and the codes beside it; whether nothing more can come of this phrase."""
        text = self.text
        plain = not entry["codes"] and not entry["unlisted"]
        seen = entry["clue"] < 0 or self.clues.get(entry["clue"], (0, 0, 0))[0] >= LIKELY
        if (seen and plain) or not is_whole_phrase(text, start, end, entry["edges"]):
            return seen and plain
        if not seen:
            strength = self._phrase_strength(entry, start, end)
            if strength:
                self.see(self.clues, entry["clue"], strength, start, end)
        if plain:
            return False
        words = words_beside(text, end)
        if words is not None and all(self.is_told(entry, word) for word in words):
            return False
        numbers = {n for n in _long_number().findall(text, end, end + 400) if n in entry["codes"]}
        strength = MENTION if len(numbers) >= MANY else CERTAIN
        for word, left, right in codes_beside(text, end):
            clue = entry["codes"].get(fold(word))
            if clue is not None:
                self.reported.add(fold(word))
                self.see(self.clues, clue, strength, start, right)
            elif entry["unlisted"] and SUPPORT_CODE().fullmatch(word):
                self.see(self.unlisted, entry["unlisted"], strength, left, right)
        return False

    def _phrase_strength(self, entry: dict[str, Any], start: int, end: int) -> int:
        if not entry["is_code"]:
            return MENTION if self._is_talk(start, end) else LIKELY
        if self._is_weighed(entry["clue"]):
            return 0
        return weigh_code(self.text, start, end, self.index.siblings)

    def _is_weighed(self, what: Any) -> bool:
        """Whether enough places of one code were looked at; counts this one."""
        weighed = self._weighed[what] = self._weighed.get(what, 0) + 1
        return weighed > WEIGHED

    def _code(self, code: str, start: int, end: int) -> bool:
        """Note a bare code; whether nothing more can come of this code."""
        text = self.text
        if code in self.reported or self.strength_of(self.codes, code) >= LIKELY:
            return True
        if (start and is_ascii_word(text[start - 1])) or is_ascii_word(text[end : end + 1]):
            return False
        if code.isdigit() and (end - start != len(code) or not is_whole(text, start, end)):
            return False
        if self._is_weighed(code):
            return True
        strength = weigh_code(text, start, end, self.index.siblings)
        if strength:
            self.see(self.codes, code, strength, start, end)
        return False

    def _shape(self, role: str, provider: str, start: int, end: int) -> int:
        """Note a code built like a service's; how much after it decides that it adds nothing."""
        if self.strength_of(self.unlisted, provider) >= LIKELY:
            return SCORE
        word, left, right = token_around(self.text, start)
        if fold(word) in self.index.codes or (role == "prefixes" and left != start):
            return GLANCE if start - BEFORE < left and right < end + GLANCE else 0
        if role == "prefixes" and fold(word) == fold(self.text[start:end]):
            return 0
        if self._is_weighed(provider):
            return SCORE
        strength = weigh_code(self.text, left, right, self.index.siblings)
        self.note_unlisted(provider, word, strength, left, right, shaped=True)
        return 0
