"""The compliance log: strict shapes, several writers, crashes, and nothing that breaks a call."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from jawab.catalog import CatalogStore
from jawab.record import Record, failures, record, schema
from jawab.record.append import append, remove_old
from jawab.record.shape import clean_action, clean_endpoint, clean_id, clean_model

REFUSED = {
    "candidates": [{"finishReason": "IMAGE_SAFETY"}],
    "modelVersion": "gemini-2.5-flash-image",
    "responseId": "resp-0042",
    "prompt": "my daughter at the beach",
}


@pytest.fixture
def store(mini_catalog: Path) -> CatalogStore:
    return CatalogStore(mini_catalog)


def test_a_line_has_the_schema_and_nothing_of_the_content(
    tmp_path: Path, store: CatalogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAWAB_LOG_KEY", "k2026:0123456789abcdef0123")
    monkeypatch.setenv("JAWAB_LOG", str(tmp_path / "log.jsonl"))
    made = record(
        REFUSED, account="sari@example.org", endpoint="https://x.example/v1/images?key=1",
        status=200, locale="id", catalog=store,
    )  # fmt: skip
    assert made is not None
    text = (tmp_path / "log.jsonl").read_text(encoding="utf-8")
    assert text == f"{made}\n"
    told = json.loads(text)
    jsonschema.validate(told, schema())
    assert told["error_id"] == "gemini/image-safety"
    assert told["model"] == "gemini-2.5-flash-image"
    assert (told["request_id"], told["endpoint"]) == ("resp-0042", "/v1/images")
    assert (told["key"], len(told["account"])) == ("k2026", 32)
    assert "sari" not in text and "daughter" not in text
    assert list(told) == list(schema()["properties"]) == list(Record._fields)


def test_without_a_key_there_is_no_account(
    store: CatalogStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JAWAB_LOG_KEY", raising=False)
    monkeypatch.delenv("JAWAB_LOG", raising=False)
    made = record(REFUSED, account="sari", catalog=store)
    assert made is not None and (made.account, made.key) == ("", "")


def test_keys_rotate(store: CatalogStore, monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = set()
    for key in ("a1:0123456789abcdef", "a2:0123456789abcdeg", "0123456789abcdef"):
        monkeypatch.setenv("JAWAB_LOG_KEY", key)
        made = record(REFUSED, account="sari", catalog=store)
        assert made is not None
        hashes.add((made.key, made.account))
    # The same secret gives the same hash, whatever it is called.
    assert len({key for key, _ in hashes}) == 3 and len({value for _, value in hashes}) == 2


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (clean_id, "IMG_2041.jpg"), (clean_id, "sari@example.org"), (clean_id, "10.0.0.12"),
        (clean_id, "my daughter 7"), (clean_id, "AIzaSyD0123456789abcdefghijklmnopq"),
        (clean_id, "x" * 4000), (clean_id, None), (clean_id, "Sari"),
        (clean_model, "a photo of a child"), (clean_model, "sk-proj-0123456789abcdefghijk"),
        (clean_endpoint, "/upload/beach.png"), (clean_endpoint, "prompt words"),
        (clean_endpoint, "/u/sari@example.org"), (clean_action, "Sorry, we cannot do that"),
    ],
)  # fmt: skip
def test_what_has_another_shape_is_left_out(shape: object, value: object) -> None:
    assert callable(shape) and shape(value) == ""


def test_a_log_that_cannot_be_written_breaks_nothing(tmp_path: Path, store: CatalogStore) -> None:
    before, told = failures(), []
    assert (
        record(REFUSED, path=tmp_path / "no" / "log", catalog=store, on_error=told.append) is None
    )
    assert failures() == before + 1 and isinstance(told[0], OSError)

    def raises(_: Exception) -> None:
        raise RuntimeError

    assert record(REFUSED, path=tmp_path, catalog=store, on_error=raises) is None
    assert record(REFUSED, locale="xx", catalog=store) is None


def test_a_torn_tail_is_closed_first(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b'{"torn":')
    append(str(path), b"{}\n", 1000)
    assert path.read_bytes() == b'{"torn":\n{}\n'


def test_a_full_file_and_a_past_day_are_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"time":"2020-01-01T00:00:00.000Z"}\n', encoding="utf-8")
    append(str(path), b'{"a":1}\n', 12)
    append(str(path), b'{"a":2}\n', 12)
    assert path.read_bytes() == b'{"a":2}\n'
    assert len(list(tmp_path.iterdir())) == 3
    (tmp_path / "log.20200101T000000Z-0.jsonl").touch()
    (tmp_path / "log.20200101-mine.jsonl").touch()
    assert remove_old(str(path), 30) == ["log.20200101T000000Z-0.jsonl"]


def test_sqlite_has_the_same_fields(tmp_path: Path, store: CatalogStore) -> None:
    path = tmp_path / "log.db"
    made = [record(REFUSED, path=f"sqlite://{path}", catalog=store) for _ in range(3)]
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT * FROM record ORDER BY time").fetchall()
    names = [column[1] for column in connection.execute("PRAGMA table_info(record)")]
    connection.close()
    assert rows == [tuple(one) for one in made if one] and names == list(Record._fields)


WRITER = """
import sys
from jawab.catalog import CatalogStore
from jawab.record import record
path, folder, name = sys.argv[1:]
store = CatalogStore(folder)
for number in range(100_000):
    made = record("finishReason: IMAGE_SAFETY", path=path, request_id=f"w{name}-{number:06d}",
                  catalog=store, max_bytes=60_000)
    if made is None:
        continue
    sys.stdout.write(made.request_id + "\\n")
    sys.stdout.flush()
"""


def test_ten_writers_killed_at_random_lose_nothing(tmp_path: Path, mini_catalog: Path) -> None:
    chance = random.Random(7)
    path = tmp_path / "log.jsonl"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(mini_catalog), str(name)],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": "src"},
        )
        for name in range(10)
    ]  # fmt: skip
    acknowledged: list[str] = []
    for writer in chance.sample(writers, len(writers)):
        assert writer.stdout is not None
        for _ in range(chance.randint(5, 60)):
            acknowledged.append(writer.stdout.readline().strip())
        writer.kill()
        # What it had acknowledged before it died is still in the pipe; a last word may be cut.
        whole = [
            line.strip()
            for line in writer.stdout.read().splitlines(keepends=True)
            if line[-1:] == "\n"
        ]
        acknowledged += whole
        writer.stdout.close()
        writer.wait()
    append(str(path), b'{"request_id":"last"}\n', 10**9)
    lines = [
        line
        for file in tmp_path.glob("log*.jsonl")
        for line in file.read_bytes().split(b"\n")
        if line
    ]
    written, torn = [], []
    for line in lines:
        try:
            written.append(json.loads(line)["request_id"])
        except json.JSONDecodeError:
            torn.append(line)
    # A write that a kill cut in two stays as a line of its own, closed by the next writer.
    assert len(torn) <= len(writers) and all(line.startswith(b'{"schema"') for line in torn)
    assert len(list(tmp_path.glob("log*.jsonl"))) > 1
    assert len(acknowledged) > 100 and set(acknowledged) <= set(written)
    assert len(written) == len(set(written))
