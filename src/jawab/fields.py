"""Walks an item by its declared types: its texts with their places, and its plain form.

`model` says which fields are read by customers (`Text`) and which by agents alone (`Note`); this
module is the one reader of those marks.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Any, Literal

Mark = Literal["text", "note", ""]
Path = tuple[str | int, ...]
Translate = Callable[[Path, Mark, str], str]


_plans: dict[type, tuple[tuple[str, Mark], ...]] = {}


def _plan(declared: type) -> tuple[tuple[str, Mark], ...]:
    """Return each field of a dataclass with its mark; the mark of a list is that of its members."""
    if declared not in _plans:
        hints = typing.get_type_hints(declared, include_extras=True)
        fields = dataclasses.fields(declared)
        _plans[declared] = tuple((entry.name, _mark(hints[entry.name])) for entry in fields)
    return _plans[declared]


def _mark(hint: Any) -> Mark:
    if typing.get_origin(hint) is Annotated:
        mark: Mark = hint.__metadata__[0]
        return mark
    if typing.get_origin(hint) in (tuple, dict, typing.Union, types.UnionType):
        marks = [_mark(inner) for inner in typing.get_args(hint)]
        return next((mark for mark in marks if mark), "")
    return ""


def texts(item: Any) -> Iterator[tuple[Path, Mark, str]]:
    """Yield every non-empty marked text of an item: its path, its mark, and the text."""
    for name, mark in _plan(type(item)):
        yield from _texts_of((name,), mark, getattr(item, name))


def _texts_of(path: Path, mark: Mark, value: Any) -> Iterator[tuple[Path, Mark, str]]:
    if dataclasses.is_dataclass(value):
        for inner, inner_mark, text in texts(value):
            yield (*path, *inner), inner_mark, text
    elif isinstance(value, tuple):
        for index, member in enumerate(value):
            yield from _texts_of((*path, index), mark, member)
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from _texts_of((*path, key), mark, member)
    elif mark and isinstance(value, str) and value:
        yield path, mark, value


def to_plain(item: Any, translate: Translate) -> dict[str, Any]:
    """Return the item as plain JSON data with each text replaced by what `translate` returns.

    Fields marked as notes stand under the key `agents`, so that they can be cut off as one.
    """
    return _plain(item, (), translate)


def _plain(item: Any, path: Path, translate: Translate) -> dict[str, Any]:
    made: dict[str, Any] = {}
    notes: dict[str, Any] = {}
    for name, mark in _plan(type(item)):
        value = _plain_value(getattr(item, name), (*path, name), mark, translate)
        (notes if mark == "note" else made)[name] = value
    if notes:
        made["agents"] = notes
    return made


def _plain_value(value: Any, path: Path, mark: Mark, translate: Translate) -> Any:
    if dataclasses.is_dataclass(value):
        return _plain(value, path, translate)
    if isinstance(value, tuple):
        return [_plain_value(v, (*path, i), mark, translate) for i, v in enumerate(value)]
    if isinstance(value, dict):
        return {k: _plain_value(v, (*path, k), mark, translate) for k, v in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if mark and isinstance(value, str) and value:
        return translate(path, mark, value)
    return value
