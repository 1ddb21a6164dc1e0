"""Files to `Knowledge` and findings; the only module that validates, and the only use of pydantic.

Every mistake in every file is found in one run and carries its place. An item with a mistake is
left out, so that what is in `Knowledge` always has the shape `model` declares.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from jawab import ask, model, rule
from jawab.document import Document, read_document
from jawab.document import Path as NodePath
from jawab.errors import EnvironmentProblem, nearest
from jawab.finding import Finding, Span, sort_findings


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of content: its type and where its items stand under `content/`.

    `layout` is `folder` (one item a file), `tree` (one item a file in one more folder), `file`
    (a mapping of items) or `single` (one file that is one item).
    """

    name: str
    type: type
    layout: str
    folder: str = ""
    """Where it stands under `content/`, when that is not its name."""


KINDS: tuple[Kind, ...] = (
    Kind("causes", model.Cause, "folder"),
    Kind("errors", model.ErrorDefinition, "tree"),
    Kind("scenarios", model.Scenario, "folder"),
    Kind("faq", model.Faq, "folder"),
    Kind("replies", model.Reply, "folder"),
    Kind("snippets", model.Snippet, "folder"),
    Kind("playbooks", model.Playbook, "folder"),
    Kind("claims", model.Claim, "folder"),
    Kind("guides", model.Guide, "folder"),
    Kind("wording", rule.WordingRule, "folder"),
    Kind("lexicons", rule.Lexicon, "folder", "wording/_lexicon"),
    Kind("asks", ask.Asks, "folder"),
    Kind("signs", ask.Signs, "folder", "asks/_signs"),
    Kind("sources", model.Source, "file"),
    Kind("hotlines", model.Hotline, "file"),
    Kind("glossary", model.Term, "file"),
    Kind("providers", model.Provider, "file"),
    Kind("placeholders", model.Placeholder, "file"),
    Kind("channels", model.Channel, "file"),
    Kind("locales", model.Locale, "file"),
    Kind("coverage", model.CoverageRow, "file"),
    Kind("team", model.Team, "single"),
)
KIND_BY_NAME = {kind.name: kind for kind in KINDS}
_FROM_PATH = ("id", "provider", "locale")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All content, validated and frozen; each mapping is sorted by id."""

    root: Path
    causes: Mapping[str, model.Cause]
    errors: Mapping[str, model.ErrorDefinition]
    scenarios: Mapping[str, model.Scenario]
    faq: Mapping[str, model.Faq]
    replies: Mapping[str, model.Reply]
    snippets: Mapping[str, model.Snippet]
    playbooks: Mapping[str, model.Playbook]
    claims: Mapping[str, model.Claim]
    guides: Mapping[str, model.Guide]
    wording: Mapping[str, rule.WordingRule]
    lexicons: Mapping[str, rule.Lexicon]
    asks: Mapping[str, ask.Asks]
    signs: Mapping[str, ask.Signs]
    sources: Mapping[str, model.Source]
    hotlines: Mapping[str, model.Hotline]
    glossary: Mapping[str, model.Term]
    providers: Mapping[str, model.Provider]
    placeholders: Mapping[str, model.Placeholder]
    channels: Mapping[str, model.Channel]
    locales: Mapping[str, model.Locale]
    coverage: Mapping[str, model.CoverageRow]
    team: model.Team
    documents: Mapping[str, Document] = field(repr=False)
    origins: Mapping[tuple[str, str], tuple[str, NodePath]] = field(repr=False)

    def items(self, kind: str) -> Mapping[str, Any]:
        """Return the items of a kind by id; `team` is one item of that name."""
        if kind == "team":
            return {"team": self.team}
        found: Mapping[str, Any] = getattr(self, kind)
        return found

    def place(self, kind: str, item: str, *path: str | int) -> Span:
        """Return where a field of an item stands; for an unknown item, the content folder."""
        if (kind, item) not in self.origins:
            return Span("content")
        name, prefix = self.origins[kind, item]
        return self.documents[name].place((*prefix, *path))


def load_knowledge(root: Path, team: Path | None = None) -> tuple[Knowledge, list[Finding]]:
    """Return the knowledge under `root/content` and all findings of reading it.

    `team` replaces `content/team.yml`. Raises `EnvironmentProblem` where there is no content.
    """
    content = root / "content"
    if not content.is_dir():
        raise EnvironmentProblem(f"{content} is not a folder; is this a jawab project?")
    loader = _Loader(root)
    found: dict[str, Any] = {}
    for kind in KINDS:
        found[kind.name] = loader.read_kind(kind, content)
    if team is not None:
        found["team"] = loader.read_single(KIND_BY_NAME["team"], team)
    single = found.pop("team")
    knowledge = Knowledge(
        root=root,
        team=single.get("team", model.Team()),
        documents=MappingProxyType(loader.documents),
        origins=MappingProxyType(loader.origins),
        **{name: MappingProxyType(dict(sorted(items.items()))) for name, items in found.items()},
    )
    return knowledge, sort_findings(loader.findings)


class _Loader:
    """Reads files into items and gathers findings."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.documents: dict[str, Document] = {}
        self.origins: dict[tuple[str, str], tuple[str, NodePath]] = {}
        self.findings: list[Finding] = []

    def read_kind(self, kind: Kind, content: Path) -> dict[str, Any]:
        if kind.layout == "file":
            return self._read_mapping(kind, content / f"{kind.name}.yml")
        if kind.layout == "single":
            return self.read_single(kind, content / f"{kind.name}.yml")
        items: dict[str, Any] = {}
        for path, item_id in self._item_files(kind, content / (kind.folder or kind.name)):
            document = self._document(path)
            if document.data is None:
                continue
            item = self._validate(kind, item_id, document, (), document.data)
            if item is not None:
                items[item_id] = item
        return items

    def read_single(self, kind: Kind, path: Path) -> dict[str, Any]:
        if not path.exists():
            return {}
        document = self._document(path)
        if document.data is None:
            return {}
        item = self._validate(kind, kind.name, document, (), document.data)
        return {} if item is None else {kind.name: item}

    def _read_mapping(self, kind: Kind, path: Path) -> dict[str, Any]:
        if not path.exists():
            return {}
        document = self._document(path)
        if document.data is None:
            return {}
        if not isinstance(document.data, dict):
            self._report("wrong-type", "a mapping of ids is expected here", document.place(()))
            return {}
        items = {}
        for item_id, data in document.data.items():
            item = self._validate(kind, item_id, document, (item_id,), data)
            if item is not None:
                items[item_id] = item
        return items

    def _item_files(self, kind: Kind, folder: Path) -> Iterator[tuple[Path, str]]:
        depth = 2 if kind.layout == "tree" else 1
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            parts = path.relative_to(folder).parts
            if path.is_dir() or any(part.startswith((".", "_")) for part in parts):
                continue
            name = self._name(path)
            if path.suffix != ".yml" or len(parts) != depth:
                where = "<provider>/<code>.yml" if depth == 2 else "<id>.yml"
                self._report(
                    "stray-file",
                    "this file is not read",
                    Span(name),
                    f"items stand at content/{kind.name}/{where}",
                )
                continue
            yield path, path.relative_to(folder).with_suffix("").as_posix()

    def _name(self, path: Path) -> str:
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def _document(self, path: Path) -> Document:
        name = self._name(path)
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise EnvironmentProblem(f"{name} cannot be read: {error.strerror}") from error
        document = read_document(name, raw)
        self.documents[name] = document
        self.findings.extend(document.findings)
        return document

    def _report(self, check: str, message: str, span: Span, hint: str = "") -> None:
        self.findings.append(Finding(check, message, span, hint))

    def _validate(
        self, kind: Kind, item_id: str, document: Document, prefix: NodePath, data: Any
    ) -> Any:
        if not isinstance(data, dict):
            self._report("wrong-type", "an item must be a mapping", document.place(prefix))
            return None
        known = {entry.name for entry in dataclasses.fields(kind.type)}
        filled = dict(data)
        for name in _FROM_PATH:
            if name not in known:
                continue
            if name in data:
                self._report(
                    "unknown-key",
                    f"'{name}' comes from the path and is not written",
                    document.keys[(*prefix, name)],
                    "delete this line",
                )
            filled[name] = item_id.split("/")[0] if name == "provider" else item_id
        try:
            item = adapter(kind.name).validate_json(json.dumps(filled))
        except ValidationError as error:
            for problem in error.errors(include_url=False):
                self.findings.append(_explain(problem, kind.type, document, prefix))
            return None
        self.origins[kind.name, item_id] = (document.path, prefix)
        return item


@cache
def adapter(kind: str) -> TypeAdapter[Any]:
    """Return the validator of a kind: strict, unknown keys refused, at every depth."""
    strict = ConfigDict(extra="forbid", strict=True)
    for module in (model, rule, ask):
        for value in vars(module).values():
            if dataclasses.is_dataclass(value):
                value.__pydantic_config__ = strict  # type: ignore[union-attr]
    return TypeAdapter(KIND_BY_NAME[kind].type)


def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind's YAML, for editors."""
    declared = KIND_BY_NAME[kind]
    made = adapter(kind).json_schema()
    for name in _FROM_PATH:
        made.get("properties", {}).pop(name, None)
        if name in made.get("required", ()):
            made["required"].remove(name)
    definitions = made.pop("$defs", {})
    if declared.layout == "file":
        made = {"type": "object", "additionalProperties": made, "title": kind}
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return {**made, "$defs": definitions} if definitions else made


_SENTENCES = {
    "missing": "'{name}' is missing",
    "string_type": "'{name}' must be text",
    "tuple_type": "'{name}' must be a list",
    "list_type": "'{name}' must be a list",
    "dict_type": "'{name}' must be a mapping",
    "dataclass_type": "'{name}' must be a mapping",
    "int_type": "'{name}' must be a whole number",
    "float_type": "'{name}' must be a number",
    "bool_type": "'{name}' must be true or false",
    "date_type": "'{name}' must be a date such as 2026-11-21",
    "date_parsing": "'{name}' must be a date such as 2026-11-21",
    "date_from_datetime_parsing": "'{name}' must be a date such as 2026-11-21",
}
_RULES = {
    "missing": "missing-key",
    "literal_error": "invalid-value",
    "unexpected_keyword_argument": "unknown-key",
    "extra_forbidden": "unknown-key",
}


def _explain(problem: Any, declared: type, document: Document, prefix: NodePath) -> Finding:
    """Return pydantic's report as a finding in our own words, at the place in the file."""
    location: NodePath = tuple(problem["loc"])
    kind = problem["type"]
    path = (*prefix, *location)
    name = ".".join(str(part) for part in location) or "the item"
    span = document.place(path)
    hint = ""
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        span = document.keys.get(path, span)
        message = f"'{location[-1]}' is not a key here"
        close = nearest(str(location[-1]), _field_names(declared, location[:-1]))
        hint = f"did you mean '{close[0]}'?" if close else "delete it"
    elif kind == "literal_error":
        expected = problem["ctx"]["expected"]
        message = f"'{name}' is {problem['input']!r}, not one of {expected}"
        close = nearest(str(problem["input"]), [word.strip("'") for word in _words(expected)])
        hint = f"did you mean '{close[0]}'?" if close else ""
    elif kind == "string_type" and isinstance(problem["input"], int | float | bool):
        message, hint = f"'{name}' must be text", f'put quotes around it: "{problem["input"]}"'
    else:
        message = _SENTENCES.get(kind, "'{name}': " + problem["msg"]).format(name=name)
    return Finding(_RULES.get(kind, "wrong-type"), message, span, hint)


def _words(expected: str) -> list[str]:
    return expected.replace(" or ", ", ").split(", ")


def _field_names(declared: type, path: NodePath) -> list[str]:
    """Return the keys that exist at `path` in the type, looking through lists and unions."""
    import typing

    current: Any = declared
    for part in path:
        if isinstance(part, str) and dataclasses.is_dataclass(current):
            hints = typing.get_type_hints(current)
            current = hints.get(str(part))
        while current is not None and not dataclasses.is_dataclass(current):
            inner = [arg for arg in typing.get_args(current) if dataclasses.is_dataclass(arg)]
            current = inner[0] if inner else None
    if current is None:
        return []
    hidden = _FROM_PATH if not path else ()
    return [entry.name for entry in dataclasses.fields(current) if entry.name not in hidden]
