"""What an SDK's object says, whoever made it: its words, its status, and whether a picture came.

Nothing is imported from any SDK. An exception tells by its message, body and response, a response
by its fields. Pictures are noted and left out; nothing here is kept or printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

MAX_NODES = 20_000
MAX_DEPTH = 40
MAX_TEXT = 20_000
BLOB = 400
"""A string this long without a space is a picture or a signature, not words."""

_IMAGE_KEYS = frozenset(
    [
        "inlinedata",
        "inline_data",
        "b64_json",
        "imagebytes",
        "image_bytes",
        "bytesbase64encoded",
        "bytes_base64_encoded",
        "videobytes",
        "video_bytes",
        "gcsuri",
        "gcs_uri",
        "image_url",
        "imageurl",
        "images",
        "output_image",
        "partial_image_b64",
    ]
)
_DUMPS = ("model_dump", "to_json_dict", "to_dict", "dict")
_ATTRIBUTES = ("body", "details", "error", "code", "type", "param", "status", "message", "reason")


class Exchange(NamedTuple):
    """What was read of an object."""

    text: str
    """Its words, as JSON where it has structure."""
    status: int
    """The HTTP status, or 0 where none is told."""
    failed: bool
    """Whether it is an exception or carries an error status."""
    data: Any
    """Its structure in plain values, or None."""
    image: bool
    """Whether a picture came with it."""


def read_exchange(obj: object) -> Exchange:
    """Return what an exception, a response, a dict or a text says."""
    if isinstance(obj, (str, bytes, bytearray)):
        text = obj if isinstance(obj, str) else bytes(obj).decode("utf-8", "replace")
        return Exchange(text, 0, False, None, False)
    if isinstance(obj, BaseException):
        return _read_exception(obj)
    if _is_http_response(obj):
        status, body = _status(obj), _body(obj)
        plain = _Plain()
        data = plain.of(_parsed(body)) if body else None
        text = _as_text(data) if isinstance(data, (dict, list)) else body[:MAX_TEXT]
        image = plain.image or _content_type(obj).startswith("image/")
        return Exchange(text, status, status >= 400, data, image)
    plain = _Plain()
    data = plain.of(obj)
    return Exchange(_as_text(data), _status(obj), _status(obj) >= 400, data, plain.image)


def _read_exception(error: BaseException) -> Exchange:
    words: list[str] = []
    status = 0
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen and len(seen) < 8:
        seen.add(id(at))
        words.append(f"{type(at).__module__}.{type(at).__name__}: {_said(at)}"[:MAX_TEXT])
        told = {name: _attribute(at, name) for name in _ATTRIBUTES}
        told = {name: value for name, value in told.items() if value not in (None, "", (), {})}
        if told:
            words.append(_as_text(_Plain().of(told)))
        response = _attribute(at, "response")
        if response is not None and _is_http_response(response):
            status = status or _status(response)
            words.append(_body(response)[:MAX_TEXT])
        status = status or _status(at)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return Exchange("\n".join(words), status, True, None, False)


def _said(obj: object) -> str:
    try:
        return str(obj)
    except Exception:  # noqa: BLE001 - what cannot print itself still has a type
        return ""


def _attribute(obj: object, name: str) -> Any:
    try:
        return getattr(obj, name, None)
    except Exception:  # noqa: BLE001 - a property of a strange object may do anything
        return None


def _is_http_response(obj: object) -> bool:
    """Whether this is a response of httpx, requests, aiohttp or the like."""
    has_status = isinstance(_attribute(obj, "status_code") or _attribute(obj, "status"), int)
    return has_status and _attribute(obj, "headers") is not None


def _status(obj: object) -> int:
    for name in ("status_code", "http_status", "status", "code"):
        value = _attribute(obj, name)
        if isinstance(value, int) and not isinstance(value, bool) and 100 <= value <= 599:
            return int(value)
    return 0


def _body(response: object) -> str:
    text = _attribute(response, "text")
    if isinstance(text, str):
        return text
    content = _attribute(response, "content")
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _content_type(response: object) -> str:
    headers = _attribute(response, "headers")
    try:
        return str(headers.get("content-type", "") or "")
    except Exception:  # noqa: BLE001
        return ""


def _parsed(body: str) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return body


def _as_text(data: Any) -> str:
    try:
        return json.dumps(data, ensure_ascii=False, default=str)
    except (ValueError, TypeError, RecursionError):
        return str(data)[:MAX_TEXT]


class _Plain:
    """Turns an object into dicts, lists and strings, and notes whether a picture is in it."""

    def __init__(self) -> None:
        self.image = False
        self._nodes = 0
        self._path: set[int] = set()

    def of(self, value: Any, depth: int = 0) -> Any:
        self._nodes += 1
        if value is None or isinstance(value, (bool, int, float)):
            return value
        if isinstance(value, (bytes, bytearray, memoryview)):
            return "..." if len(value) else ""
        if isinstance(value, str):
            name = _attribute(value, "value")
            return self._string(name if isinstance(name, str) else value)
        if self._nodes > MAX_NODES or depth > MAX_DEPTH or id(value) in self._path:
            return "..."
        self._path.add(id(value))
        try:
            return self._structure(value, depth)
        finally:
            self._path.discard(id(value))

    def _structure(self, value: Any, depth: int) -> Any:
        if isinstance(value, Mapping):
            return {str(key): self._field(str(key), inner, depth) for key, inner in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            return [self.of(inner, depth + 1) for inner in value]
        name = _attribute(value, "name")
        if isinstance(_attribute(value, "value"), (str, int)) and isinstance(name, str):
            return name
        for dump in _DUMPS:
            made = _called(value, dump)
            if isinstance(made, Mapping):
                return self._structure(made, depth)
        fields = _attribute(value, "__dict__")
        if isinstance(fields, dict) and fields:
            public = {key: inner for key, inner in fields.items() if not key.startswith("_")}
            if public:
                return self._structure(public, depth)
        return _said(value)[:MAX_TEXT]

    def _field(self, key: str, value: Any, depth: int) -> Any:
        if value and key.replace("-", "_").lower() in _IMAGE_KEYS and _is_content(value):
            self.image = True
        return self.of(value, depth + 1)

    def _string(self, text: str) -> str:
        if text.startswith("data:image/"):
            self.image = True
            return "..."
        if len(text) > BLOB and " " not in text[:BLOB]:
            return "..."
        return text[:MAX_TEXT]


def _called(value: Any, name: str) -> Any:
    method = _attribute(value, name)
    if not callable(method) or isinstance(value, type):
        return None
    try:
        return method()
    except Exception:  # noqa: BLE001 - a stranger's method; the next way may work
        return None


def _is_content(value: Any) -> bool:
    """Whether the value of a picture's field holds a picture and not an empty frame for one."""
    if isinstance(value, (str, bytes, bytearray)):
        return len(value) > 0
    if isinstance(value, Mapping):
        data: Iterable[Any] = (
            value.get(key) for key in ("data", "url", "imageBytes", "image_bytes")
        )
        return any(data)
    if isinstance(value, (list, tuple)):
        return any(isinstance(inner, (str, bytes)) and inner for inner in value)
    return bool(_attribute(value, "data") or _attribute(value, "image_bytes"))
