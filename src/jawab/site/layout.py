"""Where the boxes of a flow stand: a spine from top to bottom, and beside it what leads away.

The spine is the longest way through the flow. What leaves it stands in the second column, in the
row of the question that leads there, and whatever follows from it below. So the picture is narrow
enough for a phone and is read like a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

Nodes = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a box: row from the top, column 0 (the spine) or 1 (beside it)."""

    row: int
    column: int


def place_nodes(nodes: Nodes) -> dict[str, Cell]:
    """Return a cell of its own for every node; loops and unreachable nodes have theirs too."""
    following = {node["id"]: [choice["to"] for choice in node["next"]] for node in nodes}
    spine = _spine(nodes[0]["id"], following)
    placed: dict[str, Cell] = {}
    row = 0
    for node in spine:
        placed[node] = Cell(row, 0)
        side_row = row
        for exit_ in following[node]:
            side_row = _place_side(exit_, side_row, following, set(spine), placed)
        row = max(row + 1, side_row)
    for node in following:
        if node not in placed:
            placed[node] = Cell(row, 0)
            row += 1
    return placed


def _place_side(
    node: str, row: int, following: dict[str, list[str]], spine: set[str], placed: dict[str, Cell]
) -> int:
    """Place a node beside the spine with all that follows from it; return the next free row."""
    if node in spine or node in placed:
        return row
    placed[node] = Cell(row, 1)
    row += 1
    for after in following[node]:
        row = _place_side(after, row, following, spine, placed)
    return row


def _spine(start: str, following: dict[str, list[str]]) -> list[str]:
    """Return the longest way from the start; of two equal ones, the later choice."""

    @cache
    def longest(node: str, seen: frozenset[str]) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        for after in following[node]:
            if after in seen:
                continue
            way = longest(after, seen | {after})
            if len(way) >= len(best):
                best = way
        return (node, *best)

    return list(longest(start, frozenset({start})))
