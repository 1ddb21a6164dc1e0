"""The same tasks on a Dask cluster; a worker that dies costs its tasks a second start."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from jawab.errors import EnvironmentProblem
from jawab.triage.counts import Counts
from jawab.triage.task import Task, scan_task

AHEAD = 4
"""Tasks handed out for each worker thread."""

PATIENCE = "15s"


def on_cluster(todo: list[Task], signals: bytes, scheduler: str) -> Iterator[tuple[Task, Counts]]:
    """Yield each task with its counts, in order. The workers must reach the logs by the same paths.

    Raises `EnvironmentProblem` where the scheduler does not answer or no worker can do a task.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise EnvironmentProblem(
            "Dask is not installed; run: pip install 'jawab[triage]'"
        ) from error
    if not scheduler:
        raise EnvironmentProblem("Tell where the cluster is: --scheduler tcp://host:8786")
    try:
        connect: Any = Client
        client = connect(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise EnvironmentProblem(f"The scheduler {scheduler} does not answer.") from error
    with client:
        # Sent once; every worker gets it from its neighbours.
        shared = client.scatter(signals, broadcast=True, hash=True)
        yield from _in_order(client, todo, shared)


def _in_order(client: Any, todo: list[Task], shared: Any) -> Iterator[tuple[Task, Counts]]:
    threads = sum(client.nthreads().values()) or 1
    waiting: deque[tuple[Task, Any]] = deque()
    for task in todo:
        waiting.append((task, client.submit(scan_task, task, shared, pure=False, retries=5)))
        if len(waiting) >= threads * AHEAD:
            yield _result(*waiting.popleft())
    while waiting:
        yield _result(*waiting.popleft())


def _result(task: Task, future: Any) -> tuple[Task, Counts]:
    try:
        counts: Counts = future.result()
    except Exception as error:
        raise EnvironmentProblem(f"The cluster could not count {task.path}: {error}") from error
    return task, counts
