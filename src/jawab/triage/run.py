"""Run the tasks of a triage, here or elsewhere, and add up what they counted, in order.

What was added is always the beginning of the work, so a checkpoint is the sum and, for each log,
how far it goes.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from jawab.triage.checkpoint import Checkpoint
from jawab.triage.counts import Counts
from jawab.triage.source import Source, find_sources
from jawab.triage.task import PIECE, Task, scan_task, tasks_of

AHEAD = 3
"""Tasks handed out for each worker; more would only fill memory."""


class Settings(NamedTuple):
    """How a triage runs."""

    signals: bytes
    jobs: int = 1
    engine: str = "local"
    scheduler: str = ""
    requests: str = ""
    """A text that stands in each line that is a request, so that rates are known."""
    account_field: str = ""
    checkpoint: Path | None = None
    piece: int = PIECE


Tick = Callable[[int, int], None]
"""Told the bytes done, and the bytes there are (0 where unknown)."""


def run(paths: tuple[str, ...], settings: Settings, tick: Tick | None = None) -> Counts:
    """Count all logs. Raises `EnvironmentProblem` where a path or the scheduler is not there."""
    sources = find_sources(paths)
    kept = Checkpoint(settings.checkpoint, sources, settings)
    todo = list(_tasks(sources, kept, settings))
    size = sum(source.size for source in sources)
    total = kept.counts

    def step(count: int) -> None:
        if tick:
            tick(total.bytes + count, 0 if any(source.whole for source in sources) else size)

    for task, counts in _done(todo, settings, step):
        total.add(counts)
        kept.note(task)
        step(0)
    kept.write()
    return total


def _tasks(sources: list[Source], kept: Checkpoint, settings: Settings) -> Iterator[Task]:
    for source in sources:
        start = kept.start(source)
        if start is not None:
            yield from tasks_of(
                source, start, settings.requests, settings.account_field, settings.piece
            )


def _done(
    todo: list[Task], settings: Settings, step: Callable[[int], None]
) -> Iterator[tuple[Task, Counts]]:
    if settings.engine == "dask":
        from jawab.triage.cluster import on_cluster

        yield from on_cluster(todo, settings.signals, settings.scheduler)
    elif settings.jobs > 1 and len(todo) > 1 and not any(task.path == "-" for task in todo):
        yield from _in_processes(todo, settings.signals, settings.jobs)
    else:
        yield from _here(todo, settings.signals, step)


def _here(
    todo: Iterable[Task], signals: bytes, step: Callable[[int], None]
) -> Iterator[tuple[Task, Counts]]:
    for task in todo:
        done = 0

        def within(count: int) -> None:
            nonlocal done
            done += count
            step(done)

        yield task, scan_task(task, signals, within)


def _in_processes(todo: list[Task], signals: bytes, jobs: int) -> Iterator[tuple[Task, Counts]]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned, not forked: an app's threads and locks must not come along.
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_keep, initargs=(signals,)) as pool:
        waiting: deque[tuple[Task, Future[Counts]]] = deque()
        try:
            for task in todo:
                waiting.append((task, pool.submit(_with_kept, task)))
                if len(waiting) >= jobs * AHEAD:
                    first, future = waiting.popleft()
                    yield first, future.result()
            while waiting:
                first, future = waiting.popleft()
                yield first, future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_kept: list[bytes] = []


def _keep(signals: bytes) -> None:
    _kept[:] = [signals]


def _with_kept(task: Task) -> Counts:
    return scan_task(task, _kept[0])


def default_jobs() -> int:
    """As many processes as this machine lets us run."""
    return max(1, len(os.sched_getaffinity(0)))


def settings_key(settings: Settings) -> list[Any]:
    """What must be the same for a checkpoint to go on."""
    import hashlib

    return [
        hashlib.sha256(settings.signals).hexdigest(),
        settings.requests,
        settings.account_field,
    ]
