"""Make the public edition of the signals: what is not said in public is not written there either.

A hidden definition loses its id, provider and cause; it becomes one more way to meet `prohibited`.
Literals that only hidden definitions use become `#length:hash`, which the browser compares with the
hash of what stands in the paste. That is no secret kept from someone who already has the code; it
keeps the words off the public site, its search index and its source.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

HIDDEN_CAUSE = "child-abuse"
SHOWN_CAUSE = "prohibited"
SHOWN_ID = "prohibited"

UNSAID = ("csam", "csai", "pedo", "childabuse")
"""Bits of codes that are not written in public, whatever the definition they belong to."""

_first, _second = 16777619, 31


def hashed(folded: str) -> str:
    """`#length:hash` of a folded literal: two polynomial hashes of 32 bits."""
    one = two = 0
    for char in folded:
        code = ord(char)
        one = (one * _first + code) & 0xFFFFFFFF
        two = (two * _second + code) & 0xFFFFFFFF
    return f"#{len(folded)}:{one:08x}{two:08x}"


def mask(data: dict[str, Any]) -> dict[str, Any]:
    """The same tables without the names of what customers are not told."""
    hidden = {n for n, d in enumerate(data["definitions"]) if d["cause"] == HIDDEN_CAUSE}
    secret, open_ = _clues(data, hidden)
    secret -= open_
    data["definitions"] = [
        {"id": SHOWN_ID, "provider": "", "cause": SHOWN_CAUSE, "masked": True} if n in hidden else d
        for n, d in enumerate(data["definitions"])
    ]
    data["clues"] = [
        "" if n in secret or _is_unsaid(label) else label for n, label in enumerate(data["clues"])
    ]
    for entry in data["fields"].values():
        entry["values"] = {
            _key(value, clues, secret) if value != "*" else value: clues
            for value, clues in entry["values"].items()
        }
    data["fields"] = {
        _key(name, _all(entry["values"]), secret, entry["unlisted"]): entry
        for name, entry in data["fields"].items()
    }
    for entry in data["phrases"].values():
        entry["codes"] = {_key(code, [clue], secret): clue for code, clue in entry["codes"].items()}
    data["phrases"] = {
        _key(phrase, _used(entry), secret, entry["unlisted"]): entry
        for phrase, entry in data["phrases"].items()
    }
    codes = {}
    for code, entry in data["codes"].items():
        carriers = [carrier["definition"] for carrier in entry["definitions"]]
        unsaid = all(number in hidden for number in carriers) or _is_unsaid(code)
        codes[hashed(code) if unsaid else code] = {**entry, "code": ""} if unsaid else entry
    data["codes"] = codes
    return data


def _is_unsaid(literal: str) -> bool:
    letters = "".join(filter(str.isalnum, literal.lower()))
    return any(bit in letters for bit in UNSAID)


def _clues(data: dict[str, Any], hidden: set[int]) -> tuple[set[int], set[int]]:
    """The clues that hidden definitions are told by, and those that others are."""
    secret: set[int] = set()
    told: set[int] = set()
    for signal in data["signals"]:
        into = secret if signal["definition"] in hidden else told
        into.update((signal["clue"], *signal["requires"]))
    return secret, told


def _key(literal: str, clues: Iterable[int], secret: set[int], unlisted: str = "") -> str:
    used = list(clues)
    only_secret = bool(used) and not unlisted and all(clue in secret for clue in used)
    return hashed(literal) if only_secret or _is_unsaid(literal) else literal


def _all(values: dict[str, list[int]]) -> list[int]:
    return [clue for clues in values.values() for clue in clues]


def _used(entry: dict[str, Any]) -> list[int]:
    return [clue for clue in (entry["clue"], *entry["codes"].values()) if clue >= 0]
