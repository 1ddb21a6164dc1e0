"""Two states of all texts to the changes between them, in the order people look for them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from jawab.diff.readings import CHANNELS, Reading

Piece = tuple[Literal["same", "out", "in"], str]


class Change(NamedTuple):
    """A text that is read differently; empty `before` is a new one, empty `after` one that left."""

    reading: Reading
    before: str
    after: str

    @property
    def what(self) -> str:
        """One word for what happened."""
        if not self.before:
            return "new"
        return "changed" if self.after else "gone"


def compare(before: Mapping[Reading, str], after: Mapping[Reading, str]) -> list[Change]:
    """Return what differs, English first, then by locale, channel and name."""
    changes = [
        Change(reading, before.get(reading, ""), after.get(reading, ""))
        for reading in {*before, *after}
        if before.get(reading, "") != after.get(reading, "")
    ]
    return sorted(changes, key=lambda change: _order(change.reading))


def _order(reading: Reading) -> tuple[object, ...]:
    channel = CHANNELS.index(reading.channel) if reading.channel in CHANNELS else len(CHANNELS)
    return (reading.locale != "en", reading.locale, channel, reading.channel, reading.name)


_WORDS = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)


def split_words(change: Change) -> list[Piece]:
    """Return a change word by word: what stayed, what went out, what came in."""
    old, new = _WORDS.findall(change.before), _WORDS.findall(change.after)
    pieces: list[Piece] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[i:j])))
            continue
        if i < j:
            pieces.append(("out", "".join(old[i:j])))
        if k < m:
            pieces.append(("in", "".join(new[k:m])))
    return pieces


def split_lines(change: Change) -> list[tuple[str, str]]:
    """Return the lines that went out (`-`) and came in (`+`), in their order."""
    old, new = _sentences(change.before), _sentences(change.after)
    lines: list[tuple[str, str]] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            lines += [("-", line) for line in old[i:j]] + [("+", line) for line in new[k:m]]
    return lines


def _sentences(text: str) -> list[str]:
    lines = (line.strip() for line in re.split(r"\n|(?<=[.!?؟।])\s|(?<=[。！？])", text))
    return [line for line in lines if line]
