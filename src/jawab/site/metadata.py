"""What a page says of itself: front matter for the theme, JSON-LD for search engines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from jawab.catalog import Catalog, Entry
from jawab.html import markdown_to_plain
from jawab.links import resolve_links

Crumb = tuple[str, str]


def read_front(text: str) -> tuple[dict[str, Any], str]:
    """Split a rendered template into its front matter (one JSON value a line) and its Markdown."""
    head, _, body = text.partition("---\n")[2].partition("---\n")
    meta = {}
    for line in head.splitlines():
        name, _, value = line.partition(": ")
        if name.strip():
            meta[name.strip()] = json.loads(value)
    return meta, body.lstrip("\n")


def write_front(meta: dict[str, Any]) -> str:
    """Return front matter that YAML readers of every kind understand: a JSON value for each key."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in meta.items()]
    return "\n".join(["---", *lines, "---", ""])


@lru_cache(maxsize=8192)
def plain_text(text: str) -> str:
    """Return a Markdown text without marks; links between our own pages keep only their words."""
    return markdown_to_plain(resolve_links(text, lambda target: ""))


def describe(text: str, limit: int = 160) -> str:
    """Return the first sentences of a Markdown text as a plain line, or the first words of one."""
    plain = " ".join(plain_text(text).split())
    if len(plain) <= limit:
        return plain
    cut = plain[:limit]
    ends = [cut.rfind(mark) + 1 for mark in (". ", "? ", "! ", "。", "؟ ", "। ")]
    if max(ends) >= limit // 3:
        return cut[: max(ends)].rstrip()
    cut = cut[:-1]
    return (cut[: cut.rfind(" ")] if " " in cut[limit // 3 :] else cut).rstrip(" ,;:") + "…"


def structured_data(
    kind: str, entry: Entry, meta: dict[str, Any], catalog: Catalog, *,
    address: str, site: str, crumbs: Sequence[Crumb],
) -> list[dict[str, Any]]:  # fmt: skip
    """Return the JSON-LD of a public page; `address` is its own, `site` the name of the site."""
    made: list[dict[str, Any]] = []
    if kind == "faq":
        answer = {"@type": "Answer", "text": plain_text(entry["answer"])}
        question = {"@type": "Question", "name": entry["question"], "acceptedAnswer": answer}
        made.append(_page("FAQPage", entry, meta, catalog, address) | {"mainEntity": [question]})
    elif kind in ("errors", "guides", "causes"):
        made.append(_page("TechArticle", entry, meta, catalog, address) | _publisher(site))
    elif kind == "scenarios":
        made.append(_page("Article", entry, meta, catalog, address) | _publisher(site))
    if crumbs:
        steps = [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(crumbs, 1)
        ]
        last = {"@type": "ListItem", "position": len(steps) + 1, "name": meta["title"]}
        made.append(
            {"@context": "https://schema.org", "@type": "BreadcrumbList",
             "itemListElement": [*steps, last]}
        )  # fmt: skip
    return made


def _page(
    kind: str, entry: Entry, meta: dict[str, Any], catalog: Catalog, address: str
) -> dict[str, Any]:
    sources = [catalog["sources"][name]["url"] for name in entry["sources"]
               if name in catalog["sources"]]  # fmt: skip
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": meta["title"],
        "description": meta.get("description", ""),
        "inLanguage": catalog.locale,
        "url": address,
        "dateModified": entry["reviewed"],
        "citation": sources,
    }


def _publisher(name: str) -> dict[str, Any]:
    return {"publisher": {"@type": "Organization", "name": name}}
