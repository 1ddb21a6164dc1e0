"""Count what was rejected in logs of any size: by error, service, model, cause and day.

The same map (`scan_task`) and merge (`Counts.add`) run in one process, in several, and on a Dask
cluster. Only lines that carry a signal are read closely; nothing of a line is kept but its codes.
"""

from __future__ import annotations

from jawab.triage.counts import Counts
from jawab.triage.run import Settings, run
from jawab.triage.task import Task, scan_task

__all__ = ["Counts", "Settings", "Task", "run", "scan_task"]
