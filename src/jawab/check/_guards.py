"""The wording rules of a project, compiled once for the checks that run them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from jawab.compile import Project
from jawab.finding import Finding
from jawab.rule import Pattern, WordingRule
from jawab.wording import Guard
from jawab.wording.compile import compile_wording

_SMALL_WORDS = ("no", "or", "but", "if")


class _Guard(Guard):
    """A guard that remembers the last text it read: several causes and checks ask for the same."""

    _last: tuple[str, Any] = ("", None)

    def find_cues(self, text: str) -> Any:
        """Find the cues of every group, once for a text that is asked for again."""
        if self._last[1] is None or self._last[0] != text:
            self._last = (text, super().find_cues(text))
        return self._last[1]


def rules(project: Project) -> dict[str, Any]:
    """Return the compiled rules."""
    if "wording" not in project.derived:
        knowledge = project.knowledge
        made = compile_wording(knowledge.wording, knowledge.lexicons)
        project.derived["wording"] = json.loads(made)
    found: dict[str, Any] = project.derived["wording"]
    return found


def guard(project: Project, locale: str) -> Guard | None:
    """Return the guard of a locale, or None where the locale has no lexicon."""
    key = ("guard", locale)
    if key not in project.derived:
        compiled = rules(project)
        made = _Guard(compiled, locale) if locale in compiled["locales"] else None
        project.derived[key] = made
    found: Guard | None = project.derived[key]
    return found


def word_guard(project: Project, locale: str, group: str) -> Guard | None:
    """Return a guard that finds the words of one group of the lexicon, and nothing else."""
    key = ("word-guard", locale, group)
    if key not in project.derived:
        lexicon = project.knowledge.lexicons.get(locale)
        made = None
        if lexicon and group in lexicon.groups:
            # The small words part clauses; all others are of no interest here.
            words = {n: cues for n, cues in lexicon.groups.items() if n in (group, *_SMALL_WORDS)}
            rule = WordingRule(
                id=group, title="", message="", meaning="", why="", help="",
                patterns=(Pattern(cues=(group,)),), examples={},
            )  # fmt: skip
            alone = compile_wording({group: rule}, {locale: replace(lexicon, groups=words)})
            made = Guard(json.loads(alone), locale)
        project.derived[key] = made
    found: Guard | None = project.derived[key]
    return found


def strictest(project: Project, causes: Iterable[str]) -> tuple[str, ...]:
    """Return the fewest of some causes whose rules together are the rules of all of them."""
    wanted = tuple(sorted(set(causes)))
    key = ("strictest", wanted)
    if key not in project.derived:
        active = {cause: _active(rules(project), cause) for cause in wanted}
        kept: list[str] = []
        for cause in sorted(wanted, key=lambda name: (-len(active[name]), name)):
            if not any(active[cause] <= active[other] for other in kept):
                kept.append(cause)
        project.derived[key] = tuple(kept)
    found: tuple[str, ...] = project.derived[key]
    return found


def _active(compiled: dict[str, Any], cause: str) -> frozenset[tuple[str, int]]:
    return frozenset(
        (rule["id"], number)
        for rule in compiled["rules"]
        if not rule["causes"] or cause in rule["causes"]
        for number, pattern in enumerate(rule["patterns"])
        if not pattern["causes"] or cause in pattern["causes"]
    )


def read(project: Project, locale: str, text: str, causes: tuple[str, ...]) -> list[Finding]:
    """Return what the rules find in a text about any of these causes, each place once."""
    key = ("read", locale, causes, text)
    if key not in project.derived:
        guarding = guard(project, locale)
        found: dict[tuple[str, int | None], Finding] = {}
        for cause in strictest(project, causes) if guarding else ():
            assert guarding is not None
            for finding in guarding.check(text, cause):
                found.setdefault((finding.rule, finding.start), finding)
        project.derived[key] = list(found.values())
    made: list[Finding] = project.derived[key]
    return made
