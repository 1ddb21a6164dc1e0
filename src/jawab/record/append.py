"""Append a line to a log that several processes share, so that none is torn and none is lost.

Each line is one `write` under the file's lock. A line that a crash left torn is closed before the
next one; a full disk leaves the file as it was. The file changes its name once a day or when it is
full, and old files go when their time is over.
"""

from __future__ import annotations

import fcntl
import os
import time

PATIENCE = 1.0
"""Seconds to wait for the lock; an app's call must not hang on a process that was stopped."""


def append(path: str, line: bytes, max_bytes: int, days: int | None = None) -> None:
    """Append a line, newline included; return only when it is in the file. Raises `OSError`."""
    handle = _open_locked(path)
    try:
        size = os.fstat(handle).st_size
        if size and _is_over(handle, size + len(line), max_bytes):
            os.rename(path, _name_of_old(path))
            # Whoever waits for the old file's lock sees that its name is gone and opens the new.
            os.close(handle)
            handle = _open_locked(path)
            size = os.fstat(handle).st_size
            if days is not None:
                remove_old(path, days)
        if size and os.pread(handle, 1, size - 1) != b"\n":
            line = b"\n" + line
        written = -1
        try:
            written = os.write(handle, line)
        finally:
            if written != len(line):
                os.ftruncate(handle, size)
        if written != len(line):
            raise OSError(f"{path}: only {written} of {len(line)} bytes could be written")
    finally:
        os.close(handle)


def _open_locked(path: str) -> int:
    """Open the file that has this name, and hold its lock."""
    deadline = time.monotonic() + PATIENCE
    while True:
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            _lock(handle, deadline, path)
            named, held = os.stat(path), os.fstat(handle)
            if (named.st_dev, named.st_ino) == (held.st_dev, held.st_ino):
                return handle
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(handle)
            raise
        # It was rotated away while we waited.
        os.close(handle)
        if time.monotonic() > deadline:
            raise TimeoutError(f"{path} is rotated again and again")


def _lock(handle: int, deadline: float, path: str) -> None:
    pause = 0.0005
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{path} stays locked by another process") from None
            time.sleep(pause)
            pause = min(pause * 2, 0.02)
        else:
            return


def _is_over(handle: int, size: int, max_bytes: int) -> bool:
    """Whether the file is full or its first line is of an earlier day."""
    if size > max_bytes:
        return True
    day = _day_of(os.pread(handle, 64, 0))
    return bool(day) and day < time.strftime("%Y-%m-%d", time.gmtime())


def _day_of(head: bytes) -> str:
    at = head.find(b'"time":"')
    day = head[at + 8 : at + 18].decode("ascii", "replace") if at >= 0 else ""
    return day if len(day) == 10 and day[4] == day[7] == "-" else ""


def _name_of_old(path: str) -> str:
    stem, suffix = os.path.splitext(path)
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    for number in range(100_000):
        name = f"{stem}.{stamp}-{number}{suffix}"
        if not os.path.lexists(name):
            return name
    raise FileExistsError(f"{path}: too many rotated files")


def remove_old(path: str, days: int) -> list[str]:
    """Remove the rotated files of a log that ended more than so many days ago; return them."""
    stem, suffix = os.path.splitext(os.path.basename(path))
    folder = os.path.dirname(path) or "."
    limit = time.strftime("%Y%m%d", time.gmtime(time.time() - days * 86_400))
    removed = []
    for name in os.listdir(folder):
        middle = name[len(stem) + 1 : len(name) - len(suffix)]
        day, mark, rest = middle.partition("T")
        ours = name == f"{stem}.{middle}{suffix}" and mark and rest[6:8] == "Z-"
        if ours and len(day) == 8 and day.isdigit() and day < limit:
            os.unlink(os.path.join(folder, name))
            removed.append(name)
    return removed
