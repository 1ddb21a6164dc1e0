"""Compile the signals of all definitions into `signals.json`, which Python and JavaScript read.

Everything literal is folded here once, so that matching is one pass over the folded text. The
public edition must not name the causes that customers are not told about, nor their codes, and yet
a paste of one must show what `prohibited` shows: there those definitions have no name, and their
literals are replaced by their length and hash.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from ahocorasick_rs import AhoCorasick

from jawab.identify import shapes
from jawab.identify.mask import HIDDEN_CAUSE, mask
from jawab.identify.normalise import fold, normalise
from jawab.identify.schema import VERSION, schema

if TYPE_CHECKING:
    from jawab.model import Audience, Clue, ErrorDefinition, Signal


class Knowledge(Protocol):
    """What is needed of a knowledge base here."""

    @property
    def errors(self) -> Mapping[str, ErrorDefinition]:
        """Return the definitions by id."""
        ...


ClueKey = tuple[str, str, str, str]
"""Field, value, phrase and code of a clue; what it has not is empty."""

__all__ = ["compile_definitions", "compile_signals", "folded", "schema"]

_code_like = re.compile(
    r"[A-Za-z0-9]+(?:[_./-][A-Za-z0-9]+)+|[A-Z]?[a-z0-9]+(?:[A-Z][a-z0-9]+)+|[0-9]{6,}"
)
_numeric = re.compile(r"[0-9]{6,}")


def folded(literal: str) -> str:
    """A literal as it stands in a folded text."""
    return fold(normalise(literal))


def compile_signals(knowledge: Knowledge, audience: Audience = "agents") -> bytes:
    """The bytes of `signals.json` for an audience; equal content gives equal bytes."""
    return compile_definitions(knowledge.errors.values(), audience)


def compile_definitions(
    definitions: Iterable[ErrorDefinition], audience: Audience = "agents"
) -> bytes:
    """The bytes of `signals.json` for some definitions."""
    active = sorted((d for d in definitions if d.status == "active"), key=lambda d: d.id)
    if audience == "public":
        hidden = [d for d in active if d.cause == HIDDEN_CAUSE]
        active = [d for d in active if d.cause != HIDDEN_CAUSE] + hidden
    book = _Book()
    for definition in active:
        book.add(definition)
    book.relate()
    data = book.data(audience)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class _Book:
    """The tables of `signals.json` while they grow."""

    def __init__(self) -> None:
        self.definitions: list[ErrorDefinition] = []
        self.clues: dict[ClueKey, int] = {}
        self.numbers: dict[ClueKey, int] = {}
        self.signals: list[dict[str, Any]] = []
        self.covers: list[list[int]] = []

    def add(self, definition: ErrorDefinition) -> None:
        number = len(self.definitions)
        self.definitions.append(definition)
        for signal in definition.signals:
            self.signals.append(
                {
                    "definition": number,
                    "clue": self.clue(signal),
                    "requires": sorted(self.clue(clue) for clue in signal.requires),
                    "unless": sorted(self.clue(clue) for clue in signal.unless),
                    "stage": signal.stage,
                    "broad": signal.value in ("*", *shapes.BROAD_VALUES)
                    or bool(re.fullmatch("[0-9]{1,3}", signal.value)),
                    "weight": _weight(signal) + sum(map(_weight, signal.requires)),
                }
            )

    def clue(self, clue: Clue | Signal) -> int:
        key = (clue.field, clue.value, clue.phrase, clue.code)
        # Phrases that differ only in what does not count are one clue; a code is not a phrase.
        code_like = str(_may_stand_alone(clue.phrase))
        same = (clue.field, clue.value, folded(clue.phrase) + code_like, folded(clue.code))
        if same not in self.numbers:
            self.numbers[same] = self.clues[key] = len(self.clues)
        return self.numbers[same]

    def relate(self) -> None:
        """Find which signals say all that another one says, and more."""
        told = _told_by(list(self.clues))
        group = [shapes.GROUPS.get(d.provider, d.provider) for d in self.definitions]
        needed = [frozenset((s["clue"], *s["requires"])) for s in self.signals]
        having: defaultdict[int, list[int]] = defaultdict(list)
        for at, signal in enumerate(self.signals):
            having[signal["clue"]].append(at)
        for at, signal in enumerate(self.signals):
            said = frozenset().union(*(told[clue] for clue in needed[at]))
            mine = signal["definition"]
            signal["covers"] = sorted(
                other
                for clue in said
                for other in having[clue]
                if needed[other] <= said
                and needed[other] != needed[at]
                and (theirs := self.signals[other]["definition"]) != mine
                and group[theirs] == group[mine]
            )

    def data(self, audience: Audience) -> dict[str, Any]:
        fields, parents = self._fields()
        data: dict[str, Any] = {
            "version": VERSION,
            "audience": audience,
            "definitions": [
                {"id": d.id, "provider": d.provider, "cause": d.cause} for d in self.definitions
            ],
            "clues": [_label(*key) for key in self.clues],
            "signals": self.signals,
            "phrase_clues": sorted(n for (_, _, p, c), n in self.clues.items() if p and not c),
            "fields": fields,
            "parents": parents,
            "phrases": self._phrases(),
            "codes": self._codes(),
            "surfaces": [
                {"provider": provider, "of": list(of), "cues": sorted(map(folded, cues))}
                for provider, of, cues in shapes.SURFACES
            ],
            "unlisted": {
                "id": shapes.UNLISTED_ID,
                "cause": "unspecified",
                "prefixes": {folded(k): v for k, v in shapes.UNLISTED_PREFIXES.items()},
                "suffixes": {folded(k): v for k, v in shapes.UNLISTED_SUFFIXES.items()},
                "safety": sorted(map(folded, shapes.SAFETY_WORDS)),
                "harmless": sorted(map(folded, shapes.HARMLESS_WORDS)),
            },
            "siblings": sorted(map(folded, shapes.SIBLINGS)),
            "groups": dict(sorted(shapes.GROUPS.items())),
            "wrappers": list(shapes.WRAPPERS),
            "order": list(shapes.ORDER),
        }
        if audience == "public":
            return mask(data)
        return data

    def _fields(self) -> tuple[dict[str, Any], dict[str, str]]:
        fields: dict[str, Any] = {}
        parents: dict[str, str] = {}

        def entry(name: str) -> dict[str, Any]:
            known: dict[str, Any] = fields.setdefault(
                folded(name), {"long": _is_long(name), "unlisted": "", "values": {}}
            )
            return known

        for (field, value, _, _), number in self.clues.items():
            if not field:
                continue
            parent, _, name = field.rpartition(".")
            if parent:
                parents[str(number)] = folded(parent.rpartition(".")[2])
            for spelling in (name, *shapes.SYNONYMS.get(name, ())):
                value_key = "*" if value == "*" else folded(value)
                entry(spelling)["values"].setdefault(value_key, []).append(number)
        for name, provider in shapes.UNLISTED_FIELDS.items():
            entry(name)["unlisted"] = provider
        return fields, parents

    def _phrases(self) -> dict[str, Any]:
        phrases: dict[str, Any] = {}

        def entry(phrase: str) -> dict[str, Any]:
            known: dict[str, Any] = phrases.setdefault(
                folded(phrase),
                {
                    "clue": -1,
                    "codes": {},
                    "edges": _edges(phrase),
                    # A code written as a phrase is still a code, and prose may talk about it.
                    "is_code": True,
                    "unlisted": "",
                },
            )
            known["is_code"] = known["is_code"] and _may_stand_alone(phrase)
            return known

        for (_, _, phrase, code), number in self.clues.items():
            if not phrase:
                continue
            if not code:
                entry(phrase)["clue"] = number
                continue
            entry(phrase)["codes"][folded(code)] = number
            if phrase.endswith("s"):
                entry(phrase[:-1])["codes"][folded(code)] = number
        for phrase, provider in shapes.UNLISTED_PHRASES.items():
            entry(phrase)["unlisted"] = provider
        return phrases

    def _codes(self) -> dict[str, Any]:
        """Codes that say something when they stand alone, with the signals that carry them."""
        carriers: dict[str, dict[int, list[int]]] = {}
        spelling: dict[str, str] = {}
        keys = list(self.clues)
        # The name of a field stands in every answer of a service, whatever its value.
        names = {folded(field.rpartition(".")[2]) for field, _, _, _ in keys}
        for at, signal in enumerate(self.signals):
            field, value, phrase, code = keys[signal["clue"]]
            name = folded(field.rpartition(".")[2])
            if name and name in folded(self.definitions[signal["definition"]].code):
                # What counts is the field; its values are everyday words or another's code.
                continue
            literal = value or code or phrase
            if _may_stand_alone(literal) and folded(literal) not in names:
                spelling.setdefault(folded(literal), literal)
                carriers.setdefault(folded(literal), {}).setdefault(
                    signal["definition"], []
                ).append(at)
        for number, definition in enumerate(self.definitions):
            if _may_stand_alone(definition.code) and folded(definition.code) not in names:
                spelling.setdefault(folded(definition.code), definition.code)
                carriers.setdefault(folded(definition.code), {}).setdefault(number, [])
        return {
            code: {
                "code": spelling[code],
                "definitions": [
                    {"definition": number, "signals": signals}
                    for number, signals in sorted(carriers[code].items())
                ],
            }
            for code in sorted(carriers)
        }


def _weight(clue: Clue | Signal) -> int:
    """How much a clue says, in letters."""
    return len(folded(clue.value + clue.phrase + clue.code))


def _may_stand_alone(literal: str) -> bool:
    """Whether a literal is a code; `permission-denied` and `safety` are words first."""
    if "_" not in literal and literal == literal.lower() and not literal.isdigit():
        return False
    return bool(_code_like.fullmatch(literal)) and len(folded(literal)) >= 8


def _told_by(keys: list[ClueKey]) -> list[set[int]]:
    """For each clue the numbers of those that are seen wherever it is: itself, and what it holds.

    A field with a value tells that the field has one; a phrase tells every phrase that is part of
    it. All parts are found in one walk, so that many definitions do not cost their square.
    """
    present = {field: n for n, (field, value, _, _) in enumerate(keys) if field and value == "*"}
    phrases: defaultdict[str, list[int]] = defaultdict(list)
    for number, (_, _, phrase, code) in enumerate(keys):
        if phrase and not code:
            phrases[folded(phrase)].append(number)
    parts = list(phrases)
    automaton = AhoCorasick(parts)
    told = []
    for number, (field, _, phrase, _) in enumerate(keys):
        known = {number}
        if field in present:
            known.add(present[field])
        if phrase:
            found = automaton.find_matches_as_indexes(folded(phrase), overlapping=True)
            known.update(n for part, _, _ in found for n in phrases[parts[part]])
        told.append(known)
    return told


def _is_long(name: str) -> bool:
    """Whether a field's name is peculiar enough to be recognised at the end of a longer one."""
    return len(re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name)) > 1


def _edges(phrase: str) -> str:
    left, right = phrase[:1].isalnum(), phrase[-1:].isalnum()
    return {(True, True): "both", (True, False): "left", (False, True): "right"}.get(
        (left, right), "none"
    )


def _label(field: str, value: str, phrase: str, code: str) -> str:
    if field:
        return f"{field} = {value}"
    return f"{phrase} + {code}" if code else phrase
