"""What each file of the JSON API holds, for one audience."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from jawab.api.schema import (
    VERSION,
    describe_api,
    error_schema,
    errors_schema,
    messages_schema,
    public_wording_schema,
)
from jawab.catalog import Catalog, Entries, Entry
from jawab.compile import Project
from jawab.identify.compile import compile_signals
from jawab.identify.schema import schema as signals_schema
from jawab.links import resolve_links, site_path
from jawab.locales import SOURCE
from jawab.model import Audience
from jawab.placeholders import join
from jawab.wording.compile import compile_wording
from jawab.wording.compile import schema as wording_schema

_FACTS = (
    "code", "aliases", "provider", "provider_name", "cause", "retry", "adjustable", "setting",
    "billing", "http", "status", "superseded_by", "reviewed",
)  # fmt: skip
_SOURCE = ("title", "publisher", "url", "grade", "seen")
_TEXTS = ("title", "meaning", "details", "advice")
_HIDDEN_RULES = ("banned-term",)
"""Rules that say nothing without the words nobody should publish."""
_NOTES_OF_RULES = ("title", "message", "help")


def api_files(project: Project, audience: Audience) -> Iterator[tuple[str, bytes]]:
    """Yield every file of an edition, path below the version and bytes."""
    catalogs = {
        locale: project.catalog(locale).for_audience(audience)
        for locale, entry in sorted(project.knowledge.locales.items())
        if entry.status != "draft"
    }
    base = project.knowledge.team.site_url.rstrip("/")
    source = catalogs[SOURCE]
    causes = sorted(source["causes"])
    listed = [_error(base, item, source) for item in sorted(source["errors"])]
    yield "errors.json", _dump({"version": VERSION, "errors": listed})
    for item in sorted(source["errors"]):
        yield f"errors/{item}.json", _dump(_whole_error(base, item, catalogs, source))
    for locale, catalog in catalogs.items():
        yield f"messages/{locale}.json", _dump(_messages(catalog))
    yield "signals.json", compile_signals(project.knowledge, audience)
    yield "wording.json", _wording(project, audience)
    schemas = {
        "errors": errors_schema(causes),
        "error": error_schema(causes),
        "messages": messages_schema(),
        "signals": signals_schema(),
        "wording": public_wording_schema() if audience == "public" else wording_schema(),
    }
    for name, schema in schemas.items():
        yield f"schema/{name}.json", _dump(schema, indent=1)
    address = f"{base}/api/v1" if audience == "public" else "/api/v1"
    yield "openapi.yaml", _dump(describe_api(schemas, list(catalogs), address), indent=1)


def _error(base: str, item: str, catalog: Catalog) -> Entry:
    entry = catalog["errors"][item]
    facts = {name: entry[name] for name in _FACTS}
    return {"id": item, **facts, "title": entry["title"], "url": _page(base, SOURCE, item)}


def _page(base: str, locale: str, item: str) -> str:
    return f"{base}/{locale}/{site_path(f'errors/{item}')}"


def _whole_error(base: str, item: str, catalogs: dict[str, Catalog], source: Catalog) -> Entry:
    entry = source["errors"][item]
    whole: Entry = {
        **_error(base, item, source),
        "see_also": [other for other in entry["see_also"] if other in source["errors"]],
        "examples": entry["examples"],
        "sources": [
            {name: source["sources"][cited][name] for name in _SOURCE}
            for cited in entry["sources"]
            if cited in source["sources"]
        ],
        "locales": {
            locale: {
                **{name: _linked(catalog["errors"][item][name], base, locale) for name in _TEXTS},
                "url": _page(base, locale, item),
                "untranslated": catalog["errors"][item]["untranslated"],
            }
            for locale, catalog in catalogs.items()
        },
    }  # fmt: skip
    if source.audience == "agents":
        whole["signals"] = entry["signals"]
        whole["notes"] = entry["agents"]["notes"]
    return whole


def _linked(text: str, base: str, locale: str) -> str:
    return resolve_links(text, lambda to: f"{base}/{locale}/{site_path(to)}")


def _messages(catalog: Catalog) -> Entry:
    hint = catalog["channels"].get("upload-hint", {})
    return {
        "version": VERSION,
        "locale": catalog.locale,
        "upload_hint": hint.get("text", ""),
        "causes": {
            item: {"title": cause["title"], "summary": cause["summary"], "can_do": cause["can_do"],
                   "retry": cause["retry"], "messages": _forms(cause["forms"])}
            for item, cause in sorted(catalog["causes"].items())
            if cause.get("forms")
        },
        "placeholders": _placeholders(catalog["placeholders"]),
    }  # fmt: skip


def _forms(forms: Entry) -> Entry:
    made: Entry = {}
    for channel, form in forms.items():
        if channel == "inline":
            made[channel] = {name: _form(part) for name, part in form.items()}
        else:
            made[channel] = _form(form)
    return made


def _form(form: Entry) -> dict[str, str]:
    """Return the pieces of a text put together again, with `{name}` where a value belongs."""
    return {name: join(pieces, lambda value: "{" + value + "}") for name, pieces in form.items()}


def _placeholders(entries: Entries) -> Entry:
    return {
        item: {name: entry[name] for name in ("label", "example", "required", "neutral", "kind")}
        for item, entry in sorted(entries.items())
        if not entry["team"]
    }


def _wording(project: Project, audience: Audience) -> bytes:
    made = compile_wording(project.knowledge.wording, project.knowledge.lexicons)
    if audience == "agents":
        return made
    data = json.loads(made)
    rules = [rule for rule in data["rules"] if rule["id"] not in _HIDDEN_RULES]
    for rule in rules:
        for name in _NOTES_OF_RULES:
            del rule[name]
        rule["patterns"] = [p for p in rule["patterns"] if p["causes"] != ["child-abuse"]]
        for part in (rule, *rule["patterns"]):
            part["causes"] = [cause for cause in part["causes"] if cause != "child-abuse"]
    patterns = [pattern for rule in rules for pattern in rule["patterns"]]
    used = {"no", "or", "but"}
    for pattern in patterns:
        used.update(pattern["unless"], *pattern["cues"])
    for lexicon in data["locales"].values():
        lexicon["groups"] = {name: w for name, w in lexicon["groups"].items() if name in used}
    return _dump({**data, "rules": rules})


def _dump(data: Any, indent: int | None = None) -> bytes:
    separators = (",", ":") if indent is None else None
    text = json.dumps(
        data, ensure_ascii=False, sort_keys=True, indent=indent, separators=separators
    )
    return (text + "\n").encode()
