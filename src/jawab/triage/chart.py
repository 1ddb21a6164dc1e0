"""Charts as SVG that follow the reader's colours: drawn once, coloured by the page's style."""

from __future__ import annotations

import io
import re
from typing import Any

CAUSES = ("child-abuse", "prohibited", "child-depiction", "other-policy", "unspecified")
_INK, _LINE, _BAR, _MARK = "#010101", "#020202", "#030303", "#040404"
_CAUSE_COLOURS = {cause: f"#0{number}0a0a" for number, cause in enumerate(CAUSES, 1)}
_VARIABLES = {
    _INK: "var(--ink)", _LINE: "var(--line)", _BAR: "var(--bar)", _MARK: "var(--mark)",
    **{colour: f"var(--{cause})" for cause, colour in _CAUSE_COLOURS.items()},
}  # fmt: skip


def draw_days(days: list[dict[str, Any]], odd: set[str], label: str) -> str:
    """Rejections by day, stacked by cause; days that stand out are marked."""
    figure, axes = _figure(9.6, 3.2)
    places = range(len(days))
    below = [0] * len(days)
    for cause in CAUSES:
        heights = [day["causes"].get(cause, 0) for day in days]
        if any(heights):
            axes.bar(
                places, heights, bottom=below, color=_CAUSE_COLOURS[cause], width=0.8, label=cause
            )
            below = [a + b for a, b in zip(below, heights, strict=True)]
    for place, day in enumerate(days):
        if day["day"] in odd:
            axes.annotate(
                "▼", (place, below[place]), (0, 4), textcoords="offset points", ha="center",
                color=_MARK, fontsize=10,
            )  # fmt: skip
    step = max(1, -(-len(days) // 9))
    axes.set_xticks(list(places)[::step], [day["day"] for day in days][::step])
    axes.margins(x=0.03, y=0.14)
    axes.yaxis.grid(visible=True, color=_LINE, linewidth=0.6)
    handles, labels = axes.get_legend_handles_labels()
    if handles:
        figure.legend(
            handles, labels, loc="upper left", ncols=len(labels), frameon=False, fontsize=9,
            labelcolor=_INK, handlelength=1, handleheight=1, bbox_to_anchor=(0.0, 1.02),
        )  # fmt: skip
    return _svg(figure, label)


def draw_bars(rows: list[tuple[str, float, str]], label: str) -> str:
    """Bars with a name, a length and what is written behind each."""
    figure, axes = _figure(4.7, 0.45 + 0.3 * max(1, len(rows)))
    names = [name for name, _, _ in rows]
    axes.barh(range(len(rows)), [length for _, length, _ in rows], color=_BAR, height=0.66)
    axes.set_yticks(range(len(rows)), names)
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    longest = max((length for _, length, _ in rows), default=1) or 1
    axes.set_xlim(0, longest * 1.22)
    for place, (_, length, words) in enumerate(rows):
        axes.text(length + longest * 0.015, place, words, va="center", color=_INK, fontsize=9)
    return _svg(figure, label)


def _figure(width: float, height: float) -> tuple[Any, Any]:
    from matplotlib import rcParams
    from matplotlib.figure import Figure

    # Text stays text, and the same numbers give the same bytes.
    rcParams["svg.fonttype"] = "none"
    rcParams["svg.hashsalt"] = "jawab"
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_LINE)
    axes.tick_params(length=0, labelsize=9, colors=_INK)
    axes.set_axisbelow(True)
    figure.patch.set_alpha(0)
    axes.patch.set_alpha(0)
    return figure, axes


_counter = re.compile(r'(id="|href="#|url\(#)')


def _svg(figure: Any, label: str) -> str:
    """The drawing as markup to stand in a page."""
    from html import escape

    made = io.StringIO()
    figure.savefig(
        made, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
    )
    svg = made.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, variable)
    svg = re.sub(r"font: ([0-9.]+)px [^;\"]*", r"font: \1px system-ui, sans-serif", svg)
    # Several drawings stand in one page, and each id may be there once.
    mark = "".join(char for char in label.lower() if char.isalnum())
    svg = _counter.sub(rf"\g<1>{mark}-", svg)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape(label)}"', 1)
