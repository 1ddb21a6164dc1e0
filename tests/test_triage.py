"""Triage: exact numbers from every kind of log, and no secret in any output."""

from __future__ import annotations

import gzip
import json
import runpy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import zstandard
from click.testing import CliRunner

from conftest import ROOT, shared_rows
from jawab.compile import Project
from jawab.errors import EnvironmentProblem
from jawab.identify import identify, load_index
from jawab.identify.compile import compile_signals
from jawab.triage import Settings, run
from jawab.triage.anomaly import find_anomalies
from jawab.triage.counts import Counts, by
from jawab.triage.needles import fold_block
from jawab.triage.page import write_page
from jawab.triage.scan import Scanner
from jawab.triage.show import Wanted, show_lines
from jawab.triage.summary import summarise
from jawab.triage.write import write_csv, write_json, write_text

BENCH = runpy.run_path(str(ROOT / "bench" / "log.py"))
PIECE = 1 << 20
REJECTED = '{"time":"2026-11-20T10:00:00Z","finishReason":"IMAGE_SAFETY"}\n'


@pytest.fixture(scope="session")
def signals(real_project: Project) -> bytes:
    return compile_signals(real_project.knowledge)


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Counter[tuple[str, str, str]]]:
    """A log of 5 MB and the truth about it."""
    path = tmp_path_factory.mktemp("log") / "app.jsonl"
    with path.open("wb") as file:
        truth = BENCH["write_log"](file, 5_000_000)
    return path, truth


def counted(counts: Counts) -> dict[Any, int]:
    return dict(by(counts.cells, "day", "model", "error_id"))


@pytest.mark.parametrize("jobs", [1, 2])
def test_counts_are_exact(log: Any, signals: bytes, jobs: int) -> None:
    path, truth = log
    counts = run((str(path),), Settings(signals, jobs=jobs, piece=PIECE, requests="image_request"))
    assert counted(counts) == dict(truth)
    assert (
        sum(counts.totals.values()) == sum(counts.lines.values()) == path.read_bytes().count(b"\n")
    )
    assert not counts.bad and not counts.shapes


def test_packed_logs_give_the_same(log: Any, signals: bytes, tmp_path: Path) -> None:
    path, truth = log
    data = path.read_bytes()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data, 1))
    zst = zstandard.ZstdCompressor(level=1).compress(data)
    (tmp_path / "b.jsonl.zst").write_bytes(zst)
    counts = run((str(tmp_path),), Settings(signals))
    assert counted(counts) == {key: 2 * n for key, n in truth.items()}
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data, 1)[:-9000])
    counts = run((str(tmp_path / "a.jsonl.gz"),), Settings(signals))
    assert [reason for _, _, reason in counts.bad_places][-1].startswith("unreadable from here")
    assert sum(counts.cells.values()) > 0


def test_no_secret_is_in_any_output(log: Any, signals: bytes) -> None:
    path, _ = log
    paths = (str(path),)
    summary = summarise(run(paths, Settings(signals)), paths)
    outputs = [write_text(summary), write_json(summary), write_csv(summary), write_page(summary)]
    for error in {row["error_id"] for row in summary["by_error"]}:
        outputs += show_lines(paths, Wanted(error), Settings(signals, piece=PIECE))
    assert len(outputs) > 100
    assert [secret for secret in BENCH["SECRETS"] if any(secret in text for text in outputs)] == []


def test_it_goes_on_where_it_stopped(log: Any, signals: bytes, tmp_path: Path) -> None:
    path, truth = log
    data = path.read_bytes()
    half = data.index(b"\n", len(data) // 2) + 1
    part, kept = tmp_path / "part.jsonl", tmp_path / "kept.json"
    settings = Settings(signals, checkpoint=kept, piece=PIECE)
    for end in (half, half, len(data)):
        part.write_bytes(data[:end])
        counts = run((str(part),), settings)
    assert counted(counts) == dict(truth)
    part.write_bytes(b"{}\n" + data)
    with pytest.raises(EnvironmentProblem, match="another log"):
        run((str(part),), settings)


def test_every_known_example_passes_the_filter(real_project: Project, signals: bytes) -> None:
    texts = [t for error in real_project.knowledge.errors.values() for t in error.examples]
    assert len(texts) > 300 and missed(texts, signals) == []


def test_every_development_payload_passes_the_filter(signals: bytes) -> None:
    assert missed([row["raw"] for row in shared_rows("payloads_dev.jsonl")], signals) == []


def missed(texts: list[str], signals: bytes) -> list[str]:
    """Recognised texts in which the filter finds nothing; phrases cut by a line feed are known."""
    scanner, index = Scanner(signals), load_index(signals)
    quiet = scanner.needles.first_quiet
    lines = [" ".join(text.splitlines()) for text in texts]
    return [
        text
        for text in lines
        if identify(text, index=index)
        and not any(hit[0] < quiet for hit in scanner._all(fold_block(text.encode())))
    ]


CASES = {
    "one entry over several lines": (
        '{\n  "error": {\n    "code": "moderation_blocked"\n  }\n}\n' * 3, 3,
    ),
    "server-sent events": ('event: x\ndata: {"finishReason":\ndata: "IMAGE_SAFETY"}\n\n' * 4, 4),
    "plain text": (
        "2026-11-20 10:00:00 WARN finish_reason=<FinishReason.IMAGE_SAFETY: 1>\nok\n" * 5, 5,
    ),
    "no line feed at the end": (REJECTED.rstrip(), 1),
    "quiet answers": ('{"finishReason":"STOP"}\n{"finish_reason":"stop"}\n' * 6, 0),
    "json in json": ('{"body":"{\\"finishReason\\":\\"IMAGE_SAFETY\\"}"}\n', 1),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_kinds_of_logs(name: str, signals: bytes, tmp_path: Path) -> None:
    text, expected = CASES[name]
    path = tmp_path / "app.log"
    path.write_text(text, encoding="utf-8")
    assert sum(run((str(path),), Settings(signals)).cells.values()) == expected


def test_bad_lines_are_told_by_place(signals: bytes, tmp_path: Path) -> None:
    path = tmp_path / "app.jsonl"
    path.write_bytes(REJECTED.encode() + b'{"cut":\n' + b'{"a":"\xff"}\n' + REJECTED.encode())
    counts = run((str(path),), Settings(signals))
    places = sorted((line, reason) for _, line, reason in counts.bad_places)
    assert places == [(2, "no JSON object"), (3, "no text in UTF-8")]
    assert sum(counts.cells.values()) == 2


def test_unknown_shapes_are_grouped(signals: bytes, tmp_path: Path) -> None:
    path = tmp_path / "app.log"
    lines = [
        f"2026-11-20 job {n} of sari@example.org: image rejected by the bot, ref {n * 7919}\n"
        for n in range(30)
    ]
    path.write_text("".join(lines), encoding="utf-8")
    counts = run((str(path),), Settings(signals))
    assert list(counts.shapes.values()) == [30]
    assert "sari" not in next(iter(counts.shapes))


def test_own_records_tell_rates_and_accounts(signals: bytes, tmp_path: Path) -> None:
    line = {
        "schema": "jawab.record/1", "time": "2026-11-20T10:00:00.000Z", "request_id": "",
        "provider": "gemini", "model": "gemini-2.5-flash-image", "endpoint": "", "status": 200,
        "error_id": "gemini/prohibited-content", "cause": "prohibited", "confidence": "certain",
        "action": "message/prohibited", "locale": "en", "account": "ab" * 16, "key": "k1",
    }  # fmt: skip
    fine = {**line, "error_id": "", "cause": "none", "account": ""}
    path = tmp_path / "log.jsonl"
    path.write_text(
        "".join(json.dumps(x) + "\n" for x in [line, line, *[fine] * 8]), encoding="utf-8"
    )
    summary = summarise(run((str(path),), Settings(signals)), (str(path),))
    assert (summary["requests"], summary["rate"], summary["rejections"]) == (10, 0.2, 2)
    assert [row["account"] for row in summary["escalate"]] == [f"k1:{'ab' * 16}"]


def test_the_day_that_stands_out_is_found(log: Any, signals: bytes) -> None:
    path, _ = log
    counts = run((str(path),), Settings(signals))
    assert find_anomalies(counts, (str(path),)) == []
    odd = next(cell for cell in counts.cells if cell.day == "2026-11-02")
    counts.cells[odd] += 40
    found = find_anomalies(counts, (str(path),))
    assert [(a.day, a.error_id) for a in found] == [(odd.day, odd.error_id)]
    assert found[0].command.endswith(f"--show {odd.error_id} --day {odd.day}")


def test_counts_survive_json(log: Any, signals: bytes) -> None:
    counts = run((str(log[0]),), Settings(signals))
    assert Counts.from_json(json.loads(json.dumps(counts.to_json()))).to_json() == counts.to_json()


def test_the_command_writes_a_page_whole_in_itself(tmp_path: Path) -> None:
    from jawab.cli.triage import command

    log, page = tmp_path / "app.jsonl", tmp_path / "report.html"
    log.write_text(REJECTED * 3, encoding="utf-8")
    done = CliRunner().invoke(command, [str(log), "--format", "json", "--html", str(page)])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["rejections"] == 3
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text and "<script" not in text and "prefers-color-scheme" in text
    assert "http" not in text.replace("http://www.w3.org/", "")
