"""One piece of work: a range of a file, or a whole stream; the same on every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from jawab.errors import JawabError
from jawab.triage.counts import Counts
from jawab.triage.scan import Scanner, scanner_for
from jawab.triage.source import Source, open_source, read_range, read_stream

PIECE = 16 << 20
"""Bytes of one task: enough to be worth sending, few enough to be done again."""

HEAD = 1 << 16


class Task(NamedTuple):
    """What to read; an `end` of -1 is a log that is read as a stream."""

    path: str
    start: int
    end: int
    requests: str = ""
    account_field: str = ""


def tasks_of(
    source: Source, start: int, requests: str, account_field: str, piece: int = PIECE
) -> Iterator[Task]:
    """The tasks of a log from a place on, in order."""
    if source.whole:
        yield Task(source.path, 0, -1, requests, account_field)
        return
    while start < source.size:
        end = min(source.size, (start // piece + 1) * piece)
        yield Task(source.path, start, end, requests, account_field)
        start = end


def scan_task(task: Task, signals: bytes, tick: Callable[[int], None] | None = None) -> Counts:
    """Count one task. What cannot be read is counted as bad and never stops the others."""
    return scan_with(scanner_for(signals, task.requests, task.account_field), task, tick)


def scan_with(scanner: Scanner, task: Task, tick: Callable[[int], None] | None = None) -> Counts:
    """Count one task with a scanner that may also show what it finds."""
    counts = Counts()
    is_json = None
    for at, raw in _readable(task, counts):
        if is_json is None:
            is_json = is_json_lines(raw[:HEAD] if task.end < 0 or at == 0 else _head(task.path))
        scanner.scan(task.path, raw, counts, is_json)
        if tick:
            tick(len(raw))
    return counts


def _readable(task: Task, counts: Counts) -> Iterator[tuple[int, bytes]]:
    """The blocks up to where a log cannot be read on; that place is counted as bad."""
    blocks = _stream(task.path) if task.end < 0 else read_range(task.path, task.start, task.end)
    while True:
        try:
            block = next(blocks, None)
        except JawabError:
            raise
        except Exception as error:  # noqa: BLE001 - each store and packer has errors of its own
            why = getattr(error, "strerror", None) or type(error).__name__
            place = counts.lines[task.path] + 1
            counts.note_bad(task.path, place, f"unreadable from here: {why}")
            return
        if block is None:
            return
        yield block


def _head(path: str) -> bytes:
    with open_source(path) as file:
        return file.read(HEAD)


def _stream(path: str) -> Iterator[tuple[int, bytes]]:
    file = open_source(path)
    try:
        yield from read_stream(file)
    finally:
        if path != "-":
            file.close()


def is_json_lines(head: bytes) -> bool:
    """Whether each line of a log is an object by itself, told by its first one."""
    first = head.lstrip(b"\xef\xbb\xbf\r\n \t").partition(b"\n")[0].strip()
    return first.startswith(b"{") and (
        (first.endswith(b"}") and len(first) > 2) or len(first) >= HEAD
    )
