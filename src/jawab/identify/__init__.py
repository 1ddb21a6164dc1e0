"""Recognise any pasted error: which definition it is, how surely, and by which words.

`identify(text)` gives candidates, the strictest cause first, and nothing when nothing is there.
"""

from __future__ import annotations

from jawab.identify.index import Index, load_index
from jawab.identify.match import Sightings
from jawab.identify.normalise import normalise
from jawab.identify.rank import Candidate, Evidence, rank

__all__ = ["Candidate", "Evidence", "Index", "identify", "load_index"]

_loaded: dict[int, Index] = {}


def identify(
    text: str | bytes, mentions: bool = False, *, index: Index | None = None
) -> list[Candidate]:
    """Return the error definitions that a paste may be, strictest cause first.

    With `mentions` also those that it only talks about. Bytes are read as UTF-8 (or UTF-16 with its
    mark); places in the evidence then count characters of the decoded text.
    """
    original = text if isinstance(text, str) else decode(text)
    if index is None:
        index = _installed()
    return rank(index, Sightings(index, normalise(original)), original, mentions)


def decode(raw: bytes) -> str:
    """The text of some bytes; what cannot be read becomes a replacement character."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    return raw.decode("utf-8-sig", "replace")


def _installed() -> Index:
    from jawab.catalog import open_catalog

    blob = open_catalog().blob("signals.json")
    if id(blob) not in _loaded:
        _loaded.clear()
        _loaded[id(blob)] = load_index(blob)
    return _loaded[id(blob)]
