"""One piece of work: a range of a file, or a whole stream; the same on every engine."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

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
    try:
        if task.end < 0:
            file = open_source(task.path)
            blocks = read_stream(file)
            is_json = None
        else:
            blocks = read_range(task.path, task.start, task.end)
            with open_source(task.path) as start:
                is_json = is_json_lines(start.read(HEAD))
        for _, raw in blocks:
            if is_json is None:
                is_json = is_json_lines(raw[:HEAD])
            scanner.scan(task.path, raw, counts, is_json)
            if tick:
                tick(len(raw))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        counts.note_bad(
            task.path, counts.lines[task.path] + 1, f"unreadable from here: {_why(error)}"
        )
    except Exception as error:
        # The errors of a compression library and of a remote store are their own classes.
        if type(error).__module__.partition(".")[0] == "jawab":
            raise
        counts.note_bad(
            task.path, counts.lines[task.path] + 1, f"unreadable from here: {_why(error)}"
        )
    return counts


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__


def is_json_lines(head: bytes) -> bool:
    """Whether each line of a log is an object by itself, told by its first one."""
    first = head.lstrip(b"\xef\xbb\xbf\r\n \t").partition(b"\n")[0].strip()
    return first.startswith(b"{") and (
        first.endswith(b"}") and len(first) > 2 or len(first) >= HEAD
    )
