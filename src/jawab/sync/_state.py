"""What should be at a target and what is there, as plain values that compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from jawab.export import Library
from jawab.model import TONES


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing as it should be; `fields` are compared, and shown where they differ."""

    key: str
    label: str
    fields: Mapping[str, str]
    reply: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing at the target; without a key it is foreign and never touched.

    `intact` says that it still is what we last wrote there, by the fingerprint kept beside it.
    """

    ident: str
    key: str
    label: str
    fields: Mapping[str, str] = field(default_factory=dict)
    intact: bool = True
    active: bool = True
    version: str = ""


class LiveTarget(Protocol):
    """What a live target offers; every method is one or a few requests."""

    address: str
    unique_labels: bool
    """Whether two things there cannot have the same label."""
    multilingual: bool
    """Whether one thing there holds every locale."""
    notes: tuple[str, ...]
    """What the reader of a plan should know, such as a locale that the target lacks."""

    def wanted(self, library: Library) -> list[Wanted]:
        """Return what should be there."""

    def read(self) -> list[Found]:
        """Return everything of this kind that is there, ours and foreign, disabled too."""

    def read_one(self, ident: str) -> Found | None:
        """Return one thing as it is now; None where it is gone."""

    def create(self, wanted: Wanted) -> None:
        """Make a thing with our key and fingerprint in the same request."""

    def update(self, found: Found, wanted: Wanted) -> None:
        """Bring a thing of ours to what is wanted."""

    def disable(self, found: Found) -> None:
        """Take a thing of ours out of use."""


class MovedOn(Exception):
    """The thing was changed there after we looked; nothing was written."""


class Uncertain(Exception):
    """No answer came, so the target may have done the work or not."""


def in_scope(
    key: str, replies: Sequence[str], locales: Sequence[str], tones: Sequence[str] = TONES
) -> bool:
    """Return whether a key belongs to the replies, locales and tones asked for."""
    reply, *rest = key.split(".")
    if rest and rest[0] in TONES and rest[0] not in tones:
        return False
    if locales and rest and rest[-1] not in locales:
        return False
    return not replies or reply in replies


def by_key(found: Sequence[Found]) -> dict[str, list[Found]]:
    """Return our things by key; two of one key are in the order they were made."""
    ours: dict[str, list[Found]] = {}
    for thing in found:
        if thing.key:
            ours.setdefault(thing.key, []).append(thing)
    for things in ours.values():
        things.sort(key=lambda thing: (not thing.active, len(thing.ident), thing.ident))
    return ours


def foreign(found: Sequence[Found]) -> Iterator[Found]:
    """Yield what is not ours."""
    return (thing for thing in found if not thing.key)
