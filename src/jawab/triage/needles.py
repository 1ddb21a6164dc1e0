"""The literals of which at least one stands in every line that may be recognised.

They come from the compiled signals. A line is folded as recognition folds it (letters and digits
only, ASCII in lower case), so that one automaton over bytes finds a field and its value in any
notation. What it finds is a reason to look closely and no more.
"""

from __future__ import annotations

import re
from typing import Any

MARK = "jawabrecord1"
"""Our own records carry their schema's name."""

COMMON = frozenset(
    [
        "safety",
        "other",
        "stop",
        "language",
        "internal",
        "notfound",
        "failed",
        "spii",
        "models",
        "prompt",
        "word",
        "azure",
        "billing",
        "sensitive",
        "replicate",
        "midjourney",
        "openrouter",
        "maxtokens",
        "unavailable",
        "isbanned",
        "errorcode",
        "finishreason",
        "blocklist",
        "invalidparameter",
        "servererror",
        "jailbreak",
        "typeerror",
    ]
)
"""Words that stand in many lines that are fine: asked for only right behind their field."""

QUIET = [
    "stop",
    "stopsequence",
    "endturn",
    "null",
    "none",
    "length",
    "toolcalls",
    "toolcall",
    "finishreasonstop",
    "finishreasonunspecified0",
    "completed",
    "succeeded",
    "success",
    "empty",
    "false",
    "eos",
]
"""Values of a field that needs a look that say: nothing happened."""

STEMS = [
    "contentpolicy",
    "policyviolation",
    "policyrejection",
    "safetysystem",
    "safetyfilter",
    "contentfilter",
    "contentmoderat",
    "moderationfail",
    "moderationreject",
    "blockedbysafety",
    "blockedforsafety",
    "safetyviolation",
    "nsfwcontent",
    "unsafecontent",
    "inappropriatecontent",
    "sensitivecontent",
    "harmfulcontent",
    "promptblocked",
    "promptrejected",
    "promptwasblocked",
    "promptwasrejected",
    "requestwasblocked",
    "imagewasblocked",
    "contentblocked",
    "contentrejected",
    "moderationblock",
    "rejectedbymoderation",
    "safetycheckfailed",
    "violatesourpolic",
    "violatesourguideline",
    "imagerejected",
    "childsafety",
]
"""Words of a rejection, known or not; where nothing is recognised the line is an unknown shape."""

LINKS = (
    "is",
    "was",
    "of",
    "as",
    "equals",
    "value",
    "returned",
    "returns",
    "from",
    "string",
    "code",
)
LISTED = frozenset(
    ("categories", "reasons", "violations", "safetyviolations", "raifilteredreasons")
)
ENUMS = ("finishreason", "blockedreason", "blockreason", "turncompletereason")
RESULTS = ("contentfilterresult", "contentfilteroffset")
"""Azure's answer about every request, also a good one."""


class Needles:
    """What to look for, and which of it is quiet or only a stem."""

    def __init__(self, data: dict[str, Any]) -> None:
        watched = {f for f, entry in data["fields"].items() if entry["unlisted"]} | {
            f for f, entry in data["fields"].items() if "*" in entry["values"]
        }
        quiet = {
            field + value
            for field in watched
            for value in QUIET
            # A known value is never quiet, unless all it says is that all went well.
            if value not in data["fields"][field]["values"] or value == "stop"
        }
        self.quiet = sorted(quiet | set(RESULTS))
        self.wanted = sorted(_wanted(data, COMMON | quiet) - quiet)
        self.stems = sorted(set(STEMS) - set(self.wanted))
        everything = [*self.wanted, MARK, *self.stems, *self.quiet]
        self.literals = [form for literal in everything for form in _forms(literal)]
        loud = sum(len(_forms(literal)) for literal in (*self.wanted, MARK))
        silent = sum(len(_forms(literal)) for literal in self.quiet)
        self.first_stem = loud
        self.first_quiet = len(self.literals) - silent


def _wanted(data: dict[str, Any], common: frozenset[str]) -> set[str]:
    """One literal at least for each way in which a definition may be found."""
    of_clue = _by_clue(data)
    wanted: set[str] = set(data["codes"])
    for signal in data["signals"]:
        mine = of_clue.get(signal["clue"], set())
        if signal["requires"] and mine & common:
            # A common word that only counts beside a rarer one: the rarer one is enough.
            for clue in signal["requires"]:
                other = of_clue.get(clue, set())
                if other and not other & common:
                    mine = other
                    break
        wanted |= mine
    for role in ("prefixes", "suffixes"):
        wanted |= set(data["unlisted"][role])
    wanted |= {field for field, entry in data["fields"].items() if entry["unlisted"]}
    return {literal for literal in wanted if literal}


def _by_clue(data: dict[str, Any]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for phrase, entry in data["phrases"].items():
        if entry["clue"] >= 0:
            found.setdefault(entry["clue"], set()).add(phrase)
        for code, clue in entry["codes"].items():
            rare = len(code) >= 7 and code not in COMMON
            found.setdefault(clue, set()).add(code if rare else phrase)
    for field, entry in data["fields"].items():
        for value, clues in entry["values"].items():
            for clue in clues:
                found.setdefault(clue, set()).update(_pairs(field, value))
    return found


def _pairs(field: str, value: str) -> set[str]:
    if value == "*":
        return {field}
    if len(value) >= 9 and not value.isdigit() and value not in COMMON:
        return {value}
    # The words between are those that recognition itself reads over.
    names = {field, *ENUMS} if field in ENUMS else {field}
    pairs = {name + value for name in names}
    if not value.isdigit() and value not in ("true", "false"):
        pairs |= {field + link + value for link in LINKS}
    elif value.isdigit():
        pairs |= {field + link + value for link in ("is", "was")}
    if field in LISTED:
        pairs.add(field)
    return pairs


def _forms(literal: str) -> list[bytes]:
    """The bytes of a literal: as UTF-8, and where it is not ASCII as JSON escapes it."""
    if literal.isascii():
        return [literal.encode()]
    escaped = "".join(c if c.isascii() else f"u{ord(c):04x}" for c in literal)
    return [literal.encode(), escaped.encode()]


_lower = bytes(code + 32 if 65 <= code <= 90 else code for code in range(256))
_dropped = bytes(code for code in range(128) if not chr(code).isalnum() and code != 10)

# One byte that must be there for a wrapping to be there: looking for it costs next to nothing.
_unwrap: list[tuple[bytes, str]] = [
    (
        b"\\",
        (
            r"\\+(?:[nrt]|x[2-7][0-9A-Fa-f]"
            r"|u(?:00[2-7][0-9A-Fa-f]|20[0-9A-Fa-f]{2}|[fF]{2}0[0-9A-Fa-f]|00[aAbB][0-9A-Fa-f]))"
        ),
    ),
    (b"%", r"%(?:25){0,8}(?:[01][0-9A-Fa-f]|2[0-9A-Fa-f]|3[A-Fa-f]|40|5[B-Fb-f]|60|7[B-Eb-e])"),
    (b"&", r"&(?:amp;){0,8}(?:#[0-9]{1,6}|#[xX][0-9A-Fa-f]{1,6}|[a-z]{2,6});"),
    (b"=", r"=3D|=E2=80=[89][0-9A-F]"),
    (b"\x1b", r"\[[0-9]{1,2}(?:;[0-9]{1,3}){0,4}m"),
    (b"<", r"<[ ]{0,3}/?(?:b|i|u|em|strong|span|font|mark|wbr|br|a)(?:[ /][^<>\n]{0,400})?>"),
]
_patterns = [(mark, re.compile(source.encode())) for mark, source in _unwrap]
_symbols = re.compile(
    rb"\xe2[\x80-\xaf][\x80-\xbf]|\xc2[\x80-\xbf]|\xe3\x80[\x80-\xa0]|\xef\xbc[\x80-\x8f\x9a-\xa0]"
    rb"|\xef\xbb\xbf|\xef\xb8[\x80-\xbf]|\xc3[\x97\xb7]|\xcb[\xa5-\xbf]"
)


def fold_block(raw: bytes) -> bytes:
    """Many lines as recognition reads them: wrappings undone, letters and digits only."""
    for mark, pattern in _patterns:
        if mark in raw:
            raw = pattern.sub(b"", raw)
    if not raw.isascii():
        raw = _symbols.sub(b"", raw)
    return raw.translate(_lower, _dropped)
