"""Start of the three commands an agent types, beside a bare interpreter and two good neighbours.

Usage: python bench/startup.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from clock import Table, least, verdict

ROOT = Path(__file__).parent.parent
BAR, RUNS = 5.0, 15
JAWAB = [sys.executable, "-m", "jawab"]
COMMANDS = {
    "`python -I -c pass`": [sys.executable, "-I", "-c", "pass"],
    "`python -c 'import click'`": [sys.executable, "-c", "import click"],
    "`jawab explain IMAGE_SAFETY`": [*JAWAB, "explain", "IMAGE_SAFETY"],
    "`jawab identify IMAGE_SAFETY`": [*JAWAB, "identify", "IMAGE_SAFETY"],
    "`jawab reply family-photo-with-children`": [
        *JAWAB,
        "reply",
        "family-photo-with-children",
        "--set",
        "customer_name=Sari",
    ],
}
NEIGHBOURS = {
    "`ruff rule F401`": ["ruff", "rule", "F401"],
    "`rustc --explain E0308`": ["rustc", "--explain", "E0308"],
}


def measure() -> Table:
    """Return how many times a bare interpreter's time each command takes."""
    # Without compiled bytecode every start would compile the sources; an installed jawab has it.
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(ROOT / "src")], check=False)
    commands = dict(COMMANDS)
    for name, (program, *rest) in NEIGHBOURS.items():
        beside = Path(sys.executable).parent / program
        found = str(beside) if beside.is_file() else shutil.which(program)
        if found:
            commands[name] = [found, *rest]
    seconds = {name: least(lambda c=command: _run(c), RUNS) for name, command in commands.items()}
    bare = seconds["`python -I -c pass`"]
    rows = []
    for name, time in seconds.items():
        bar = verdict(time / bare, BAR) if "jawab" in name else ""
        rows.append((name, f"{time * 1000:.0f} ms", f"{time / bare:.1f}", bar))
    how = (
        f"Least of {RUNS} cold starts each; the bar is {BAR:.0f} times a bare interpreter. The "
        "libraries that read options and match many words stand between that and 2 times."
    )
    return Table("Start", how, ("command", "processor", "times bare Python", "bar"), rows)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)


if __name__ == "__main__":
    print(measure().markdown())
