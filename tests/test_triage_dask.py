"""Triage on a real Dask cluster, of which a worker dies midway."""

from __future__ import annotations

import os
import runpy
import signal
from pathlib import Path

import pytest

from conftest import ROOT
from jawab.compile import Project
from jawab.identify.compile import compile_signals
from jawab.triage import Settings, run
from jawab.triage.source import BLOCK

BENCH = runpy.run_path(str(ROOT / "bench" / "log.py"))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_worker_dies_and_the_numbers_are_the_same(real_project: Project, tmp_path: Path) -> None:
    from distributed import LocalCluster

    path = tmp_path / "app.jsonl"
    with path.open("wb") as file:
        BENCH["write_log"](file, 24_000_000)
    signals = compile_signals(real_project.knowledge)
    alone = run((str(path),), Settings(signals, piece=BLOCK))
    killed: list[int] = []
    with LocalCluster(
        n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None,
        scheduler_port=0, host="127.0.0.1",
    ) as cluster:  # fmt: skip
        workers = [nanny.pid for nanny in cluster.workers.values()]

        def tick(done: int, total: int) -> None:
            if not killed and done > total // 4:
                os.kill(workers[0], signal.SIGKILL)
                killed.append(workers[0])

        settings = Settings(
            signals, engine="dask", scheduler=cluster.scheduler_address, piece=BLOCK
        )
        together = run((str(path),), settings, tick)
    assert killed
    assert together.to_json() == alone.to_json()
