"""The command `jawab identify`: what it reads and what it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import jawab.catalog
from jawab.catalog import CatalogStore
from jawab.cli.identify import command
from test_explain import store  # noqa: F401 - a fixture

PASTE = '{"prompt": "two people at sea", "finishReason": "IMAGE_SAFETY"}'


@pytest.fixture(autouse=True)
def _catalog(store: CatalogStore, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(jawab.catalog, "open_catalog", lambda *_: store)


def test_a_text_a_file_and_a_stream_are_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(PASTE, encoding="utf-8")
    runs = [
        CliRunner().invoke(command, [PASTE]),
        CliRunner().invoke(command, [str(path)]),
        CliRunner().invoke(command, ["-"], input=PASTE),
        CliRunner().invoke(command, [], input=PASTE),
    ]
    assert {run.exit_code for run in runs} == {0}
    assert len({run.output for run in runs}) == 1
    assert "gemini/image-safety" in runs[0].output
    assert "people" not in runs[0].output


def test_json(store: CatalogStore) -> None:  # noqa: F811
    run = CliRunner().invoke(command, [PASTE, "--format", "json"])
    (found,) = json.loads(run.output)
    assert (found["error_id"], found["confidence"]) == ("gemini/image-safety", "certain")
    (evidence,) = found["evidence"]
    assert PASTE[evidence["start"] : evidence["end"]] == evidence["text"]


def test_nothing_and_mentions() -> None:
    prose = "We would like to know how often IMAGE_SAFETY happens to other people in a month."
    assert "Nothing" in CliRunner().invoke(command, [prose]).output
    assert "mention" in CliRunner().invoke(command, [prose, "--mentions"]).output
    assert CliRunner().invoke(command, ["-"], input=b"\xff\x00\xfe\x01").exit_code == 0
