"""From a block of raw lines to counts: a filter over bytes, and a close look where it says so.

Entries that look alike but for times, ids and numbers are recognised once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from jawab.identify import Candidate, identify, load_index
from jawab.identify.automaton import find_in_bytes
from jawab.triage.counts import SERIOUS, Account, Cell, Counts, Total
from jawab.triage.entry import (
    NO_MODEL,
    account_of,
    day_of,
    evidence_shape,
    model_of,
    own_record,
    without_numbers,
)
from jawab.triage.needles import MARK, Needles, fold_block
from jawab.triage.source import GOES_ON, SSE

LONGEST = 1 << 20
"""An entry longer than this is looked at in its beginning only."""

REMEMBERED = 50_000

Show = Callable[[str, int, bytes, "Found"], None]


class Found(NamedTuple):
    """What an entry is."""

    error_id: str
    provider: str
    cause: str


class Entry(NamedTuple):
    """Some lines that belong together; `line` counts within the block."""

    line: int
    data: bytes
    literals: frozenset[int]


class Scanner:
    """The automaton, the index and what was recognised so far."""

    def __init__(
        self, signals: bytes, requests: str = "", account_field: str = "", show: Show | None = None
    ) -> None:
        self.index = load_index(signals)
        self.needles = Needles(self.index.data)
        literals = list(self.needles.literals)
        self.requests = requests.encode()
        self.account_field = account_field
        self._show = show
        self._all = find_in_bytes(literals, longest=True)
        # Without letters of other scripts the table is half as large, and blocks of plain ASCII,
        # nearly all of them, go through it much faster. The numbers must stay the same.
        self._plain = find_in_bytes([_ascii(n) for n in literals], longest=True)
        numbers = [n for n in self.index.literals if any(c.isdigit() for c in n) and n.isascii()]
        self._find_numbers = find_in_bytes([n.encode() for n in numbers])
        self._own = literals.index(MARK.encode())
        self._memo: dict[bytes, Found | str | None] = {}

    def scan(self, path: str, raw: bytes, counts: Counts, is_json: bool) -> None:
        """Count one block of whole entries of a log."""
        lines = raw.split(b"\n")
        if not lines[-1]:
            lines.pop()
        base = counts.lines[path]
        self._count_bad(path, raw, lines, base, counts, is_json)
        if self.requests and self.requests in raw:
            self._count_requests(lines, counts)
        for entry in self._entries(lines, fold_block(raw)):
            counts.looked_at += 1
            if self._own in entry.literals:
                self._count_own(path, entry, base, counts)
            else:
                self._count(path, entry, base, counts)
        counts.lines[path] += len(lines)
        counts.bytes += len(raw)

    def _entries(self, lines: list[bytes], folded: bytes) -> Iterator[Entry]:
        """The entries in which something was found, each once."""
        first_quiet = self.needles.first_quiet
        number = at = 0
        low = high = -1
        seen: set[int] = set()
        find = self._plain if folded.isascii() else self._all
        for literal, start, _ in find(folded):
            if literal >= first_quiet:
                continue
            number += folded.count(b"\n", at, start)
            at = start
            if number >= high:
                if seen:
                    yield _entry(lines, low, high, seen)
                low, high = _bounds(lines, number)
                seen = set()
            seen.add(literal)
        if seen:
            yield _entry(lines, low, high, seen)

    def _count(self, path: str, entry: Entry, base: int, counts: Counts) -> None:
        found = self._recognise(entry)
        if found is None:
            counts.mentions += 1
            return
        if isinstance(found, str):
            counts.note_shape(found)
            found = Found("", "", "unknown")
        else:
            day, model = day_of(entry.data), model_of(entry.data)
            counts.cells[Cell(day, found.provider, model, found.error_id, found.cause)] += 1
            if found.cause in SERIOUS:
                account = account_of(entry.data, self.account_field)
                if account:
                    counts.accounts[Account(account, found.cause, day)] += 1
        if self._show:
            self._show(path, base + entry.line + 1, entry.data, found)

    def _recognise(self, entry: Entry) -> Found | str | None:
        """What an entry is, the shape of an unknown one, or None for mere talk."""
        key = self._key(entry.data)
        try:
            return self._memo[key]
        except KeyError:
            pass
        text = entry.data.decode("utf-8", "replace")
        candidates = identify(text, index=self.index)
        known: Found | str | None
        if candidates:
            known = _found(candidates[0])
        elif self._is_stem(entry):
            known = evidence_shape(text, [self.needles.literals[n] for n in entry.literals])
        else:
            known = None
        if len(self._memo) >= REMEMBERED:
            self._memo.clear()
        self._memo[key] = known
        return known

    def _is_stem(self, entry: Entry) -> bool:
        """Whether words of a rejection stand there that belong to no definition."""
        return any(number >= self.needles.first_stem for number in entry.literals)

    def _key(self, data: bytes) -> bytes:
        plain, numbers = without_numbers(data)
        # Numbers that are codes make a difference; which ones is told by the index.
        hits = self._find_numbers(fold_block(numbers), overlapping=True)
        told = b" ".join(sorted({b"%d" % literal for literal, _, _ in hits}))
        return hashlib.blake2b(plain + b"\n" + told, digest_size=16).digest()

    def _count_own(self, path: str, entry: Entry, base: int, counts: Counts) -> None:
        told = own_record(entry.data)
        if told is None:
            self._count(path, entry, base, counts)
            return
        counts.own += 1
        day, provider, model = told["time"][:10], told["provider"], told["model"] or NO_MODEL
        counts.totals[Total(day, provider, model)] += 1
        if told["cause"] == "none":
            return
        error_id = told["error_id"] or f"{told['cause']} (no code)"
        cell = Cell(day, provider, model, error_id, told["cause"])
        counts.cells[cell] += 1
        if cell.cause in SERIOUS and told["account"]:
            account = f"{told['key']}:{told['account']}"
            counts.accounts[Account(account, cell.cause, day)] += 1
        if self._show:
            found = Found(cell.error_id, provider, cell.cause)
            self._show(path, base + entry.line + 1, entry.data, found)

    def _count_requests(self, lines: list[bytes], counts: Counts) -> None:
        for line in lines:
            if self.requests in line:
                counts.totals[Total(day_of(line), "", model_of(line))] += 1

    def _count_bad(
        self, path: str, raw: bytes, lines: list[bytes], base: int, counts: Counts, is_json: bool
    ) -> None:
        """Lines that are broken; a block without any is told by a few looks at the whole."""
        if b"\0" in raw or not _is_utf8(raw):
            for number, line in enumerate(lines, base + 1):
                if b"\0" in line or not _is_utf8(line):
                    counts.note_bad(path, number, "no text in UTF-8")
        if not is_json:
            return
        opened = [line[:1] for line in lines].count(b"{")
        if opened == [line[-1:] for line in lines].count(b"}") == len(lines):
            return
        for number, line in enumerate(lines, base + 1):
            line = line.strip()
            if line and not (line.startswith(b"{") and line.endswith(b"}")):
                counts.note_bad(path, number, "no JSON object")


def _ascii(literal: bytes) -> bytes:
    return literal if literal.isascii() else b"\0"


def _is_utf8(raw: bytes) -> bool:
    if raw.isascii():
        return True
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _bounds(lines: list[bytes], number: int) -> tuple[int, int]:
    """The first line of the entry that a line belongs to, and the one after its last."""
    low, high = number, number + 1
    while low and _goes_on(lines, low):
        low -= 1
    while high < len(lines) and _goes_on(lines, high):
        high += 1
    return low, high


def _goes_on(lines: list[bytes], number: int) -> bool:
    line = lines[number]
    if line[:1] and line[:1] in GOES_ON:
        return True
    return line.startswith(SSE) and lines[number - 1].startswith(SSE)


def _entry(lines: list[bytes], low: int, high: int, literals: set[int]) -> Entry:
    data = lines[low] if high == low + 1 else b"\n".join(lines[low:high])
    return Entry(low, data[:LONGEST], frozenset(literals))


def _found(candidate: Candidate) -> Found:
    return Found(candidate.error_id, candidate.provider, candidate.cause)


_scanners: dict[Any, Scanner] = {}


def scanner_for(signals: bytes, requests: str, account_field: str) -> Scanner:
    """The scanner of this process for some signals; made once."""
    key = (hashlib.sha256(signals).digest(), requests, account_field)
    if key not in _scanners:
        _scanners[key] = Scanner(signals, requests, account_field)
    return _scanners[key]
