"""Links between items: `[words](item:faq/why)` in content, an address in each output."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

# Content writes the item's path; each output decides where that item stands.
_LINK = re.compile(r"\]\(item:([A-Za-z0-9/_.-]+)(#[A-Za-z0-9_-]+)?\)")

PAGES = ("check", "where-to-report", "sources", "changes", "errors", "faq", "scenarios", "guides")
AGENT_PAGES = (
    "desk",
    "replies",
    "playbooks",
    "claims",
    "wording",
    "glossary",
    "triage",
    "translations",
)
AGENT_KINDS = ("replies", "playbooks", "claims", "wording", "glossary", "asks", "snippets")


def find_links(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and target of each link to an item."""
    for match in _LINK.finditer(text):
        yield match.start(1), match[1]


def resolve_links(text: str, address_of: Callable[[str], str]) -> str:
    """Return the text with each link target replaced by its address."""
    return _LINK.sub(lambda match: f"]({address_of(match[1])}{match[2] or ''})", text)


def site_path(target: str) -> str:
    """Return where the page of an item stands on a site, without locale: `errors/x/y/`."""
    if target.startswith("page/"):
        name = target.removeprefix("page/")
        return "" if name == "home" else f"{name}/"
    if target.startswith(("causes/", "providers/")):
        return f"errors/{target.partition('/')[2]}/"
    for kind, page in (("hotlines/", "where-to-report"), ("sources/", "sources")):
        if target.startswith(kind):
            return f"{page}/#{target.removeprefix(kind)}"
    if target.startswith("glossary/"):
        return f"glossary/#{target.removeprefix('glossary/')}"
    return f"{target}/"
