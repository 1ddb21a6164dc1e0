"""Limits of a target: length, names, uniqueness, its own syntax in our text; each a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jawab.finding import Finding, Span


@dataclass(frozen=True, slots=True)
class Item:
    """One thing at a helpdesk: what kind, its stable key, and the body of the request.

    `target` names the request that creates it, for a reader of the exported file.
    """

    key: str
    kind: str
    request: str
    payload: Mapping[str, Any]
    reply: str
    locale: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What a target holds: longest values and unique fields, by dotted path in the payload."""

    longest: Mapping[str, int]
    unique: tuple[str, ...] = ()
    reserved: tuple[str, ...] = ()
    """Marks that the target would read as its own syntax, were they in our text."""


def field(payload: Mapping[str, Any], path: str) -> Any:
    """Return a value by its dotted path; None where it is not there."""
    value: Any = payload
    for step in path.split("."):
        if not isinstance(value, dict) or step not in value:
            return None
        value = value[step]
    return value


def check_items(items: Iterable[Item], limits: Limits) -> Iterator[Finding]:
    """Yield a finding for each value that is too long or not unique."""
    seen: dict[tuple[str, str, str], str] = {}
    for item in items:
        span = Span(f"content/replies/{item.reply}.yml" if item.reply else "content/faq")
        for path, most in limits.longest.items():
            value = field(item.payload, path)
            if isinstance(value, str) and len(value) > most:
                yield Finding(
                    "too-long", f"{item.key}: {path} has {len(value)} characters, {most} is the"
                    " most there", span, "shorten the text",
                )  # fmt: skip
        for path in limits.unique:
            value = field(item.payload, path)
            if value is None:
                continue
            place = (item.kind, path, str(value).casefold())
            if place in seen:
                yield Finding(
                    "not-unique", f"{item.key} and {seen[place]} have the same {path} '{value}'",
                    span, "give one of them another title",
                )  # fmt: skip
            else:
                seen[place] = item.key


def check_syntax(
    texts: Iterable[tuple[str, Iterable[str]]], reserved: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield a finding for each literal text that a target would read as a variable."""
    for key, pieces in texts:
        for mark in reserved:
            if any(mark in piece for piece in pieces):
                yield Finding(
                    "target-syntax", f"{key}: the text holds '{mark}', which is a variable there",
                    Span(f"content/replies/{key.partition('.')[0]}.yml"), "word it without",
                )  # fmt: skip
