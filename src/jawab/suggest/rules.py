"""Signs that together settle the risk, and what a recognised error adds to an intent."""

from __future__ import annotations

from jawab.suggest.model import Rule

RULES = (
    Rule("critical", ("otherchild", "covert"), ()),
    Rule("critical", ("child", "covert", "third"), ("privacy", "fear")),
    Rule("critical", ("threat", "victim"), ("legal", "flagged")),
    Rule("critical", ("threat", "child"), ("legal", "flagged")),
    Rule("critical", ("threat", "youngme"), ()),
    Rule("critical", ("youngme", "victim"), ("flagged",)),
    Rule("critical", ("youngme", "sexual"), ()),
    Rule("critical", ("officer", "preserve", "child"), ("fear",)),
    Rule("critical", ("child", "sexual", "third", "ask"), ("flagged", "policy")),
    Rule("critical", ("child", "abuse", "third", "ask"), ("flagged", "teaching", "medical")),
    Rule("critical", ("admit", "child"), ("flagged", "grown", "school")),
    Rule("elevated", ("evade", "child"), ("ahead", "flagged")),
)

LIMITS = {"critical": 0.17, "grave": 0.4, "elevated": 0.4, "sure": 0.5, "heat": 0.7}
"""From when on a chance counts.

From `grave` on, ordinary replies stand back. `heat` makes a score say how often it is right: it was
set on tickets of our own that stand in the tests, not on those that the weights were learnt from.
"""

EVIDENCE: dict[str, dict[str, float]] = {
    "bare": {"error-code-meaning": 3.0},
    "error": {"error-code-meaning": 0.5, "developer-error-handling": 0.3},
    "child-abuse": {"csam-match-false-positive": 1.5},
    "technical": {"off-topic-technical": 1.0},
    "other-policy": {"not-child-safety-other-policy": 0.5},
}
"""What an error in the ticket adds to an intent; `bare` is a paste of little else."""
