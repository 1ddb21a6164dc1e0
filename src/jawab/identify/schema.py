"""The JSON Schema of `signals.json`, for whoever reads the published file."""

from __future__ import annotations

from typing import Any

VERSION = 1


def schema() -> dict[str, Any]:
    """The JSON Schema of `signals.json`."""
    count = {"type": "integer", "minimum": 0}
    counts = {"type": "array", "items": count}
    text = {"type": "string"}
    texts = {"type": "array", "items": text}

    def record(**properties: Any) -> dict[str, Any]:
        return {"type": "object", "properties": properties, "required": sorted(properties)}

    def table(of: dict[str, Any]) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": of}

    made = record(
        version={"const": VERSION},
        audience={"enum": ["public", "agents"]},
        definitions={"type": "array", "items": record(id=text, provider=text, cause=text)},
        clues=texts,
        phrase_clues=counts,
        signals={
            "type": "array",
            "items": record(
                definition=count,
                clue=count,
                requires=counts,
                unless=counts,
                covers=counts,
                stage={"enum": ["input", "output", "account", "unknown"]},
                broad={"type": "boolean"},
                weight=count,
            ),
        },
        fields=table(record(long={"type": "boolean"}, unlisted=text, values=table(counts))),
        parents=table(text),
        phrases=table(
            record(
                clue={"type": "integer", "minimum": -1},
                codes=table(count),
                edges={"enum": ["both", "left", "right", "none"]},
                is_code={"type": "boolean"},
                unlisted=text,
            )
        ),
        codes=table(
            record(
                code=text,
                definitions={"type": "array", "items": record(definition=count, signals=counts)},
            )
        ),
        surfaces={"type": "array", "items": record(provider=text, of=texts, cues=texts)},
        unlisted=record(
            id=text,
            cause=text,
            prefixes=table(text),
            suffixes=table(text),
            safety=texts,
            harmless=texts,
        ),
        siblings=texts,
        groups=table(text),
        wrappers=texts,
        order=texts,
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Signals of all error definitions, compiled for matching",
        "description": (
            "Literals are folded: letters and digits only, ASCII in lower case. In the public "
            "edition a key `#length:hash` stands for a literal that is not written out."
        ),
        **made,
    }
