"""JSON Schemas of the files and their description in OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from jawab.model import Adjustable, Billing, Grade, Retry, Status
from jawab.wording.compile import schema as wording_schema

VERSION = 1
DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_DAY: Schema = {"type": "string", "format": "date"}


def _record(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": sorted(properties)}


def _table(of: Schema) -> Schema:
    return {"type": "object", "additionalProperties": of}


def _choice(values: Any) -> Schema:
    return {"enum": list(get_args(values))}


def _facts(causes: Sequence[str]) -> dict[str, Schema]:
    return {
        "id": _TEXT,
        "code": _TEXT,
        "aliases": _TEXTS,
        "provider": _TEXT,
        "provider_name": _TEXT,
        "cause": {"enum": list(causes)},
        "retry": _choice(Retry),
        "adjustable": _choice(Adjustable),
        "setting": _TEXT,
        "billing": _choice(Billing),
        "http": _TEXT,
        "status": _choice(Status),
        "superseded_by": _TEXT,
        "reviewed": _DAY,
        "title": _TEXT,
        "url": _TEXT,
    }


def errors_schema(causes: Sequence[str]) -> Schema:
    """Return the schema of `errors.json`."""
    listed = {"type": "array", "items": _record(**_facts(causes))}
    return {"$schema": DIALECT, "title": "All error definitions"} | _record(
        version={"const": VERSION}, errors=listed
    )


def error_schema(causes: Sequence[str]) -> Schema:
    """Return the schema of `errors/<id>.json`."""
    source = _record(title=_TEXT, publisher=_TEXT, url=_TEXT, grade=_choice(Grade), seen=_DAY)
    texts = _record(
        title=_TEXT, meaning=_TEXT, details=_TEXT, advice=_TEXT, url=_TEXT, untranslated=_TEXTS
    )
    return {"$schema": DIALECT, "title": "One error definition"} | _record(
        **_facts(causes),
        see_also=_TEXTS,
        examples=_TEXTS,
        sources={"type": "array", "items": source},
        locales=_table(texts),
    )


def messages_schema() -> Schema:
    """Return the schema of `messages/<locale>.json`."""
    form = _record(markdown=_TEXT, text=_TEXT, html=_TEXT)
    messages = _record(
        toast=form,
        inline=_record(title=form, body=form, action=form),
        email=_record(subject=_TEXT, markdown=_TEXT, text=_TEXT, html=_TEXT),
        chat=form,
        phone=form,
    )
    cause = _record(
        title=_TEXT, summary=_TEXT, can_do=_TEXTS, retry=_choice(Retry), messages=messages
    )
    placeholder = _record(
        label=_TEXT, example=_TEXT, required={"type": "boolean"}, neutral=_TEXT, kind=_TEXT
    )
    return {"$schema": DIALECT, "title": "What an app shows, in one locale"} | _record(
        version={"const": VERSION},
        locale=_TEXT,
        upload_hint=_TEXT,
        causes=_table(cause),
        placeholders=_table(placeholder),
    )


def public_wording_schema() -> Schema:
    """Return the schema of the public `wording.json`: the rules without their notes for agents."""
    schema = wording_schema()
    rule = schema["properties"]["rules"]["items"]
    for name in ("title", "message", "help"):
        del rule["properties"][name]
        rule["required"].remove(name)
    return schema


_FILES = (
    ("/errors.json", "errors", "listErrors", "Every error definition, in short"),
    ("/errors/{provider}/{code}.json", "error", "getError", "One error definition, in all locales"),
    ("/messages/{locale}.json", "messages", "getMessages", "What an app shows, in one locale"),
    ("/signals.json", "signals", "getSignals", "The signals by which errors are recognised"),
    ("/wording.json", "wording", "getWording", "The wording rules, compiled"),
)


def describe_api(schemas: dict[str, Schema], locales: Sequence[str], address: str) -> Schema:
    """Return the OpenAPI description; JSON is YAML, so it is written as such."""
    parts = {
        name: {key: value for key, value in schema.items() if key != "$schema"}
        for name, schema in schemas.items()
    }
    paths = {}
    for path, schema, operation, summary in _FILES:
        parameters = [
            {"name": name, "in": "path", "required": True, "schema": _parameter(name, locales)}
            for name in ("provider", "code", "locale")
            if "{" + name + "}" in path
        ]
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
        get: Schema = {
            "operationId": operation,
            "summary": summary,
            "responses": {"200": {"description": summary, "content": content}},
        }
        if parameters:
            get["parameters"] = parameters
            get["responses"]["404"] = {"description": "There is none of this name"}
        paths[path] = {"get": get}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "jawab",
            "version": str(VERSION),
            "summary": "What AI image services answer when they refuse, and what to say",
            "description": "Static files. Within a version nothing is renamed or taken away.",
        },
        "servers": [{"url": address}],
        "paths": paths,
        "components": {"schemas": parts},
    }


def _parameter(name: str, locales: Sequence[str]) -> Schema:
    return {"type": "string", "enum": list(locales)} if name == "locale" else _TEXT
