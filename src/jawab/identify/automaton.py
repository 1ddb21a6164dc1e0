"""One automaton over many byte literals, for those who look through more than a paste."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Find = Callable[..., list[tuple[int, int, int]]]
"""Gives number, start and end of each match in some bytes."""


def find_in_bytes(literals: Sequence[bytes], longest: bool = False) -> Find:
    """The search for some literals; with `longest` the longest of those that begin alike."""
    from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

    kind = MatchKind.LeftmostLongest if longest else MatchKind.Standard
    made: Any = BytesAhoCorasick(list(literals), implementation=Implementation.DFA, matchkind=kind)
    find: Find = made.find_matches_as_indexes
    return find
