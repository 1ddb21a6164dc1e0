"""The JSON Schema of one line of the log."""

from __future__ import annotations

from typing import Any

from jawab.record.shape import SCHEMA


def line_schema() -> dict[str, Any]:
    """The JSON Schema of one line; every field is always there."""

    def text(what: str, pattern: str, longest: int = 130) -> dict[str, Any]:
        return {
            "type": "string",
            "description": what,
            "pattern": f"^({pattern})?$",
            "maxLength": longest,
        }

    slug = "[a-z][a-z0-9]*([._/-][a-z0-9]+)*"
    causes = ["child-abuse", "prohibited", "child-depiction", "other-policy", "unspecified"]
    fields: dict[str, Any] = {
        "schema": {"const": SCHEMA},
        "time": text("When, as UTC.", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"),
        "request_id": text("The request's id.", "[A-Za-z0-9][A-Za-z0-9_.:-]+"),
        "provider": text("Which service, as named in the knowledge base.", slug),
        "model": text("Which model.", "[A-Za-z][A-Za-z0-9]*([._:/@-][A-Za-z0-9]+)*", 80),
        "endpoint": text("Path of the endpoint, without host and query.", "/[A-Za-z0-9_.:{}/-]*"),
        "status": {
            "type": "integer",
            "minimum": 0,
            "maximum": 599,
            "description": "HTTP status; 0 where none is known.",
        },
        "error_id": text("The error definition; empty where none fits.", slug),
        "cause": {
            "enum": [*causes, "technical", "none"],
            "description": "The true cause, not what a customer is shown; none: a picture came.",
        },
        "confidence": {"enum": ["certain", "likely", "mention", "none"]},
        "action": text("What the customer was shown, by name.", slug),
        "locale": text("The language it was shown in.", "[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", 20),
        "account": text(
            "Keyed hash of the account (HMAC-SHA-256, cut to 128 bits).", "[0-9a-f]{32}"
        ),
        "key": text("Which key the account was hashed with.", slug),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One line of the compliance log",
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }
