"""From a ticket's words to ranked replies: sums of weights, made into chances.

The same steps in the same order stand in `suggest.mjs`; change both or neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple, Protocol

from jawab.suggest.features import hash_feature, is_dense, list_features, read_words
from jawab.suggest.language import tell_by_script
from jawab.suggest.model import Model
from jawab.suggest.risk import judge
from jawab.suggest.signs import list_sign_features, spell_out

SIGN_WEIGHT = 3
"""A sign counts as often as this many pieces of words, of which there are hundreds."""
LISTED = 5
"""So many replies are offered; an agent reads no more."""
WORDS_SHOWN = 4
NOTHING_SAID = 3.0
"""Where no word is known, the safe generic reply leads."""


class Suggestion(NamedTuple):
    """A reply that may answer a ticket, how probably, and which words spoke for it."""

    reply_id: str
    score: float
    """The chance that this is the right reply, from 0 to 1."""
    risk: str
    """The risk of the ticket, the same on each of its suggestions."""
    reason: str
    """The words of the ticket that spoke for this reply; empty for one that is always offered."""
    locale: str
    """The language the ticket is in."""
    sure: bool
    """Whether this one may be preselected; where none is sure, an agent must choose."""


class Sighting(NamedTuple):
    """A feature of the ticket that the table knows."""

    place: int
    word: int
    text: str
    times: int


class Seen(Protocol):
    """What is needed of an error that was recognised in the ticket."""

    @property
    def cause(self) -> str:
        """The cause of its definition."""

    @property
    def confidence(self) -> str:
        """Whether it is an error or only a mention of one."""


def rank(model: Model, ticket: str, errors: Sequence[Seen] = ()) -> list[Suggestion]:
    """Return the replies that may answer a ticket, the most probable first; never none."""
    words, written = read_words(ticket)
    seen = sight(model, words)
    totals = add_up(model, seen)
    start = len(model.intents) + len(model.risks)
    locale = tell_locale(model, ticket, totals[start:])
    groups = model.signs.find(spell_out(words), model.locales.index(locale))
    signs = [
        Sighting(place, -1, feature, SIGN_WEIGHT)
        for feature in list_sign_features(groups)
        if (place := model.table.find(hash_feature(feature))) >= 0
    ]
    for sighting in signs:
        model.table.add(totals, sighting.place, SIGN_WEIGHT)
    size = len(seen) + SIGN_WEIGHT * len(signs)
    scale = model.table.unit / sqrt(size) if size else 0.0
    sums = [total * scale for total in totals[: len(model.intents)]]
    if not seen:
        sums[model.intents.index(model.generic)] += NOTHING_SAID
    chances = weigh_intents(model, sums, errors, len(words))
    risks = softmax([total * scale for total in totals[len(model.intents) : start]])
    top = max(range(len(chances)), key=lambda at: (chances[at], -at))
    best = model.intents[top] if chances[top] >= model.limits["sure"] else ""
    risk = judge(model, risks, groups, [error.cause for error in errors], best)
    chosen = choose(model, chances, risks[model.risks.index("critical")] >= model.limits["grave"])
    reasons = explain(model, [model.intents.index(reply) for reply in chosen], seen, words, written)
    sure = bool(seen) and chances[model.intents.index(chosen[0])] >= model.limits["sure"]
    return [
        Suggestion(
            reply, round(chances[model.intents.index(reply)], 4), risk, reason, locale,
            sure and not at,
        )
        for at, (reply, reason) in enumerate(zip(chosen, reasons, strict=True))
    ]  # fmt: skip


def sight(model: Model, words: list[str]) -> list[Sighting]:
    """Return the features of the words that the table knows."""
    find = model.table.find
    found = ((find(hash_feature(text)), at, text) for text, at in list_features(words))
    return [Sighting(place, at, text, 1) for place, at, text in found if place >= 0]


def add_up(model: Model, seen: Sequence[Sighting]) -> list[int]:
    """Return the sum of the weights in each column."""
    totals = [0] * model.table.width
    for sighting in seen:
        model.table.add(totals, sighting.place)
    return totals


def tell_locale(model: Model, ticket: str, totals: Sequence[int]) -> str:
    """Return the locale a ticket is in; in doubt the first, which is English."""
    by_script = tell_by_script(ticket)
    if by_script in model.locales:
        return by_script
    latin = [at for at, name in enumerate(model.locales) if name not in ("zh", "ja", "ko")]
    best = max(latin, key=lambda at: (totals[at], -at), default=0)
    return model.locales[best]


def weigh_intents(
    model: Model, sums: list[float], errors: Sequence[Seen], words: int
) -> list[float]:
    """Return the chance of each intent; an error in the ticket is evidence of its own."""
    for name in list_evidence(errors, words):
        for reply, more in model.evidence.get(name, {}).items():
            if reply in model.intents:
                sums[model.intents.index(reply)] += more
    heat = model.limits["heat"]
    return softmax([total / heat for total in sums])


def list_evidence(errors: Sequence[Seen], words: int) -> list[str]:
    """Return what the recognised errors say: that there is one, how surely, and its cause."""
    if not errors:
        return []
    first = errors[0]
    named = ["bare"] if words <= 4 else []
    if first.confidence == "mention":
        return [*named, "mention"]
    return [*named, "error", first.cause]


def choose(model: Model, chances: Sequence[float], grave: bool) -> list[str]:
    """Return the replies to offer, the best first, the safe generic one always among them."""
    order = sorted(
        (at for at, reply in enumerate(model.intents) if reply), key=lambda at: (-chances[at], at)
    )
    if grave:
        # A ticket that may be about a child in need is never answered with an ordinary script.
        order.sort(key=lambda at: model.risk_of.get(model.intents[at], "none") == "none")
    elif max(chances) > chances[order[0]]:
        # Most probably no reply answers this; the safe one is no wrong guess.
        order.sort(key=lambda at: model.intents[at] != model.generic)
    chosen = [model.intents[at] for at in order[:LISTED]]
    if model.generic not in chosen:
        chosen[LISTED - 1 :] = [model.generic]
    return chosen


def explain(
    model: Model, columns: Sequence[int], seen: Sequence[Sighting], words: list[str],
    written: list[str],
) -> list[str]:  # fmt: skip
    """Return for each column the words that spoke for it, in the order they were written."""
    spoken: list[dict[str, int]] = [{} for _ in columns]
    places: dict[str, int] = {}
    table = model.table
    for sighting in seen:
        dense = is_dense(words[sighting.word][0])
        if dense and len(sighting.text) == 1:
            continue
        shown = sighting.text if dense else written[sighting.word]
        places.setdefault(shown, sighting.word)
        for at, column in enumerate(columns):
            weight = table.weight(sighting.place, column)
            if weight:
                spoken[at][shown] = spoken[at].get(shown, 0) + weight
    reasons = []
    for weights in spoken:
        best = sorted(
            (word for word, weight in weights.items() if weight > 0),
            key=lambda word: (-weights[word], places[word], word),
        )
        reasons.append(", ".join(sorted(best[:WORDS_SHOWN], key=lambda word: (places[word], word))))
    return reasons


def softmax(sums: Sequence[float]) -> list[float]:
    """Return chances that add up to one; by plain arithmetic, so JavaScript gets the same."""
    highest = max(sums)
    powers = [power(total - highest) for total in sums]
    whole = 0.0
    for one in powers:  # `sum` rounds otherwise in newer versions of Python
        whole += one
    return [one / whole for one in powers]


def power(exponent: float) -> float:
    """Return nearly e to the exponent, which is not above zero."""
    if exponent < -30.0:
        return 0.0
    value = 1.0 + exponent / 1024.0
    for _ in range(10):
        value *= value
    return value
