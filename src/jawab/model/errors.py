"""What a service says, and what we may say to that: signals, error definitions, causes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jawab.model.words import Adjustable, Billing, CauseId, Note, Retry, Role, Stage, Status, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """Something to look for in a paste: a field with its value, or a phrase, or a code by a phrase.

    Field names match in any spelling (camelCase, snake_case, kebab-case) and notation (JSON, Python
    and JavaScript prints, enums, logs). The value `*` stands for any value. Phrases are literal,
    without regard to case and white space. A code is a number that counts only by its phrase.
    """

    field: str = ""
    value: str = ""
    phrase: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A clue by which a service says what happened, and the stage at which it says so."""

    field: str = ""
    value: str = ""
    phrase: str = ""
    code: str = ""
    stage: Stage = "unknown"
    requires: tuple[Clue, ...] = ()
    """Clues that must all stand in the same paste."""
    unless: tuple[Clue, ...] = ()
    """Clues of which none may stand in the same paste."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorDefinition:
    """One way a service says no (or seems to); `id` is `<provider>/<file name>`."""

    id: str
    provider: str
    code: str
    """As the service writes it; what a person would search for."""
    title: Text
    cause: CauseId
    adjustable: Adjustable
    setting: str = ""
    """The documented parameter that adjusts it, when `adjustable` is `by-setting`."""
    retry: Retry
    billing: Billing
    billing_source: str = ""
    http: str = ""
    """Status as documented or observed, such as `200` or `400, 403`."""
    signals: tuple[Signal, ...]
    meaning: Text
    """One honest sentence, public: what this says and no more."""
    details: Text = ""
    """Public: what the vendor documents, where the word turns up, how it differs from its twins."""
    advice: Text = ""
    """Public: what to do about exactly this one; without it the advice of the cause is shown."""
    notes: Note = ""
    sources: tuple[str, ...]
    reviewed: date
    aliases: tuple[str, ...] = ()
    """Other names people type for it."""
    see_also: tuple[str, ...] = ()
    status: Status = "active"
    superseded_by: str = ""
    examples: tuple[str, ...]
    """Pasted forms; each must be recognised with this definition first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """The message on the screen, in the place where the picture would have been."""

    title: Text
    body: Text
    action: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """A message by email."""

    subject: Text
    body: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """What the app and the service desk say for one cause, by channel."""

    toast: Text
    inline: Inline
    email: Email
    chat: Text
    phone: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One of the six classes that decide what may be said."""

    id: str
    title: Text
    summary: Text
    """What a signal of this class says, in two or three plain sentences."""
    may_mention_children: Literal["no", "agents-only", "service-words", "one-of-several"]
    retry: Retry
    owner: Role
    can_do: tuple[Text, ...]
    """What a customer can do."""
    may_say: tuple[Text, ...]
    must_not_say: tuple[Text, ...]
    escalate: Text = ""
    messages: Messages | None = None
    shown_as: str = ""
    """The cause whose texts customers see instead; such a cause has no messages of its own."""
    notes: Note = ""
    sources: tuple[str, ...] = ()
    reviewed: date
