"""Compile the wording rules and lexicons into `wording.json`, for Python and JavaScript alike.

Everything that needs Unicode's tables is decided here, once: the file carries the letters that are
folded, so that both engines fold the same way whatever tables they were built with.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from jawab.rule import Lexicon, Pattern, WordingRule

VERSION = 1
MARKS = ("exclamation", "emoji", "capitals")
"""Cues that are no words; a pattern names them alone."""
LATIN = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
TONES = "áàảãạéèẻẽẹóòỏõọúùủũụýỳỷỹỵ"


def compile_wording(rules: Mapping[str, WordingRule], lexicons: Mapping[str, Lexicon]) -> bytes:
    """Compile all rules; the same input gives the same bytes."""
    value = {
        "version": VERSION,
        "fold": {"plain": _fold_table(accents=False), "accents": _fold_table(accents=True)},
        "rules": [_compile_rule(rules[name]) for name in sorted(rules)],
        "locales": {name: _compile_lexicon(lexicons[name]) for name in sorted(lexicons)},
    }
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"


def list_unknown_groups(
    rules: Mapping[str, WordingRule], lexicons: Mapping[str, Lexicon]
) -> list[tuple[str, str, str]]:
    """List each (rule, locale, group) whose group has no words in that locale."""
    missing = []
    for name, rule in sorted(rules.items()):
        for pattern in rule.patterns:
            for cue in (*pattern.cues, *pattern.unless):
                for group in cue.split("|"):
                    for locale, lexicon in sorted(lexicons.items()):
                        wanted = not pattern.locales or locale in pattern.locales
                        if wanted and group not in MARKS and group not in lexicon.groups:
                            missing.append((name, locale, group))
    return missing


def _compile_rule(rule: WordingRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "title": rule.title,
        "message": rule.message,
        "help": rule.help,
        "severity": rule.severity,
        "causes": list(rule.causes),
        "patterns": [_compile_pattern(pattern) for pattern in rule.patterns],
        "exceptions": {name: list(cues) for name, cues in sorted(rule.exceptions.items())},
    }


def _compile_pattern(pattern: Pattern) -> dict[str, Any]:
    cues = [cue.split("|") for cue in pattern.cues]
    marks = [name for name in cues[0] if name in MARKS]
    return {
        "cues": [] if marks else cues,
        "marks": marks,
        "unless": list(pattern.unless),
        "within": pattern.within,
        "scope": pattern.scope,
        "causes": list(pattern.causes),
        "locales": list(pattern.locales),
    }


def _compile_lexicon(lexicon: Lexicon) -> dict[str, Any]:
    spell = _both_tone_places if lexicon.accents else list
    return {
        "script": lexicon.script,
        "scale": lexicon.scale,
        "negation": lexicon.negation,
        "fold": "accents" if lexicon.accents else "plain",
        "silent": lexicon.silent,
        "prefixes": sorted(lexicon.prefixes, key=lambda cue: (-len(cue), cue)),
        "suffixes": sorted(lexicon.suffixes, key=lambda cue: (-len(cue), cue)),
        "ignore": spell(lexicon.ignore),
        "groups": {name: spell(cues) for name, cues in sorted(lexicon.groups.items())},
    }


def _both_tone_places(cues: Iterable[str]) -> list[str]:
    """Add the other spelling of Vietnamese `oa`, `oe`, `uy`: both `xóa` and `xoá` are written."""
    spelled = []
    for cue in cues:
        words = [unicodedata.normalize("NFC", word) for word in cue.split(" ")]
        spelled.append(" ".join(words))
        other = " ".join(_move_tone(word) for word in words)
        if other != spelled[-1]:
            spelled.append(other)
    return spelled


def _move_tone(word: str) -> str:
    bare = word.rstrip("*")
    if len(bare) < 2:
        return word
    first, second = (unicodedata.normalize("NFD", sign) for sign in bare[-2:])
    if first[0] + second[0] not in ("oa", "oe", "uy") or (first[0] == "u" and bare[-3:-2] == "q"):
        return word
    if len(first) == 2 and len(second) == 1:
        moved = first[0] + unicodedata.normalize("NFC", second + first[1])
    elif len(first) == 1 and len(second) == 2:
        moved = unicodedata.normalize("NFC", first + second[1]) + second[0]
    else:
        return word
    return bare[:-2] + moved + word[len(bare) :]


def _fold_table(accents: bool) -> dict[str, str]:
    """Say what becomes of letters that are written in more than one way."""
    table = {"ß": "ss", "ẞ": "ss", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o"}
    table |= {"đ": "đ" if accents else "d", "Đ": "đ" if accents else "d"}
    for code in LATIN:
        sign = chr(code)
        bare = unicodedata.normalize("NFD", sign.lower())
        if len(bare) > 1 and not accents:
            table.setdefault(sign, "".join(c for c in bare if not unicodedata.combining(c)))
        elif accents and sign.lower() != sign:
            table.setdefault(sign, sign.lower())
    if not accents:
        table |= {chr(code): "" for code in range(0x300, 0x370)}
    for code in (*range(0x610, 0x61B), *range(0x64B, 0x660), 0x640, 0x670, 0x93C):
        table[chr(code)] = ""
    table |= dict(zip("آأإٱىةؤئیک", "اااايهوييك", strict=True))
    table |= {chr(0x901): chr(0x902)}
    for code in range(0x958, 0x960):
        table[chr(code)] = unicodedata.normalize("NFD", chr(code))[0]
    for code in (0x929, 0x931, 0x934):
        table[chr(code)] = unicodedata.normalize("NFD", chr(code))[0]
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)):
        table[chr(code)] = chr(code - 0xFEE0).lower()
    for code in range(0xFF66, 0xFF9E):
        table[chr(code)] = unicodedata.normalize("NFKC", chr(code))
    for zero in (0x660, 0x6F0, 0x966):
        table |= {chr(zero + digit): str(digit) for digit in range(10)}
    for code in (0x200B, *range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)):
        table[chr(code)] = ""
    table |= {"\ufeff": "", "\u00ad": "", "٪": "%", "％": "%"}
    return table


def schema() -> dict[str, Any]:
    """Describe `wording.json` as a JSON Schema."""
    strings = {"type": "array", "items": {"type": "string"}}
    groups = {"type": "object", "additionalProperties": strings}
    pattern = {
        "cues": {"type": "array", "items": strings},
        "marks": {"type": "array", "items": {"enum": list(MARKS)}},
        "unless": strings,
        "within": {"type": "integer", "minimum": 0},
        "scope": {"enum": ["sentence", "clause"]},
        "causes": strings,
        "locales": strings,
    }
    rule = {
        "id": {"type": "string"},
        "title": {"type": "string"},
        "message": {"type": "string"},
        "help": {"type": "string"},
        "severity": {"enum": ["error", "warning"]},
        "causes": strings,
        "patterns": {"type": "array", "items": _closed(pattern)},
        "exceptions": groups,
    }
    lexicon = {
        "script": {"enum": ["words", "parts", "signs"]},
        "scale": {"type": "integer", "minimum": 1},
        "negation": {"enum": ["both", "after"]},
        "fold": {"enum": ["plain", "accents"]},
        "silent": {"type": "string"},
        "prefixes": strings,
        "suffixes": strings,
        "ignore": strings,
        "groups": groups,
    }
    letters = {"type": "object", "additionalProperties": {"type": "string"}}
    value = {
        "version": {"const": VERSION},
        "fold": _closed({"plain": letters, "accents": letters}),
        "rules": {"type": "array", "items": _closed(rule)},
        "locales": {"type": "object", "additionalProperties": _closed(lexicon)},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "wording.json: the wording rules, compiled",
        **_closed(value),
    }


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }
