"""Read what stands beside a field name, in whatever notation it was printed.

`"finishReason": "SAFETY"`, `finish_reason=<FinishReason.SAFETY: 'SAFETY'>`, `FinishReason.SAFETY`,
`finish reason is safety`: all are a name, a connector made of punctuation, and a value. Nothing is
parsed as a whole, because pastes are cut off, wrapped, quoted and mixed with other text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jawab.identify.normalise import fold
from jawab.identify.pattern import later

CERTAIN, LIKELY, MENTION = 3, 2, 1
MEMBER = 2.5
"""An enum member such as `FinishReason.SAFETY`: likely, and no prose."""


_gap = re.compile(r"[\x00-/:-@\[-`{-\x7f]{0,300}", re.ASCII)
_token = re.compile(
    r"[^\x00-/:-@\[-^`{-\x7f]{1,200}(?:[./:+-]{1,3}[^\x00-/:-@\[-^`{-\x7f]{1,200}){0,12}", re.ASCII
)
_quiet = later(r"[\s\"'`\\*]+", re.ASCII)
_connector = later(r"[\])}?!>]*(?::=|=>|->|[:=])(?P<rest>.*)", re.ASCII | re.DOTALL)
_loose = later(r"[)(\[<|>~-]{0,2}|\|\|", re.ASCII)
_linking = later(
    r"(?:is|was|of|as|equals|value|returned|returns|return|says|shows|from|string|code)(?![A-Za-z0-9_])",
    re.ASCII | re.IGNORECASE,
)
_separator = later(r"::?|[./+]", re.ASCII)
_joints = frozenset(":./+")
_null = frozenset(("null", "none", "undefined", "nil", "nan", "false", "na", "empty"))
_key_end = later(r"[\\\s\"'`]*[:=]", re.ASCII)
_wordy = later(r"[^\x00-/:-@\[-^`{-\x7f]", re.ASCII)
_rewrap = later(r"[\s>|\"'`\\_-]*", re.ASCII)


class Value:
    """A value beside a field: its start, how surely it is one, and whether it is quoted."""

    __slots__ = ("quoted", "start", "strength")

    def __init__(self, start: int, strength: float, quoted: bool) -> None:
        self.start = start
        self.strength = strength
        self.quoted = quoted


_decimal = later(r"[\s\"'`\\]{0,40}[:=] ?-?[0-9]{1,3}\.[0-9]", re.ASCII)


_object = later(r"[\"'\s]{0,4}[:=]\s{0,4}\{\s{0,4}[\"']?[A-Za-z0-9_/-]{1,20}[\"']?\s?:", re.ASCII)


def opens_object(text: str, end: int, within: int) -> bool:
    """Whether the value of a field is an object, told by the next so many characters."""
    found = _object().match(text, end, end + within)
    return found is not None


class Known:
    """The values of one field, ready to be ruled out."""

    __slots__ = ("begun", "clues", "names", "told", "unlisted", "values")

    def __init__(self, name: str, entry: dict[str, Any], enums: tuple[str, ...]) -> None:
        self.values: dict[str, list[int]] = entry["values"]
        self.names = (name, *enums)
        self.clues = sorted({clue for clues in self.values.values() for clue in clues})
        self.begun = frozenset(v[:n] for v in self.values for n in range(len(v)))
        self.unlisted: str = entry["unlisted"]
        self.told: set[str] = set()
        """Words that were ruled out before."""

    def rules_out(self, word: str) -> bool:
        """Whether a word is none of the values, nor the first part of one."""
        if not _joints.isdisjoint(word):
            return False
        folded = fold(word)
        return not (folded in self.values or folded in self.begun or folded.startswith(self.names))


def score_end(text: str, end: int) -> int:
    """The end of a decimal number that follows, which is a score and never a code; 0 if none."""
    score = _decimal().match(text, end)
    return score.end() if score else 0


def values_after(text: str, start: int, end: int) -> Iterator[Value]:
    """The places where values of the field at start..end begin."""
    gap = _gap.match(text, end)
    assert gap is not None
    raw, at = gap[0], gap.end()
    if len(raw) >= 300 or at >= len(text):
        return
    if not raw:
        if text[end] in "sS" and not _is_word(text, end + 1):
            yield from values_after(text, start, end + 1)
        elif "A" <= text[end] <= "Z" and "a" <= text[end - 1] <= "z":
            yield Value(at, MEMBER, False)
        return
    if raw in (".", "::", "_", "#", "->"):
        yield Value(at, MEMBER, False)
        return
    yield from _after_connector(text, start, at, raw)


def _after_connector(text: str, start: int, at: int, raw: str) -> Iterator[Value]:
    bare = _quiet().sub("", raw)
    found = _connector().fullmatch(bare)
    if found is None:
        if bare == ">" and start and text[start - 1] == "<":
            yield Value(at, CERTAIN, False)
        elif _loose().fullmatch(bare) and raw.count("\n") < 2:
            yield from _loose_values(text, at, raw)
        return
    rest = found["rest"]
    if rest.startswith("=") or bare.startswith("!"):
        # `==` and `!=` compare; they do not report.
        yield Value(at, MENTION, False)
        return
    if any(char in ",;)]}" for char in rest):
        return
    if "{" in rest and _is_key(text, at):
        return
    yield Value(at, CERTAIN, _is_quote(raw))
    if "[" in rest or "(" in rest or "{" in rest:
        yield from _further(text, at)


def _loose_values(text: str, at: int, raw: str) -> Iterator[Value]:
    for _ in range(3):
        word = _linking().match(text, at)
        if word is None:
            break
        gap = _gap.match(text, word.end())
        assert gap is not None
        raw = gap[0]
        if _quiet().sub("", raw) not in ("", ":", "=", "(", "[", "<"):
            return
        at = gap.end()
    yield Value(at, LIKELY, _is_quote(raw))


def _further(text: str, at: int) -> Iterator[Value]:
    """The other elements of a list whose first element is at `at`."""
    for _ in range(40):
        token = _token.match(text, at)
        if token is None:
            return
        gap = _gap.match(text, token.end())
        assert gap is not None
        bare = _quiet().sub("", gap[0]).replace("|", "").replace(">", "")
        if bare == "" and gap.end() > token.end() and gap.end() - at < 200:
            at = gap.end()
            continue
        if bare != ",":
            return
        at = gap.end()
        yield Value(at, CERTAIN, _is_quote(gap[0]))


def _is_key(text: str, at: int) -> bool:
    """Whether the word at a place is a key of an object and no value."""
    token = _token.match(text, at)
    return token is not None and _key_end().match(text, token.end()) is not None


def _is_quote(raw: str) -> bool:
    return raw.rstrip(" \t\r\n")[-1:] in ('"', "'", "`") or raw[-1:] in ('"', "'", "`")


def _is_word(text: str, at: int) -> bool:
    return at < len(text) and _wordy().match(text, at) is not None


def match_value(text: str, at: int, known: Known) -> tuple[str, int, int]:
    """The known value that stands at a place, with its start and end; empty where none does."""
    values = known.values
    token = _token.match(text, at)
    if token is None:
        return "", at, at
    word = token[0]
    whole = fold(word)
    if whole in values:
        return whole, at, token.end()
    # The last parts of a dotted or scoped name: `types.FinishReason.SAFETY`.
    cuts = list(_separator().finditer(word))
    for cut in cuts:
        part = fold(word[cut.end() :])
        if part in values:
            return part, at + cut.end(), token.end()
    for cut in reversed(cuts):
        part = fold(word[: cut.start()])
        if part in values and (cut[0] != "." or len(part) >= 8):
            return part, at, at + cut.start()
    for name in known.names:
        if whole.startswith(name) and whole[len(name) :] in values:
            return whole[len(name) :], at, token.end()
    return _wrapped_value(text, at, values) if whole in known.begun else ("", at, at)


def _wrapped_value(text: str, at: int, values: dict[str, list[int]]) -> tuple[str, int, int]:
    """The longest known value at a place where it was wrapped or is of several words."""
    best = ("", at, at)
    folded, end = "", at
    for _ in range(8):
        token = _token.match(text, end)
        if token is None:
            break
        folded += fold(token[0])
        end = token.end()
        if folded in values:
            best = (folded, at, end)
        if len(folded) > 120:
            break
        gap = _rewrap().match(text, end)
        assert gap is not None
        end = gap.end()
    return best


def is_present(text: str, at: int) -> bool:
    """Whether something other than a null stands at a place."""
    token = _token.match(text, at)
    if token is None or text[token.end() : token.end() + 1] == "=":
        return False
    return fold(token[0]) not in _null


def ends_there(text: str, end: int, value: Value) -> bool:
    """Whether a matched value is all that was said, and not the first word of a sentence."""
    if value.quoted:
        return _after_quoted().match(text, end) is not None
    return _runs_on().match(text, end) is None


_after_quoted = later(r"[\\\s]*(?:[\"'`:.,)>\]]|\Z)", re.ASCII)
_runs_on = later(r" {1,3}[a-z]{2,20}(?![A-Za-z0-9_]*[=:(\"'])", re.ASCII)
_path = later(r"([A-Za-z0-9_]{1,60})(?:\[[^\]]{0,20}\])?(?:\?\.|\.|->|::|\[[\"'])\Z", re.ASCII)
_bracket = later(r"[{}()\[\]]", re.ASCII)
_owner = later(r"([A-Za-z0-9_]{1,60})[\s\"'`\\]*[:=]?>?[\s\"'`\\<]*\Z", re.ASCII)
_transparent = frozenset(("data", "body", "response", "detail", "details", "result", "json"))


def parent_allows(text: str, start: int, parent: str) -> bool:
    """Whether the owner of a field has the parent's name, or no owner is seen."""
    before = text[max(0, start - 4000) : start]
    path = _path().search(before, max(0, len(before) - 90))
    if path is not None:
        name = fold(path[1])
        return name.endswith(parent) or parent.startswith(name)
    depth, seen = 0, False
    for bracket in reversed(list(_bracket().finditer(before))):
        if bracket[0] in "})]":
            depth += 1
            continue
        if depth:
            depth -= 1
            continue
        at = bracket.start()
        for _ in range(2):
            owner = _owner().search(before, max(0, at - 80), at)
            if owner is None:
                break
            name = fold(owner[1])
            if name.endswith(parent):
                return True
            seen = seen or name not in _transparent
            at = owner.start()
    return not seen


def token_at(text: str, at: int) -> tuple[str, int]:
    """The word at a place as written, with its end."""
    token = _token.match(text, at)
    return (token[0], token.end()) if token else ("", at)


_beside = later(
    r"[^A-Za-z0-9]{0,40}(?:(?:and|or|code|codes|is|are|number|no)(?![A-Za-z0-9_])[^A-Za-z0-9]{0,12}){0,2}",
    re.ASCII | re.IGNORECASE,
)
_explained_by = later(r"[\\\"'`)\]]*,?\s+(?:means|indicates|refers to|stands for)\b", re.ASCII)
_part = later(r"[A-Za-z0-9_.]{1,120}", re.ASCII)


def codes_beside(text: str, end: int) -> Iterator[tuple[str, int, int]]:
    """The codes that follow a phrase: one, or several in a list."""
    at = end
    for _ in range(20):
        gap = _beside().match(text, at)
        assert gap is not None
        token = _token.match(text, gap.end())
        if token is None:
            return
        word = token[0]
        yield word, token.start(), token.end()
        at = token.end()
        if not any(char.isdigit() for char in word):
            return


def is_explained(text: str, end: int) -> bool:
    """Whether what was just read is being explained, as documentation does."""
    return _explained_by().match(text, end) is not None


def token_around(text: str, at: int) -> tuple[str, int, int]:
    """The word, dots included, of which the character at a place is part."""
    low = at
    while low and at - low < 120 and _part().match(text[low - 1]):
        low -= 1
    token = _part().match(text, low)
    if token is None:
        return "", at, at
    word = token[0].rstrip("._")
    stripped = word.lstrip("._")
    return stripped, low + len(word) - len(stripped), low + len(word)
