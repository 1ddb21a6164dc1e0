"""Days that stand out from the weeks before them.

For each error the count of a day is compared with the 28 days before: the distance from their
median in units of their median absolute deviation, scaled to a normal spread (`scipy.stats`). Both
shrug off single bad days, which a mean does not. The spread is never taken as smaller than that of
pure chance (the square root of the median), and a difference of fewer than five is never reported.
From 3.5 on a day stands out (Iglewicz and Hoaglin, 1993). Where all requests are known, each count
is first brought to a usual day's traffic.
"""

from __future__ import annotations

import shlex
from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from jawab.triage.counts import Counts, by
from jawab.triage.entry import NO_DAY

WEEKS = 4
LEAST_DAYS = 7
THRESHOLD = 3.5
LEAST = 5


class Anomaly(NamedTuple):
    """A day on which an error came much more, or much less, often than before."""

    day: str
    error_id: str
    times: int
    usual: float
    score: float
    command: str
    """What shows its lines."""


def find_anomalies(counts: Counts, paths: tuple[str, ...]) -> list[Anomaly]:
    """The days that stand out, the strongest first."""
    from scipy.stats import median_abs_deviation

    daily = by(counts.cells, "error_id", "day")
    days = _days(counts)
    traffic = _traffic(counts, days)
    found = []
    for error_id in sorted({error_id for error_id, _ in daily}):
        series = [daily[error_id, day] * traffic[day] for day in days]
        for place in range(LEAST_DAYS, len(days)):
            before = sorted(series[max(0, place - 7 * WEEKS) : place])
            usual = (before[(len(before) - 1) // 2] + before[len(before) // 2]) / 2
            chance = max(usual, 1.0) ** 0.5
            spread = max(float(median_abs_deviation(before, scale="normal")), chance)
            score = (series[place] - usual) / spread
            if abs(score) >= THRESHOLD and abs(series[place] - usual) >= LEAST:
                day, count = days[place], daily[error_id, days[place]]
                told = show_command(paths, error_id, day)
                found.append(Anomaly(day, error_id, count, usual, round(score, 1), told))
    return sorted(found, key=lambda a: (-abs(a.score), a.day, a.error_id))


def show_command(paths: tuple[str, ...], error_id: str, day: str) -> str:
    """The command that shows the lines of an error on a day."""
    return shlex.join(["jawab", "triage", *paths, "--show", error_id, "--day", day])


def _days(counts: Counts) -> list[str]:
    """Every day from the first to the last one; a day without rejections counts as one."""
    told = {cell.day for cell in counts.cells} | {total.day for total in counts.totals}
    real = sorted(filter(None, map(_date, told - {NO_DAY})))
    if not real or (real[-1] - real[0]).days > 4000:
        return [day.isoformat() for day in real]
    length = (real[-1] - real[0]).days + 1
    return [(real[0] + timedelta(days=n)).isoformat() for n in range(length)]


def _date(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _traffic(counts: Counts, days: list[str]) -> dict[str, float]:
    """What brings a day's count to a usual day's traffic; 1 where requests are not known."""
    totals: Counter[str] = Counter()
    for total, count in counts.totals.items():
        totals[total.day] += count
    if not days or not all(totals[day] for day in days):
        return dict.fromkeys(days, 1.0)
    usual = sorted(totals[day] for day in days)[len(days) // 2]
    return {day: usual / totals[day] for day in days}
