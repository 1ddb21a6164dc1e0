"""Triage beside orjson and ripgrep, on a log whose truth is known.

Usage: python bench/triage.py [MEGABYTES] [--keep FILE]

Writes a log of an app that calls several services, about 1.5 % of its lines rejections, with keys,
addresses and prompts planted in it; counts it, and stops where a count is wrong or a secret shows.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import tempfile
from pathlib import Path

from clock import Table, timed, verdict
from log import SECRETS, write_log

BAR = 1.0


def measure(megabytes: int = 100, keep: Path | None = None) -> Table:
    """Return the seconds of triage and of its neighbours; raises `SystemExit` on a wrong count."""
    from jawab.catalog import open_catalog
    from jawab.triage import Settings, run
    from jawab.triage.counts import by
    from jawab.triage.scan import scanner_for

    with tempfile.TemporaryDirectory() as folder:
        path = keep or Path(folder) / "app.jsonl"
        with path.open("wb") as file:
            truth = write_log(file, megabytes * 1_000_000)
        size = path.stat().st_size
        signals = open_catalog().blob("signals.json")
        scanner_for(signals, "", "")
        took = {}
        took["jawab triage"], counts = timed(lambda: run((str(path),), Settings(signals)))
        took["orjson.loads of every line"], _ = timed(lambda: _parse_all(path))
        rg = shutil.which("rg")
        if rg:
            names = scanner_for(signals, "", "").needles.wanted
            listed = Path(folder) / "words"
            listed.write_text("\n".join(n for n in names if n.isascii()), encoding="utf-8")
            search = [rg, "-c", "-i", "-F", "-f", str(listed), str(path)]
            took["ripgrep, same words"], _ = timed(
                lambda: subprocess.run(search, capture_output=True, check=False)
            )
    counted = dict(by(counts.cells, "day", "model", "error_id"))
    wrong = [key for key in sorted(set(truth) | set(counted)) if truth[key] != counted.get(key)]
    leaks = [secret for secret in SECRETS if secret in json.dumps(counts.to_json())]
    if wrong or leaks:
        raise SystemExit(f"wrong counts: {wrong[:3]}; secrets shown: {len(leaks)}")
    beside = took["orjson.loads of every line"]
    rows = []
    for name, seconds in took.items():
        bar = verdict(seconds / beside, BAR) if "jawab" in name else ""
        rows.append((name, f"{size / seconds / 1e6:.0f}", f"{seconds / beside:.2f}", bar))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    how = (
        f"A log of {size / 1e6:.0f} MB with {sum(truth.values())} rejections among it, counted "
        f"exactly and without showing a planted secret, on one core; at most {memory:.0f} MB of "
        "memory. The bar is the time that `orjson` takes to parse every line."
        + ("" if rg else " ripgrep is not on this machine.")
    )
    return Table("Triage of a log", how, ("program", "MB/s", "times orjson", "bar"), rows)


def _parse_all(path: Path) -> None:
    import orjson

    with path.open("rb") as file:
        for line in file:
            orjson.loads(line)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("megabytes", type=int, nargs="?", default=100)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    print(measure(asked.megabytes, asked.keep).markdown())
