"""Where the lines come from: files, folders, compressed files, standard input, remote stores.

A log is cut into blocks at places that only its own bytes decide, so that any division of the work
sees the same lines together.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from jawab.errors import EnvironmentProblem

BLOCK = 1 << 20
"""Bytes that are looked at together: as much as stays in the processor's cache."""

REACH = 1 << 20
"""How far behind a block's end its last entry may go on."""

NEAR = 1 << 14
"""How far it mostly goes, which is looked at first."""

PACKED = (".gz", ".zst")

GOES_ON = b" \t}])"
"""A line that begins like this goes on with the entry before."""

SSE = (b"data:", b"event:", b"id:", b"retry:", b":")


class Source(NamedTuple):
    """One log."""

    path: str
    size: int
    """Bytes as stored; 0 where that is not known."""
    whole: bool
    """Whether it must be read from its beginning: compressed or a stream."""


def find_sources(paths: tuple[str, ...]) -> list[Source]:
    """Every log below the paths, in order. Raises `EnvironmentProblem` where one is missing."""
    found: list[Source] = []
    for path in paths:
        if path == "-":
            found.append(Source("-", 0, True))
        elif "://" in path:
            found.extend(_remote(path))
        elif os.path.isdir(path):
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                files = (os.path.join(folder, n) for n in sorted(names) if not n.startswith("."))
                found.extend(_local(file) for file in files if os.path.isfile(file))
        elif os.path.exists(path):
            found.append(_local(path))
        else:
            raise EnvironmentProblem(f"There is no log at {path}.")
    return list({source.path: source for source in found}.values())


def _local(path: str) -> Source:
    regular = os.path.isfile(path)
    size = os.path.getsize(path) if regular else 0
    return Source(path, size, path.endswith(PACKED) or not regular)


def _remote(path: str) -> Iterator[Source]:
    try:
        import fsspec

        files, found = fsspec.core.url_to_fs(path)
        names = [found] if files.isfile(found) else sorted(files.find(found) or files.glob(found))
        for name in names:
            url = files.unstrip_protocol(name)
            yield Source(url, int(files.size(name) or 0), url.endswith(PACKED))
    except (ImportError, ValueError, OSError) as error:
        raise EnvironmentProblem(f"{path} cannot be read: {error}") from error
    if not names:
        raise EnvironmentProblem(f"There is no log at {path}.")


def open_source(path: str) -> IO[bytes]:
    """The log's bytes, unpacked."""
    try:
        if path == "-":
            return sys.stdin.buffer
        plain: Any
        if "://" in path:
            import fsspec

            packed = "gzip" if path.endswith(".gz") else None
            plain = fsspec.open(path, "rb", compression=packed).open()
        elif path.endswith(".gz"):
            import gzip

            plain = gzip.open(path, "rb")  # noqa: SIM115 - closed by whoever asked
        else:
            plain = open(path, "rb")  # noqa: SIM115 - closed by whoever asked
        if path.endswith(".zst"):
            import zstandard

            plain = zstandard.ZstdDecompressor().stream_reader(
                plain, read_across_frames=True, closefd=True
            )
        found: IO[bytes] = plain
    except (OSError, ImportError, ValueError) as error:
        raise EnvironmentProblem(f"{path} cannot be read: {error}") from error
    return found


def border(data: bytes, least: int) -> int:
    """Where the first entry begins at or after a place; -1 where none is in sight."""
    at = least
    while True:
        # The line feed before the place itself counts.
        at = data.find(b"\n", at - 1 if at else 0)
        if at < 0 or at + 1 >= len(data):
            return -1
        at += 1
        first = data[at : at + 1]
        if at >= least and first not in (b" ", b"\t", b"}", b"]", b")", b"\n", b"\r"):
            blank = data[at - 2 : at] == b"\n\n" or data[at - 3 : at] == b"\n\r\n"
            if blank or not data.startswith(SSE, at):
                return at
        at += 1


def align(file: IO[bytes], place: int, size: int) -> int:
    """The border at or after a place of a file, and always the same one for the same place."""
    if place <= 0:
        return 0
    if place >= size:
        return size
    back = min(place, 4)
    data, found = b"", -1
    for reach in (NEAR, REACH):
        file.seek(place - back)
        data = file.read(reach + back)
        found = border(data, back)
        if found >= 0:
            break
    if found < 0:
        line = data.find(b"\n", back)
        found = line + 1 if line >= 0 else len(data)
    return min(size, place - back + found)


def read_range(path: str, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """The blocks of a file whose entries begin in a range; offset and bytes."""
    with open_source(path) as file:
        size = file.seek(0, os.SEEK_END)
        at = start if start == 0 or start % BLOCK else align(file, start, size)
        mark = start
        while at < size and mark < end:
            mark = min(end, (mark // BLOCK + 1) * BLOCK)
            stop = align(file, mark, size) if mark < size else size
            if stop > at:
                file.seek(at)
                yield at, file.read(stop - at)
                at = stop


def read_stream(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The blocks of what can only be read once, from its beginning."""
    at, kept = 0, b""
    while True:
        got = file.read(BLOCK)
        kept += got or b""
        if not got:
            if kept:
                yield at, kept
            return
        while len(kept) > BLOCK:
            stop = border(kept, BLOCK)
            if stop < 0:
                if len(kept) < BLOCK + REACH:
                    break
                line = kept.find(b"\n", BLOCK)
                stop = line + 1 if line >= 0 else len(kept)
            yield at, kept[:stop]
            at, kept = at + stop, kept[stop:]
