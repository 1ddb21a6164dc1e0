"""What the README shows is what the commands print."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCKS = re.findall(
    r"```console\n\$ (.*)\n((?:.|\n)*?)```", (ROOT / "README.md").read_text("utf-8")
)
JAWAB = f"{shlex.quote(sys.executable)} -m jawab"


def test_there_are_five_things_to_try() -> None:
    assert len(BLOCKS) == 5


@pytest.mark.parametrize(("command", "shown"), BLOCKS)
def test_a_command_prints_what_is_shown(command: str, shown: str) -> None:
    assert ".venv/bin/jawab" in command
    done = subprocess.run(
        ["bash", "-c", command.replace(".venv/bin/jawab", JAWAB)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.stdout + done.stderr == shown
