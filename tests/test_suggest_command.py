"""`jawab suggest` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from jawab.cli import cli

HERE = Path(__file__).parent
ROOT = HERE.parent


def run(*arguments: str, stdin: str | None = None) -> str:
    done = CliRunner().invoke(cli, ["--project", str(ROOT), "suggest", *arguments], input=stdin)
    assert done.exit_code == 0, done.output
    return done.output


def test_text_for_people() -> None:
    said = run("I was charged for a blocked image, please refund me")
    assert "risk: none  language: en" in said
    assert "billing-for-blocked-request" in said
    assert "jawab reply billing-for-blocked-request --locale en" in said


def test_a_critical_ticket_is_said_so_first() -> None:
    said = run(
        "-", stdin="a user of ours uploads sexual pictures of children, where do I report it"
    )
    assert said.startswith("risk: critical")
    assert "trust and safety first" in said


def test_json_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "ticket.txt"
    path.write_text("Apakah request yang ditolak tetap dikenakan biaya?", encoding="utf-8")
    found = json.loads(run(str(path), "--format", "json"))
    assert found[0]["reply_id"] == "billing-for-blocked-request"
    assert {one["locale"] for one in found} == {"id"}


@pytest.mark.parametrize("form", ["text", "json"])
def test_evaluation(form: str) -> None:
    said = run("--eval", str(HERE / "cases" / "suggest" / "id.jsonl"), "--format", form)
    if form == "json":
        data = json.loads(said)
        assert data["whole"]["rows"] == 43
        assert data["missed"] == []
    else:
        assert "by intent" in said
        assert "critical found" in said


def test_log_and_gap_report(tmp_path: Path) -> None:
    log = tmp_path / "shapes.jsonl"
    run("blorp fnord", "--log", str(log))
    run("I want my money back for the blocked picture", "--log", str(log))
    assert "money" not in log.read_text(encoding="utf-8").replace('"money"', "")
    said = run("--gap-report", str(log))
    assert len(said.splitlines()) == 1
    assert json.loads(run("--gap-report", str(log), "--format", "json"))[0]["tickets"] == 1


def test_rows_that_are_no_tickets_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"words": 1}\n', encoding="utf-8")
    done = CliRunner().invoke(cli, ["--project", str(ROOT), "suggest", "--eval", str(path)])
    assert done.exit_code != 0
