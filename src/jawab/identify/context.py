"""Tell a code that was reported from a code that is talked about.

A code alone on its line, as an enum member or in a quoted pair is a report. In running prose, in a
list of all possible values or in a changelog it is a mention.
"""

from __future__ import annotations

import re

from jawab.identify.normalise import fold
from jawab.identify.pattern import later
from jawab.identify.read import LIKELY, MENTION

_word = later(r"(?<![A-Za-z0-9_])[A-Za-z][a-z']*(?![A-Za-z0-9_=])", re.ASCII)
_code = later(r"(?<![A-Za-z0-9_])[A-Za-z][A-Za-z0-9_]{2,60}(?![A-Za-z0-9_])", re.ASCII)
_constant = later(r"_|[a-z][A-Z]|^[A-Z]+\Z", re.ASCII)
_foreign = later(r"[^\x00-\x7f]", re.ASCII)
_before_key = later(r"(?:^|[\s{\[(,;|>.])[\\\"'`]*\Z", re.ASCII)
_assigned = later(r"(?<![=!<>])(?::|=|=>|->)[\s\\\"'`(\[<]*\Z", re.ASCII)
_compared = later(
    r"(?:[=!]=|\b(?:case|in|includes|equals|contains|when|if|or|and|not|is)\b)[\s\\\"'`(\[]*\Z",
    re.ASCII,
)
_quoted = later(r"[\"'`]\Z", re.ASCII)
_and = later(r"[\\\"'`)\]]*,?\s+and\b", re.ASCII | re.IGNORECASE)
_unquoted = later(r"[\\\"'`]+(?! *,)", re.ASCII)
_is_key = later(r"[\\\"'`]*[\s\\]{0,8}(?::(?!:)|=(?!=)|=>)", re.ASCII)
_is_end = later(
    r"[\\\"'`]*(?:[ \t]*(?:\Z|[\n\r})\]>;]|,(?!\s*[\\\"'`]*[A-Z_]{4,})|\.(?:\s|\Z)| \(|\|))",
    re.ASCII,
)
_boxed = later(r"[\[(<]\Z", re.ASCII)
_blocked = later(
    r"(?:block|stopp|reject|refus|filter|flagg|fail|censor|terminat|moderat|error|violat)[a-z]{0,8}"
    r"[\s:,-]*(?:(?:due to|because of|because|by|with|for|as|code|reason|status|message|type)"
    r"[\s:,-]*){0,3}"
    r"[\\\"'`(\[<]*\Z",
    re.ASCII | re.IGNORECASE,
)
_explained = later(
    r"[\\\"'`)\]]*,?\s+(?:means?|indicates?|is|are|was|were|refers|stands|when|if|or|and|codes?|enum|"
    r"values?|constants?|handling|support|cases?|responses?|finish|to|should|can|may|will)\b",
    re.ASCII | re.IGNORECASE,
)
_source = later(
    r"(?:(?:contains|includes|indexof|startswith|endswith|match|search|find|test|equals)[A-Za-z]{0,12}"
    r"\s?\([^()\n]{0,80}|(?:^|[\s;{(])(?:const|var|let|final|static|define|assert)\s[^=:\n]{1,80}:?=\s*"
    r"|[=!]==?\s*|\bcase\s+)[\"'`][^\"'`\n]{0,60}\Z",
    re.ASCII | re.IGNORECASE,
)
_changelog = later(
    r"[\s>\"'`\\]*(?:[*+-]\s+|#+\s+)?(?:\[[ xX]\]\s*)?"
    r"(?:(?:feat|fix|docs|chore|refactor|perf|tests?|ci|style|build)(?:\([^)\n]{0,40}\))?!?:\s"
    r"|(?:adds?|added|fixes|fixed|handles?|handled|supports|supported|maps?|mapped|treats?|exposes?"
    r"|exposed|renames?|renamed|documents?|documented|improves?|improved|introduces?|introduced"
    r"|deprecates?|deprecated|todo)\b)"
    r"|[\s>\"'`\\]*(?:[*+-]|#+)\s+(?:fix|changes?|changed|removes?|removed|support)\b",
    re.ASCII | re.IGNORECASE,
)
_release = later(
    r"(?:^|\n)[\s>]*(?:#{1,4} *)?\[?v?[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}\b[^\n]{0,60}\Z", re.ASCII
)
_log_words = frozenset(
    [
        "error",
        "err",
        "warn",
        "warning",
        "info",
        "debug",
        "fatal",
        "critical",
        "trace",
        "exception",
        "code",
        "status",
        "http",
        "badrequest",
        "bad",
        "request",
        "failed",
        "failure",
        "reason",
        "message",
        "msg",
        "caused",
        "by",
        "api",
        "response",
        "upstream",
        "type",
        "name",
        "detail",
        "details",
        "errorcode",
        "server",
        "client",
        "result",
        "at",
        "with",
        "got",
        "received",
        "returned",
        "the",
    ]
)


def line_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The borders of the line on which something stands, or of as much of it as matters."""
    low = max(0, start - 400)
    left = text.rfind("\n", low, start) + 1 or low
    right = text.find("\n", end, end + 400)
    return left, right if right >= 0 else min(len(text), end + 400)


def weigh_code(text: str, start: int, end: int, siblings: frozenset[str]) -> int:
    """How much a bare code says: LIKELY, MENTION or 0 where it is part of another word."""
    if (start and text[start - 1] in "_-") or text[end : end + 1] == "_":
        return 0
    spaced = " " in text[start:end].strip() and "_" not in text[start:end]
    left, right = line_around(text, start, end)
    before, after = text[left:start], text[end:right]
    words = _count_words(before) + _count_words(after)
    if spaced and (words or not text[start:end].isupper()):
        return 0
    if in_changelog(text, left, start) or in_listing(text, start, end, siblings):
        return MENTION
    if (before and _compared().search(before)) or in_source(text, start, end):
        return MENTION
    if words == 0:
        return LIKELY
    if _is_quoted_report(before, after):
        return LIKELY
    if _explained().match(after):
        return MENTION
    if words <= 2 and "?" not in after:
        return LIKELY
    return LIKELY if _is_reported(text, end, before, after) else MENTION


def _is_quoted_report(before: str, after: str) -> bool:
    """Whether it is as in `returns: "CODE" and so on`: quoted after a colon, by a program."""
    if not (_quoted().search(before) and _assigned().search(before) and _unquoted().match(after)):
        return False
    return bool(_and().match(after)) or not _explained().match(after)


def _is_reported(text: str, end: int, before: str, after: str) -> bool:
    """Whether a code among words stands where programs put codes."""
    if _assigned().search(before) and _is_end().match(after):
        return True
    if _is_key().match(after) and _before_key().search(before):
        return True
    if _blocked().search(before):
        return True
    boxed = _boxed().search(before) and text[end : end + 1] in ("]", ")", ">")
    if boxed and (before[-1] == "[" or len(before) < 2):
        return True
    if len(before) >= 120 or _foreign().search(before):
        return False
    return all(word.lower() in _log_words for word in _word().findall(before))


def in_changelog(text: str, left: int, start: int) -> bool:
    """Whether the line is an entry of a changelog or the summary of a change."""
    # Each pattern is only made where there is something to look at.
    if left < start and _changelog().match(text, left, start):
        return True
    above = text[max(0, left - 300) : left].rstrip(" \t\n\r\f\v")
    return bool(above) and _release().search(above) is not None


def in_source(text: str, start: int, end: int) -> bool:
    """Whether the words stand in a program that looks for them."""
    left, _ = line_around(text, start, end)
    before = text[max(left, start - 200) : start]
    return bool(before) and _source().search(before) is not None


def in_listing(text: str, start: int, end: int, siblings: frozenset[str]) -> bool:
    """Whether the code stands among its siblings, as in documentation of all values."""
    window = text[max(0, start - 500) : start] + " " + text[end : end + 500]
    found: set[str] = set()
    for match in _code().finditer(window):
        if not _constant().search(match[0]):
            continue
        folded = fold(match[0])
        for prefix in ("finishreason", "blockedreason", "blockreason"):
            folded = folded.removeprefix(prefix)
        if folded in siblings:
            found.add(folded)
    found.discard(fold(text[start:end]))
    return len(found) >= 2


def _count_words(part: str) -> int:
    return len(_word().findall(part)) + (len(_foreign().findall(part)) + 2) // 3


_union = later(r"[\\\"'`]*\s*(?:\||\(?or\s)\s*[\\\"'`]*([A-Za-z_]{2,40})", re.ASCII)


def is_union(text: str, end: int, siblings: frozenset[str]) -> bool:
    """Whether a value is the first of several joined by bars, as a type or a manual writes them."""
    other = _union().match(text, end)
    return other is not None and fold(other[1]) in siblings
