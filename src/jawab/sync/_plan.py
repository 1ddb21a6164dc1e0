"""The plan: what would change at a target, worked out without touching it; as JSON to keep."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from jawab.errors import JawabError
from jawab.model import TONES
from jawab.sync._state import Found, Wanted, by_key, foreign, in_scope

FORMAT = 1
Kind = Literal["create", "update", "disable", "unchanged", "drifted", "conflict"]
WRITES: tuple[Kind, ...] = ("create", "update", "disable")


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one thing, and why; `before` and `after` are its fields."""

    kind: Kind
    key: str
    label: str
    why: str = ""
    ident: str = ""
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    active: bool = True
    version: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes for a target, and what they were worked out for."""

    target: str
    address: str
    changes: tuple[Change, ...]
    foreign: int
    locales: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    tones: tuple[str, ...] = ("neutral",)
    overwrite: bool = False

    def of(self, *kinds: str) -> Iterator[Change]:
        """Yield the changes of these kinds."""
        return (change for change in self.changes if change.kind in kinds)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind, in the order they are told."""
        kinds = ("create", "update", "disable", "unchanged", "drifted", "conflict")
        found = {kind: sum(1 for _ in self.of(kind)) for kind in kinds}
        return {**found, "foreign": self.foreign}

    @property
    def clean(self) -> bool:
        """Whether the target is as it should be."""
        return all(change.kind == "unchanged" for change in self.changes)

    def to_json(self) -> str:
        """Return the plan as JSON; it holds texts and places, and nothing secret."""
        data = {"format": FORMAT, "counts": self.counts, **asdict(self)}
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def read_plan(text: str) -> Plan:
    """Return a plan that was kept; raises `JawabError` where the text is none."""
    try:
        data: dict[str, Any] = json.loads(text)
        if data["format"] != FORMAT:
            raise JawabError(f"This plan has format {data['format']}; make it again.")
        changes = tuple(Change(**row) for row in data["changes"])
        return Plan(
            target=data["target"],
            address=data["address"],
            changes=changes,
            foreign=data["foreign"],
            locales=tuple(data["locales"]),
            replies=tuple(data["replies"]),
            tones=tuple(data["tones"]),
            overwrite=data["overwrite"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise JawabError(f"This is no plan of jawab ({error}).") from error


def make_changes(
    wanted: Sequence[Wanted],
    found: Sequence[Found],
    *,
    replies: Sequence[str] = (),
    locales: Sequence[str] = (),
    tones: Sequence[str] = TONES,
    overwrite: bool = False,
    unique_labels: bool = True,
    keep: bool = False,
    prune: bool = True,
    waits: Callable[[str], bool] = lambda key: False,
) -> tuple[Change, ...]:
    """Return what would have to change, sorted by key.

    Only things that carry our key are ever changed. One that somebody edited there is drifted and
    left alone unless `overwrite` says otherwise. `keep` leaves fields alone that are not wanted:
    a thing there holds every locale, and only some were asked for or are translated. Without
    `prune` nothing is removed, and what `waits` for its translation is never.
    """
    ours = by_key(found)
    taken = {thing.label.casefold(): thing for thing in foreign(found)} if unique_labels else {}
    changes: list[Change] = []
    for item in wanted:
        things = ours.pop(item.key, [])
        if things:
            changes += _compare(item, things, overwrite, keep)
        elif item.label.casefold() in taken:
            thing = taken[item.label.casefold()]
            why = "something foreign has this name"
            changes.append(Change("conflict", item.key, item.label, why, thing.ident,
                                  after=item.fields))  # fmt: skip
        else:
            changes.append(Change("create", item.key, item.label, after=item.fields))
    for key, things in ours.items():
        if prune and in_scope(key, replies, locales, tones) and not waits(key):
            changes += (
                c for thing in things if (c := _remove(thing, "no longer wanted", overwrite))
            )
    return tuple(sorted(changes, key=lambda change: (change.key, change.ident)))


def _compare(item: Wanted, things: list[Found], overwrite: bool, keep: bool) -> Iterator[Change]:
    if keep:
        item = replace(item, fields={**things[0].fields, **item.fields})
    main = next((t for t in things if t.active and t.fields == item.fields), things[0])
    kind, why = _judge(item, main, overwrite)
    yield Change(
        kind, item.key, item.label, why, main.ident, main.fields, item.fields, main.active,
        main.version,
    )  # fmt: skip
    for extra in things:
        if extra is not main and (change := _remove(extra, "there twice", overwrite)):
            yield change


def _judge(item: Wanted, main: Found, overwrite: bool) -> tuple[Kind, str]:
    same = main.fields == item.fields
    if same and main.active:
        return ("unchanged", "") if main.intact else ("update", "only its fingerprint is old")
    if not same and not main.intact:
        return ("update", "edited there; overwritten") if overwrite else ("drifted", "edited there")
    return "update", "" if main.active else "disabled there"


def _remove(thing: Found, why: str, overwrite: bool) -> Change | None:
    if not thing.active:
        return None
    kind: Kind = "disable" if thing.intact or overwrite else "drifted"
    said = why if kind == "disable" else f"{why}, but edited there"
    return Change(kind, thing.key, thing.label, said, thing.ident, thing.fields,
                  version=thing.version)  # fmt: skip
