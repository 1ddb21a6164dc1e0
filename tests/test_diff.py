"""What customers would read differently: found where it is read, and written three ways."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jawab.compile import open_project
from jawab.diff import FORMATS, Change, Reading, compare, open_revision, read_all, write_changes
from jawab.diff.compare import split_lines, split_words
from jawab.errors import EnvironmentProblem


def git(folder: Path, *arguments: str) -> None:
    config = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(
        ["git", *config, *arguments], cwd=folder, check=True, capture_output=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
    )  # fmt: skip


@pytest.fixture
def repository(mini: Path) -> Path:
    """The small knowledge base, committed once."""
    git(mini, "init", "--quiet")
    git(mini, "add", ".")
    git(mini, "commit", "--quiet", "-m", "first")
    return mini


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def changes(root: Path, *locales: str) -> list[Change]:
    wanted = locales or ("en",)
    with open_revision(root, "HEAD") as former:
        before = read_all(former, wanted)
    return compare(before, read_all(open_project(root), wanted))


def test_nothing_changed_is_no_change(repository: Path) -> None:
    assert changes(repository, "en", "id", "ar") == []


def test_a_snippet_shows_in_every_text_it_reaches(repository: Path) -> None:
    edit(repository, "content/snippets/greeting.yml", "Hi {customer_name}.", "Good day.")
    readings = {change.reading for change in changes(repository)}
    assert readings == {
        Reading("en", "chat", "replies/family-photo (neutral)"),
        Reading("en", "chat", "replies/family-photo (distressed)"),
    }


def test_the_team_and_the_order_of_keys(repository: Path) -> None:
    path = repository / "content/faq/why-no-reason.yml"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([lines[-1], *lines[:-1]]))
    assert changes(repository) == []
    edit(repository, "content/team.yml", "https://mini.example/form", "https://mini.example/new")
    names = {change.reading.name for change in changes(repository)}
    assert {"causes/unspecified", "causes/prohibited", "replies/family-photo (neutral)"} <= names


def test_new_changed_and_gone(repository: Path) -> None:
    faq = repository / "content/faq"
    text = (faq / "why-no-reason.yml").read_text()
    (faq / "why-nothing.yml").write_text(text.replace("Why is", "When is"))
    (repository / "content/scenarios/family-photo.yml").unlink()
    edit(repository, "content/faq/why-no-reason.yml", "sends none", "gives none")
    what = {change.reading.name: change.what for change in changes(repository)}
    assert what == {
        "faq/why-nothing": "new",
        "faq/why-no-reason": "changed",
        "scenarios/family-photo": "gone",
    }


def test_what_agents_alone_read_is_left_out(repository: Path) -> None:
    edit(repository, "content/errors/gemini/image-safety.yml", "Secret note", "Other note")
    edit(repository, "content/errors/xai/named-check.yml", "The named check failed", "It failed")
    edit(repository, "content/causes/unspecified.yml", "Do not name a reason", "Name no reason")
    assert changes(repository) == []


def test_words_and_lines_can_be_put_together_again() -> None:
    change = Change(Reading("en", "chat", "x"), "One. Two is old.", "One. Two is new. Three.")
    pieces = split_words(change)
    assert "".join(t for kind, t in pieces if kind != "in") == change.before
    assert "".join(t for kind, t in pieces if kind != "out") == change.after
    assert split_lines(change) == [("-", "Two is old."), ("+", "Two is new."), ("+", "Three.")]


@pytest.mark.parametrize("form", FORMATS)
def test_format_is_as_recorded(form: str, golden: Callable[[str, str], None]) -> None:
    sample = [
        Change(Reading("en", "toast", "causes/unspecified"), "We <b>stopped</b>.", "It stopped."),
        Change(Reading("en", "page", "faq/why"), "", "A new one with ```code``` in it."),
        Change(Reading("ar", "chat", "replies/thanks (neutral)"), "شكرا لك.", ""),
    ]
    golden(f"diff/{form}.txt", write_changes(form, sample, "v1"))
    assert "Nothing reads differently" in write_changes(form, [], "v1")


def test_html_runs_nothing_that_content_brings() -> None:
    evil = Change(Reading("en", "page", "<script>"), "", "<script>alert(1)</script>")
    assert "<script" not in write_changes("html", [evil], "<script>")


def test_outside_git_is_a_clear_error(mini: Path) -> None:
    with (
        pytest.raises(EnvironmentProblem, match="not under git"),
        open_revision(mini, "HEAD"),
    ):
        pass


@pytest.mark.parametrize("revision", ["nonsense", "--output=x", "HEAD~99", ""])
def test_an_unknown_revision_is_a_clear_error(repository: Path, revision: str) -> None:
    with pytest.raises(EnvironmentProblem, match="revision"), open_revision(repository, revision):
        pass


def test_command(repository: Path) -> None:
    edit(repository, "content/causes/unspecified.yml", "We could not create this image", "No image")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "jawab", "diff", *arguments],
            capture_output=True, text=True, check=False, cwd=repository,
        )  # fmt: skip

    done = run()
    assert done.returncode == 0
    assert done.stdout.startswith("Since HEAD: 2 text(s) read differently, in 2 locale(s).\n")
    assert "    + No image.\n" in done.stdout
    assert "Nothing reads differently" in run("--channel", "email").stdout
    assert run("--locale", "xx").returncode == 2
    assert run("nonsense").returncode == 2
