"""Compile asks, signs and replies into `suggest.json`, which Python and JavaScript read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path
from typing import Any

from jawab.suggest import rules
from jawab.suggest.examples import RISKS, Knowledge, Lesson, list_intents, list_lessons
from jawab.suggest.features import hash_feature, list_features, normalise, shorten, split_words
from jawab.suggest.model import VERSION
from jawab.suggest.rank import SIGN_WEIGHT
from jawab.suggest.signs import SignBook, compile_pattern, list_sign_features, spell_out
from jawab.suggest.table import pack_table
from jawab.suggest.train import Example, Head, fit

EPOCHS = 5
SOURCE = "en"
"""The locale of a ticket that says nothing of its own."""
GENERIC = "why-was-it-blocked-generic"
LEAST = 8
"""Steps below which a weight is not kept."""
RARITY = 4
"""How much slower a common word learns than a rare one."""
SLOWEST = 0.003
"""How fast at least; what stands in every text still learns how common each answer is."""
ALIKE = 1
"""Pieces of words that stand in the same texts say the same; so many of them are kept."""


def compile_suggest(knowledge: Knowledge) -> bytes:
    """Return the bytes of `suggest.json`; equal asks, signs and replies give equal bytes.

    Training takes seconds, so its result is kept under `build/cache` by what went into it.
    """
    lessons = list_lessons(knowledge)
    signs = _compile_signs(knowledge)
    intents = list_intents(knowledge)
    frame: dict[str, Any] = {
        "version": VERSION,
        "intents": intents,
        "risks": list(RISKS),
        "locales": sorted(knowledge.locales, key=lambda name: (name != SOURCE, name)),
        "signs": signs,
        "rules": [rule._asdict() for rule in rules.RULES],
        "limits": rules.LIMITS,
        "evidence": rules.EVIDENCE,
        # A small knowledge base may lack the generic reply; its first one then has that part.
        "generic": GENERIC if GENERIC in intents else next(iter(intents), ""),
        "risk_of": {name: reply.risk for name, reply in sorted(knowledge.replies.items())},
    }
    root = getattr(knowledge, "root", None)
    cache = Path(root) / "build" / "cache" if root else None
    key = _key(frame, lessons)
    kept = cache / f"suggest-{key}.json" if cache else None
    if kept and kept.is_file():
        return kept.read_bytes()
    frame["table"] = train(frame, lessons)
    made = json.dumps(frame, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    if cache and kept:
        cache.mkdir(parents=True, exist_ok=True)
        for old in cache.glob("suggest-*.json"):
            old.unlink(missing_ok=True)
        part = kept.with_suffix(".part")
        part.write_bytes(made)
        part.replace(kept)
    return made


def train(frame: dict[str, Any], lessons: Sequence[Lesson]) -> dict[str, Any]:
    """Return the packed table learnt from the lessons."""
    locales = frame["locales"]
    book = SignBook(frame["signs"]["groups"], frame["signs"]["patterns"])
    texts: list[list[str]] = []
    signs: list[list[str]] = []
    for lesson in lessons:
        words = split_words(normalise(shorten(lesson.text)))
        texts.append([feature for feature, _ in list_features(words)])
        locale = locales.index(lesson.locale) if lesson.locale in locales else -1
        signs.append(list_sign_features(book.find(spell_out(words), locale)))
    numbers = {feature: at for at, feature in enumerate(select_features(texts, signs, lessons))}
    heads: list[Head] = []
    for names in (frame["intents"], frame["risks"], locales):
        heads.append(Head(heads[-1].start + heads[-1].size if heads else 0, len(names)))
    examples = [
        Example(
            tuple(numbers[name] for name in text if name in numbers)
            + tuple(numbers[name] for name in sign if name in numbers) * SIGN_WEIGHT,
            (
                _place(frame["intents"], lesson.intent),
                _place(RISKS, lesson.risk),
                _place(locales, lesson.locale),
            ),
        )
        for text, sign, lesson in zip(texts, signs, lessons, strict=True)
    ]
    counts = Counter(feature for example in examples for feature in set(example.features))
    whole = log(len(lessons) + 1)
    paces = [
        max((log(len(lessons) / counts[at]) / whole) ** RARITY, SLOWEST)
        for at in range(len(numbers))
    ]
    # The language is plain to see after one look; what the customer wants is not.
    rows = fit(examples, paces, heads[:2], EPOCHS)
    locale_rows = fit(
        [Example(example.features, example.answers[2:]) for example in examples],
        paces, [Head(0, len(locales))], 1,
    )  # fmt: skip
    rows = [row + more for row, more in zip(rows, locale_rows, strict=True)]
    width = sum(head.size for head in heads)
    keyed = {hash_feature(feature): rows[at] for feature, at in numbers.items()}
    return pack_table(keyed.items(), width, LEAST)


def select_features(
    texts: Sequence[Sequence[str]], signs: Sequence[Sequence[str]], lessons: Sequence[Lesson]
) -> list[str]:
    """Return the features that can teach: seen twice for one answer, and not all alike."""
    places: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        for feature in text:
            places.setdefault(feature, []).append(at)
    alike: dict[tuple[int, ...], list[str]] = {}
    for feature, found in places.items():
        if len(found) > 1 and _speaks(lessons[at] for at in found):
            alike.setdefault(tuple(found), []).append(feature)
    kept = {feature for sign in signs for feature in sign}
    for features in alike.values():
        kept.update(sorted(features, key=lambda feature: (len(feature), feature))[:ALIKE])
    return sorted(kept)


def _speaks(lessons: Iterable[Lesson]) -> bool:
    counts = Counter(lesson.intent or lesson.risk for lesson in lessons)
    return max(counts.values()) > 1


def _place(names: Sequence[str], name: str | None) -> int:
    return names.index(name) if name in names else -1


def _compile_signs(knowledge: Knowledge) -> dict[str, Any]:
    groups = sorted({name for signs in knowledge.signs.values() for name in signs.groups})
    locales = sorted(knowledge.locales, key=lambda name: (name != SOURCE, name))
    patterns: dict[str, list[tuple[int, int]]] = {}
    for locale, signs in sorted(knowledge.signs.items()):
        for name, written in sorted(signs.groups.items()):
            for pattern in written:
                literal, local = compile_pattern(pattern)
                entry = (groups.index(name), _place(locales, locale) if local else -1)
                if entry not in patterns.setdefault(literal, []):
                    patterns[literal].append(entry)
    return {"groups": groups, "patterns": {k: sorted(v) for k, v in sorted(patterns.items())}}


def _key(frame: dict[str, Any], lessons: Sequence[Lesson]) -> str:
    """Return a key of everything the result depends on, our own code included."""
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    said = json.dumps([frame, lessons], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(code + said.encode()).hexdigest()[:24]


def schema() -> dict[str, Any]:
    """Return the JSON Schema of `suggest.json`."""
    words = {"type": "array", "items": {"type": "string"}}
    numbers = {"type": "object", "additionalProperties": {"type": "number"}}
    packed = {"type": "string", "contentEncoding": "base64"}
    groups = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
    fields: dict[str, Any] = {
        "version": {"const": VERSION},
        "intents": words,
        "risks": words,
        "locales": words,
        "generic": {"type": "string"},
        "risk_of": {"type": "object", "additionalProperties": {"enum": list(RISKS)}},
        "limits": numbers,
        "evidence": {"type": "object", "additionalProperties": numbers},
        "rules": {"type": "array", "items": _closed(risk=True, every=words, none=words)},
        "signs": _closed(
            groups=words,
            patterns={
                "type": "object",
                "additionalProperties": {"type": "array", "items": groups, "minItems": 1},
            },
        ),
        "table": _closed(
            keys=packed, counts=packed, columns=packed, weights=packed,
            width={"type": "integer"}, unit={"type": "number", "exclusiveMinimum": 0},
        ),
    }  # fmt: skip
    made = _closed(**fields)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def _closed(**fields: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": fields,
        "required": sorted(fields),
        "additionalProperties": False,
    }
