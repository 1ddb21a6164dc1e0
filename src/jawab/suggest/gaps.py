"""What is asked and not found: counts of shapes, from a log that a team keeps only if it wants to.

A shape says the language, which groups of signs met and which replies were close. No word of the
ticket is in it, so the log holds nothing that a customer wrote.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from jawab.suggest.features import read_words
from jawab.suggest.model import Model
from jawab.suggest.rank import Suggestion
from jawab.suggest.signs import spell_out


class Gap(NamedTuple):
    """A shape of tickets that were not answered surely, or answered otherwise."""

    tickets: int
    locale: str
    signs: tuple[str, ...]
    offered: tuple[str, ...]
    chosen: str


def describe(
    model: Model, ticket: str, found: Sequence[Suggestion], errors: Sequence[str] = ()
) -> dict[str, Any]:
    """Return one line of the log: the shape of a ticket, without its words."""
    words, _ = read_words(ticket)
    locale = found[0].locale
    groups = model.signs.find(spell_out(words), model.locales.index(locale))
    return {
        "locale": locale,
        "signs": sorted(groups),
        "errors": sorted(set(errors)),
        "offered": [one.reply_id for one in found[:2]],
        "sure": found[0].sure,
        "risk": found[0].risk,
        "words": min(len(words) // 10 * 10, 100),
    }


def report_gaps(lines: Iterable[str | bytes]) -> list[Gap]:
    """Return the shapes that were unsure, or where an agent chose another reply; most first.

    A line that cannot be read is passed over: logs break.
    """
    counts: Counter[tuple[str, tuple[str, ...], tuple[str, ...], str]] = Counter()
    for line in lines:
        try:
            row = json.loads(line)
            offered = tuple(map(str, row["offered"]))
            chosen = str(row.get("chosen", ""))
            if row["sure"] and chosen in ("", offered[0]):
                continue
            counts[str(row["locale"]), tuple(map(str, row["signs"])), offered, chosen] += 1
        except (ValueError, KeyError, TypeError, IndexError, AttributeError):
            continue
    return [
        Gap(count, *shape) for shape, count in sorted(counts.items(), key=lambda pair: -pair[1])
    ]
