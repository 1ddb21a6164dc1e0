"""YAML text to plain data in which every value knows its place; the only module that reads YAML.

Read as YAML 1.2 core: `no` and `12:30` are text, keys are always text. What makes a file hard to
read by eye or dangerous by machine is a finding: duplicate keys, anchors, aliases, tags, several
documents, deep nesting. Values are built from parser events, so an alias is never followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from jawab.finding import Finding, Span

Path = tuple[str | int, ...]

MAX_BYTES = 2_000_000
MAX_DEPTH = 40

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_ALLOW = re.compile(r"(?:^|\s)#\s*jawab:\s*allow\s+([a-z0-9-]+)\s*(?:--\s*(.*?))?\s*$")


@dataclass(frozen=True, slots=True)
class Allow:
    """A comment `# jawab: allow <check> -- reason`: the check is quiet in the value beside it.

    That is the value the comment stands behind, or the next one, up to the line `last`.
    """

    check: str
    reason: str
    span: Span
    last: int = 0

    def covers(self, line: int) -> bool:
        """Return whether a line belongs to what this allows."""
        return self.span.line <= line <= max(self.last, self.span.line + 1)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as plain data; `spans` and `keys` give the place of each value and of each key."""

    path: str
    data: Any
    spans: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, Span] = field(default_factory=dict)
    allows: tuple[Allow, ...] = ()
    findings: tuple[Finding, ...] = ()

    def place(self, path: Path) -> Span:
        """Return the span of the value at `path`, or of the nearest thing that encloses it."""
        while path:
            if path in self.spans:
                return self.spans[path]
            path = path[:-1]
        return self.spans.get((), Span(self.path, 1, 1))


def read_document(path: str, raw: bytes) -> Document:
    """Return the document in `raw`; `path` is only its name in findings."""
    problem = _refuse(path, raw)
    if problem:
        return Document(path, None, findings=(problem,))
    text = raw.decode("utf-8-sig")
    builder = _Builder(path)
    try:
        for event in yaml.parse(text, Loader=_loader()):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        builder.findings.append(_syntax_finding(path, text, error))
        return Document(path, None, findings=tuple(builder.findings))
    except yaml.YAMLError as error:
        builder.findings.append(_character_finding(path, text, error))
        return Document(path, None, findings=tuple(builder.findings))
    if not builder.documents:
        builder.report("empty-file", Span(path, 1, 1), "the file is empty", _EMPTY_HELP)
    return Document(
        path,
        builder.root,
        builder.spans,
        builder.keys,
        tuple(read_allows(path, text)),
        tuple(builder.findings),
    )


_EMPTY_HELP = "write the item, or delete the file; 'jawab new' makes a skeleton"


def _loader() -> Any:
    """Return libyaml's parser where it is there; events are the same, ten times slower without."""
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _refuse(path: str, raw: bytes) -> Finding | None:
    if len(raw) > MAX_BYTES:
        return Finding(
            "too-large", f"the file has {len(raw):,} bytes; {MAX_BYTES:,} is the most", Span(path)
        )
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        start = before.rfind(b"\n") + 1
        column = len(before[start:].decode("utf-8", "replace")) + 1
        return Finding(
            "not-utf-8",
            f"byte 0x{raw[error.start]:02x} is not UTF-8",
            Span(path, line, column),
            "save the file as UTF-8",
        )
    return None


def _syntax_finding(path: str, text: str, error: yaml.MarkedYAMLError) -> Finding:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    source = lines[line - 1] if line <= len(lines) else ""
    message = error.problem or "this is not YAML"
    if "\t" in source[: max(column, 1)]:
        column = source.index("\t") + 1
        return Finding(
            "invalid-yaml",
            "a tab stands where YAML wants spaces",
            Span(path, line, column),
            "indent with two spaces",
        )
    hint = ""
    if "mapping values are not allowed" in message:
        hint = "a text with ': ' in it needs quotes or a '|' block"
    elif "found undefined alias" in message or "did not find expected alphabetic" in message:
        hint = "a text that starts with '*' or '&' needs quotes"
    return Finding("invalid-yaml", message, Span(path, line, column), hint)


def _character_finding(path: str, text: str, error: yaml.YAMLError) -> Finding:
    position = getattr(error, "position", None)
    if not isinstance(position, int):
        return Finding("invalid-yaml", str(error), Span(path, 1, 1))
    before = text[:position]
    line = before.count("\n") + 1
    column = position - (before.rfind("\n") + 1) + 1
    return Finding(
        "invalid-yaml",
        "a control character stands in the text",
        Span(path, line, column),
        "delete it; write it as an escape in double quotes if it is meant",
    )


def read_allows(path: str, text: str) -> Iterator[Allow]:
    """Yield each allowing comment of a YAML or PO file, with the last line of what it covers."""
    if "jawab:" not in text:
        return
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        match = _ALLOW.search(line)
        if not match:
            continue
        alone = not line[: match.start()].strip()
        last = number + 1 if alone else number
        if path.endswith(".po"):
            # An entry ends at the blank line behind it.
            last = number
            while last < len(lines) and lines[last].strip():
                last += 1
        elif last <= len(lines):
            depth = _depth(lines[last - 1])
            while last < len(lines) and (not lines[last].strip() or _depth(lines[last]) > depth):
                last += 1
        yield Allow(match[1], match[2] or "", Span(path, number, match.start() + 1), last)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class _Builder:
    """Builds data and places from parser events."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.root: Any = None
        self.documents = 0
        self.spans: dict[Path, Span] = {}
        self.keys: dict[Path, Span] = {}
        self.findings: list[Finding] = []
        self._stack: list[_Open] = []

    def report(self, rule: str, span: Span, message: str, hint: str = "") -> None:
        self.findings.append(Finding(rule, message, span, hint))

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        if kind == "DocumentStartEvent":
            self._document(event)
        elif kind == "ScalarEvent":
            self._refuse_extras(event)
            self._value(_scalar(event), self._span(event), str(event.value))
        elif kind == "AliasEvent":
            self.report("alias", self._span(event), f"alias *{event.anchor}", "write the value out")
            self._value(None, self._span(event), None)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._refuse_extras(event)
            self._open(kind == "MappingStartEvent", self._span(event))
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._stack.pop()

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents == 2:
            self.report(
                "several-documents",
                self._span(event),
                "a second document starts here",
                "one item is one file; move it to its own",
            )

    def _span(self, event: Any) -> Span:
        mark = event.start_mark
        return Span(self.path, mark.line + 1, mark.column + 1)

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor:
            self.report("anchor", self._span(event), f"anchor &{event.anchor}", "delete it")
        if event.tag and event.tag != "!":
            self.report("tag", self._span(event), f"tag {event.tag}", "delete it")

    def _open(self, is_mapping: bool, span: Span) -> None:
        value: Any = {} if is_mapping else []
        if len(self._stack) == MAX_DEPTH:
            self.report("too-deep", span, f"nested deeper than {MAX_DEPTH} levels")
        path = self._value(value, span, None)
        self._stack.append(_Open(value, path))

    def _value(self, value: Any, span: Span, text: str | None) -> Path:
        """Put a value where the open collection expects one; return its path."""
        if not self._stack:
            if self.documents <= 1:
                self.root = value
                self.spans[()] = span
            return ()
        top = self._stack[-1]
        if isinstance(top.value, list):
            path = (*top.path, len(top.value))
            if len(self._stack) <= MAX_DEPTH:
                top.value.append(value)
        elif top.key is None:
            return self._key(top, span, text)
        else:
            path = (*top.path, top.key)
            if not top.duplicate and len(self._stack) <= MAX_DEPTH:
                top.value[top.key] = value
            top.key = None
        if self.documents <= 1 and not top.duplicate:
            self.spans[path] = span
        return path

    def _key(self, top: _Open, span: Span, text: str | None) -> Path:
        if text is None:
            self.report("key-not-text", span, "a key must be plain text")
            text = f"?{span.line}:{span.column}"
        top.key, top.duplicate = text, text in top.value
        path = (*top.path, text)
        if top.duplicate:
            first = self.keys[path]
            self.report(
                "duplicate-key",
                span,
                f"'{text}' is already given in line {first.line}",
                "keep one of them",
            )
        else:
            self.keys[path] = span
        return path


class _Open:
    """A collection whose end has not come yet."""

    __slots__ = ("duplicate", "key", "path", "value")

    def __init__(self, value: Any, path: Path) -> None:
        self.value = value
        self.path = path
        self.key: str | None = None
        self.duplicate = False


def _scalar(event: Any) -> Any:
    """Return a scalar's value by YAML 1.2 core rules; whatever is quoted is text."""
    text: str = event.value
    if not event.implicit[0] or event.style in ("'", '"', "|", ">"):
        return text
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text
