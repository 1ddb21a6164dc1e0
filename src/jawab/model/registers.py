"""What the rest refers to by name: sources, hotlines, words, places, languages, the team."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from jawab.model.words import Grade, Note, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact comes from: address, publisher, the day it was seen, and how good it is.

    Grades: `official` (the page itself), `mirror` (official text in a copy), `observed` (seen in a
    real exchange), `secondary` (somebody's account of it; for agents only).
    """

    id: str
    title: str
    publisher: str
    url: str
    seen: date
    grade: Grade
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotline:
    """A place that takes reports or helps; a phone number is public only while freshly checked."""

    id: str
    name: str
    country: str
    """ISO 3166 code, or `any`."""
    purpose: Literal["report", "help", "emergency", "removal"]
    url: str = ""
    """Empty where people reach it by phone alone."""
    phone: str = ""
    phone_grade: Grade | Literal["unchecked"] = "unchecked"
    note: Text = ""
    languages: tuple[str, ...] = ()
    grade: Grade
    checked: date
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A glossary entry: what we call a thing, and what we do not, in each language."""

    id: str
    meaning: Note
    preferred: dict[str, str]
    avoid: dict[str, tuple[str, ...]] = field(default_factory=dict)
    fixed: bool = False
    """Whether every translation of a text with this term must use the preferred one."""
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """How else the term may stand in a text: inflected, or with its words apart."""
    unconfirmed: tuple[str, ...] = ()
    """Locales whose term a native expert has yet to confirm."""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A service or a surface of one, whose signals we know."""

    id: str
    name: str
    order: int
    about: Text
    docs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """A value put into a text when it is sent."""

    id: str
    label: Text
    example: Text
    required: bool
    neutral: Text
    """Stands in where the value is not known; may be empty, then the space before it goes too."""
    team: str = ""
    """The field of `team.yml` that fills it; the agent is not asked."""
    kind: Literal["name", "id", "time", "code", "url", "text"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way a text reaches its reader."""

    id: str
    title: Text
    limit: int = 0
    """Characters at most; 0 is no limit."""
    note: Note = ""
    text: Text = ""
    """The text itself, for a channel that belongs to the product and not to a cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """A language we answer in."""

    id: str
    name: str
    """In the language itself."""
    english: str
    status: Literal["source", "released", "draft"]
    fallback: tuple[str, ...] = ("en",)
    direction: Literal["ltr", "rtl"] = "ltr"
    notes: bool = False
    """Whether agents' notes, claims and rule pages are kept in this locale too."""
    register: str = ""
    sentence_words: int = 20
    """Longest average sentence in public texts; for scripts without spaces see `sentence_chars`."""
    sentence_chars: int = 0
    theme: str = ""
    """Language code of the site theme, where it differs."""


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """When people answer; written out in each locale's own way."""

    first_day: Weekday
    last_day: Weekday
    opens: str
    """24-hour clock, `09:00`."""
    closes: str
    timezone: str
    """IANA name, `Asia/Jakarta`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who we are. What is empty is worded neutrally."""

    product: str = ""
    site_url: str = ""
    complaint_form: str = ""
    support_contact: str = ""
    trust_and_safety_contact: str = ""
    legal_contact: str = ""
    hours: Hours | None = None
    answer_working_days: int = 0
    """In how many working days we aim to answer; 0 is not said."""
    terms_url: str = ""
    privacy_url: str = ""
    billing_url: str = ""
    status_url: str = ""
    country: str = ""
    fictional: bool = False
    """True for the example that ships with the project; a release build refuses it."""
    no_pictures_of_children: bool = False
    """Our own rule, if we have it; only then may a text say so, and as ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A row of the source article and the items where it lives on."""

    id: str
    title: str
    items: tuple[str, ...]
