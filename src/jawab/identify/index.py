"""The compiled signals, made ready for one pass over a text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from jawab.identify.scan import Block, walk, walk_short

SHORT = 2000
"""A paste that may be searched for each literal in turn."""


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
        self._asked = False

    def hits(self, normal: str, is_spent: Callable[[int], bool]) -> Iterator[Block]:
        """The places of literals in a normalised text, block by block (see `walk`)."""
        if self._automaton is None and not self._asked and len(normal) < SHORT:
            # One short paste is answered before the automaton would be made.
            self._asked = True
            return walk_short(self.literals, normal)
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick(self.literals)
        return walk(self.literals, self._automaton, normal, is_spent)


def load_index(signals: bytes | str) -> Index:
    """The index of a compiled `signals.json`."""
    return Index(json.loads(signals))
