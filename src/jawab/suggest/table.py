"""The weights: sorted keys of features, each with its few columns and small whole numbers."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

GIANTS = 10_000
"""One weight in so many may be too big for a byte."""


class Table:
    """Weights as they stand in the file, read without unpacking each."""

    __slots__ = ("columns", "ends", "keys", "unit", "weights", "width")

    def __init__(
        self, keys: array[int], counts: bytes, columns: bytes, weights: array[int],
        width: int, unit: float,
    ) -> None:  # fmt: skip
        self.keys = keys
        self.ends = array("I", accumulate(counts, initial=0))
        self.columns = columns
        self.weights = weights
        self.width = width
        self.unit = unit

    def find(self, key: int) -> int:
        """Return the place of a feature, or -1."""
        place = bisect_left(self.keys, key)
        return place if place < len(self.keys) and self.keys[place] == key else -1

    def add(self, totals: list[int], place: int, times: int = 1) -> None:
        """Add a feature's weights to the totals."""
        columns, weights = self.columns, self.weights
        for at in range(self.ends[place], self.ends[place + 1]):
            totals[columns[at]] += weights[at] * times

    def weight(self, place: int, column: int) -> int:
        """Return one weight of a feature."""
        for at in range(self.ends[place], self.ends[place + 1]):
            if self.columns[at] == column:
                return self.weights[at]
        return 0


def read_table(data: dict[str, Any]) -> Table:
    """Return the table of a parsed file."""
    from base64 import b64decode

    keys, weights = array("I"), array("b")
    keys.frombytes(b64decode(data["keys"]))
    weights.frombytes(b64decode(data["weights"]))
    import sys

    if sys.byteorder == "big":
        keys.byteswap()
    return Table(
        keys, b64decode(data["counts"]), b64decode(data["columns"]), weights,
        data["width"], data["unit"],
    )  # fmt: skip


def pack_table(
    rows: Iterable[tuple[int, Sequence[float]]], width: int, least: int
) -> dict[str, Any]:
    """Return the file's form of rows of weights; a weight below `least` steps is left out."""
    from base64 import b64encode

    found = sorted(rows)
    sizes = sorted(abs(weight) for _, row in found for weight in row)
    # A handful of giants would cost all others their precision; they are cut off instead.
    largest = sizes[-1 - len(sizes) // GIANTS] if sizes else 0.0
    unit = round(max(largest, 0.127) / 127, 6)
    keys: list[int] = []
    counts, columns, weights = bytearray(), bytearray(), bytearray()
    for key, row in found:
        steps = [(column, round(weight / unit)) for column, weight in enumerate(row)]
        kept = [(column, max(-127, min(127, step))) for column, step in steps if abs(step) >= least]
        if not kept:
            continue
        keys.append(key)
        counts.append(len(kept))
        columns += bytes(column for column, _ in kept)
        weights += bytes(step & 255 for _, step in kept)
    packed = b"".join(key.to_bytes(4, "little") for key in keys)
    return {
        "keys": b64encode(packed).decode(),
        "counts": b64encode(counts).decode(),
        "columns": b64encode(columns).decode(),
        "weights": b64encode(weights).decode(),
        "width": width,
        "unit": unit,
    }
