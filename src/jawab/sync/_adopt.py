"""A team's own macros as skeletons of reply scripts: the text in Markdown, the rest to fill in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from jawab.errors import JawabError

# One alternative for each helpdesk's way to write a variable; none can overlap another.
_VARIABLE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|#\{[^{}]*\}|%\{[^{}]*\}")
_MARKUP = re.compile(r"<(?:p|br|div|a|li|strong|b|em|attribute)\b", re.IGNORECASE)
_MEANINGS = (
    ("customer_name", ("requester", "customer", "contact", "recipient", "submitter", "user.name",
                       "user.first_name")),
    ("agent_name", ("current_user", "agent", "teammate", "user.")),
    ("ticket_id", ("ticket.id", "ticket.number", "conversation.id", "conversation.number",
                   "conversation.ticket_id")),
)  # fmt: skip
_IDS = ("ticket.id", "ticket.number", "conversation.")


@dataclass(frozen=True, slots=True)
class Adopted:
    """One macro as a skeleton: its id here, the YAML, its text, and what we could not read."""

    id: str
    yaml: str
    text: str
    unknown: tuple[str, ...]


def adopt(rows: Sequence[Mapping[str, str]], today: str) -> list[Adopted]:
    """Return a skeleton for each macro; two of one title get ids of their own."""
    made: list[Adopted] = []
    taken: set[str] = set()
    for row in rows:
        title = row.get("title", "").strip() or "untitled"
        base = slug(title)
        name = next(n for k in range(1, 10_000) if (n := base if k == 1 else f"{base}-{k}")
                    not in taken)  # fmt: skip
        taken.add(name)
        text, unknown = to_markdown(row.get("body", ""))
        subject, more = to_markdown(row.get("subject", "") or _last(title))
        made.append(Adopted(name, _skeleton(title, subject, text, today), text, (*unknown, *more)))
    return made


def _last(title: str) -> str:
    """Return a title without the menus before it."""
    return title.rpartition("::")[2].strip() or title


def slug(title: str) -> str:
    """Return a title as a file name."""
    words = re.findall(r"[a-z0-9]+", title.rpartition("::")[2].casefold())
    return "-".join(words)[:60].strip("-") or "macro"


def to_markdown(body: str) -> tuple[str, tuple[str, ...]]:
    """Return a macro's text as Markdown with our placeholders, and the variables we do not know."""
    text = _from_html(body) if _MARKUP.search(body) else body
    unknown: list[str] = []

    def replace(match: re.Match[str]) -> str:
        name = _meaning(match[0].casefold())
        if name:
            return "{" + name + "}"
        unknown.append(match[0])
        # In code, braces are plain characters, so this is no placeholder of ours.
        return f"`{match[0]}`"

    return _VARIABLE.sub(replace, text.replace("\r\n", "\n")).strip(), tuple(unknown)


def _meaning(variable: str) -> str:
    if any(mark in variable for mark in _IDS) and "name" not in variable:
        return "ticket_id"
    for name, marks in _MEANINGS:
        if "name" in variable and any(mark in variable for mark in marks):
            return name
    return ""


def _skeleton(title: str, subject: str, text: str, today: str) -> str:
    lines = [
        "# From a macro of ours; fill in what says TODO, then run 'jawab check'.",
        f"title: {_quoted(_last(title))}",
        'intent: "TODO what the customer wants, in one sentence"',
        "risk: none  # none · elevated · critical",
        "do:",
        '  - "TODO"',
        "dont:",
        '  - "Do not ask for the picture."',
        f"subject: {_quoted(subject)}",
        "parts:",
        "  - text: |",
        *(f"      {line}".rstrip() for line in (text or "TODO").split("\n")),
        f"reviewed: {today}",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A JSON string is a YAML string.
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def read_file(text: str) -> list[dict[str, str]]:
    """Return the macros of an exported file: JSON of an API, or CSV with a header."""
    if text.lstrip()[:1] in ("[", "{"):
        try:
            return [_row(entry) for entry in _entries(json.loads(text))]
        except (ValueError, RecursionError) as error:
            raise JawabError("The file is no JSON that can be read.") from error
    return [_row(row) for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]


_TITLES = ("title", "name", "short_code", "source")
_BODIES = ("body", "content", "content_html", "message", "text", "body_html", "comment",
           "substitution", "body_text")  # fmt: skip
_LISTS = ("macros", "canned_responses", "_results", "items", "data", "replies", "text_modules")


def _entries(data: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(data, dict):
        for name in _LISTS:
            if isinstance(data.get(name), list):
                data = data[name]
                break
        else:
            data = [data]
    for entry in data:
        if isinstance(entry, dict):
            # Django wraps a row in `fields`, Zendesk one macro in `macro`.
            inner = entry.get("fields") or entry.get("macro") or entry.get("body")
            yield inner if isinstance(inner, dict) else entry


def _row(entry: Mapping[str, Any]) -> dict[str, str]:
    body = next((str(entry[name]) for name in _BODIES if entry.get(name)), "")
    for action in entry.get("actions") or []:
        if isinstance(action, dict) and str(action.get("field", "")).startswith("comment_value"):
            value = action.get("value")
            body = body or str(value[-1] if isinstance(value, list) else value)
    title = next((str(entry[name]) for name in _TITLES if entry.get(name)), "")
    return {"title": title, "subject": str(entry.get("subject") or ""), "body": body}


def _from_html(markup: str) -> str:
    reader = _Markdown()
    reader.feed(markup)
    reader.close()
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(reader.out))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


_OPENING = {"p": "\n\n", "div": "\n\n", "br": "\n", "li": "\n- ", "ul": "\n\n", "ol": "\n\n",
            "strong": "**", "b": "**", "em": "*", "i": "*", "h1": "\n\n", "h2": "\n\n",
            "h3": "\n\n"}  # fmt: skip
_CLOSING = {"strong": "**", "b": "**", "em": "*", "i": "*", "ul": "\n\n", "ol": "\n\n", "p": "\n\n"}


class _Markdown(HTMLParser):
    """Writes the few tags macros have as Markdown; the words of all others are kept."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
            self.out.append("[")
        elif tag == "attribute":
            # Intercom's own form of a variable.
            self.out.append("{{" + (dict(attrs).get("key") or "") + "}}")
        else:
            self.out.append(_OPENING.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.links:
            self.out.append(f"]({self.links.pop()})")
        else:
            self.out.append(_CLOSING.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.out.append(re.sub(r"\s+", " ", data))
