"""A triage as text for a terminal, as JSON, and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

SHOWN = 15


def write_json(summary: dict[str, Any]) -> str:
    """Everything, as JSON."""
    return json.dumps(summary, ensure_ascii=False, indent=2) + "\n"


def write_csv(summary: dict[str, Any]) -> str:
    """The counts by day, service, model, error and cause, as CSV."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(["day", "provider", "model", "error_id", "cause", "count"])
    for cell in summary["cells"]:
        writer.writerow(_safe(value) for value in cell.values())
    return made.getvalue()


def _safe(value: object) -> object:
    # A spreadsheet would run what begins like a formula.
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def write_text(summary: dict[str, Any]) -> str:
    """What matters, in lines for a terminal."""
    return "\n".join(_text(summary)) + "\n"


def _text(summary: dict[str, Any]) -> Iterator[str]:
    read = summary["read"]
    yield (
        f"{summary['rejections']:,} rejections and {summary['technical']:,} technical errors"
        f" in {read['lines']:,} lines"
    )
    if summary["rate"] is not None:
        yield f"{summary['rate']:.2%} of {summary['requests']:,} requests were rejected"
    for title, key, names in (
        ("By error", "by_error", ("error_id", "cause")),
        ("By service", "by_provider", ("provider",)),
        ("By model", "by_model", ("model",)),
    ):
        yield from _block(title, [(*(row[n] for n in names), row["count"]) for row in summary[key]])
    days = [(d["day"], d["rejections"]) for d in summary["by_day"] if d["rejections"]]
    yield from _block("By day (the last ones)", days[-SHOWN:])
    accounts = [
        (r["account"], ", ".join(f"{c} {n}" for c, n in r["causes"].items()), r["count"])
        for r in summary["escalate"]
    ]
    yield from _block("For trust and safety: accounts with repeated serious rejections", accounts)
    if summary["anomalies"]:
        yield "\nDays that stand out"
        for row in summary["anomalies"][:SHOWN]:
            yield (
                f"  {row['day']}  {row['error_id']}  {row['times']} (usual {row['usual']:.0f},"
                f" score {row['score']:+.1f})"
            )
            yield f"      {row['command']}"
    yield from _block("Not recognised", [(r["shape"][:90], r["count"]) for r in summary["unknown"]])
    bad = summary["bad"]
    if bad["count"]:
        places = [(f"{p['log']}:{p['line']}", p["reason"]) for p in bad["first"]]
        yield from _block(f"{bad['count']:,} lines could not be read", places)


def _block(title: str, rows: list[tuple[Any, ...]]) -> Iterator[str]:
    if not rows:
        return
    yield f"\n{title}"
    shown = [[f"{c:,}" if isinstance(c, int) else str(c) for c in row] for row in rows[:SHOWN]]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = [
            cell.rjust(width) if isinstance(rows[0][place], int) else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  " + "  ".join(cells).rstrip()
    if len(rows) > SHOWN:
        yield f"  … and {len(rows) - SHOWN} more"
