"""Every benchmark, one after the other; writes RESULTS.md and growth.svg beside this file.

Usage: python bench/run.py [NAME…]

With names, only those are measured and printed, and nothing is written.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import build
import growth
import identify
import render
import startup
import triage

if TYPE_CHECKING:
    from clock import Table

HERE = Path(__file__).parent
MEASURED: dict[str, Callable[[], Table]] = {
    "startup": startup.measure,
    "render": render.measure,
    "identify": identify.measure,
    "triage": triage.measure,
    "build": build.measure,
    "growth": growth.measure_and_draw,
}
VERSIONS = ("click", "ahocorasick-rs", "jinja2", "mkdocs", "mkdocs-material", "orjson", "zensical")


def main(names: list[str]) -> int:
    """Measure what is named, or everything and write it down; 2 for a name that is none."""
    unknown = [name for name in names if name not in MEASURED]
    if unknown:
        print(f"No benchmark {unknown[0]!r}. There are: {', '.join(MEASURED)}.", file=sys.stderr)
        return 2
    sections = []
    for name in names or MEASURED:
        print(f"{name} …", file=sys.stderr)
        # A process of its own, so that one does not count the memory of the other.
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            sections.append(pool.submit(MEASURED[name]).result().markdown())
        print(sections[-1])
    if not names:
        (HERE / "RESULTS.md").write_text("\n".join([heading(), *sections]), encoding="utf-8")
    return 0


def heading() -> str:
    """Return what the figures rest on: day, machine and versions."""
    used = ", ".join(f"{name} {version(name)}" for name in VERSIONS)
    return (
        "# Results\n\n"
        f"Measured on {date.today().isoformat()} by `make bench`, with Python "
        f"{platform.python_version()} on {_processor()} ({used}). Times are of the processor, "
        "because a machine is shared; compare ratios within one table, not seconds between "
        "machines. How replies are found beside other ways: "
        "[suggest_baselines.md](suggest_baselines.md).\n"
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [
                line.split(":", 1)[1].strip() for line in file if line.startswith("model name")
            ]
    except OSError:
        names = []
    model = names[0] if names else platform.machine()
    return f"{len(names) or 1} × {model}, {platform.system()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
