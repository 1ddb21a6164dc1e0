"""The risk of a ticket: the trained chance, rules that need no training, and what an error says.

A critical ticket taken for an ordinary one is far worse than the other way about, so every way to
see a risk is enough alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from jawab.suggest.model import Model

HIDDEN_CAUSE = "child-abuse"


def judge(
    model: Model, chances: Sequence[float], groups: Collection[str], causes: Iterable[str],
    best: str,
) -> str:  # fmt: skip
    """Return the risk; `best` is the reply that is surely right, or empty."""
    fired = {
        rule.risk
        for rule in model.rules
        if all(name in groups for name in rule.every)
        and not any(name in groups for name in rule.none)
    }
    fired.add(model.risk_of.get(best, "none"))
    critical = chances[model.risks.index("critical")]
    elevated = chances[model.risks.index("elevated")]
    if "critical" in fired or critical >= model.limits["critical"]:
        return "critical"
    if (
        "elevated" in fired
        or critical + elevated >= model.limits["elevated"]
        or HIDDEN_CAUSE in causes
    ):
        return "elevated"
    return "none"
