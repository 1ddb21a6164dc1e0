"""A plan for people: one line a change, and what would read differently, in colour."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping

from jawab.sync._plan import Change, Plan

Paint = Callable[[str, str], str]

_SIGNS = {
    "create": ("+", "green"),
    "update": ("~", "yellow"),
    "disable": ("-", "red"),
    "drifted": ("!", "magenta"),
    "conflict": ("!", "magenta"),
}
_ADVICE = {
    "drifted": "left alone; --overwrite replaces what was edited there",
    "conflict": "left alone; rename that one there",
}


def show_plan(plan: Plan, paint: Paint, *, details: bool = True) -> Iterator[str]:
    """Yield the lines of a plan; `paint(text, colour)` colours or does not."""
    for change in plan.changes:
        if change.kind == "unchanged":
            continue
        sign, colour = _SIGNS[change.kind]
        why = f" ({change.why})" if change.why else ""
        yield paint(f"{sign} {change.kind} {change.key}", colour) + f"  {change.label}{why}"
        if change.kind in _ADVICE:
            yield f"    {_ADVICE[change.kind]}"
        if details and change.kind in ("update", "drifted"):
            yield from _fields(change, paint)
    counts = ", ".join(f"{count} {kind}" for kind, count in plan.counts.items() if count)
    yield f"{plan.target} at {plan.address}: {counts or 'nothing there'}"


def _fields(change: Change, paint: Paint) -> Iterator[str]:
    for name in dict.fromkeys([*change.before, *change.after]):
        yield from _field(name, change.before, change.after, paint)


def _field(
    name: str, before: Mapping[str, str], after: Mapping[str, str], paint: Paint
) -> Iterator[str]:
    old, new = before.get(name, ""), after.get(name, "")
    if old == new:
        return
    yield f"    {name}"
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=1)
    for line in list(lines)[2:]:
        colour = {"+": "green", "-": "red"}.get(line[:1], "")
        text = f"      {printable(line)}"
        yield paint(text, colour) if colour else text


def printable(text: str) -> str:
    """Return text of a server without what would steer a terminal."""
    return "".join(mark if mark.isprintable() or mark == "\t" else "\N{REPLACEMENT CHARACTER}"
                   for mark in text)  # fmt: skip
