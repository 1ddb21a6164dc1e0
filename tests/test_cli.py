"""The command line as a person meets it: output, exit codes, and what it does not import."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from jawab.cli import COMMANDS, cli

HEAVY = ("yaml", "pydantic", "jinja2", "babel", "markdown_it", "nh3", "mkdocs", "httpx")


def run(project: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "jawab", *arguments],
        capture_output=True, text=True, check=False, cwd=project,
        env={**os.environ, "COLUMNS": "80"},
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def project(mini_catalog: Path) -> Path:
    return mini_catalog.parent.parent


def test_explain_is_a_page(project: Path, golden: object) -> None:
    done = run(project, "explain", "IMAGE_SAFETY")
    golden("cli/explain.txt", done.stdout)  # type: ignore[operator]


@pytest.mark.parametrize("code", ["image_safety", "FinishReason.IMAGE_SAFETY", "image-safety",
                                  "gemini/image-safety"])  # fmt: skip
def test_explain_finds_a_code_however_it_is_written(project: Path, code: str) -> None:
    assert "IMAGE_SAFETY · Gemini" in run(project, "explain", code).stdout


def test_explain_answers_a_misspelt_code_with_the_nearest(project: Path) -> None:
    assert "Did you mean IMAGE_SAFETY" in run(project, "explain", "IMAGE_SAFTY", code=2).stderr


def test_explain_shows_the_page_of_a_check(project: Path) -> None:
    done = run(project, "explain", "unknown-reference")
    assert done.stdout.startswith("unknown-reference") and "Example that fails" in done.stdout


def test_reply_prints_text_ready_to_send(project: Path) -> None:
    done = run(project, "reply", "family-photo", "--channel", "chat", "--set", "customer_name=Sari")
    assert done.stdout.startswith("Hi Sari.\n")


def test_reply_without_a_required_value_says_which(project: Path) -> None:
    done = run(project, "reply", "family-photo", code=2)
    assert "customer_name" in done.stderr and done.stdout == ""


def test_reply_as_json(project: Path) -> None:
    done = run(project, "reply", "family-photo", "--set", "customer_name=Sari", "--format", "json")
    assert json.loads(done.stdout)["subject"] == "Your family photo"


def test_check_reports_every_finding_with_its_place(mini: Path) -> None:
    path = mini / "content/faq/why-no-reason.yml"
    path.write_text(path.read_text().replace("vendor-page", "vendor-pge").replace("none.", "{nam}"))
    done = run(
        mini, "check", "--only", "unknown-reference", "--only", "unknown-placeholder", code=1
    )
    assert "content/faq/why-no-reason.yml:8:11: there is no 'vendor-pge' in sources" in done.stdout
    assert "did you mean 'vendor-page'?" in done.stdout
    assert "there is no placeholder '{nam}'" in done.stdout


def test_new_makes_a_file_that_only_wants_filling_in(mini: Path) -> None:
    run(mini, "new", "error", "gemini/example")
    path = mini / "content/errors/gemini/example.yml"
    assert "code: EXAMPLE" in path.read_text()
    run(mini, "new", "error", "gemini/example", code=2)
    run(mini, "new", "error", "../evil", code=2)


def test_build_names_findings_and_writes_nothing(mini: Path) -> None:
    (mini / "content/faq/why-no-reason.yml").write_text("a: 1\na: 2\n")
    done = run(mini, "build", "--only", "catalog", code=1)
    assert "duplicate-key" in done.stderr and "missing-key" in done.stderr
    assert not (mini / "build" / "catalog").exists()


def test_i18n_update_and_status(mini: Path) -> None:
    assert "to translate" in run(mini, "i18n", "update").stdout
    rows = json.loads(run(mini, "i18n", "status", "--format", "json").stdout)
    assert {"id", "ar"} == {row["locale"] for row in rows}
    assert all(row["missing"] == row["texts"] for row in rows)


def test_a_release_refuses_the_fictional_team(mini: Path) -> None:
    assert "fictional" in run(mini, "build", "--release", code=2).stderr


def test_outside_a_project_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAWAB_PROJECT", str(tmp_path))
    assert "no jawab project" in run(tmp_path, "check", code=2).stderr


def test_an_unknown_command_is_answered_with_the_nearest(project: Path) -> None:
    assert "Did you mean 'explain'" in run(project, "explian", code=2).stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(project: Path, name: str) -> None:
    assert "Example" in run(project, name, "--help").stdout


@pytest.mark.parametrize(
    "arguments",
    [("explain", "IMAGE_SAFETY"), ("reply", "family-photo", "--set", "customer_name=A"),
     ("identify", "IMAGE_SAFETY"), ("suggest", "why was it blocked"), ("--help",)],
)  # fmt: skip
def test_runtime_commands_import_nothing_heavy(project: Path, arguments: tuple[str, ...]) -> None:
    program = (
        "import sys; sys.argv = ['jawab', *sys.argv[1:]]\n"
        "from jawab.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print([n for n in {HEAVY!r} if n in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True, text=True, check=True, cwd=project,
    )  # fmt: skip
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_a_filled_skeleton_is_all_it_takes_for_a_new_error(mini: Path) -> None:
    run(mini, "new", "error", "gemini/example")
    path = mini / "content/errors/gemini/example.yml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("sources:\n  - TODO", "sources:\n  - vendor-page"),
        ("value: TODO", "value: EXAMPLE_CODE"),
        ("TODO a pasted form", '{"candidates": [{"finishReason": "EXAMPLE_CODE"}]}'),
        ("TODO another", "FinishReason.EXAMPLE_CODE"),
        ("TODO for customers, in English", "A check stopped the picture."),
        ("code: EXAMPLE\n", "code: EXAMPLE_CODE\n"),
    ):
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    assert "EXAMPLE_CODE · Gemini" in run(mini, "explain", "EXAMPLE_CODE").stdout
    assert "gemini/example" in run(mini, "identify", '"finishReason": "EXAMPLE_CODE"').stdout
    run(mini, "i18n", "update", "--locale", "id")
    po = (mini / "content/locales/id.po").read_text(encoding="utf-8")
    assert 'msgctxt "errors/gemini/example#title"' in po


def test_help_has_examples_line_by_line_and_a_word_for_each_option() -> None:
    def every(command: click.Command) -> Iterator[click.Command]:
        yield command
        if isinstance(command, click.Group):
            with click.Context(command) as context:
                for name in command.list_commands(context):
                    yield from every(command.get_command(context, name))

    commands = list(every(cli))
    assert len(commands) > len(COMMANDS)
    for command in commands:
        assert "\b\n" in (command.help or ""), f"{command.name} has no example of its own"
        assert "\\b" not in (command.help or ""), f"{command.name} shows its mark"
        unsaid = [p.name for p in command.params if isinstance(p, click.Option) and not p.help]
        assert unsaid == [], f"{command.name} has options without a word of help"
