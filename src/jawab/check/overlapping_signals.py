"""Two definitions of one service claim the same signal.

What it checks
    Signals of different definitions under one provider that are the same in every letter that
    counts (case, white space and the spelling of field names do not), and that neither `requires`
    nor `unless` keeps apart. The twins of a relay and the service behind it may share a signal:
    there the names of the services in the paste decide.

Why
    Which of the two an agent sees would be an accident.

Example that fails
    # content/errors/gemini/image-stopped.yml
    code: IMAGE_STOPPED
    title: "A twin"
    cause: unspecified
    adjustable: unknown
    retry: never
    billing: unknown
    signals:
      - {field: finish_reason, value: IMAGE_SAFETY, stage: output}
    meaning: "A check stopped the image."
    sources: [vendor-page]
    reviewed: 2026-11-01
    examples: ["IMAGE_STOPPED"]

Example that passes
    # content/errors/gemini/image-stopped.yml
    code: IMAGE_STOPPED
    title: "A neighbour"
    cause: unspecified
    adjustable: unknown
    retry: never
    billing: unknown
    signals:
      - field: finish_reason
        value: IMAGE_SAFETY
        requires: [{field: blocked, value: "true"}]
        stage: output
    meaning: "A check stopped the image."
    sources: [vendor-page]
    reviewed: 2026-11-01
    examples: ["IMAGE_STOPPED"]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from jawab.check import _signals
from jawab.compile import Project
from jawab.finding import Finding
from jawab.identify.compile import folded
from jawab.model import Clue, Signal


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for the later of two definitions that share a signal."""
    first: dict[Any, str] = {}
    for name, definition in _signals.active(project).items():
        for number, signal in enumerate(definition.signals):
            key = (definition.provider, _key(signal), _keys(signal.requires), _keys(signal.unless))
            owner = first.setdefault(key, name)
            if owner != name:
                yield Finding(
                    "overlapping-signals",
                    f"'{_signals.label(signal)}' is also the signal of {owner}",
                    project.knowledge.place("errors", name, "signals", number),
                    "tell the two apart with 'requires' or 'unless', or make them one definition",
                )


def _keys(clues: Iterable[Clue]) -> frozenset[tuple[str, ...]]:
    return frozenset(_key(clue) for clue in clues)


def _key(clue: Clue | Signal) -> tuple[str, ...]:
    return (_bare(clue.field), folded(clue.value), folded(clue.phrase), folded(clue.code))


def _bare(field: str) -> str:
    return folded(field).replace("_", "").replace("-", "")
