"""What people read: situations, questions, guides, claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jawab.model.replies import Flow
from jawab.model.words import Audience, Note, Text, Topic, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A situation customers find themselves in."""

    id: str
    title: Text
    situation: Text
    known: tuple[Text, ...]
    unknown: tuple[Text, ...]
    can_do: tuple[Text, ...]
    reply: str
    errors: tuple[str, ...] = ()
    notes: Note = ""
    sources: tuple[str, ...]
    reviewed: date
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Faq:
    """A question and its answer."""

    id: str
    question: Text
    answer: Text
    topic: Topic
    reply: str = ""
    errors: tuple[str, ...] = ()
    notes: Note = ""
    sources: tuple[str, ...]
    reviewed: date
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the internet says, checked."""

    id: str
    claim: Note
    verdict: Verdict
    answer: Note
    """What we say instead, when a customer quotes it."""
    why: Note
    numbers: tuple[int, ...] = ()
    """Rows of the audit of the source article."""
    sources: tuple[str, ...]
    reviewed: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A piece of code shown in a guide; the same in every locale."""

    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a guide."""

    heading: Text
    body: Text
    code: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A page to read from top to bottom."""

    id: str
    title: Text
    summary: Text
    audience: Audience = "public"
    roles: tuple[Literal["support", "developer", "product", "everyone"], ...]
    sections: tuple[Section, ...]
    flow: Flow | None = None
    sources: tuple[str, ...]
    reviewed: date
    order: int = 100
