"""Placeholders in each target's own syntax, with its fallback or the neutral wording."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from jawab.catalog import Entry
from jawab.placeholders import Segments, join

Form = Literal["text", "html"]


@dataclass(frozen=True, slots=True)
class Variable:
    """How a target writes one placeholder.

    `always` is for what a ticket cannot lack, such as its number. `fallback` is the same with
    `%s` where the wording for a missing value stands. A variable that may be empty and has no
    fallback is not used: the neutral wording takes its place, and never a bare variable.
    """

    always: str = ""
    fallback: str = ""
    conditional: str = ""
    """A form that brings its own leading space only when there is a value."""
    breaks: str = "'\"|{}%"
    """Characters a fallback cannot hold in this syntax."""


Variables = Mapping[str, Variable]


def write(
    segments: Segments, variables: Variables, declared: Mapping[str, Entry], form: Form
) -> str:
    """Return a text with each placeholder as the target reads it."""
    escape: Callable[[str], str] = html.escape if form == "html" else str

    def neutral(name: str) -> str:
        return escape(str(declared[name]["neutral"]))

    out = list(segments)
    names = segments[1::2]
    written: list[str] = []
    for index, name in enumerate(names):
        variable = variables.get(name)
        before = out[2 * index]
        if variable and variable.conditional and before.endswith(" "):
            out[2 * index] = before[:-1]
            written.append(variable.conditional)
        elif variable and variable.always:
            written.append(variable.always)
        elif variable and variable.fallback and _holds(variable, neutral(name)):
            written.append(variable.fallback.replace("%s", neutral(name)))
        else:
            written.append(neutral(name))
    remaining = iter(written)
    return join(out, lambda name: next(remaining))


def _holds(variable: Variable, wording: str) -> bool:
    return bool(wording) and not set(wording) & set(variable.breaks)


def literals(segments: Segments) -> Sequence[str]:
    """Return the pieces of a text that are not placeholders."""
    return segments[0::2]


def content_hash(fields: Mapping[str, Any]) -> str:
    """Return a short fingerprint of what a target holds; the same fields give the same."""
    plain = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def dump_json(data: Any) -> bytes:
    """Return data as JSON to read and to compare: indented, a newline at the end."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
