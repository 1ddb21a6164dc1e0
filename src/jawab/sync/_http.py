"""Requests to a target: what is tried again, how long we wait, what stays uncertain.

Reading and replacing may be done twice, so they are tried again after any failure. Creating may
not: unless the target surely did nothing, `Uncertain` is raised and the caller looks.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import stamina
from httpx import Client

from jawab.errors import EnvironmentProblem
from jawab.sync._credentials import Settings
from jawab.sync._state import MovedOn, Uncertain

__all__ = ["Broken", "Busy", "Client", "Http", "Refused", "retry_after", "wait_before"]

ATTEMPTS = 6
LONGEST_WAIT = 120.0
_BUSY = (429, 503)
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class Busy(Exception):
    """The target asks us to come back; `wait` is in seconds, or None where it does not say."""

    def __init__(self, status: int, wait: float | None) -> None:
        super().__init__(f"the target answers {status}")
        self.wait = wait


class Broken(Exception):
    """The target failed (5xx) or the connection did."""


class Http:
    """A connection to one target that knows its address and how to log in."""

    def __init__(
        self,
        settings: Settings,
        headers: Mapping[str, str],
        auth: tuple[str, str] | None = None,
        client: Client | None = None,
    ) -> None:
        self._settings = settings
        self._client = client or Client(timeout=httpx.Timeout(30, connect=10))
        self._headers = {"Accept": "application/json", "User-Agent": "jawab-sync", **headers}
        self._auth = auth
        self.address = settings["url"]

    def get(self, path: str, **params: Any) -> Any:
        """Return the JSON of a page."""
        return self._again("GET", path, params=params or None).json()

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> httpx.Response:
        """Send a request that may be done twice: reading, replacing, removing."""
        return self._again(method, path, json=body, headers=headers, params=params)

    def create(self, path: str, body: Any) -> httpx.Response:
        """Send a request that must not be done twice; raises `Uncertain` where it may have been."""
        return self._again("POST", path, json=body, once=True)

    def _again(self, method: str, path: str, *, once: bool = False, **rest: Any) -> httpx.Response:
        try:
            for attempt in stamina.retry_context(
                on=wait_before, attempts=ATTEMPTS, timeout=300, wait_max=30
            ):
                with attempt:
                    return self._send(method, path, once, **rest)
        except (Busy, Broken) as error:
            raise EnvironmentProblem(f"{method} {self._place(path)}: {error}, again and again.") \
                from error  # fmt: skip
        raise AssertionError("stamina always raises or returns")

    def _send(self, method: str, path: str, once: bool, **rest: Any) -> httpx.Response:
        url = path if path.startswith(("http://", "https://")) else self.address + path
        if not url.startswith(self.address + "/"):
            # A page link of another host would receive our credentials.
            raise EnvironmentProblem(f"The target sent us to another address: {self._place(url)}")
        headers = {**self._headers, **(rest.pop("headers", None) or {})}
        rest = {name: value for name, value in rest.items() if value is not None}
        auth = self._auth or httpx.USE_CLIENT_DEFAULT
        try:
            response = self._client.request(method, url, headers=headers, auth=auth, **rest)
            response.read()
        except httpx.TransportError as error:
            kind = type(error).__name__
            if once and not isinstance(error, _NOT_SENT):
                raise Uncertain(kind) from None
            raise Broken(kind) from None
        return self._checked(response, method, path, once)

    def _checked(
        self, response: httpx.Response, method: str, path: str, once: bool
    ) -> httpx.Response:
        status = response.status_code
        if status == 429 or (status in _BUSY and not once):
            raise Busy(status, retry_after(response.headers))
        if status >= 500:
            if once:
                raise Uncertain(f"the target answers {status}")
            raise Broken(f"the target answers {status}")
        if status in (409, 412):
            raise MovedOn(f"the target answers {status}")
        if status == 404 and method == "DELETE":
            return response
        if status >= 400:
            said = self._settings.hide(response.text[:300])
            raise Refused(f"{method} {self._place(path)} is refused ({status}): {said}", status)
        return response

    def _place(self, path: str) -> str:
        return self._settings.hide(path.split("?")[0])


class Refused(EnvironmentProblem):
    """The target understood and said no."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


def wait_before(error: Exception) -> bool | float:
    """Return whether to try again after an error, or in how many seconds."""
    if isinstance(error, Busy):
        return True if error.wait is None else min(error.wait, LONGEST_WAIT)
    return isinstance(error, Broken)


def retry_after(headers: Mapping[str, str], now: Callable[[], float] = time.time) -> float | None:
    """Return the seconds of a Retry-After header, which is a number or a date; None without."""
    value = headers.get("Retry-After", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return max(0.0, (when - datetime.fromtimestamp(now(), UTC)).total_seconds())
