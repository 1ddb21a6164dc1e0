"""Find in a text what the wording rules forbid; reads only the compiled rules.

A rule holds patterns of cues. A pattern counts where all its cues stand in one sentence, near the
first, and nothing takes the meaning away: no negation in the clause of the first cue, none right
beside another, and no group named in `unless` in the sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from jawab.finding import Finding, Span
from jawab.wording.cues import Cue, CueFinder, Text, is_inside
from jawab.wording.reading import find_marks

BESIDE = 3
"""Words within which a negation beside any other cue takes that cue away."""
CARRY = 2
"""Words before a verb that may continue a negated list."""
REACH = 60
"""Words beyond which nothing takes a meaning away, however long the sentence."""


class Guard:
    """The rules of one locale, ready to run on many texts."""

    def __init__(self, rules: dict[str, Any], locale: str) -> None:
        """Take the compiled rules and arrange the words of a locale for looking up."""
        words = rules["locales"].get(locale) or rules["locales"][locale.split("-")[0]]
        self.rules = rules["rules"]
        self.locale = locale
        self.after_only = words["negation"] == "after"
        exceptions = {f"~{r['id']}": r["exceptions"].get(locale, []) for r in self.rules}
        self.finder = CueFinder(words, rules["fold"][words["fold"]], exceptions)

    def find_cues(self, text: str) -> Text:
        """Find the cues of every group."""
        return self.finder.find_cues(text)

    def check(self, text: str, cause: str = "unspecified") -> list[Finding]:
        """Check a text that is about this cause."""
        found = self.find_cues(text)
        marks = find_marks(text)
        at = found.reading.at
        findings = []
        for rule in self.rules:
            if rule["causes"] and cause not in rule["causes"]:
                continue
            spans: set[tuple[int, int]] = set()
            silent = [(c.start, c.end) for c in found.groups.get("~" + rule["id"], ())]
            for pattern in rule["patterns"]:
                if (pattern["causes"] and cause not in pattern["causes"]) or (
                    pattern["locales"] and self.locale not in pattern["locales"]
                ):
                    continue
                if pattern["marks"]:
                    spans.update((s, e) for name, s, e in marks if name in pattern["marks"])
                else:
                    for start, end in self._matches(pattern, found, silent):
                        spans.add((at[start], at[end - 1] + 1))
            for start, end in _largest(spans):
                line = text.count("\n", 0, start) + 1
                column = start - text.rfind("\n", 0, start)
                findings.append(Finding(
                    rule=rule["id"], message=rule["message"], span=Span("", line, column),
                    help=rule["help"], severity=rule["severity"], start=start, end=end,
                ))  # fmt: skip
        findings.sort(key=lambda finding: (finding.start or 0, finding.end or 0, finding.rule))
        return findings

    def _matches(
        self, pattern: dict[str, Any], found: Text, silent: list[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        groups = found.groups
        rows = []
        for names in pattern["cues"]:
            row = [cue for name in names for cue in groups.get(name, ())]
            if silent:
                row = [cue for cue in row if not is_inside(silent, cue.start, cue.end, False)]
            if not row:
                return []
            if len(names) > 1:
                row.sort()
            rows.append(row)
        denied = groups.get("no", []) if "no" in pattern["unless"] else []
        lifted = [groups[name] for name in pattern["unless"] if name != "no" and name in groups]
        turns = groups.get("however", [])
        conditions = groups.get("if", [])
        matches = []
        for head in rows[0]:
            if any(_lifts(cue, head, turns) for row in lifted for cue in _near(row, head, REACH)):
                continue
            nos = _near(denied, head, REACH) if denied else []
            chosen = self._choose(rows, head, pattern, nos, _near(conditions, head, REACH))
            if not chosen:
                continue
            # A negation that is part of a cue ("nothing wrong") takes nothing away.
            cues = (
                [cue for row in rows for cue in _near(row, head, pattern["within"])] if nos else []
            )
            loose = [n for n in nos if not any(c.start <= n.start and n.end <= c.end for c in cues)]
            if not (loose and self._negated(head, loose, found)):
                matches.append((min(c.start for c in chosen), max(c.end for c in chosen)))
        return matches

    def _choose(
        self, rows: list[list[Cue]], head: Cue, pattern: dict[str, Any], nos: list[Cue],
        conditions: list[Cue],
    ) -> list[Cue]:  # fmt: skip
        """Choose for every other row the cue nearest the head; nothing where a row has none."""
        chosen = [head]
        one_clause = pattern["scope"] == "clause" and not self.after_only
        for row in rows[1:]:
            best = None
            for cue in _near(row, head, pattern["within"]):
                if one_clause and (
                    cue.clause > head.clause
                    or (cue.clause < head.clause and any(c.start < cue.start for c in conditions))
                ):
                    continue
                if any(_clash(cue, other) for other in chosen):
                    continue
                if nos and self._denied(cue, head, nos):
                    continue
                if best is None or abs(cue.first - head.first) < abs(best.first - head.first):
                    best = cue
            if best is None:
                return []
            chosen.append(best)
        return chosen

    def _denied(self, cue: Cue, head: Cue, nos: list[Cue]) -> bool:
        """Say whether a negation belongs to a cue that is not the verb."""
        for no in nos:
            if self.after_only and cue.end <= no.start and no.end <= head.start:
                # "without attaching the picture, send the ID": the picture is another verb's.
                return True
            if no.clause == cue.clause != head.clause:
                if not self.after_only and 0 <= cue.first - no.last <= BESIDE:
                    return True
                if 0 <= no.first - cue.last <= BESIDE:
                    return True
        return False

    def _negated(self, head: Cue, nos: list[Cue], found: Text) -> bool:
        ors = _near(found.groups.get("or", []), head, REACH)
        for no in nos:
            if self.after_only:
                if no.start >= head.start and no.clause == head.clause:
                    return True
                # "neither opening, nor saving, nor sending": the negation comes last.
                if no.clause > head.clause and any(
                    cue.clause == head.clause and cue.start >= head.start for cue in ors
                ):
                    return True
            elif no.clause == head.clause or (
                no.clause < head.clause and self._lists_on(head, no, ors, found)
            ):
                return True
        return False

    def _lists_on(self, head: Cue, no: Cue, ors: list[Cue], found: Text) -> bool:
        """Say whether a verb continues a negated list: "do not open, copy or send it"."""
        opening = self.finder.word_at(found.reading, found.clauses[head.clause])
        joined = any(0 <= head.first - cue.last <= CARRY for cue in ors)
        if not joined and (
            head.first - opening > CARRY or not any(cue.clause >= head.clause for cue in ors)
        ):
            return False
        # A new start, such as "but" or "if", ends the list.
        return not any(
            no.start < cue.start <= head.start or cue.clause == no.clause
            for name in ("but", "if")
            for cue in _near(found.groups.get(name, []), head, REACH)
        )


def _near(row: list[Cue], head: Cue, within: int) -> list[Cue]:
    """List the cues of a row in the same sentence and close to the head."""
    index = bisect_left(row, head.first - within - REACH, key=lambda cue: cue.first)
    near = []
    while index < len(row) and row[index].first - head.last <= within:
        cue = row[index]
        if cue.sentence == head.sentence and head.first - cue.last <= within:
            near.append(cue)
        index += 1
    return near


def _lifts(cue: Cue, head: Cue, turns: list[Cue]) -> bool:
    """Say whether a cue takes the meaning away; what stands before a "but" does not reach over."""
    return not any(cue.start < turn.end <= head.start for turn in _near(turns, head, REACH))


def _clash(cue: Cue, other: Cue) -> bool:
    """Say whether two cues share letters; one may stand in the gap of the other."""
    inside = (other.start < cue.start and cue.end < other.end) or (
        cue.start < other.start and other.end < cue.end
    )
    return cue.start < other.end and other.start < cue.end and not inside


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
