"""The compiled model: `suggest.json` as it is read at run time."""

from __future__ import annotations

from typing import Any, NamedTuple

from jawab.suggest.signs import SignBook
from jawab.suggest.table import Table, read_table

VERSION = 1


class Rule(NamedTuple):
    """Groups of signs that together are enough for a risk, whatever the weights say."""

    risk: str
    every: tuple[str, ...]
    none: tuple[str, ...]


class Model(NamedTuple):
    """Everything that `rank` needs, from one file."""

    intents: tuple[str, ...]
    """Reply ids, one a column; the empty one stands for tickets that no reply answers."""
    risks: tuple[str, ...]
    locales: tuple[str, ...]
    table: Table
    signs: SignBook
    rules: tuple[Rule, ...]
    risk_of: dict[str, str]
    generic: str
    limits: dict[str, float]
    evidence: dict[str, dict[str, float]]


def read_model(blob: bytes | str) -> Model:
    """Return the model of a file; raises `EnvironmentProblem` for one of another version."""
    import json

    data: dict[str, Any] = json.loads(blob)
    if data.get("version") != VERSION:
        from jawab.errors import EnvironmentProblem

        raise EnvironmentProblem("suggest.json is of another version; run 'jawab build'.")
    signs = data["signs"]
    return Model(
        intents=tuple(data["intents"]),
        risks=tuple(data["risks"]),
        locales=tuple(data["locales"]),
        table=read_table(data["table"]),
        signs=SignBook(signs["groups"], signs["patterns"]),
        rules=tuple(
            Rule(rule["risk"], tuple(rule["every"]), tuple(rule["none"])) for rule in data["rules"]
        ),
        risk_of=data["risk_of"],
        generic=data["generic"],
        limits=data["limits"],
        evidence=data["evidence"],
    )
