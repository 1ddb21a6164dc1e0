"""`jawab check` as a person meets it: exit codes, formats, texts of one's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jawab.check._page import read_page
from patches import lay_over

TODAY = ("--today", "2026-11-21")
# Only what the small knowledge base is complete in.
QUIET = ("--only", "unknown-reference", "--only", "review-due", "--only", "marketing")


def check(
    project: Path, *arguments: str, code: int = 0, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "jawab", "check", *arguments],
        capture_output=True, text=True, check=False, cwd=project, input=stdin,
        env={k: v for k, v in os.environ.items() if k != "JAWAB_PROJECT"},
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from conftest import make_project

    made = make_project(tmp_path_factory.mktemp("check") / "project")
    lay_over(made, read_page("wording").example(passes=True))
    return made


def test_clean_content_ends_with_0(project: Path) -> None:
    done = check(project, *QUIET, *TODAY)
    assert (done.stdout, done.stderr) == ("", "No findings.\n")


def test_a_warning_fails_only_when_asked_to(project: Path) -> None:
    later = ("--today", "2027-06-01")
    done = check(project, *QUIET, *later)
    assert "warning: last checked on 2026-11-01, 212 days ago (review-due)" in done.stdout
    check(project, *QUIET, *later, "--fail-on", "warning", code=1)


def test_two_runs_give_the_same_bytes(project: Path) -> None:
    # 1, because the small knowledge base lacks translations.
    first, second = (check(project, *TODAY, "--format", "json", code=1) for _ in range(2))
    assert first.stdout == second.stdout
    rules = {row["rule"] for row in json.loads(first.stdout)}
    assert "missing-translation" in rules


def test_an_unknown_check_is_answered_with_the_nearest(project: Path) -> None:
    done = check(project, "--only", "unkown-reference", code=2)
    assert "unknown-reference" in done.stderr


def test_a_wording_rule_can_be_chosen(project: Path, tmp_path: Path) -> None:
    from conftest import make_project

    broken = make_project(tmp_path / "broken")
    lay_over(broken, read_page("wording").example(passes=False))
    done = check(broken, "--only", "marketing", *TODAY, code=1)
    assert "content/faq/why-no-reason.yml:2:" in done.stdout
    assert "(marketing)" in done.stdout


def test_any_text_can_be_checked(project: Path, tmp_path: Path) -> None:
    done = check(project, "--text", "-", stdin="Hello.\nTry the premium plan.\n", code=1)
    assert done.stdout.startswith("<stdin>:2:9: This advertises. (marketing)\n")
    file = tmp_path / "letter.md"
    file.write_text("The service gives no reason.\n")
    assert check(project, "--text", str(file)).stdout == ""
    check(project, "--text", str(tmp_path / "none.md"), code=2)
    check(project, "--text", str(file), "--locale", "xx", code=2)
    assert "no wording rules for 'ar'" in check(
        project, "--text", str(file), "--locale", "ar", code=2
    ).stderr  # fmt: skip
    check(project, "--text", str(file), "--cause", "nonsense", code=2)


def test_released_ids_are_recorded_and_then_missed(tmp_path: Path) -> None:
    from conftest import make_project

    made = make_project(tmp_path / "project")
    check(made, "--record-released")
    path = made / "content/released.txt"
    first = path.read_text()
    assert "faq/why-no-reason\n" in first
    check(made, "--record-released")
    assert path.read_text() == first
    check(made, "--only", "removed-id")
    (made / "content/faq/why-no-reason.yml").unlink()
    done = check(made, "--only", "removed-id", code=1)
    line = first.splitlines().index("faq/why-no-reason") + 1
    assert f"content/released.txt:{line}:1: 'faq/why-no-reason' was released" in done.stdout


def test_hooks_are_offered_to_pre_commit() -> None:
    import yaml

    hooks = yaml.safe_load((Path(__file__).parent.parent / ".pre-commit-hooks.yaml").read_text())
    assert [hook["entry"] for hook in hooks] == ["jawab check"]
