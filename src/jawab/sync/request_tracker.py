"""Request Tracker 5: articles over REST 2; key and fingerprint in custom fields, locked by ETag.

An article's name is unique in its class, disabled articles included, and the search hides disabled
ones, so they are asked for. An unknown custom field is ignored without a word: that is why
everything is read back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jawab.errors import EnvironmentProblem
from jawab.export import Library
from jawab.export._canonical import canonical_text
from jawab.export._write import content_hash
from jawab.export.request_tracker import CLASS, article
from jawab.sync._credentials import Setting, Settings
from jawab.sync._http import Client, Http, Refused
from jawab.sync._state import Found, Uncertain, Wanted

SETTINGS = (
    Setting("url", "the address of Request Tracker"),
    Setting("token", "an authentication token", secret=True),
)
IMPORTS = {"title": "Name", "body": "Body", "locale": "Locale"}
_PAGE = 100
_BASE = "/REST/2.0"
_FIELDS = "Name,Summary,CustomFields,Disabled"


class Desk:
    """The articles of our class."""

    unique_labels = True
    multilingual = False
    notes: tuple[str, ...] = ()

    def __init__(self, settings: Settings, client: Client | None = None) -> None:
        headers = {"Authorization": f"token {settings['token']}"}
        self._http = Http(settings, headers, client=client)
        self.address = self._http.address
        self._class_id = ""

    def wanted(self, library: Library) -> list[Wanted]:
        """Return an article for each script."""
        made = []
        for script in library.scripts():
            body = article(script)
            fields = _fields(body["Name"], body["Summary"], body["CustomFields"])
            made.append(Wanted(script.key, body["Name"], fields, script.reply, script.locale))
        return made

    def read(self) -> list[Found]:
        """Return every article of the class, disabled ones too."""
        return list(self._pages())

    def _class(self) -> str:
        if not self._class_id:
            query = [{"field": "Name", "value": CLASS}]
            found = self._http.send("POST", f"{_BASE}/classes", query).json()["items"]
            if not found:
                raise EnvironmentProblem(
                    f"Request Tracker has no article class '{CLASS}'. Make it, with the custom"
                    " fields Body, Locale, Source key and Source hash."
                )
            self._class_id = str(found[0]["id"])
        return self._class_id

    def _pages(self) -> Iterator[Found]:
        page, pages = 1, 1
        while page <= pages:
            data = self._http.send(
                "POST", f"{_BASE}/articles", [{"field": "Class", "value": self._class()}],
                params={"fields": _FIELDS, "per_page": _PAGE, "page": page,
                        "find_disabled_rows": 1, "orderby": "id"},
            ).json()  # fmt: skip
            pages = int(data.get("pages") or 1)
            for row in data["items"]:
                yield self._found(row)
            page += 1

    def read_one(self, ident: str) -> Found | None:
        """Return an article with its ETag as version."""
        try:
            response = self._http.send("GET", f"{_BASE}/article/{ident}")
        except Refused as error:
            if error.status == 404:
                return None
            raise
        found = self._found(response.json())
        return Found(found.ident, found.key, found.label, found.fields, found.intact,
                     found.active, response.headers.get("ETag", ""))  # fmt: skip

    def _found(self, row: Mapping[str, Any]) -> Found:
        custom = _custom(row.get("CustomFields") or [])
        fields = _fields(row.get("Name") or "", row.get("Summary") or "", custom)
        return Found(
            ident=str(row["id"]),
            key=custom.get("Source key", ""),
            label=fields["Name"],
            fields=fields,
            intact=custom.get("Source hash", "") == content_hash(fields),
            active=str(row.get("Disabled") or "0") == "0",
        )

    def create(self, wanted: Wanted) -> None:
        """Make an article; a name that is taken is found out by looking."""
        try:
            self._http.create(f"{_BASE}/article", {"Class": CLASS, **_body(wanted)})
        except Refused as error:
            if "Create failed" in str(error):
                # The name is taken: by our own lost request, or by somebody meanwhile.
                raise Uncertain("the name is taken there") from None
            raise

    def update(self, found: Found, wanted: Wanted) -> None:
        """Write what is wanted, if nobody wrote since."""
        body = _body(wanted)
        if not found.active:
            body["Disabled"] = 0
        lock = {"If-Match": found.version} if found.version else {}
        self._http.send("PUT", f"{_BASE}/article/{found.ident}", body, headers=lock)

    def disable(self, found: Found) -> None:
        """Disable an article; Request Tracker keeps it, and its name, so it gets another one."""
        name = f"{found.fields['Name']} (retired {found.ident})"
        body = _body(Wanted(found.key, name, {**found.fields, "Name": name}))
        lock = {"If-Match": found.version} if found.version else {}
        self._http.send(
            "PUT", f"{_BASE}/article/{found.ident}", {**body, "Disabled": 1}, headers=lock
        )


def _body(wanted: Wanted) -> dict[str, Any]:
    fields = wanted.fields
    return {
        "Name": fields["Name"],
        "Summary": fields["Summary"],
        "CustomFields": {
            "Body": fields["Body"],
            "Locale": fields["Locale"],
            "Source key": wanted.key,
            "Source hash": content_hash(fields),
        },
    }


def _fields(name: str, summary: str, custom: Mapping[str, str]) -> dict[str, str]:
    return {
        "Name": name,
        "Summary": summary,
        "Body": canonical_text(custom.get("Body", "")),
        "Locale": custom.get("Locale", ""),
    }


def _custom(value: Any) -> dict[str, str]:
    """Return custom fields by name; the REST answer is a list of names and values."""
    if isinstance(value, dict):
        return {name: str(held) for name, held in value.items()}
    made = {}
    for one in value:
        values = one.get("values") or []
        made[str(one.get("name", ""))] = str(values[0]) if values else ""
    return made
