"""What the search box of a site finds: a small document for each page, read by `assets/search.js`.

The browser builds its index from this when the box is first used. We use neither the theme's search
(it knows no Indonesian and cuts Chinese, Japanese and Korean badly) nor Pagefind (its WebAssembly
needs a weaker security policy); and neither opens from a copy on disk.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from jawab.catalog import Entry
from jawab.site.metadata import plain_text


@dataclass(frozen=True, slots=True)
class Document:
    """A page as search sees it; `names` are codes and other names that are typed whole."""

    url: str
    kind: str
    title: str
    names: tuple[str, ...]
    text: str


def make_document(url: str, kind: str, title: str, entry: Entry) -> Document:
    """Return the document of an entry; only texts of its own kind, never notes of another."""
    names = (entry["code"], *entry["aliases"], entry["provider_name"]) if kind == "errors" else ()
    if kind == "errors":
        title = f"{entry['code']} · {entry['title']}"
    text = " ".join(_words(entry, _FIELDS.get(kind, ())))
    return Document(url, kind, title, names, " ".join(plain_text(text).split()))


_FIELDS: dict[str, tuple[str, ...]] = {
    "errors": ("meaning", "details", "advice"),
    "causes": ("summary", "can_do"),
    "faq": ("answer",),
    "scenarios": ("situation", "known", "unknown", "can_do"),
    "guides": ("summary", "sections"),
    "replies": ("intent", "do", "parts"),
    "playbooks": ("when", "steps", "never", "target"),
    "claims": ("agents",),
    "wording": ("agents",),
    "providers": ("about",),
    "pages": ("text",),
}
_HIDDEN = ("next", "code", "id", "kind", "who", "channels", "tones", "snippet", "scripts")


def _words(value: Any, fields: tuple[str, ...] | None = None) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | tuple):
        return [word for member in value for word in _words(member)]
    if isinstance(value, dict):
        names = fields if fields is not None else [name for name in value if name not in _HIDDEN]
        return [word for name in names for word in _words(value.get(name, ""))]
    return []


def write_index(documents: list[Document], kinds: dict[str, str]) -> str:
    """Return the script that holds the documents; a page on disk may not fetch anything else."""
    data = {
        "kinds": kinds,
        "pages": [[d.url, d.kind, d.title, " ".join(d.names), d.text] for d in documents],
    }
    made = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f"self.jawabPages={made};\n"
