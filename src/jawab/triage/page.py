"""One page about a triage, whole in itself: charts, their numbers as tables, no script."""

from __future__ import annotations

from html import escape
from typing import Any

from jawab.triage.chart import draw_bars, draw_days
from jawab.triage.entry import NO_DAY

SHOWN = 12

_STYLE = """
:root{color-scheme:light dark;--paper:#fff;--soft:#f4f6f8;--ink:#1b2733;--dim:#566472;
--line:#d5dce2;--bar:#2f6f9f;--mark:#b3261e;--child-abuse:#7a1320;--prohibited:#c2543d;
--child-depiction:#d99a2b;--other-policy:#6f8f3f;--unspecified:#5b8db8}
@media(prefers-color-scheme:dark){:root{--paper:#12181e;--soft:#1b242c;--ink:#e6ecf1;
--dim:#a3b1bd;--line:#35424e;--bar:#6aaedb;--mark:#ff9b90;--child-abuse:#f07a86;
--prohibited:#e58a6f;--child-depiction:#e9bd68;--other-policy:#a5c46e;--unspecified:#86b6de}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:68rem;padding:2rem 1.25rem 4rem;background:var(--paper);
color:var(--ink);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.7rem;margin:0}
h2{font-size:1.15rem;margin:2.4rem 0 .6rem}
p{margin:.3rem 0}
.dim{color:var(--dim)}
svg{width:100%;height:auto;display:block}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;
margin:1.4rem 0}
.tile{background:var(--soft);border-radius:.5rem;padding:.8rem 1rem}
.tile b{display:block;font-size:1.6rem;line-height:1.2;font-variant-numeric:tabular-nums}
.tile span{color:var(--dim);font-size:.9rem}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(26rem,100%),1fr));
gap:1rem 2.5rem}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:start;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);
vertical-align:top}
th{color:var(--dim);font-weight:600}
td.n,th.n{text-align:end;font-variant-numeric:tabular-nums}
code{font:.86rem ui-monospace,monospace;overflow-wrap:anywhere}
details{margin:.4rem 0}
summary{cursor:pointer;color:var(--dim);font-size:.92rem}
.alarm{border-inline-start:.25rem solid var(--mark);padding-inline-start:1rem}
.wide{overflow-x:auto}
@media print{details{display:none}}
"""


def write_page(summary: dict[str, Any], title: str = "Rejections in the logs") -> str:
    """The report as HTML."""
    days = [day for day in summary["by_day"] if day["day"] != NO_DAY]
    odd = {anomaly["day"] for anomaly in summary["anomalies"]}
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="dim">{_period(days)}</p>',
        _tiles(summary),
        _escalation(summary["escalate"]),
        "<h2>By day</h2>",
        draw_days(days, odd, "Rejections by day and cause")
        if days
        else "<p>No line has a date.</p>",
        _day_table(days, odd),
        _anomalies(summary["anomalies"]),
        '<div class="pair">',
        _bars("By error", [(r["error_id"], r["count"], "") for r in summary["by_error"]]),
        _bars("By service", [(r["provider"], r["count"], "") for r in summary["by_provider"]]),
        _bars("By cause", [(r["cause"], r["count"], "") for r in summary["by_cause"]]),
        _bars(
            "By model", [(r["model"], r["count"], _percent(r["rate"])) for r in summary["by_model"]]
        ),
        "</div>",
        _unknown(summary["unknown"]),
        _bad(summary["bad"]),
        "<h2>How to read this</h2>",
        (
            "<p>A rejection says that an automatic check stopped a request. It does not prove what "
            "a picture shows, and it proves nothing about a person. Technical errors are counted "
            "apart. "
            "A day stands out when its count is 3.5 or more robust deviations (median and median "
            "absolute deviation) from the median of the four weeks before.</p>"
        ),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><main>"
        + "\n".join(part for part in parts if part)
        + "</main></body></html>\n"
    )


def _period(days: list[dict[str, Any]]) -> str:
    return f"{days[0]['day']} to {days[-1]['day']}, by the times in the logs" if days else ""


def _tiles(summary: dict[str, Any]) -> str:
    tiles = [
        (f"{summary['rejections']:,}", "rejections"),
        (f"{summary['technical']:,}", "technical errors"),
        (f"{len(summary['escalate']):,}", "accounts to escalate"),
        (f"{len(summary['anomalies']):,}", "days that stand out"),
        (f"{summary['read']['lines']:,}", "lines read"),
    ]
    if summary["rate"] is not None:
        tiles.insert(1, (f"{summary['rate']:.2%}", f"of {summary['requests']:,} requests"))
    told = "".join(f'<div class="tile"><b>{n}</b><span>{escape(w)}</span></div>' for n, w in tiles)
    return f'<div class="tiles">{told}</div>'


def _table(heads: list[str], rows: list[list[str]], numbers: int = 1) -> str:
    """A table whose last columns are numbers; cells are escaped already."""
    first = len(heads) - numbers

    def cells(row: list[str], tag: str) -> str:
        kind = ["" if place < first else ' class="n"' for place in range(len(row))]
        scope = ' scope="col"' if tag == "th" else ""
        return "".join(f"<{tag}{scope}{k}>{c}</{tag}>" for c, k in zip(row, kind, strict=True))

    body = "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{cells(heads, "th")}</tr></thead><tbody>{body}</tbody></table></div>'  # noqa: E501


def _bars(title: str, rows: list[tuple[str, int, str]]) -> str:
    if not rows:
        return ""
    drawn = [(_short(name), float(n), f"{n:,}  {rate}".strip()) for name, n, rate in rows[:SHOWN]]
    table = _table(["Name", "Count", "Rate"], [[escape(a), f"{n:,}", r] for a, n, r in rows], 2)
    more = f" (the first {SHOWN} of {len(rows)})" if len(rows) > SHOWN else ""
    return (
        f"<section><h2>{escape(title)}{more}</h2>{draw_bars(drawn, title)}"
        f"<details><summary>As a table</summary>{table}</details></section>"
    )


def _short(name: str) -> str:
    return name if len(name) <= 34 else name[:33] + "…"


def _percent(rate: float | None) -> str:
    return "" if rate is None else f"{rate:.2%}"


def _day_table(days: list[dict[str, Any]], odd: set[str]) -> str:
    rows = [
        [
            day["day"] + (" ▼" if day["day"] in odd else ""),
            escape(", ".join(f"{cause} {n}" for cause, n in day["causes"].items())),
            f"{day['rejections']:,}",
            _percent(day["rate"]),
        ]
        for day in days
    ]
    table = _table(["Day", "Causes", "Rejections", "Rate"], rows, 2)
    return f"<details><summary>As a table</summary>{table}</details>" if rows else ""


def _escalation(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    shown = [
        [
            f"<code>{escape(row['account'])}</code>",
            escape(", ".join(f"{cause} {n}" for cause, n in row["causes"].items())),
            escape(row["first"]),
            escape(row["last"]),
            str(row["count"]),
        ]
        for row in rows
    ]
    table = _table(["Account (hash)", "Causes", "First", "Last", "Count"], shown[:50])
    if len(rows) > 50:
        table += f'<p class="dim">{len(rows) - 50} more are in the JSON and CSV output.</p>'
    return (
        '<section class="alarm"><h2>For trust and safety</h2><p>Accounts with repeated serious '
        "rejections. Follow the playbook; do not contact the customer about it.</p>"
        f"<details{' open' if len(rows) <= 10 else ''}><summary>{len(rows)} accounts</summary>"
        f"{table}</details></section>"
    )


def _anomalies(rows: list[dict[str, Any]]) -> str:
    shown = [
        [
            escape(row["day"]),
            escape(row["error_id"]),
            f"<code>{escape(row['command'])}</code>",
            f"{row['times']:,}",
            f"{row['usual']:.0f}",
            f"{row['score']:+.1f}",
        ]
        for row in rows[:SHOWN]
    ]
    heads = ["Day", "Error", "Shows the lines", "Count", "Usual", "Score"]
    return "<h2>Days that stand out</h2>" + (
        _table(heads, shown, 3)
        if rows
        else "<p>No day differs clearly from the weeks before it.</p>"
    )


def _unknown(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    shown = [[f"<code>{escape(row['shape'])}</code>", f"{row['count']:,}"] for row in rows[:SHOWN]]
    return "<h2>Not recognised</h2>" + _table(["Words around the signal", "Count"], shown)


def _bad(bad: dict[str, Any]) -> str:
    if not bad["count"]:
        return ""
    shown = [
        [escape(p["log"]), escape(p["reason"]), f"{p['line']:,}"] for p in bad["first"][:SHOWN]
    ]
    return f"<h2>{bad['count']:,} lines could not be read</h2>" + _table(
        ["Log", "Why", "Line"], shown
    )
