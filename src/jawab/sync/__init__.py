"""Plan and apply: the replies at a live helpdesk as they are here, and nothing else touched.

A live target is one module here, named like its export, with `SETTINGS` (what it needs to log in),
`IMPORTS` (which of its fields hold title and text) and a class `Desk`. Identity and fingerprint of
everything we write are kept at the target itself, so there is no state to lose.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from jawab.errors import UnknownId
from jawab.export import Library
from jawab.sync._apply import Applier, Outcome, TargetMoved
from jawab.sync._credentials import read_settings
from jawab.sync._plan import Change, Plan, make_changes, read_plan
from jawab.sync._state import Found, LiveTarget, foreign

__all__ = [
    "Applier",
    "Change",
    "Found",
    "LiveTarget",
    "Outcome",
    "Plan",
    "TargetMoved",
    "foreign_texts",
    "live_targets",
    "make_plan",
    "open_target",
    "read_plan",
]


def live_targets() -> tuple[str, ...]:
    """Return the names of all live targets."""
    stems = (path.stem for path in Path(__file__).parent.glob("*.py"))
    return tuple(sorted(stem.replace("_", "-") for stem in stems if not stem.startswith("_")))


def open_target(name: str) -> LiveTarget:
    """Return a live target, logged in with what environment or credentials file say."""
    module = _load(name)
    target: LiveTarget = module.Desk(read_settings(name, module.SETTINGS))
    return target


def _load(name: str) -> Any:
    if name not in live_targets():
        raise UnknownId("live target", name, live_targets())
    return import_module(f"jawab.sync.{name.replace('-', '_')}")


def make_plan(
    name: str, target: LiveTarget, library: Library, *, locales: Sequence[str] = (),
    replies: Sequence[str] = (), overwrite: bool = False,
) -> Plan:  # fmt: skip
    """Return what would change at a target."""
    if "all" in locales:
        locales = ()
    wanted = target.wanted(library)
    found = target.read()
    changes = make_changes(
        wanted,
        found,
        replies=replies,
        locales=locales,
        tones=library.tones,
        overwrite=overwrite,
        unique_labels=target.unique_labels,
        keep=target.multilingual and (bool(locales) or not library.complete),
        prune=not (target.multilingual and locales),
        waits=library.still_known,
    )
    return Plan(
        target=name,
        address=target.address,
        changes=changes,
        foreign=sum(1 for _ in foreign(found)),
        locales=tuple(locales),
        replies=tuple(replies),
        tones=tuple(library.tones),
        overwrite=overwrite,
    )


def foreign_texts(name: str, target: LiveTarget) -> list[dict[str, str]]:
    """Return title, subject and text of everything at a target that we did not write."""
    fields: dict[str, str] = _load(name).IMPORTS
    return [
        {"ident": thing.ident, **{ours: thing.fields.get(there, "") for ours, there in
                                  fields.items()}}
        for thing in foreign(target.read())
        if thing.active
    ]  # fmt: skip
