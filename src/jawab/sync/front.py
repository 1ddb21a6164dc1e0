"""Front: message templates; key and fingerprint at the end of the name, which only agents see.

Front cannot disable a template, so one that is no longer wanted is deleted, and only while it is
exactly what we wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jawab.export import Library
from jawab.export._canonical import canonical_html
from jawab.export._write import content_hash
from jawab.export.front import template
from jawab.sync._credentials import Setting, Settings
from jawab.sync._http import Client, Http, Refused
from jawab.sync._state import Found, Wanted

SETTINGS = (
    Setting("url", "the address of the API, https://api2.frontapp.com"),
    Setting("token", "an API token", secret=True),
)
IMPORTS = {"title": "name", "subject": "subject", "body": "body"}
_OURS = re.compile(r"(?P<name>.*) · (?P<key>[A-Za-z0-9.-]+)#(?P<hash>[0-9a-f]{16})", re.DOTALL)
_PATH = "/message_templates"


class Desk:
    """The shared message templates."""

    unique_labels = False
    multilingual = False
    notes: tuple[str, ...] = ()

    def __init__(self, settings: Settings, client: Client | None = None) -> None:
        headers = {"Authorization": f"Bearer {settings['token']}"}
        self._http = Http(settings, headers, client=client)
        self.address = self._http.address

    def wanted(self, library: Library) -> list[Wanted]:
        """Return a template for each script."""
        made = []
        for script in library.scripts():
            body = template(script)
            fields = _fields(body)
            made.append(Wanted(script.key, body["name"], fields, script.reply, script.locale))
        return made

    def read(self) -> list[Found]:
        """Return every template, page after page."""
        return list(self._pages())

    def _pages(self) -> Iterator[Found]:
        params: dict[str, Any] = {}
        while True:
            data = self._http.get(_PATH, **params)
            for row in data["_results"]:
                yield _found(row)
            # The link names another host of Front, so only its token is used.
            following = (data.get("_pagination") or {}).get("next") or ""
            token = parse_qs(urlsplit(following).query).get("page_token", [""])[0]
            if not token or token == params.get("page_token"):
                return
            params = {"page_token": token}

    def read_one(self, ident: str) -> Found | None:
        """Return one template."""
        try:
            return _found(self._http.get(f"{_PATH}/{ident}"))
        except Refused as error:
            if error.status == 404:
                return None
            raise

    def create(self, wanted: Wanted) -> None:
        """Make a template."""
        self._http.create(_PATH, _body(wanted))

    def update(self, found: Found, wanted: Wanted) -> None:
        """Replace name, subject and body in one request."""
        self._http.send("PATCH", f"{_PATH}/{found.ident}", _body(wanted))

    def disable(self, found: Found) -> None:
        """Delete it."""
        self._http.send("DELETE", f"{_PATH}/{found.ident}")


def _body(wanted: Wanted) -> dict[str, str]:
    fields = wanted.fields
    return {
        "name": f"{fields['name']} · {wanted.key}#{content_hash(fields)}",
        "subject": fields["subject"],
        "body": fields["body"],
    }


def _fields(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        "name": str(row.get("name") or ""),
        "subject": str(row.get("subject") or ""),
        "body": canonical_html(str(row.get("body") or "")),
    }


def _found(row: Mapping[str, Any]) -> Found:
    fields = _fields(row)
    match = _OURS.fullmatch(fields["name"])
    if not match:
        return Found(str(row["id"]), "", fields["name"], {**fields, "body": str(row.get("body"))})
    fields["name"] = match["name"]
    intact = match["hash"] == content_hash(fields)
    return Found(str(row["id"]), match["key"], fields["name"], fields, intact)
