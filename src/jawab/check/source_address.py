"""A source has no usable address, or two sources have the same one.

What it checks
    Every `url` in `content/sources.yml` and `content/hotlines.yml` begins with `https://` (or
    `http://`, where a place offers nothing else) and names a host; no two sources share one.

Why
    A reader must be able to look, and a page that is listed twice is checked twice and corrected
    once.

Example that fails
    # content/sources.yml
    again:
      title: "Safety settings, again"
      publisher: "Vendor"
      url: https://vendor.example/safety/
      seen: 2026-11-01
      grade: official

Example that passes
    # content/sources.yml
    again:
      title: "Safety settings, part two"
      publisher: "Vendor"
      url: https://vendor.example/safety/2
      seen: 2026-11-01
      grade: official
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from jawab.compile import Project
from jawab.finding import Finding


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each address nobody can open, and for each that stands twice."""
    knowledge = project.knowledge
    first: dict[str, str] = {}
    for kind in ("sources", "hotlines"):
        for name, item in knowledge.items(kind).items():
            span = knowledge.place(kind, name, "url")
            if not item.url and kind == "hotlines":
                continue
            if not is_address(item.url):
                yield Finding("source-address", f"'{item.url}' is no address", span,
                              "write it in full, with https://")  # fmt: skip
            elif kind == "sources":
                other = first.setdefault(bare(item.url), name)
                if other != name:
                    yield Finding("source-address", f"this is also the address of {other}", span,
                                  "name that source instead")  # fmt: skip


def is_address(url: str) -> bool:
    """Return whether an address can be opened as it stands."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and "." in parts.netloc and " " not in url


def bare(url: str) -> str:
    """Return an address without what makes no difference."""
    return (
        url.strip()
        .rstrip("/")
        .removeprefix("https://")
        .removeprefix("http://")
        .removeprefix("www.")
    )
