"""The checks on content that lacks something: findings, never a crash."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from jawab.check import run_checks
from jawab.compile import open_project

HERE = Path(__file__).parent
TODAY = date(2026, 11, 21)
FILES = sorted(p.relative_to(HERE).as_posix() for p in (HERE / "content").rglob("*.yml"))


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_gone(name: str, mini: Path) -> None:
    (mini / name).unlink()
    run_checks(open_project(mini), TODAY)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read(name: str, mini: Path) -> None:
    (mini / name).write_text("a: [1\n")
    findings = run_checks(open_project(mini), TODAY)
    assert any(f.rule == "invalid-yaml" and f.span.path == name for f in findings)


@pytest.mark.parametrize("words", ["{{ _('x' }}", "{% if %}", "{{ nobody.knows }}"])
def test_a_template_that_cannot_be_used_is_a_clear_error(words: str, mini: Path) -> None:
    path = mini / "templates/reply/email.md.j2"
    path.write_text(path.read_text() + words)
    done = subprocess.run(
        [sys.executable, "-m", "jawab", "check"],
        capture_output=True, text=True, check=False, cwd=mini,
    )  # fmt: skip
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert "reply/email.md.j2" in done.stdout + done.stderr
