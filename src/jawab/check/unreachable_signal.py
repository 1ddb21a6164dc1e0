"""A signal by which its definition can never be found.

What it checks
    Each signal is written out the way a service would print it, together with what it requires,
    and identified; its definition must be among the candidates (where a relay or an app passes on
    what a service says, that service may answer, with the same cause). Also each signal has a
    field with a value or a phrase, and a code never stands without its phrase.

Why
    A signal that cannot match looks like knowledge and is none. Usually what it requires is also
    what it excludes, or a value is misspelt.

Example that fails
    # content/errors/gemini/image-safety.yml
    signals:
      - field: finishReason
        value: IMAGE_SAFETY
        unless: [{field: finishReason, value: IMAGE_SAFETY}]

Example that passes
    # content/errors/gemini/image-safety.yml
    signals:
      - field: finishReason
        value: IMAGE_SAFETY
        unless: [{field: finishReason, value: STOP}]
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from jawab.check import _signals
from jawab.compile import Project
from jawab.finding import Finding
from jawab.identify import Candidate, identify
from jawab.identify.shapes import WRAPPERS
from jawab.model import Clue, ErrorDefinition, Signal


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each signal that never matches."""
    index = _signals.index(project)
    for name, definition in _signals.active(project).items():
        for number, signal in enumerate(definition.signals):
            span = project.knowledge.place("errors", name, "signals", number)
            clues: tuple[Clue | Signal, ...] = (signal, *signal.requires)
            problem = next(filter(None, map(_problem, clues)), "")
            if problem:
                yield Finding("unreachable-signal", problem, span)
                continue
            # A word standing alone is found as a mention; what the clue needs is that it is found.
            found = identify(write_paste(signal), mentions=True, index=index)
            if not any(_answers(candidate, definition) for candidate in found):
                best = f"{found[0].error_id} is" if found else "nothing is"
                yield Finding(
                    "unreachable-signal",
                    f"where '{_signals.label(signal)}' stands, {best} found",
                    span,
                    "see whether 'requires' and 'unless' can be true together, "
                    "and whether another definition covers this signal",
                )


def _answers(candidate: Candidate, definition: ErrorDefinition) -> bool:
    """Return whether a candidate is the definition, or the service that a relay passes on."""
    if candidate.error_id == definition.id:
        return True
    return definition.provider in WRAPPERS and candidate.cause == definition.cause


def _problem(clue: Clue | Signal) -> str:
    if clue.field and not clue.value:
        return "a field needs a value; '*' is any"
    if clue.code and not clue.phrase:
        return "a code counts only by its phrase"
    if not clue.field and not clue.phrase:
        return "a signal needs a field or a phrase"
    return ""


def write_paste(signal: Signal) -> str:
    """Return a paste in which a signal and all it requires stand."""
    body: dict[str, object] = {}
    phrases = []
    clues: tuple[Clue | Signal, ...] = (signal, *signal.requires)
    for clue in clues:
        if clue.field:
            *parents, last = clue.field.split(".")
            inner: dict[str, object] = body
            for parent in parents:
                step = inner.setdefault(parent, {})
                inner = step if isinstance(step, dict) else body
            inner[last] = "something" if clue.value == "*" else clue.value
        else:
            phrases.append(f"{clue.phrase}: {clue.code}" if clue.code else clue.phrase)
    written = json.dumps(body, ensure_ascii=False) if body else ""
    return "\n".join([*phrases, written]).strip()
