"""Zendesk: one macro and two dynamic content items for each reply, a variant for each locale.

The macro's description keeps the key and a short fingerprint of the macro and every variant.
Several requests make one reply, so the new fingerprints are written beside the old ones first: if
we are stopped half way, what stands there is still known as ours and not taken for an edit.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from jawab.errors import EnvironmentProblem
from jawab.export import Library
from jawab.export._canonical import canonical_html, canonical_text
from jawab.export.zendesk import CHANNELS, content_name, macro, variant_text
from jawab.locales import SOURCE
from jawab.sync._credentials import Setting, Settings
from jawab.sync._http import Client, Http, Refused
from jawab.sync._state import Found, Uncertain, Wanted

SETTINGS = (
    Setting("url", "the address of Zendesk, https://<name>.zendesk.com"),
    Setting("email", "the email address of the agent the token belongs to"),
    Setting("token", "an API token", secret=True),
)
IMPORTS = {"title": "title", "body": "comment"}
_OURS = re.compile(r"jawab key=([A-Za-z0-9.-]+) made=([A-Za-z0-9_-]*)")
_MACROS = "/api/v2/macros"
_ITEMS = "/api/v2/dynamic_content/items"
_MARK = 4


class Desk:
    """The macros of an account and the dynamic content they use."""

    unique_labels = False
    multilingual = True

    def __init__(self, settings: Settings, client: Client | None = None) -> None:
        auth = (f"{settings.get('email', '')}/token", settings["token"])
        self._http = Http(settings, {}, auth, client)
        self.address = self._http.address
        self.notes: tuple[str, ...] = ()
        self._known: dict[str, int] = {}

    def wanted(self, library: Library) -> list[Wanted]:
        """Return a macro with its contents for each reply, in the locales that Zendesk has."""
        known = self._numbers()
        codes = {name: code for name in library.locales if (code := _code(name, known))}
        if SOURCE not in codes:
            raise EnvironmentProblem("English is not active in this Zendesk account.")
        lacking = [name for name in library.chosen if name not in codes]
        if lacking:
            self.notes = (f"Not active in this account, left out: {', '.join(lacking)}.",)
        made = []
        for name, group in groupby(library.scripts(source=True), key=lambda script: script.name):
            scripts = [script for script in group if script.locale in codes]
            body = macro(scripts[0])
            fields = {"title": body["title"], "actions": _dump(body["actions"])}
            for script in scripts:
                for channel in CHANNELS:
                    text = _canonical(variant_text(script, channel), channel)
                    fields[f"{channel}.{codes[script.locale]}"] = text
            made.append(Wanted(name, body["title"], fields, scripts[0].reply))
        return made

    def _numbers(self) -> dict[str, int]:
        """Return the number of each locale of the account, by Zendesk's code in lower case."""
        if not self._known:
            rows = self._http.get("/api/v2/locales")["locales"]
            self._known = {str(row["locale"]).casefold(): int(row["id"]) for row in rows}
        return self._known

    def read(self) -> list[Found]:
        """Return every macro; ours with the variants they show."""
        contents = {item["name"]: item for item in self._all(_ITEMS, "items")}
        return [self._found(row, contents) for row in self._all(_MACROS, "macros")]

    def read_one(self, ident: str) -> Found | None:
        """Return one macro with its variants."""
        try:
            row = self._http.get(f"{_MACROS}/{ident}")["macro"]
        except Refused as error:
            if error.status == 404:
                return None
            raise
        contents = {item["name"]: item for item in self._all(_ITEMS, "items")}
        return self._found(row, contents)

    def _all(self, path: str, name: str) -> Iterator[Any]:
        params: dict[str, Any] = {"page[size]": 100}
        while True:
            data = self._http.get(path, **params)
            yield from data[name]
            meta = data.get("meta") or {}
            if not meta.get("has_more"):
                return
            params["page[after]"] = meta["after_cursor"]

    def _found(self, row: Mapping[str, Any], contents: Mapping[str, Any]) -> Found:
        match = _OURS.fullmatch(str(row.get("description") or ""))
        title = str(row.get("title") or "")
        if not match:
            return Found(str(row["id"]), "", title, {"title": title, "comment": _comment(row)},
                         active=bool(row.get("active")))  # fmt: skip
        fields = {"title": title, "actions": _dump(row.get("actions") or [])}
        codes = {number: code for code, number in self._numbers().items()}
        for channel in CHANNELS:
            item = contents.get(content_name(match[1], channel))
            for variant in item["variants"] if item else ():
                if variant["active"]:
                    code = codes.get(variant["locale_id"], str(variant["locale_id"]))
                    fields[f"{channel}.{code}"] = _canonical(variant["content"], channel)
        kept = _cut(match[2])
        intact = all(_mark(name, value) in kept for name, value in fields.items())
        return Found(
            str(row["id"]), match[1], title, fields, intact, bool(row.get("active")), match[2]
        )

    def create(self, wanted: Wanted) -> None:
        """Make the macro, out of use and with all fingerprints; then as an update."""
        body = {
            "title": wanted.fields["title"],
            "actions": json.loads(wanted.fields["actions"]),
            "active": False,
            "description": _description(wanted.key, _marks(wanted.fields)),
        }
        row = self._http.create(_MACROS, {"macro": body}).json()["macro"]
        self._write(str(row["id"]), {}, wanted)

    def update(self, found: Found, wanted: Wanted) -> None:
        """Announce the new fingerprints, write the variants, then finish the macro."""
        both = {**dict.fromkeys(_cut(found.version)), **dict.fromkeys(_marks(wanted.fields))}
        description = {"description": _description(wanted.key, list(both))}
        self._http.send("PUT", f"{_MACROS}/{found.ident}", {"macro": description})
        self._write(found.ident, found.fields, wanted)

    def _write(self, ident: str, before: Mapping[str, str], wanted: Wanted) -> None:
        contents = {item["name"]: item for item in self._all(_ITEMS, "items")}
        for channel in CHANNELS:
            name = content_name(wanted.key, channel)
            texts = {
                field.partition(".")[2]: value
                for field, value in wanted.fields.items()
                if field.startswith(f"{channel}.")
            }
            if name in contents:
                self._write_variants(contents[name], texts, channel)
            else:
                self._create_item(name, texts)
        body = {
            "title": wanted.fields["title"],
            "actions": json.loads(wanted.fields["actions"]),
            "active": True,
            "description": _description(wanted.key, _marks(wanted.fields)),
        }
        self._http.send("PUT", f"{_MACROS}/{ident}", {"macro": body})

    def _create_item(self, name: str, texts: Mapping[str, str]) -> None:
        default = self._number_of(_code(SOURCE, self._numbers()))
        variants = [
            {"locale_id": number, "default": number == default, "active": True, "content": text}
            for number, text in ((self._number_of(code), text) for code, text in texts.items())
        ]
        item = {"name": name, "default_locale_id": default, "variants": variants}
        self._once(_ITEMS, {"item": item})

    def _write_variants(
        self, item: Mapping[str, Any], texts: Mapping[str, str], channel: str
    ) -> None:
        path = f"{_ITEMS}/{item['id']}/variants"
        there = {variant["locale_id"]: variant for variant in item["variants"]}
        for code, text in texts.items():
            number = self._number_of(code)
            variant = there.pop(number, None)
            body = {"locale_id": number, "active": True, "content": text,
                    "default": number == item["default_locale_id"]}  # fmt: skip
            if variant is None:
                self._once(path, {"variant": body})
            elif not variant["active"] or _canonical(variant["content"], channel) != text:
                self._http.send("PUT", f"{path}/{variant['id']}", {"variant": body})
        for variant in there.values():
            if variant["active"]:
                self._http.send("PUT", f"{path}/{variant['id']}", {"variant": {"active": False}})

    def _once(self, path: str, body: Mapping[str, Any]) -> None:
        try:
            self._http.create(path, body)
        except Refused as error:
            if error.status == 422:
                raise Uncertain("the name or locale is taken there") from None
            raise

    def _number_of(self, code: str) -> int:
        return self._numbers().get(code) or int(code)

    def disable(self, found: Found) -> None:
        """Take the macro out of use; its contents stay, other macros might show them."""
        self._http.send("PUT", f"{_MACROS}/{found.ident}", {"macro": {"active": False}})


def _code(locale: str, known: Mapping[str, int]) -> str:
    """Return Zendesk's code of one of our locales; empty where the account has none."""
    wanted = locale.casefold()
    usual = {"en": "en-us", "zh": "zh-cn"}.get(wanted, "")
    for code in (wanted, usual, *known):
        if code in known and code.split("-")[0] == wanted.split("-")[0]:
            return code if code == wanted or "-" not in wanted else ""
    return ""


def _canonical(text: str, channel: str) -> str:
    return canonical_html(text) if channel == "email" else canonical_text(text)


def _comment(row: Mapping[str, Any]) -> str:
    for action in row.get("actions") or []:
        if action.get("field") in ("comment_value_html", "comment_value"):
            value = action.get("value")
            return str(value[-1] if isinstance(value, list) else value)
    return ""


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _mark(name: str, value: str) -> str:
    digest = hashlib.sha256(f"{name}\0{value}".encode()).digest()[:3]
    return base64.urlsafe_b64encode(digest).decode()


def _marks(fields: Mapping[str, str]) -> list[str]:
    return [_mark(name, value) for name, value in sorted(fields.items())]


def _cut(marks: str) -> list[str]:
    return [marks[place : place + _MARK] for place in range(0, len(marks), _MARK)]


def _description(key: str, marks: Sequence[str]) -> str:
    return f"jawab key={key} made={''.join(marks)}"
