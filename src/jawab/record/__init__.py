"""One line of the compliance log for whatever an image service answered; never any content.

`record(obj)` reads the same objects as `explain` and keeps codes, ids and times. No prompt,
picture, file name, address or free text can get in: each value must have a strict shape, else it
is left out. A log that cannot be written never breaks the call of the app.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from jawab.record.shape import (
    SCHEMA,
    account_hash,
    clean_action,
    clean_endpoint,
    clean_id,
    clean_model,
    told_by,
    utc_now,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from jawab.catalog import CatalogStore

__all__ = ["Record", "failures", "record", "schema"]

_failed: list[int] = [0]


class Record(NamedTuple):
    """One call and what came of it; `str()` of it is its line of JSON.

    `error_id` and `cause` are the true ones, for those who may read the log; they are not what a
    customer is shown. Empty strings (and status 0) stand for what is not known; a call that brought
    its picture has the cause `none`.
    """

    schema: str
    time: str
    request_id: str
    provider: str
    model: str
    endpoint: str
    status: int
    error_id: str
    cause: str
    confidence: str
    action: str
    locale: str
    account: str
    """Keyed hash of the account; empty without a key."""
    key: str
    """Which key it was hashed with, so that keys can change."""

    def __str__(self) -> str:
        return json.dumps(self._asdict(), separators=(",", ":"))


def record(
    obj: object,
    *,
    path: str | os.PathLike[str] | None = None,
    store: str | os.PathLike[str] | None = None,
    account: str | None = None,
    request_id: str | None = None,
    provider: str | None = None,
    model: str | None = None,
    endpoint: str | None = None,
    status: int | None = None,
    action: str | None = None,
    locale: str = "en",
    max_bytes: int = 100_000_000,
    retain_days: int | None = None,
    on_error: Callable[[Exception], None] | None = None,
    catalog: CatalogStore | None = None,
) -> Record | None:
    """Append one line about an exception, response, dict or text, and return it.

    The line goes to `path`, else to the file named by `JAWAB_LOG`; a path that begins with
    `sqlite://`, or `store`, is a SQLite file with the same fields. Without any of them nothing is
    written. Rotated files older than `retain_days` (or `JAWAB_LOG_DAYS`) are removed. Nothing is
    raised: what cannot be written is counted (`failures()`), told to `on_error`, and gives None.
    """
    try:
        made = _make(
            obj, account, request_id, provider, model, endpoint, status, action, locale, catalog
        )
        days = retain_days if retain_days is not None else _days()
        for target in _targets(path, store):
            _write(target, made, max_bytes, days)
    except Exception as error:  # noqa: BLE001 - a log must never break the call it is about
        _failed[0] += 1
        _tell(on_error, error)
        return None
    return made


def failures() -> int:
    """How many lines this process could not write."""
    return _failed[0]


def schema() -> dict[str, Any]:
    """The JSON Schema of one line."""
    from jawab.record.schema import line_schema

    return line_schema()


def _make(
    obj: object,
    account: str | None,
    request_id: str | None,
    provider: str | None,
    model: str | None,
    endpoint: str | None,
    status: int | None,
    action: str | None,
    locale: str,
    catalog: CatalogStore | None,
) -> Record:
    from jawab.explain import explain
    from jawab.explain.exchange import read_exchange

    found = explain(obj, locale, store=catalog)
    exchange = read_exchange(obj)
    told = told_by(exchange.data)
    error_id = found.error_id if found else ""
    cause = found.cause if found else "none"
    shown = "prohibited" if cause == "child-abuse" else cause
    hashed, key = account_hash(account)
    return Record(
        schema=SCHEMA,
        time=utc_now(),
        request_id=clean_id(request_id) or clean_id(told.get("request_id")),
        provider=clean_action(provider) or error_id.partition("/")[0],
        model=clean_model(model) or clean_model(told.get("model")),
        endpoint=clean_endpoint(endpoint),
        status=_status(status if status is not None else exchange.status),
        error_id=error_id,
        cause=cause,
        confidence=found.confidence if found else "none",
        action=clean_action(action) or (f"message/{shown}" if found else ""),
        locale=found.locale if found else clean_action(locale.lower()),
        account=hashed,
        key=key,
    )


def _status(value: object) -> int:
    return value if type(value) is int and 100 <= value <= 599 else 0


def _targets(
    path: str | os.PathLike[str] | None, store: str | os.PathLike[str] | None
) -> list[str]:
    main = os.fspath(path) if path is not None else os.environ.get("JAWAB_LOG", "")
    found = [main] if main and not (path is None and store is not None) else []
    if store is not None:
        name = os.fspath(store)
        found.append(name if name.startswith("sqlite://") else f"sqlite://{name}")
    return found


def _write(target: str, made: Record, max_bytes: int, days: int | None) -> None:
    if target.startswith("sqlite://"):
        from jawab.record.sqlite import insert

        insert(target.removeprefix("sqlite://"), made, days)
    else:
        from jawab.record.append import append

        append(target, f"{made}\n".encode(), max_bytes, days)


def _days() -> int | None:
    told = os.environ.get("JAWAB_LOG_DAYS", "")
    return int(told) if told.isdigit() else None


def _tell(on_error: Callable[[Exception], None] | None, error: Exception) -> None:
    if on_error is None:
        return
    try:
        on_error(error)
    except Exception:  # noqa: BLE001 - nor may the one who is told about it
        _failed[0] += 1
