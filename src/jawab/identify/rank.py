"""From the clues seen in a text to candidates, strictest cause first."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from jawab.identify.index import Index
from jawab.identify.match import Sightings
from jawab.identify.read import CERTAIN, LIKELY, MENTION
from jawab.identify.seen import Sighting

Confidence = Literal["certain", "likely", "mention"]

CAUSES = (
    "child-abuse",
    "prohibited",
    "child-depiction",
    "other-policy",
    "unspecified",
    "technical",
)


class Evidence(NamedTuple):
    """Words of the paste that speak for a candidate, and the clue they match."""

    start: int
    end: int
    text: str
    clue: str


class Candidate(NamedTuple):
    """An error definition that a paste may be, how surely, and why."""

    error_id: str
    provider: str
    cause: str
    confidence: Confidence
    evidence: tuple[Evidence, ...]
    stage: str


class Draft:
    """A candidate in the making."""

    __slots__ = ("number", "provider", "sightings", "signals", "strength", "sure", "weight")

    def __init__(self, number: int, provider: str) -> None:
        self.number = number
        self.provider = provider
        self.signals: list[int] = []
        self.sightings: list[tuple[str, Sighting]] = []
        self.sure = 0
        self.strength = 0.0
        self.weight = 0
        """How much the signal that says most says; 0 for a status that many errors share."""

    def add(self, label: str, sighting: Sighting) -> None:
        """Note evidence, once."""
        if (label, sighting) not in self.sightings:
            self.sightings.append((label, sighting))


def rank(index: Index, seen: Sightings, original: str, mentions: bool) -> list[Candidate]:
    """Candidates for what was seen, strictest cause first."""
    matched = _matched_signals(index, seen)
    drafts = _drafts(index, seen, matched)
    drafts = _without_generic(index, drafts)
    drafts.extend(_unlisted(index, seen, drafts))
    drafts = [d for d in drafts if mentions or d.strength >= LIKELY]
    drafts = _without_wrappers(index, drafts)
    drafts.sort(key=lambda draft: _order(index, draft))
    return [_candidate(index, seen, draft, original) for draft in drafts]


def _holds(index: Index, seen: Sightings, number: int) -> bool:
    """Whether what a signal asks for stands in the text and what it excludes does not."""
    signal = index.data["signals"][number]

    def sure(clue: int) -> bool:
        # Words that only go with a signal need not be a report themselves.
        enough = MENTION if clue in index.phrase_clues else LIKELY
        return seen.clues.get(clue, (0, 0, 0))[0] >= enough

    return all(map(sure, signal["requires"])) and not any(map(sure, signal["unless"]))


def _matched_signals(index: Index, seen: Sightings) -> dict[int, float]:
    signals = index.data["signals"]
    numbers = sorted(n for clue in seen.clues for n in index.carriers.get(clue, ()))
    matched = {
        number: seen.clues[signals[number]["clue"]][0]
        for number in numbers
        if _holds(index, seen, number)
    }
    covered = {
        other
        for number, strength in matched.items()
        for other in signals[number]["covers"]
        if strength >= LIKELY or matched.get(other, 0) < LIKELY
    }
    return {number: strength for number, strength in matched.items() if number not in covered}


def _drafts(index: Index, seen: Sightings, matched: dict[int, float]) -> list[Draft]:
    data = index.data
    drafts: dict[int, Draft] = {}

    def draft(number: int) -> Draft:
        if number not in drafts:
            drafts[number] = Draft(number, data["definitions"][number]["provider"])
        return drafts[number]

    for number, strength in matched.items():
        signal = data["signals"][number]
        mine = draft(signal["definition"])
        mine.signals.append(number)
        mine.strength = max(mine.strength, strength)
        if strength >= LIKELY and not signal["broad"]:
            mine.weight = max(mine.weight, signal["weight"])
            mine.sure = max(mine.sure, int(strength))
        for clue in (signal["clue"], *signal["requires"]):
            mine.add(data["clues"][clue], seen.clues[clue])
    for code, sighting in seen.codes.items():
        for carrier in index.codes[code]["definitions"]:
            carried = carrier["signals"]
            held = [number for number in carried if _holds(index, seen, number)]
            if carried and not held:
                continue
            mine = draft(carrier["definition"])
            mine.signals.extend(number for number in held if number not in mine.signals)
            mine.strength = max(mine.strength, sighting[0])
            mine.sure = max(mine.sure, int(sighting[0]))
            mine.weight = max(mine.weight, len(code))
            mine.add(index.codes[code]["code"], sighting)
    return list(drafts.values())


def _without_generic(index: Index, drafts: list[Draft]) -> list[Draft]:
    """Leave out what only says that a field is there, where its own service says more."""
    data = index.data
    groups = data["groups"]

    def group(draft: Draft) -> str:
        return str(groups.get(draft.provider, draft.provider))

    def is_generic(draft: Draft) -> bool:
        return bool(draft.signals) and not draft.sure

    generic = {id(draft) for draft in drafts if is_generic(draft)}
    telling = [d for d in drafts if id(d) not in generic and d.strength >= LIKELY]

    def is_told(draft: Draft) -> bool:
        return any(
            group(d) == group(draft) and _cause(index, d) <= _cause(index, draft) for d in telling
        )

    return [d for d in drafts if id(d) not in generic or not is_told(d)]


def _unlisted(index: Index, seen: Sightings, drafts: list[Draft]) -> list[Draft]:
    data = index.data
    groups = data["groups"]
    known = {
        groups.get(d.provider, d.provider)
        for d in drafts
        if d.strength >= LIKELY and data["definitions"][d.number]["cause"] != "technical"
    }
    found = []
    for provider, sighting in seen.unlisted.items():
        if groups.get(provider, provider) not in known:
            draft = Draft(-1, provider)
            draft.strength = sighting[0]
            draft.sure = int(sighting[0])
            draft.add("", sighting)
            found.append(draft)
    return found


def _without_wrappers(index: Index, drafts: list[Draft]) -> list[Draft]:
    """Let the service inside speak where a relay passes its answer on."""
    wrappers = index.data["wrappers"]
    inner = [d for d in drafts if d.provider not in wrappers and d.strength >= LIKELY]
    if not inner:
        return drafts
    best = min(inner, key=lambda draft: _order(index, draft))
    kept = []
    for draft in drafts:
        if draft.provider in wrappers:
            if _cause(index, draft) >= _cause(index, best):
                continue
            draft.provider = best.provider
        kept.append(draft)
    return kept


def _cause(index: Index, draft: Draft) -> int:
    if draft.number < 0:
        return CAUSES.index(index.data["unlisted"]["cause"])
    return CAUSES.index(index.data["definitions"][draft.number]["cause"])


def _order(index: Index, draft: Draft) -> tuple[Any, ...]:
    order = index.data["order"]
    return (
        draft.strength < LIKELY,
        _cause(index, draft),
        draft.provider in index.data["wrappers"],
        draft.sure == 0,
        -draft.sure,
        -draft.weight,
        order.index(draft.provider) if draft.provider in order else len(order),
        min(sighting[1] for _, sighting in draft.sightings),
        draft.number,
    )


def _candidate(index: Index, seen: Sightings, draft: Draft, original: str) -> Candidate:
    data = index.data
    unlisted = draft.number < 0
    definition = data["unlisted"] if unlisted else data["definitions"][draft.number]
    places = sorted(((s[1], s[2], label) for label, s in draft.sightings))
    confidence: Confidence = "mention"
    if draft.strength >= LIKELY:
        confidence = "certain" if draft.strength >= CERTAIN else "likely"
    stages = [data["signals"][n]["stage"] for n in draft.signals]
    stages = [stage for stage in stages if stage != "unknown"]
    provider = draft.provider
    for number, surface in enumerate(data["surfaces"]):
        if number in seen.surfaces and provider in surface["of"]:
            provider = surface["provider"]
            break
    return Candidate(
        error_id=definition["id"],
        provider=provider,
        cause=definition["cause"],
        confidence=confidence,
        evidence=tuple(Evidence(a, b, original[a:b], label) for a, b, label in places),
        stage=stages[0] if stages else "unknown",
    )
