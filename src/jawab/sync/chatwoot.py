"""Chatwoot: canned responses; key and fingerprint in the short code, since nothing else is ours.

A short code is `family-photo.id.0123456789abcdef`: agents type its beginning and never see the
rest. Chatwoot cannot disable a canned response, so one that is no longer wanted is deleted, and
only while it is exactly what we wrote.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jawab.export import Library
from jawab.export._canonical import canonical_text
from jawab.export._write import content_hash
from jawab.export.chatwoot import canned_response
from jawab.sync._credentials import Setting, Settings
from jawab.sync._http import Client, Http, Refused
from jawab.sync._state import Found, Uncertain, Wanted

SETTINGS = (
    Setting("url", "the address of Chatwoot"),
    Setting("account_id", "the number of the account"),
    Setting("token", "an access token of a user", secret=True),
)
IMPORTS = {"title": "short_code", "body": "content"}
_OURS = re.compile(r"(?P<key>[A-Za-z0-9.-]+)\.(?P<hash>[0-9a-f]{16})")


class Desk:
    """The canned responses of an account."""

    unique_labels = False
    multilingual = False
    notes: tuple[str, ...] = ()

    def __init__(self, settings: Settings, client: Client | None = None) -> None:
        headers = {"api_access_token": settings["token"]}
        self._http = Http(settings, headers, client=client)
        self.address = self._http.address
        self._path = f"/api/v1/accounts/{settings['account_id']}/canned_responses"

    def wanted(self, library: Library) -> list[Wanted]:
        """Return a canned response for each script."""
        made = []
        for script in library.scripts():
            fields = {"content": canonical_text(canned_response(script)["content"])}
            made.append(Wanted(script.key, script.key, fields, script.reply, script.locale))
        return made

    def read(self) -> list[Found]:
        """Return every canned response; the list has no pages."""
        return [_found(row) for row in self._http.get(self._path)]

    def read_one(self, ident: str) -> Found | None:
        """Return one; the interface has no request for it, so the list is read."""
        return next((found for found in self.read() if found.ident == ident), None)

    def create(self, wanted: Wanted) -> None:
        """Make a canned response; a short code is unique, so a second one is refused."""
        try:
            self._http.create(self._path, _body(wanted))
        except Refused as error:
            if error.status == 422:
                raise Uncertain("the short code is taken there") from None
            raise

    def update(self, found: Found, wanted: Wanted) -> None:
        """Replace text and short code in one request."""
        self._http.send("PATCH", f"{self._path}/{found.ident}", _body(wanted))

    def disable(self, found: Found) -> None:
        """Delete it."""
        self._http.send("DELETE", f"{self._path}/{found.ident}")


def _body(wanted: Wanted) -> dict[str, str]:
    return {
        "short_code": f"{wanted.key}.{content_hash(wanted.fields)}",
        "content": wanted.fields["content"],
    }


def _found(row: Mapping[str, Any]) -> Found:
    code = str(row.get("short_code", ""))
    fields = {"content": canonical_text(str(row.get("content") or ""))}
    match = _OURS.fullmatch(code)
    return Found(
        ident=str(row["id"]),
        key=match["key"] if match else "",
        label=match["key"] if match else code,
        fields=fields if match else {**fields, "short_code": code},
        intact=bool(match) and match["hash"] == content_hash(fields) if match else True,
    )
