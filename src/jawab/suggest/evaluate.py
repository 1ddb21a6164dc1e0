"""How often suggestions are right: counts over rows whose reply, risk and language are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from jawab.suggest.rank import Suggestion

FIRST = 3


class Tally(NamedTuple):
    """Rows, and how many were right at first, among the first three, and in their language."""

    rows: int
    first: int
    three: int
    locale: int


class Evaluation(NamedTuple):
    """What came out of all rows."""

    whole: Tally
    by_locale: dict[str, Tally]
    by_intent: dict[str, Tally]
    risks: dict[tuple[str, str], int]
    """Rows by the risk they have and the risk that was found."""
    confused: list[tuple[str, str, int]]
    """Right reply, reply offered first, how often; the most frequent first."""
    missed: list[str]
    """Rows of critical risk that were not found so, by id or number."""


def evaluate(
    rows: Iterable[Mapping[str, Any]], suggest: Callable[[str], list[Suggestion]]
) -> Evaluation:
    """Return the counts over rows with `text`, `reply`, and where known `lang` and `risk`."""
    tallies: dict[str, list[tuple[bool, bool, bool]]] = {}
    intents: dict[str, list[tuple[bool, bool, bool]]] = {}
    risks: Counter[tuple[str, str]] = Counter()
    confused: Counter[tuple[str, str]] = Counter()
    missed = []
    for number, row in enumerate(rows, 1):
        found = suggest(row["text"])
        names = [one.reply_id for one in found]
        locale = str(row.get("lang", found[0].locale))
        mark = (
            names[0] == row["reply"],
            row["reply"] in names[:FIRST],
            locale.split("-")[0] == found[0].locale.split("-")[0],
        )
        tallies.setdefault(locale, []).append(mark)
        intents.setdefault(row["reply"], []).append(mark)
        if not mark[0]:
            confused[row["reply"], names[0]] += 1
        risk = str(row.get("risk", "none"))
        risks[risk, found[0].risk] += 1
        if risk == "critical" and found[0].risk != "critical":
            missed.append(str(row.get("id", number)))
    return Evaluation(
        _tally([mark for marks in tallies.values() for mark in marks]),
        {name: _tally(marks) for name, marks in sorted(tallies.items())},
        {name: _tally(marks) for name, marks in sorted(intents.items())},
        dict(sorted(risks.items())),
        [
            (right, wrong, count)
            for (right, wrong), count in sorted(confused.items(), key=lambda pair: -pair[1])
        ],
        missed,
    )


def _tally(marks: list[tuple[bool, bool, bool]]) -> Tally:
    return Tally(len(marks), *(sum(mark[at] for mark in marks) for at in range(3)))


def rate_critical(risks: Mapping[tuple[str, str], int]) -> tuple[int, int, int, int]:
    """Return critical rows found, critical rows, harmless ones called critical, harmless ones."""
    critical = sum(count for (right, _), count in risks.items() if right == "critical")
    harmless = sum(count for (right, _), count in risks.items() if right == "none")
    return (
        risks.get(("critical", "critical"), 0), critical,
        risks.get(("none", "critical"), 0), harmless,
    )  # fmt: skip
