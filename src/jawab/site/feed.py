"""The Atom feed of a site: one entry for each day on which items were written or checked again.

It is computed from the review dates alone, so it says the same whoever builds it and from whatever
copy. Nobody has to keep a list by hand, and none can be forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True)
class News:
    """A day, its headline, and the page names with their addresses."""

    day: str
    title: str
    links: tuple[tuple[str, str], ...]


def write_feed(title: str, base: str, locale: str, news: list[News], keep: int = 20) -> str:
    """Return the feed of the newest days; `base` is the address of the site, ending in `/`."""
    host = urlsplit(base).netloc or "localhost"
    updated = news[0].day if news else "2026-01-01"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(locale)}>',
        f"<title>{escape(title)}</title>",
        f"<id>{escape(base)}</id>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(base + "feed.xml")}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(base + "changes/")}/>',
        f"<author><name>{escape(title)}</name></author>",
        f"<updated>{updated}T00:00:00Z</updated>",
    ]
    for entry in news[:keep]:
        page = f"{base}changes/#{entry.day}"
        links = "".join(
            f"<li><a href={quoteattr(url)}>{escape(name)}</a></li>" for name, url in entry.links
        )
        lines += [
            "<entry>",
            f"<title>{escape(entry.title)}</title>",
            f"<id>tag:{host},{entry.day}:{locale}/changes</id>",
            f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>',
            f"<updated>{entry.day}T00:00:00Z</updated>",
            f'<content type="html">{escape(f"<ul>{links}</ul>")}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])
