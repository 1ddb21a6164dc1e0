"""Where a triage stopped, so that it goes on from there: the sum so far and each log's offset."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jawab.errors import EnvironmentProblem
from jawab.output import write_file
from jawab.triage.counts import Counts
from jawab.triage.source import Source, open_source

if TYPE_CHECKING:
    from jawab.triage.run import Settings
    from jawab.triage.task import Task

VERSION = 1
EVERY = 2.0
"""Seconds between two times it is written."""

HEAD = 512
WHOLE = -1


class Checkpoint:
    """A file with the counts so far; without a path it only holds them."""

    def __init__(self, path: Path | None, sources: list[Source], settings: Settings) -> None:
        from jawab.triage.run import settings_key

        self.counts = Counts()
        self._path = path
        self._key = settings_key(settings)
        self._logs: dict[str, dict[str, Any]] = {}
        self._written = time.monotonic()
        if path is None:
            return
        if any(source.path == "-" for source in sources):
            raise EnvironmentProblem("Standard input cannot be resumed; leave --checkpoint out.")
        if path.exists():
            self._read(path)

    def _read(self, path: Path) -> None:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            same = data["version"] == VERSION and data["key"] == self._key
            counts, logs = Counts.from_json(data["counts"]), dict(data["logs"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise EnvironmentProblem(f"{path} is no checkpoint of ours; remove it.") from error
        if not same:
            raise EnvironmentProblem(
                f"{path} was made with other signals or options; remove it and count afresh."
            )
        self.counts, self._logs = counts, logs

    def start(self, source: Source) -> int | None:
        """Where to go on in a log; None where all of it is counted.

        Raises `EnvironmentProblem` where the log is not the one that was counted.
        """
        known = self._logs.get(source.path)
        if known is None:
            return 0
        if known["end"] == WHOLE:
            if known["size"] != source.size:
                raise EnvironmentProblem(f"{source.path} has changed since it was counted.")
            return None
        if source.size < known["end"] or _head(source.path, known["length"]) != known["head"]:
            raise EnvironmentProblem(f"{source.path} is another log than the one that was counted.")
        return known["end"] if known["end"] < source.size else None

    def note(self, task: Task) -> None:
        """Note that a task is among the counts."""
        if self._path is None:
            return
        if task.end < 0:
            self._logs[task.path] = {"end": WHOLE, "size": Path(task.path).stat().st_size}
        else:
            known = self._logs.get(task.path)
            if known is None or known["length"] < HEAD:
                length = min(HEAD, task.end)
                known = {"head": _head(task.path, length), "length": length}
            self._logs[task.path] = {**known, "end": task.end}
        if time.monotonic() - self._written >= EVERY:
            self.write()

    def write(self) -> None:
        """Write the checkpoint, whole or not at all."""
        if self._path is None:
            return
        data = {
            "version": VERSION,
            "key": self._key,
            "counts": self.counts.to_json(),
            "logs": self._logs,
        }
        write_file(self._path, json.dumps(data, ensure_ascii=False, sort_keys=True).encode())
        self._written = time.monotonic()


def _head(path: str, length: int) -> str:
    with open_source(path) as file:
        return hashlib.sha256(file.read(length)).hexdigest()
