"""Carries a plan out: one change after another, each looked at before and read back after.

No step trusts the one before. A thing that changed since the plan was made is left alone; a request
without an answer is looked up before it is made again; what was written is read back, and a target
that answers with old data is asked again. So a run that dies anywhere can simply be repeated.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from jawab.errors import EnvironmentProblem, JawabError
from jawab.sync._plan import WRITES, Change, Plan
from jawab.sync._state import Found, LiveTarget, MovedOn, Uncertain, Wanted, by_key

LOOKS = 5
"""How often a target is asked again before we believe that a thing is not there."""

_ORDER = ("disable", "update", "create")

Result = Literal["done", "moved on", "failed", "not confirmed", "left"]


class TargetMoved(JawabError):
    """The target is not what it was when the plan was made."""

    exit_code = 1

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = tuple(keys)
        shown = ", ".join(keys[:5]) + (" …" if len(keys) > 5 else "")
        super().__init__(
            f"The target has moved on since the plan was made ({len(keys)}: {shown}). Nothing was "
            "written; make a new plan."
        )


@dataclass
class Outcome:
    """What became of each change."""

    results: dict[str, Result] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    stopped: bool = False

    @property
    def clean(self) -> bool:
        """Whether everything was written and confirmed."""
        return not self.stopped and all(result == "done" for result in self.results.values())


@dataclass
class Applier:
    """Applies plans to one target; `sleep` and `stop` come from outside."""

    target: LiveTarget
    sleep: Callable[[float], None] = time.sleep
    stop: Callable[[], bool] = lambda: False
    progress: Callable[[Change, Result], None] = lambda change, result: None

    def apply(self, plan: Plan, *, fresh: bool = False) -> Outcome:
        """Carry the plan out; raises `TargetMoved`, before any write, where it no longer fits.

        A plan that is `fresh` was made from the same target a moment ago; each thing in it is
        looked at before its own change all the same.
        """
        if not fresh:
            refuse_if_moved(plan, self.target)
        outcome = Outcome()
        for change in plan.of("drifted", "conflict"):
            outcome.results[_name(change)] = "left"
            outcome.reasons[_name(change)] = change.why
        # What goes first: a new thing may take its name.
        work = sorted(plan.of(*WRITES), key=lambda change: _ORDER.index(change.kind))
        for change in work:
            if self.stop():
                outcome.stopped = True
                break
            result, reason = self._write(change)
            outcome.results[_name(change)] = result
            outcome.reasons[_name(change)] = reason
            self.progress(change, result)
        self._read_back(work, outcome)
        return outcome

    def _write(self, change: Change) -> tuple[Result, str]:
        try:
            if change.kind == "create":
                self._create(_wanted(change))
            else:
                self._change(change)
        except MovedOn as error:
            return "moved on", str(error)
        except Uncertain as error:
            return "failed", f"no answer: {error}"
        except EnvironmentProblem as error:
            return "failed", str(error)
        return "done", ""

    def _create(self, wanted: Wanted) -> None:
        for _ in range(3):
            try:
                self.target.create(wanted)
                return
            except Uncertain:
                # Done or not? Only the target knows, and it may need a moment to say.
                found = self._appears(wanted.key)
                if found:
                    # Some things are made in several steps, and only the first may be done.
                    self._update(found, wanted)
                    return
        raise Uncertain("three times")

    def _appears(self, key: str) -> Found | None:
        for look in range(LOOKS):
            things = by_key(self.target.read()).get(key)
            if things:
                return things[0]
            self.sleep(0.5 * 2**look)
        return None

    def _update(self, found: Found, wanted: Wanted) -> None:
        for tries in range(3):
            if _holds(found, wanted):
                return
            try:
                self.target.update(found, wanted)
                return
            except (MovedOn, Uncertain):
                # Our own first try may have done it, or a part of it, and lost the answer.
                self.sleep(0.5 * 2**tries)
                again = self.target.read_one(found.ident)
                if again is None or not (_holds(again, wanted) or again.intact):
                    raise
                found = again
        raise Uncertain("three times")

    def _change(self, change: Change) -> None:
        now = self.target.read_one(change.ident)
        if now is None:
            if change.kind == "disable":
                return
            raise MovedOn("it is gone there")
        if _as_wanted(now, change):
            return
        if now.fields != change.before or now.key != change.key:
            raise MovedOn("somebody edited it there meanwhile")
        if change.kind == "update":
            self._update(now, _wanted(change))
            return
        try:
            self.target.disable(now)
        except (MovedOn, Uncertain):
            again = self.target.read_one(change.ident)
            if again is not None and again.active:
                raise

    def _read_back(self, work: Iterable[Change], outcome: Outcome) -> None:
        waiting = [c for c in work if outcome.results.get(_name(c)) == "done"]
        for look in range(LOOKS):
            if not waiting:
                return
            if look:
                self.sleep(0.5 * 2**look)
            there = by_key(self.target.read())
            waiting = [c for c in waiting if not _is_there(c, there.get(c.key, []))]
        for change in waiting:
            outcome.results[_name(change)] = "not confirmed"
            outcome.reasons[_name(change)] = "the target does not show what was written"


def refuse_if_moved(plan: Plan, target: LiveTarget) -> None:
    """Raise `TargetMoved` where a thing of the plan is no longer as the plan saw it."""
    if plan.address != target.address:
        raise JawabError(f"The plan is for {plan.address}, and this target is {target.address}.")
    found = target.read()
    there = {thing.ident: thing for thing in found}
    ours = by_key(found)
    moved = []
    for change in plan.changes:
        if change.kind == "create":
            if change.key in ours:
                moved.append(change.key)
            continue
        if change.kind == "conflict":
            continue
        thing = there.get(change.ident)
        if thing is None or (thing.fields, thing.version) != (change.before, change.version):
            moved.append(change.key)
    if moved:
        raise TargetMoved(moved)


def _name(change: Change) -> str:
    return f"{change.key} {change.ident}".strip()


def _wanted(change: Change) -> Wanted:
    return Wanted(change.key, change.label, change.after)


def _as_wanted(found: Found | None, change: Change) -> bool:
    if change.kind == "disable":
        return found is None or not found.active
    return found is not None and found.key == change.key and _holds(found, _wanted(change))


def _holds(found: Found, wanted: Wanted) -> bool:
    return found.active and found.intact and found.fields == wanted.fields


def _is_there(change: Change, things: Sequence[Found]) -> bool:
    if change.kind == "disable":
        return not any(thing.ident == change.ident and thing.active for thing in things)
    expected = replace(change, kind="update")
    return any(_as_wanted(thing, expected) for thing in things)
