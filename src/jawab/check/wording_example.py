"""A wording rule misses a bad example of its own, or flags a good one.

What it checks
    Every sentence under `examples` of each rule in `content/wording/`, in each locale that has a
    lexicon: the rule finds the bad ones and leaves the good ones alone.

Why
    The examples are what the rule promises to agents. If they fail, so does the promise.

Example that fails
    # content/wording/marketing.yml
    title: "Advertises"
    message: "This advertises."
    meaning: "Praise of an offer."
    why: "It is out of place."
    help: "Leave it out."
    patterns:
      - {cues: [offer]}
    examples: {en: {bad: ["Try our premium plan."], good: ["The premium plan is no answer."]}}
    # content/wording/_lexicon/en.yml
    groups: {offer: ["premium plan"], "no": ["not"], but: [but], or: [or], if: [if]}

Example that passes
    # content/wording/marketing.yml
    title: "Advertises"
    message: "This advertises."
    meaning: "Praise of an offer."
    why: "It is out of place."
    help: "Leave it out."
    patterns:
      - {cues: [offer]}
    examples: {en: {bad: ["Try our premium plan."], good: ["No plan changes the answer."]}}
    # content/wording/_lexicon/en.yml
    groups: {offer: ["premium plan"], "no": ["not"], but: [but], or: [or], if: [if]}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.check import _guards
from jawab.compile import Project
from jawab.finding import Finding
from jawab.model import CAUSES


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each example that the rules judge otherwise."""
    for name, rule in project.knowledge.wording.items():
        # A rule holds for the causes it names; its examples are read with the strictest of them.
        causes = tuple(cause for cause in CAUSES if not rule.causes or cause in rule.causes)
        for locale, examples in rule.examples.items():
            if _guards.guard(project, locale) is None:
                continue
            for kind in ("bad", "good"):
                for number, text in enumerate(getattr(examples, kind)):
                    rules = {f.rule for f in _guards.read(project, locale, text, causes)}
                    where = ("examples", locale, kind, number)
                    if kind == "bad" and name not in rules:
                        message = f"the rule does not find “{text}”"
                    elif kind == "good" and name in rules:
                        message = f"the rule finds the good “{text}”"
                    else:
                        continue
                    span = project.knowledge.place("wording", name, *where)
                    yield Finding(
                        "wording-example", message, span,
                        "mend the patterns, the lexicon or the example",
                    )  # fmt: skip
