"""Find in a text what the wording rules forbid; reads only the compiled rules.

A rule holds patterns of cues. A cue counts where its words stand; a pattern where all its cues
stand in one sentence, near the first, and nothing takes the meaning away: no negation in the clause
of the first cue, none right beside another, and no group named in `unless` in the sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any, NamedTuple

from jawab.finding import Finding, Span
from jawab.wording.reading import Folding, Reading, find_marks, read_text

BESIDE = 3
"""Words within which a negation beside any other cue takes that cue away."""
GAP = 5
"""Words that ` .. ` may stand for, and one."""
CARRY = 2
"""Words before a verb that may continue a negated list."""


class Cue(NamedTuple):
    """Words found: where among the letters, which words, clause and sentence."""

    start: int
    end: int
    first: int
    last: int
    clause: int
    sentence: int


class Guard:
    """The rules of one locale, ready to run on many texts."""

    def __init__(self, rules: dict[str, Any], locale: str) -> None:
        """Arrange the words of the locale for looking up."""
        words = rules["locales"].get(locale) or rules["locales"][locale.split("-")[0]]
        self.rules = rules["rules"]
        self.locale = locale
        self.script = words["script"]
        self.scale = words["scale"]
        self.after_only = words["negation"] == "after"
        self.prefixes = words["prefixes"]
        self.suffixes = words["suffixes"]
        self.folding = Folding(rules["fold"][words["fold"]], self.script != "signs")
        self.folding.update(dict.fromkeys(words["silent"], ""))
        self.names: list[str] = []
        self.heads: dict[str, list[tuple[str, bool, bool, int]]] = {}
        self.loose: dict[str, list[tuple[str, bool, bool, int]]] = {}
        self.gaps: list[tuple[int, int, int]] = []
        for name, cues in words["groups"].items():
            self._add(name, cues)
        self._add("~", words["ignore"])
        for rule in self.rules:
            self._add("~" + rule["id"], rule["exceptions"].get(locale, ()))

    def _slot(self, name: str) -> int:
        self.names.append(name)
        return len(self.names) - 1

    def _add(self, name: str, cues: list[str]) -> None:
        slot = self._slot(name)
        for cue in cues:
            parts = cue.split(" .. ")
            if len(parts) == 1:
                self._enter(cue, slot)
                continue
            first = self._slot("")
            self._enter(parts[0], first)
            for part in parts[1:]:
                second = self._slot("")
                self._enter(part, second)
                joined = slot if part is parts[-1] else self._slot("")
                self.gaps.append((first, second, joined))
                first = joined

    def _enter(self, cue: str, slot: int) -> None:
        shouted = len(cue) > 2 and cue.replace(" ", "").isalpha() and cue == cue.upper() != cue.lower()
        open_start, open_end = self.script != "words", self.script != "words"
        if cue[0] in "*_":
            open_start, cue = cue[0] == "*", cue[1:]
        if cue[-1] in "*_":
            open_end, cue = cue[-1] == "*", cue[:-1]
        folded = "".join(self.folding[sign] for sign in cue.strip())
        heads = self.loose if open_start else self.heads
        heads.setdefault(folded[:3], []).append((folded, open_end, shouted, slot))

    def _starts(self, reading: Reading) -> list[int]:
        """List where cues that need the edge of a word may begin."""
        letters, word = reading.letters, reading.word
        starts = []
        previous = 0
        for place, number in enumerate(word):
            if number != previous:
                starts.append(place)
                previous = number
                for prefix in self.prefixes:
                    if letters.startswith(prefix, place):
                        starts.append(place + len(prefix))
        return starts

    def _ends(self, letters: str, end: int) -> bool:
        if end == len(letters) or letters[end] in " ,\n":
            return True
        for suffix in self.suffixes:
            stop = end + len(suffix)
            if letters.startswith(suffix, end) and (
                stop == len(letters) or letters[stop] in " ,\n"
            ):
                return True
        return False

    def _cues(self, text: str, reading: Reading) -> list[list[tuple[int, int]]]:
        """Find all words of all groups."""
        letters = reading.letters
        size = len(letters)
        found: list[list[tuple[int, int]]] = [[] for _ in self.names]
        edges = set(self._starts(reading))
        # Only cues open at the start are looked for letter by letter.
        everywhere = range(size) if self.loose else ()
        for heads, places in ((self.heads, sorted(edges)), (self.loose, everywhere)):
            for place in places:
                for width in (3, 2, 1):
                    for cue, open_end, shouted, slot in heads.get(letters[place : place + width], ()):
                        end = place + len(cue)
                        if (
                            letters.startswith(cue, place)
                            and (open_end or self._ends(letters, end))
                            and (not shouted or _is_shouted(text, reading.at[place:end]))
                        ):
                            found[slot].append((place, end))
        for row in found:
            row.sort()
        return found

    def _where(self, reading: Reading, place: int) -> int:
        return place // self.scale if self.script == "signs" else reading.word[place]

    def find_cues(self, text: str) -> tuple[dict[str, list[Cue]], Reading, list[int]]:
        """Find the cues of every group, free of ignored phrases, and number the clauses."""
        reading = read_text(text, self.folding)
        letters = reading.letters
        found = self._cues(text, reading)
        for first, second, joined in self.gaps:
            for start, end in found[first]:
                at = bisect_left(found[second], (end, end))
                if at < len(found[second]):
                    begin, stop = found[second][at]
                    near = self._where(reading, begin) - self._where(reading, end - 1) <= GAP
                    if near and "\n" not in letters[end:begin]:
                        found[joined].append((start, stop))
        silent = [span for name, spans in zip(self.names, found) if name == "~" for span in spans]
        # The first word of a contrast opens a clause, as a comma does.
        opens = {start for name, spans in zip(self.names, found) if name == "but"
                 for start, end in spans if not _inside(silent, start, end)}  # fmt: skip
        clauses = [0] + [
            place + 1 for place, sign in enumerate(letters) if sign == "," or sign == "\n"
        ]
        clauses = sorted(set(clauses) | opens)
        sentences = [0] + [place + 1 for place, sign in enumerate(letters) if sign == "\n"]
        groups: dict[str, list[Cue]] = {}
        for name, spans in zip(self.names, found):
            if not spans or name in ("", "~"):
                continue
            rows = groups.setdefault(name, [])
            for start, end in spans:
                if silent and not name.startswith("~") and _inside(silent, start, end):
                    continue
                rows.append(Cue(
                    start, end, self._where(reading, start), self._where(reading, end - 1),
                    bisect_left(clauses, start + 1) - 1, bisect_left(sentences, start + 1) - 1,
                ))  # fmt: skip
        for rows in groups.values():
            rows.sort()
        return groups, reading, clauses

    def check(self, text: str, cause: str = "unspecified") -> list[Finding]:
        """Check a text that is about this cause."""
        groups, reading, clauses = self.find_cues(text)
        marks = find_marks(text)
        findings = []
        for rule in self.rules:
            if rule["causes"] and cause not in rule["causes"]:
                continue
            spans = set()
            silent = [(cue.start, cue.end) for cue in groups.get("~" + rule["id"], ())]
            for pattern in rule["patterns"]:
                if (pattern["causes"] and cause not in pattern["causes"]) or (
                    pattern["locales"] and self.locale not in pattern["locales"]
                ):
                    continue
                if pattern["marks"]:
                    spans.update((s, e) for name, s, e in marks if name in pattern["marks"])
                    continue
                for start, end in self._matches(pattern, groups, silent, clauses, reading):
                    spans.add((reading.at[start], reading.at[end - 1] + 1))
            for start, end in _largest(spans):
                line = text.count("\n", 0, start) + 1
                column = start - (text.rfind("\n", 0, start) + 1) + 1
                findings.append(Finding(
                    rule=rule["id"], message=rule["message"], span=Span("", line, column),
                    help=rule["help"], severity=rule["severity"], start=start, end=end,
                ))  # fmt: skip
        findings.sort(key=lambda finding: (finding.start or 0, finding.end or 0, finding.rule))
        return findings

    def _matches(
        self,
        pattern: dict[str, Any],
        groups: dict[str, list[Cue]],
        silent: list[tuple[int, int]],
        clauses: list[int],
        reading: Reading,
    ) -> list[tuple[int, int]]:
        rows = []
        for names in pattern["cues"]:
            row = [cue for name in names for cue in groups.get(name, ())]
            if silent:
                row = [cue for cue in row if not _within(silent, cue.start, cue.end)]
            if not row:
                return []
            if len(names) > 1:
                row.sort()
            rows.append(row)
        denied = groups.get("no", ()) if "no" in pattern["unless"] else ()
        lifted = [groups.get(name, ()) for name in pattern["unless"] if name != "no"]
        turns = groups.get("however", ())
        found = []
        for head in rows[0]:
            if any(_lifts(cue, head, turns) for row in lifted for cue in row):
                continue
            if len(rows) == 1 and not denied:
                found.append((head.start, head.end))
                continue
            chosen = [head]
            for row in rows[1:]:
                best = None
                for cue in _near(row, head, pattern["within"]):
                    if any(_clash(cue, other) for other in chosen):
                        continue
                    if denied and self._denied(cue, head, denied):
                        continue
                    if best is None or abs(cue.first - head.first) < abs(best.first - head.first):
                        best = cue
                if best is None:
                    break
                chosen.append(best)
            else:
                # A negation that is part of what was found ("nothing wrong") takes nothing away.
                loose = [
                    no
                    for no in denied
                    if no.sentence == head.sentence
                    and not any(cue.start <= no.start and no.end <= cue.end for cue in chosen)
                ]
                if not (loose and self._negated(head, loose, groups, clauses, reading)):
                    found.append((min(c.start for c in chosen), max(c.end for c in chosen)))
        return found

    def _denied(self, cue: Cue, head: Cue, denied: Any) -> bool:
        """Say whether a negation belongs to a cue that is not the verb."""
        for no in denied:
            if self.after_only and cue.end <= no.start and no.end <= head.start:
                # "without attaching the picture, send the ID": the picture is another verb's.
                if no.sentence == head.sentence:
                    return True
            elif no.clause == cue.clause != head.clause:
                if not self.after_only and 0 <= cue.first - no.last <= BESIDE:
                    return True
                if 0 <= no.first - cue.last <= BESIDE:
                    return True
        return False

    def _negated(
        self, head: Cue, denied: Any, groups: dict[str, list[Cue]], clauses: list[int], reading: Reading
    ) -> bool:
        ors = [cue for cue in groups.get("or", ()) if cue.sentence == head.sentence]
        for no in denied:
            if self.after_only:
                if no.start >= head.start and no.clause == head.clause:
                    return True
                # "neither opening, nor saving, nor sending": the negation comes last.
                if no.clause > head.clause and any(
                    cue.clause == head.clause and cue.start >= head.start for cue in ors
                ):
                    return True
            elif no.clause == head.clause:
                return True
            elif no.clause < head.clause and ors and self._lists_on(head, no, ors, groups, clauses, reading):
                return True
        return False

    def _lists_on(
        self, head: Cue, no: Cue, ors: list[Cue], groups: dict[str, list[Cue]],
        clauses: list[int], reading: Reading,
    ) -> bool:  # fmt: skip
        """Say whether a verb continues a negated list: "do not open, copy or send it"."""
        opening = self._where(reading, clauses[head.clause])
        joined = any(0 <= head.first - cue.last <= CARRY for cue in ors)
        if not joined and (
            head.first - opening > CARRY or not any(cue.clause >= head.clause for cue in ors)
        ):
            return False
        # A new start, such as "but" or "if", ends the list.
        return not any(
            no.start < cue.start <= head.start or cue.clause == no.clause
            for name in ("but", "if")
            for cue in groups.get(name, ())
            if cue.sentence == head.sentence
        )


def _lifts(cue: Cue, head: Cue, turns: Any) -> bool:
    """Say whether a cue takes the meaning away; what stands before a "but" does not reach over it."""
    return cue.sentence == head.sentence and not any(
        cue.start < turn.end <= head.start for turn in turns
    )


def _near(row: list[Cue], head: Cue, within: int) -> list[Cue]:
    """List the cues of a row in the same sentence and close to the head."""
    return [
        cue
        for cue in row
        if cue.sentence == head.sentence
        and cue.first - head.last <= within
        and head.first - cue.last <= within
    ]


def _clash(cue: Cue, other: Cue) -> bool:
    """Say whether two cues share letters; one may stand in the gap of the other."""
    inside = (other.start < cue.start and cue.end < other.end) or (
        cue.start < other.start and other.end < cue.end
    )
    return cue.start < other.end and other.start < cue.end and not inside


def _within(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(low <= start and end <= high for low, high in spans)


def _inside(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Say whether a longer phrase swallows these letters."""
    return any(low <= start and end <= high and end - start < high - low for low, high in spans)


def _is_shouted(text: str, places: Any) -> bool:
    return all(text[place] == text[place].upper() for place in places)


def _largest(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out spans that overlap an earlier or larger one."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


_guards: dict[str, Guard] = {}


def open_guard(locale: str) -> Guard:
    """Return the guard of a locale, from the compiled rules of this installation."""
    if locale not in _guards:
        import json

        from jawab.catalog import open_catalog

        _guards[locale] = Guard(json.loads(open_catalog().blob("wording.json")), locale)
    return _guards[locale]


def check_text(text: str, locale: str = "en", cause: str = "unspecified") -> list[Finding]:
    """Find what the wording rules forbid in a text about this cause, in this locale."""
    return open_guard(locale).check(text, cause)
