"""The same lines in a SQLite file, for those who want to ask it questions."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jawab.record import Record

VERSION = 1

_made: dict[tuple[int, str], str] = {}
"""Per process and file: the day on which it was last looked after."""


def insert(path: str, record: Record, days: int | None = None) -> None:
    """Add a record; return only when it is committed. Raises `sqlite3.Error`."""
    # One connection for each call: safe across threads and forks, and still well below 1 ms.
    with contextlib.closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as store:
        _look_after(store, path, record, days)
        marks = ",".join("?" * len(record))
        store.execute(f"INSERT INTO record VALUES ({marks})", record)  # noqa: S608 - only marks


def _look_after(store: sqlite3.Connection, path: str, record: Record, days: int | None) -> None:
    """Make the table where there is none, and let go of old lines once a day."""
    today = record.time[:10]
    place = (os.getpid(), os.path.abspath(path))
    if _made.get(place) == today and os.path.getsize(path):
        return
    columns = ",".join(
        f"{name} {'INTEGER' if name == 'status' else 'TEXT'} NOT NULL" for name in record._fields
    )
    store.execute("PRAGMA journal_mode=WAL")
    store.execute(f"CREATE TABLE IF NOT EXISTS record ({columns})")
    store.execute("CREATE INDEX IF NOT EXISTS record_time ON record (time)")
    found = store.execute("PRAGMA user_version").fetchone()[0]
    if found not in (0, VERSION):
        raise sqlite3.DatabaseError(f"{path} has records of version {found}")
    store.execute(f"PRAGMA user_version={VERSION}")
    if days is not None:
        limit = time.strftime("%Y-%m-%dT", time.gmtime(time.time() - days * 86_400))
        store.execute("DELETE FROM record WHERE time < ?", (limit,))
    _made[place] = today
