"""The skeleton of a new item: every key its type wants, with a word on what belongs there."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import typing
from datetime import date
from pathlib import Path
from typing import Any

from jawab.fields import Mark
from jawab.load import KIND_BY_NAME

_FROM_PATH = ("id", "provider")


def make_skeleton(root: Path, kind: str, item_id: str, today: date | None = None) -> str:
    """Return YAML with the required keys of a kind to fill in; optional ones stand as comments."""
    declared = KIND_BY_NAME[kind].type
    up = "../" * (1 + item_id.count("/"))
    lines = [f"# yaml-language-server: $schema={up}.schema/{kind}.json"]
    hints = typing.get_type_hints(declared, include_extras=True)
    notes = _field_notes(declared)
    for entry in dataclasses.fields(declared):
        if entry.name in _FROM_PATH:
            continue
        if entry.name in notes:
            lines.append(f"# {notes[entry.name]}")
        required = (
            entry.default is dataclasses.MISSING and entry.default_factory is dataclasses.MISSING
        )
        value = _value(hints[entry.name], item_id, entry.name, today or date.today())
        text = f"{entry.name}:{value}"
        lines += text.splitlines() if required else [f"# {line}" for line in text.splitlines()]
    return "\n".join(lines) + "\n"


def _field_notes(declared: type) -> dict[str, str]:
    """Return the first line of the docstring under each field."""
    tree = ast.parse(inspect.getsource(declared)).body[0]
    assert isinstance(tree, ast.ClassDef)
    found = {}
    for entry, after in zip(tree.body, tree.body[1:], strict=False):
        if (
            isinstance(entry, ast.AnnAssign)
            and isinstance(entry.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            found[entry.target.id] = " ".join(str(after.value.value).split())
    return found


def _value(hint: Any, item_id: str, name: str, today: date) -> str:
    origin = typing.get_origin(hint)
    if origin is typing.Annotated:
        mark: Mark = hint.__metadata__[0]
        return " >-\n  TODO " + ("for customers, in English" if mark == "text" else "for agents")
    if origin is typing.Literal:
        choices = typing.get_args(hint)
        # Where a choice claims nothing, a skeleton that is filled in too fast claims nothing.
        modest = next((c for c in ("unspecified", "unknown", "none") if c in choices), choices[0])
        return f" {modest}  # {' · '.join(choices)}"
    if origin is tuple:
        inner = typing.get_args(hint)[0]
        if dataclasses.is_dataclass(inner):
            return "\n" + _first_member(inner)
        if name == "examples":
            return "\n  - |\n    TODO a pasted form\n  - |\n    TODO another"
        return "\n  - TODO"
    if hint is date:
        return f" {today.isoformat()}"
    if hint is bool:
        return " false"
    if hint is int:
        return " 100"
    return f" {item_id.rpartition('/')[2].replace('-', '_').upper() if name == 'code' else 'TODO'}"


def _first_member(inner: Any) -> str:
    names = [entry.name for entry in dataclasses.fields(inner)]
    if names[:2] == ["field", "value"]:
        return "  - {field: finishReason, value: TODO, stage: unknown}"
    return "  - " + "\n    ".join(f"{name}: TODO" for name in names[:2])
