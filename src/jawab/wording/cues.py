"""Find the cues of a locale in a text: its words by group, with their clause and sentence.

Cues are looked up by their first letters from every place where one may begin, so the time
grows with the length of the text and not with the number of cues.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from jawab.wording.reading import Folding, Reading, read_text

GAP = 5
"""Words that ` .. ` may stand for, and one."""
LONGEST = 80
"""Letters of the longest phrase."""
IGNORE = "~"
CONTRAST = "but"
"""The group whose words open a clause, as a comma does."""
HEAD = 5
"""Letters by which a cue is looked up; shorter cues by all of theirs."""
WIDTHS = range(HEAD, 0, -1)

Span = tuple[int, int]


class Cue(NamedTuple):
    """Words found: where among the letters, which words, clause and sentence."""

    start: int
    end: int
    first: int
    last: int
    clause: int
    sentence: int


class Text(NamedTuple):
    """A text and its cues."""

    groups: dict[str, list[Cue]]
    reading: Reading
    clauses: list[int]
    """Where each clause begins among the letters."""


class _Entry(NamedTuple):
    letters: str
    open_end: bool
    shouted: bool
    slot: int


class CueFinder:
    """The words of one locale, arranged for looking up."""

    def __init__(self, words: dict[str, Any], fold: dict[str, str], extra: dict[str, list[str]]):
        """Take a locale's lexicon; `extra` are more groups, whose cues are never ignored."""
        self.script = words["script"]
        self.scale = words["scale"]
        self.prefixes = words["prefixes"]
        self.suffixes = words["suffixes"]
        self.folding = Folding(fold, self.script != "signs")
        self.folding.update(dict.fromkeys(words["silent"], ""))
        self.names: list[str] = []
        self.at_edges: dict[str, list[_Entry]] = {}
        self.anywhere: dict[str, list[_Entry]] = {}
        self.gaps: list[tuple[int, int, int]] = []
        # A wordlist that has only begun may lack the words that open a contrast.
        groups = {CONTRAST: [], **words["groups"]}
        for name, cues in (*groups.items(), (IGNORE, words["ignore"]), *extra.items()):
            self._add(name, cues)

    def _slot(self, name: str) -> int:
        self.names.append(name)
        return len(self.names) - 1

    def _add(self, name: str, cues: Iterable[str]) -> None:
        slot = self._slot(name)
        for cue in cues:
            first, *rest = cue.split(" .. ")
            before = slot if not rest else self._slot("")
            self._enter(first, before)
            for number, part in enumerate(rest, 1):
                here = self._slot("")
                self._enter(part, here)
                joined = slot if number == len(rest) else self._slot("")
                self.gaps.append((before, here, joined))
                before = joined

    def _enter(self, cue: str, slot: int) -> None:
        bare = cue.replace(" ", "")
        shouted = len(bare) > 2 and bare.isalpha() and bare == bare.upper() != bare.lower()
        open_start = open_end = self.script != "words"
        if cue[0] in "*_":
            open_start, cue = cue[0] == "*", cue[1:]
        if cue[-1] in "*_":
            open_end, cue = cue[-1] == "*", cue[:-1]
        letters = "".join(self.folding[sign] for sign in cue.strip())
        table = self.anywhere if open_start else self.at_edges
        table.setdefault(letters[:HEAD], []).append(_Entry(letters, open_end, shouted, slot))

    def find_cues(self, text: str) -> Text:
        """Find the cues of every group, free of ignored phrases, and number the clauses."""
        reading = read_text(text, self.folding)
        found = self._look_up(text, reading)
        for first, second, joined in self.gaps:
            self._join(reading, found[first], found[second], found[joined])
        for spans in found:
            spans.sort()
        ignored = found[self.names.index(IGNORE)]
        clauses = [0]
        sentences = [0]
        for place, sign in enumerate(reading.letters):
            if sign == "," or sign == "\n":
                clauses.append(place + 1)
                if sign == "\n":
                    sentences.append(place + 1)
        # The first word of a contrast opens a clause, as a comma does.
        opens = [s for s in found[self.names.index(CONTRAST)] if not is_inside(ignored, *s)]
        clauses = sorted({*clauses, *(start for start, _ in opens)})
        groups: dict[str, list[Cue]] = {}
        for name, spans in zip(self.names, found, strict=True):
            if spans and name not in ("", IGNORE):
                groups[name] = [
                    Cue(
                        start, end, self.word_at(reading, start), self.word_at(reading, end - 1),
                        bisect_right(clauses, start) - 1, bisect_right(sentences, start) - 1,
                    )
                    for start, end in spans
                    if name[0] == IGNORE or not is_inside(ignored, start, end)
                ]  # fmt: skip
        return Text(groups, reading, clauses)

    def word_at(self, reading: Reading, place: int) -> int:
        """Return which word stands at a place; in a text without spaces, a few signs make one."""
        return place // self.scale if self.script == "signs" else reading.word[place]

    def _look_up(self, text: str, reading: Reading) -> list[list[Span]]:
        letters = reading.letters
        found: list[list[Span]] = [[] for _ in self.names]
        searches = [(self._edges(reading), self.at_edges)]
        if self.anywhere:
            searches.append((range(len(letters)), self.anywhere))
        for places, table in searches:
            for place in places:
                for width in WIDTHS:
                    entries = table.get(letters[place : place + width], ())
                    for cue, open_end, shouted, slot in entries:
                        end = place + len(cue)
                        if (
                            letters.startswith(cue, place)
                            and (open_end or self._ends(letters, end))
                            and (not shouted or _is_shouted(text, reading.at[place:end]))
                        ):
                            found[slot].append((place, end))
        return found

    def _edges(self, reading: Reading) -> Sequence[int]:
        """List where a word begins, also behind the short words written onto it."""
        letters = reading.letters
        places = []
        before = 0
        for place, number in enumerate(reading.word):
            if number != before:
                before = number
                places.append(place)
                for prefix in self.prefixes:
                    if letters.startswith(prefix, place):
                        places.append(place + len(prefix))
        return sorted(set(places)) if self.prefixes else places

    def _ends(self, letters: str, end: int) -> bool:
        size = len(letters)
        if end == size or letters[end] in " ,\n" or letters[end - 1] in ",\n":
            return True
        for suffix in self.suffixes:
            stop = end + len(suffix)
            if letters.startswith(suffix, end) and (stop == size or letters[stop] in " ,\n"):
                return True
        return False

    def _join(
        self, reading: Reading, first: list[Span], second: list[Span], joined: list[Span]
    ) -> None:
        second.sort()
        for start, end in first:
            index = bisect_left(second, (end, 0))
            if index < len(second):
                begin, stop = second[index]
                near = self.word_at(reading, begin) - self.word_at(reading, end - 1) <= GAP
                if near and "\n" not in reading.letters[end:begin]:
                    joined.append((start, stop))


def is_inside(spans: list[Span], start: int, end: int, strictly: bool = True) -> bool:
    """Say whether a span, a longer one where `strictly`, covers these letters."""
    index = bisect_right(spans, (start, 1 << 60)) - 1
    while index >= 0 and spans[index][0] >= start - LONGEST:
        low, high = spans[index]
        if end <= high and (not strictly or end - start < high - low):
            return True
        index -= 1
    return False


def _is_shouted(text: str, places: Sequence[int]) -> bool:
    return all(text[place] == text[place].upper() for place in places)
