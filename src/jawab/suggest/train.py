"""Fit the weights: softmax regression by gradient steps in a fixed order, the same bytes each time.

Plain Python, so that a build needs no numerical library; `exp` is ours, so that the last digit does
not depend on the machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jawab.suggest.rank import softmax

RATE = 9.0
IGNORED = 0.03
"""A smaller error moves nothing: it would cost time and fill the table with noise."""


@dataclass(frozen=True, slots=True)
class Head:
    """Columns of the table that answer one question, such as which intent."""

    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Example:
    """A text as numbers: its features, and the right column of each head (-1 where unknown)."""

    features: tuple[int, ...]
    answers: tuple[int, ...]


def fit(
    examples: Sequence[Example], paces: Sequence[float], heads: Sequence[Head], epochs: int
) -> list[list[float]]:
    """Return a row of weights for each feature; `paces` says how far one may move at a step.

    A word that stands everywhere says little, so it moves slowly and stays near nothing.
    """
    columns = sum(head.size for head in heads)
    table = [[0.0] * columns for _ in paces]
    steps = epochs * len(examples)
    done = 0
    for epoch in range(epochs):
        for at in _order(len(examples), epoch):
            example = examples[at]
            done += 1
            rows = [table[feature] for feature in example.features]
            pace = [paces[feature] for feature in example.features]
            if not rows:
                continue
            scale = len(rows) ** -0.5
            sums = [total * scale for total in map(sum, zip(*rows, strict=True))]
            rate = RATE * scale * (1.0 - done / steps)
            for head, answer in zip(heads, example.answers, strict=False):
                if answer < 0:
                    continue
                chances = softmax(sums[head.start : head.start + head.size])
                chances[answer] -= 1.0
                for column, error in enumerate(chances, head.start):
                    if error > IGNORED or error < -IGNORED:
                        step = rate * error
                        for row, share in zip(rows, pace, strict=True):
                            row[column] -= step * share
    return table


def _order(size: int, epoch: int) -> list[int]:
    """Return the numbers below `size`, well mixed and the same in every run."""
    return sorted(range(size), key=lambda at: ((at + 1) * 2654435761 + epoch * 40503) % 4294967291)
