"""The compiled signals of a project, for the checks that try them."""

from __future__ import annotations

from jawab.compile import Project
from jawab.identify import Index, load_index
from jawab.identify.compile import compile_signals
from jawab.model import Clue, ErrorDefinition, Signal


def index(project: Project) -> Index:
    """Return the index of all signals, made once."""
    if "signals" not in project.derived:
        project.derived["signals"] = load_index(compile_signals(project.knowledge))
    made: Index = project.derived["signals"]
    return made


def active(project: Project) -> dict[str, ErrorDefinition]:
    """Return the definitions that are looked for."""
    return {n: d for n, d in project.knowledge.errors.items() if d.status == "active"}


def label(clue: Clue | Signal) -> str:
    """Return a clue as a person would write it: `finishReason = SAFETY`."""
    if clue.field:
        return f"{clue.field} = {clue.value}"
    return f"{clue.phrase} + {clue.code}" if clue.code else clue.phrase
