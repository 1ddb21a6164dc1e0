"""What was counted: plain numbers that can be added, sent to another machine and kept as JSON."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

MAX_BAD = 50
"""So many bad lines are shown by place; all are counted."""

MAX_SHAPES = 500
MAX_MODELS = 2000
MORE = "(more)"

SERIOUS = ("child-abuse", "prohibited")


class Cell(NamedTuple):
    """What a rejection is counted under."""

    day: str
    provider: str
    model: str
    error_id: str
    cause: str


class Total(NamedTuple):
    """What all requests are counted under, where they are told."""

    day: str
    provider: str
    model: str


class Account(NamedTuple):
    """Rejections of one account that trust and safety should see, by cause and day."""

    account: str
    cause: str
    day: str


class Counts:
    """Everything a triage knows; `add` puts what comes later in a log behind what came before."""

    def __init__(self) -> None:
        self.bytes = 0
        self.lines: Counter[str] = Counter()
        """By log."""
        self.looked_at = 0
        self.mentions = 0
        """Entries that only talk about an error."""
        self.own = 0
        """Entries that are our own records."""
        self.cells: Counter[Cell] = Counter()
        self.totals: Counter[Total] = Counter()
        self.accounts: Counter[Account] = Counter()
        self.shapes: Counter[str] = Counter()
        self.bad: Counter[str] = Counter()
        """By reason."""
        self.bad_places: list[tuple[str, int, str]] = []
        """Log, line and reason of the first ones."""

    def note_shape(self, shape: str) -> None:
        """Count an unknown shape."""
        if shape not in self.shapes and len(self.shapes) >= MAX_SHAPES:
            shape = MORE
        self.shapes[shape] += 1

    def note_bad(self, path: str, line: int, reason: str) -> None:
        """Count a bad line; the first ones with their place."""
        self.bad[reason] += 1
        if len(self.bad_places) < MAX_BAD:
            self.bad_places.append((path, line, reason))

    def add(self, later: Counts) -> None:
        """Add what was counted behind this."""
        for path, line, reason in later.bad_places:
            if len(self.bad_places) < MAX_BAD:
                self.bad_places.append((path, line + self.lines[path], reason))
        self.bad.update(later.bad)
        self.lines.update(later.lines)
        self.bytes += later.bytes
        self.looked_at += later.looked_at
        self.mentions += later.mentions
        self.own += later.own
        self.cells.update(later.cells)
        self.totals.update(later.totals)
        self.accounts.update(later.accounts)
        for shape, count in later.shapes.items():
            room = shape in self.shapes or len(self.shapes) < MAX_SHAPES
            self.shapes[shape if room else MORE] += count

    def to_json(self) -> dict[str, Any]:
        """Plain values, in a settled order."""
        return {
            "bytes": self.bytes,
            "lines": dict(sorted(self.lines.items())),
            "looked_at": self.looked_at,
            "mentions": self.mentions,
            "own": self.own,
            "cells": [[*key, count] for key, count in sorted(self.cells.items())],
            "totals": [[*key, count] for key, count in sorted(self.totals.items())],
            "accounts": [[*key, count] for key, count in sorted(self.accounts.items())],
            "shapes": [[key, count] for key, count in sorted(self.shapes.items())],
            "bad": dict(sorted(self.bad.items())),
            "bad_places": [list(place) for place in self.bad_places],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Counts:
        """The counts that `to_json` wrote."""
        made = cls()
        made.bytes, made.looked_at = data["bytes"], data["looked_at"]
        made.mentions, made.own = data["mentions"], data["own"]
        made.lines.update(data["lines"])
        made.bad.update(data["bad"])
        for *key, count in data["cells"]:
            made.cells[Cell(*key)] = count
        for *key, count in data["totals"]:
            made.totals[Total(*key)] = count
        for *key, count in data["accounts"]:
            made.accounts[Account(*key)] = count
        made.shapes.update(dict(data["shapes"]))
        made.bad_places = [(path, line, reason) for path, line, reason in data["bad_places"]]
        return made


def by(cells: Counter[Cell], *fields: str) -> Counter[tuple[str, ...]]:
    """Counts by some of the fields only."""
    places = [Cell._fields.index(name) for name in fields]
    found: Counter[tuple[str, ...]] = Counter()
    for cell, count in cells.items():
        found[tuple(cell[place] for place in places)] += count
    return found


def rejected(cells: Counter[Cell]) -> Counter[Cell]:
    """The cells that are rejections: what is technical is no word about the content."""
    return Counter({c: n for c, n in cells.items() if c.cause not in ("technical", "none")})
