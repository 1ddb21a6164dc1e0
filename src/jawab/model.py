"""What the knowledge base is made of: frozen values, standard library only.

One class for each kind of content. A field typed `Text` is read by customers or sent to them and
exists in every released locale; a field typed `Note` is for agents, never leaves the agents' side,
and is kept in English and Indonesian. Both are Markdown with `{placeholder}` tokens. Everything
else is data and the same in every locale. `load` validates YAML against these types, `locales`
finds what to translate by them, and `catalog` separates the audiences by them: said once, here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal, get_args

Text = Annotated[str, "text"]
Note = Annotated[str, "note"]

CauseId = Literal[
    "child-abuse", "prohibited", "child-depiction", "other-policy", "unspecified", "technical"
]
CAUSES: tuple[CauseId, ...] = get_args(CauseId)
"""Strictest first; where several signals stand in one paste, the strictest cause wins."""

Audience = Literal["public", "agents"]
Stage = Literal["input", "output", "account", "unknown"]
Adjustable = Literal["never", "by-setting", "unknown"]
Retry = Literal["never", "after-change", "later"]
Billing = Literal["charged", "not-charged", "unknown"]
Status = Literal["active", "retired"]
Risk = Literal["none", "elevated", "critical"]
Grade = Literal["official", "mirror", "observed", "secondary"]
ChannelId = Literal["toast", "inline", "email", "chat", "phone", "upload-hint"]
ScriptChannel = Literal["email", "chat", "phone"]
SCRIPT_CHANNELS: tuple[ScriptChannel, ...] = get_args(ScriptChannel)
Tone = Literal["neutral", "distressed", "developer"]
TONES: tuple[Tone, ...] = get_args(Tone)
Role = Literal["support", "trust-and-safety", "legal", "developer", "billing"]
Verdict = Literal["confirmed", "partly", "unsupported", "contradicted", "changed"]
Topic = Literal["reasons", "photos", "settings", "account", "privacy", "developers", "reporting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """Something to look for in a paste: a field with its value, or a phrase, or a code by a phrase.

    Field names match in any spelling (camelCase, snake_case, kebab-case) and notation (JSON, Python
    and JavaScript prints, enums, logs). The value `*` stands for any value. Phrases are literal text
    without regard to case and white space. A code is a number that counts only beside its phrase.
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
class Part:
    """A paragraph of a reply: its own text or a shared snippet, for all or some channels and tones."""

    text: Text = ""
    snippet: str = ""
    channels: tuple[ScriptChannel, ...] = ()
    tones: tuple[Tone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A wording of a snippet for some channels and tones; the first that fits is used."""

    text: Text
    channels: tuple[ScriptChannel, ...] = ()
    tones: tuple[Tone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A paragraph that several replies share."""

    id: str
    purpose: Note
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """Who takes over, and when."""

    to: Role
    when: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply script; `id` is the intent it answers."""

    id: str
    title: Text
    intent: Text
    """What the customer wants, in one sentence, for the agent who chooses."""
    risk: Risk
    ranked: bool = True
    """Whether `suggest` may rank it; the others are reached from a playbook only."""
    causes: tuple[CauseId, ...] = ()
    tones: tuple[Tone, ...] = ("neutral", "distressed")
    do: tuple[Text, ...]
    dont: tuple[Text, ...]
    ask_for: tuple[str, ...] = ()
    """Placeholders whose value the agent may ask for: codes, ids, times; never the picture."""
    escalate: Escalation | None = None
    playbook: str = ""
    subject: Text
    parts: tuple[Part, ...]
    cues: tuple[str, ...] = ()
    """Words that speak for this intent, in any language; evidence for `suggest`."""
    notes: Note = ""
    sources: tuple[str, ...] = ()
    reviewed: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An arrow of a flow: where it leads, and on which answer."""

    to: str
    label: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A box of a flow."""

    id: str
    kind: Literal["start", "question", "step", "end"]
    text: Text
    next: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A decision flow; drawn as a picture and written out as a list."""

    title: Text
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a playbook: who does what."""

    who: Role
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Playbook:
    """What a team does when a reply alone is not enough."""

    id: str
    title: Text
    when: Text
    risk: Risk
    steps: tuple[Step, ...]
    never: tuple[Text, ...]
    log: tuple[Text, ...]
    target: Text
    """How soon; our own aim, and said so."""
    wellbeing: Text
    replies: tuple[str, ...] = ()
    flow: Flow | None = None
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
