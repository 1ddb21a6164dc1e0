"""Walk over the places of all literals in a text, leaving out what cannot add to the answer.

A long paste is repetitive: a literal that has said all it can is no longer looked for, and of a
run in which the same piece follows itself again and again only the two ends are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import compress
from operator import itemgetter
from typing import Any

from jawab.identify.normalise import fold, keep_mask

BLOCK = 1 << 16
OVERLAP = 2048
"""Longer than any match may be, so that none is cut by the border of a block."""

PERIOD = 1 << 17
"""The longest piece whose repetition is noticed."""
PROBE = 64
CONTEXT = 1 << 14
"""So much of a run is read beyond its first piece, and before its end; nothing looks farther."""

CROWDED = 2000
"""So many places in one block are worth asking which literals are still needed."""
FREQUENT = 100

Block = tuple[list[tuple[int, int, int]], list[int], int]
"""Places in the folded block, the place of each folded character, and where the block ends."""


def walk(
    literals: list[str], whole: Any, text: str, is_spent: Callable[[int], bool]
) -> Iterator[Block]:
    """Places of literals, block by block; `whole` is the automaton of all of them.

    `is_spent` tells whether nothing more can come of a literal.
    """
    automaton, numbers = whole, list(range(len(literals)))
    for base, border in spans(text):
        block = text[base : border + OVERLAP]
        found = automaton.find_matches_as_indexes(fold(block), overlapping=True)
        if not found:
            continue
        if automaton is not whole:
            found = [(numbers[literal], left, right) for literal, left, right in found]
        yield found, list(compress(range(base, base + len(block)), keep_mask(block))), border
        if len(found) < CROWDED:
            continue
        counts = Counter(map(itemgetter(0), found))
        if any(count >= FREQUENT and is_spent(n) for n, count in counts.items()):
            from ahocorasick_rs import AhoCorasick

            numbers = [number for number in numbers if not is_spent(number)]
            automaton = AhoCorasick([literals[number] for number in numbers])


def walk_short(literals: list[str], text: str) -> Iterator[Block]:
    """The same for one short text, without an automaton."""
    folded = fold(text)
    found = []
    for number, literal in enumerate(literals):
        at = folded.find(literal)
        while at >= 0:
            found.append((number, at, at + len(literal)))
            at = folded.find(literal, at + 1)
    # As the automaton gives them: by their ends, the longest first.
    found.sort(key=lambda place: (place[2], place[1]))
    yield found, list(compress(range(len(text)), keep_mask(text))), len(text)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text to read, block by block: all of it but the middle of repetitions."""
    base, size = 0, len(text)
    stop, resume = size, size
    while base < size:
        if base == stop:
            base, stop, resume = resume, size, size
            continue
        if stop == size and size - base > BLOCK:
            stop, resume = repetition(text, base)
        border = min(base + BLOCK, stop)
        yield base, border
        base = border


def repetition(text: str, base: int) -> tuple[int, int]:
    """Where to stop reading a run that begins here, and where to go on; the end where none does."""
    size = len(text)
    again = text.find(text[base : base + PROBE], base + 1, base + PERIOD + PROBE)
    if again < 0:
        return size, size
    period = again - base
    end = base
    while end + period < size:
        piece = text[end : end + BLOCK]
        if text[end + period : end + period + BLOCK] != piece[: size - end - period]:
            break
        end += BLOCK
    stop, resume = base + period + CONTEXT, min(end, size) - CONTEXT
    return (stop, resume) if resume - stop > BLOCK else (size, size)
