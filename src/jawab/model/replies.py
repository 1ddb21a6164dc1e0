"""What agents send and do: reply scripts, snippets, playbooks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from jawab.model.words import CauseId, Note, Risk, Role, ScriptChannel, Text, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A paragraph of a reply: its own text or a snippet, for all or some channels and tones."""

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
