"""What was seen of a text so far, and what of it may still come."""

from __future__ import annotations

import re
from typing import Any

from jawab.identify.index import Index
from jawab.identify.normalise import fold
from jawab.identify.pattern import later
from jawab.identify.read import CERTAIN, LIKELY, Known

SETTLED = 50_000
"""How many surroundings are remembered as done."""

_code_like = later(
    r"[A-Z][A-Z0-9]+|[A-Za-z0-9]+(?:[_.][A-Za-z0-9]+)+|[A-Za-z]?[a-z0-9]+(?:[A-Z][a-z0-9]+)+",
    re.ASCII,
)
SUPPORT_CODE = later(r"[0-9]{7,9}", re.ASCII)
_enum_names = ("finishreason", "blockedreason", "blockreason", "turncompletereason")

Sighting = tuple[float, int, int]
"""How surely something was seen, and where it starts and ends."""


class Seen:
    """Of each clue and bare code the best place, and whether a better one is possible."""

    def __init__(self, index: Index, text: str) -> None:
        self.index = index
        self.text = text
        self.clues: dict[int, Sighting] = {}
        self.codes: dict[str, Sighting] = {}
        self.unlisted: dict[str, Sighting] = {}
        self.surfaces: set[int] = set()
        self.reported: set[str] = set()
        self._known: dict[int, Known] = {}

    def is_spent(self, literal: int) -> bool:
        """Whether nothing more can come of a literal, wherever it stands."""
        return all(self._is_role_spent(literal, *role) for role in self.index.roles[literal])

    def _is_role_spent(self, literal: int, role: str, what: Any) -> bool:
        if role == "cue":
            return what in self.surfaces
        if role == "code":
            return what in self.reported or self.strength_of(self.codes, what) >= LIKELY
        if role == "field":
            known = self.known_of(literal, what)
            return all(self.strength_of(self.clues, clue) == CERTAIN for clue in known.clues) and (
                not known.unlisted or self.strength_of(self.unlisted, known.unlisted) == CERTAIN
            )
        if role == "phrase":
            seen = what["clue"] < 0 or self.strength_of(self.clues, what["clue"]) >= LIKELY
            codes = what["codes"].values()
            unlisted = what["unlisted"]
            return (
                seen
                and all(self.strength_of(self.clues, clue) == CERTAIN for clue in codes)
                and (not unlisted or self.strength_of(self.unlisted, unlisted) == CERTAIN)
            )
        return self.strength_of(self.unlisted, what) >= LIKELY

    @staticmethod
    def strength_of(seen: dict[Any, Sighting], what: Any) -> float:
        """How surely something was seen; 0 where it was not."""
        sighting = seen.get(what)
        return sighting[0] if sighting else 0

    def known_of(self, literal: int, entry: dict[str, Any]) -> Known:
        """The values of a field."""
        known = self._known.get(literal)
        if known is None:
            known = Known(self.index.literals[literal], entry, _enum_names)
            self._known[literal] = known
        return known

    def rules_out(self, known: Known, word: str) -> bool:
        """Whether nothing can come of a word as the value of a field."""
        if not known.rules_out(word):
            return False
        provider = known.unlisted
        may_be = provider and self.strength_of(self.unlisted, provider) < CERTAIN
        if may_be and self._is_of_safety(fold(word)):
            return False
        for clue in known.values.get("*", ()):
            if self.strength_of(self.clues, clue) < CERTAIN:
                return False
        remember(known.told, word)
        return True

    def is_told(self, entry: dict[str, Any], word: str) -> bool:
        """Whether a word beside a phrase adds nothing."""
        clue = entry["codes"].get(fold(word))
        if clue is not None:
            return self.strength_of(self.clues, clue) == CERTAIN
        provider = entry["unlisted"]
        return (
            not provider
            or self.strength_of(self.unlisted, provider) == CERTAIN
            or SUPPORT_CODE().fullmatch(word) is None
        )

    def note_unlisted(
        self, provider: str, word: str, strength: float, start: int, end: int, shaped: bool = False
    ) -> None:
        """Note a code that is in no definition but built like this service's safety codes."""
        folded = fold(word)
        if not strength or not _code_like().fullmatch(word) or folded in self.index.siblings:
            return
        if any(bit in folded for bit in self.index.data["unlisted"]["harmless"]):
            return
        if shaped or self._is_of_safety(folded):
            self.see(self.unlisted, provider, strength, start, end)

    def _is_of_safety(self, folded: str) -> bool:
        return True in map(folded.__contains__, self.index.data["unlisted"]["safety"])

    @staticmethod
    def see(seen: dict[Any, Sighting], what: Any, strength: float, start: int, end: int) -> None:
        """Note a sighting where it is surer than the known one, or as sure and before it."""
        known = seen.get(what)
        if known is None or (-strength, start, end) < (-known[0], known[1], known[2]):
            seen[what] = (strength, start, end)


def remember(seen: set[str], what: str) -> None:
    """Add to what is done, within bounds."""
    if len(seen) >= SETTLED:
        seen.clear()
    seen.add(what)
