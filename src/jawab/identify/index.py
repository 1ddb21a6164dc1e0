"""The compiled signals, made ready for one pass over a text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import compress
from typing import Any

from jawab.identify.normalise import fold, keep_mask

BLOCK = 1 << 16
OVERLAP = 2048
"""Longer than any match may be, so that none is cut by the border of a block."""


class Index:
    """What to look for, and what it means when it is found.

    `literals` are folded texts; `roles[n]` says what literal `n` may be: a `field`, a `phrase`, a
    `code`, a `prefix` or `suffix` of unlisted codes, or a `cue` for one of several surfaces.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.fields: dict[str, Any] = data["fields"]
        self.phrases: dict[str, Any] = data["phrases"]
        self.codes: dict[str, Any] = data["codes"]
        self.parents: dict[int, str] = {int(clue): p for clue, p in data["parents"].items()}
        self.phrase_clues = frozenset(data["phrase_clues"])
        self.siblings = frozenset(data["siblings"])
        roles: dict[str, list[tuple[str, Any]]] = {}
        for name, entry in self.fields.items():
            roles.setdefault(name, []).append(("field", entry))
        for phrase, entry in self.phrases.items():
            roles.setdefault(phrase, []).append(("phrase", entry))
        for code in self.codes:
            roles.setdefault(code, []).append(("code", code))
        for role in ("prefixes", "suffixes"):
            for literal, provider in data["unlisted"][role].items():
                roles.setdefault(literal, []).append((role, provider))
        for number, surface in enumerate(data["surfaces"]):
            for cue in surface["cues"]:
                roles.setdefault(cue, []).append(("cue", number))
        self.literals = list(roles)
        self.roles = list(roles.values())
        self.carriers: dict[int, list[int]] = {}
        for number, signal in enumerate(data["signals"]):
            self.carriers.setdefault(signal["clue"], []).append(number)
        self._automaton: Any = None

    def hits(self, normal: str) -> Iterator[tuple[int, int, int]]:
        """Every place of a literal in a normalised text: its number, start and end."""
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick(self.literals)
        find = self._automaton.find_matches_as_indexes
        for base in range(0, len(normal), BLOCK):
            block = normal[base : base + BLOCK + OVERLAP]
            found = find(fold(block), overlapping=True)
            if not found:
                continue
            places = list(compress(range(base, base + len(block)), keep_mask(block)))
            border = base + BLOCK
            for literal, left, right in found:
                start, end = places[left], places[right - 1] + 1
                if start < border and end - start <= 4 * (right - left) + 200:
                    yield literal, start, end


def load_index(signals: bytes | str) -> Index:
    """The index of a compiled `signals.json`."""
    return Index(json.loads(signals))
