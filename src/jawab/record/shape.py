"""The strict shapes a value must have to enter the log; whatever has another one is left out."""

from __future__ import annotations

import os
import time
from typing import Any

from jawab.identify.pattern import later

SCHEMA = "jawab.record/1"
"""Name and version of the line; a field is only ever added under a new number."""

KEY_BYTES = 16
"""A shorter key could be guessed, and with it who stands behind a hash."""

_id = later(r"(?=[^0-9]{0,40}[0-9])[A-Za-z0-9](?:[A-Za-z0-9_.:-]{2,126})[A-Za-z0-9]")
_model = later(r"[A-Za-z][A-Za-z0-9]{0,31}(?:[._:/@-][A-Za-z0-9]{1,32}){0,9}")
_path = later(r"/(?:[A-Za-z0-9_.:{}-]{1,48}/?){0,10}")
_slug = later(r"[a-z][a-z0-9]{0,31}(?:[._/-][a-z0-9]{1,32}){0,5}")
_file = later(
    r"\.(?:jpe?g|png|gif|webp|heic|heif|avif|tiff?|bmp|svg|raw|dng|mp4|mov|webm|pdf|psd)(?![a-z])"
)
_address = later(r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9.])|(?:[0-9a-f]{0,4}:){4}")


def clean_id(value: object) -> str:
    """A request id, or nothing where it is not surely one."""
    return value if isinstance(value, str) and _fits(_id(), value) else ""


def clean_model(value: object) -> str:
    """The name of a model without the folders before it."""
    if not isinstance(value, str):
        return ""
    value = value.removeprefix("models/").rpartition("/models/")[2]
    return value if len(value) <= 80 and _fits(_model(), value) else ""


def clean_endpoint(value: object) -> str:
    """The path of an endpoint, without host and query, or nothing."""
    if not isinstance(value, str) or len(value) > 2000:
        return ""
    value = value.partition("?")[0].partition("#")[0]
    if "://" in value:
        value = "/" + value.partition("://")[2].partition("/")[2]
    return value if value.startswith("/") and _fits(_path(), value) else ""


def clean_action(value: object) -> str:
    """A short name in lower case, such as `message/unspecified` or `pt-br`, or nothing."""
    return value if isinstance(value, str) and _fits(_slug(), value) else ""


def _fits(shape: Any, value: str) -> bool:
    if len(value) > 300 or not shape.fullmatch(value):
        return False
    lower = value.lower()
    if _file().search(lower) or _address().search(lower):
        return False
    from jawab.redact import redact

    # A key in the wrong argument must not be kept either.
    return redact(value) == value


def told_by(data: Any) -> dict[str, Any]:
    """What a response itself says about its id and its model."""
    if not isinstance(data, dict):
        return {}
    found = {}
    for name, keys in (
        ("request_id", ("responseId", "response_id", "request_id", "requestId", "id")),
        ("model", ("modelVersion", "model_version", "model", "model_id")),
    ):
        for key in keys:
            if isinstance(data.get(key), str):
                found[name] = data[key]
                break
    return found


def account_hash(account: str | None) -> tuple[str, str]:
    """The keyed hash of an account and the id of the key; nothing without a key.

    `JAWAB_LOG_KEY` is `id:secret` or a bare secret, which is then named after its own hash.
    """
    told = os.environ.get("JAWAB_LOG_KEY", "")
    if not account or not told:
        return "", ""
    import hashlib
    import hmac

    name, colon, secret = told.partition(":")
    if not colon:
        name, secret = "", told
    if len(secret.encode()) < KEY_BYTES:
        raise ValueError(f"JAWAB_LOG_KEY needs a secret of at least {KEY_BYTES} bytes")
    if not clean_action(name):
        name = "k" + hashlib.sha256(b"jawab key id " + secret.encode()).hexdigest()[:8]
    made = hmac.new(secret.encode(), str(account).encode("utf-8", "replace"), hashlib.sha256)
    return made.hexdigest()[:32], name


def utc_now() -> str:
    """The time with milliseconds, as UTC."""
    now = time.time()
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(now))}.{int(now % 1 * 1000):03d}Z"
