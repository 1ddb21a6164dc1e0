"""The findings of a triage as plain data: what every output is written from."""

from __future__ import annotations

from collections import Counter
from typing import Any

from jawab.triage.anomaly import find_anomalies
from jawab.triage.counts import Counts, by, rejected

REPEATED = 2
"""So many serious rejections of one account go to trust and safety; see the playbooks."""


def summarise(counts: Counts, paths: tuple[str, ...]) -> dict[str, Any]:
    """All that is told about some logs."""
    stops = rejected(counts.cells)
    requests = sum(counts.totals.values())
    return {
        "version": 1,
        "read": {
            "bytes": counts.bytes,
            "lines": sum(counts.lines.values()),
            "logs": len(counts.lines),
            "looked_at": counts.looked_at,
            "mentions": counts.mentions,
            "own_records": counts.own,
        },
        "rejections": sum(stops.values()),
        "technical": sum(counts.cells.values()) - sum(stops.values()),
        "requests": requests,
        "rate": _rate(sum(stops.values()), requests),
        "by_error": _rows(by(counts.cells, "error_id", "cause"), "error_id", "cause"),
        "by_cause": _rows(by(counts.cells, "cause"), "cause"),
        "by_provider": _rows(by(stops, "provider"), "provider"),
        "by_model": _with_rates(by(stops, "model"), counts),
        "by_day": _days(counts),
        "cells": [{**cell._asdict(), "count": n} for cell, n in sorted(counts.cells.items())],
        "unknown": [
            {"shape": shape, "count": n}
            for shape, n in sorted(counts.shapes.items(), key=lambda item: (-item[1], item[0]))
        ],
        "escalate": _escalate(counts),
        "anomalies": [anomaly._asdict() for anomaly in find_anomalies(counts, paths)],
        "bad": {
            "count": sum(counts.bad.values()),
            "reasons": dict(sorted(counts.bad.items())),
            "first": [
                {"log": log, "line": line, "reason": why} for log, line, why in counts.bad_places
            ],
        },
    }


def _rows(counted: Counter[tuple[str, ...]], *names: str) -> list[dict[str, Any]]:
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [{**dict(zip(names, key, strict=True)), "count": n} for key, n in ordered]


def _rate(count: int, of: int) -> float | None:
    return round(count / of, 6) if of else None


def _with_rates(counted: Counter[tuple[str, ...]], counts: Counts) -> list[dict[str, Any]]:
    totals: Counter[str] = Counter()
    for total, count in counts.totals.items():
        totals[total.model] += count
    rows = _rows(counted, "model")
    for row in rows:
        requests = totals[row["model"]]
        row |= {"requests": requests or None, "rate": _rate(row["count"], requests)}
    return rows


def _days(counts: Counts) -> list[dict[str, Any]]:
    daily = by(counts.cells, "day", "cause")
    totals: Counter[str] = Counter()
    for total, count in counts.totals.items():
        totals[total.day] += count
    rows = []
    for day in sorted({day for day, _ in daily} | set(totals)):
        causes = {cause: n for (at, cause), n in sorted(daily.items()) if at == day}
        stops = sum(n for cause, n in causes.items() if cause != "technical")
        rows.append(
            {
                "day": day,
                "rejections": stops,
                "causes": causes,
                "requests": totals[day] or None,
                "rate": _rate(stops, totals[day]),
            }
        )
    return rows


def _escalate(counts: Counts) -> list[dict[str, Any]]:
    """Accounts with repeated serious rejections; one child-abuse check by name is enough."""
    found: dict[str, dict[str, Any]] = {}
    for (account, cause, day), count in sorted(counts.accounts.items()):
        row = found.setdefault(
            account, {"account": account, "count": 0, "causes": {}, "first": day, "last": day}
        )
        row["count"] += count
        row["causes"][cause] = row["causes"].get(cause, 0) + count
        row["first"], row["last"] = min(row["first"], day), max(row["last"], day)
    rows = [r for r in found.values() if r["count"] >= REPEATED or "child-abuse" in r["causes"]]
    return sorted(
        rows, key=lambda r: (-r["causes"].get("child-abuse", 0), -r["count"], r["account"])
    )
