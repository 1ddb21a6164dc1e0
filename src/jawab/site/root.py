"""What stands above the locales: the choice of language, and the files for robots and servers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from html import escape

from jawab.model import Locale, Team
from jawab.site.config import POLICY, site_base

_HEADERS = f"""/*
  Content-Security-Policy: {POLICY}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Cross-Origin-Opener-Policy: same-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=(), browsing-topics=()
"""
_OPEN_DATA = """
/api/*
  Access-Control-Allow-Origin: *
"""


def root_files(
    audience: str, team: Team, locales: Mapping[str, Locale], reviewed: date,
    redirects: Mapping[str, str], first: str = "en",
) -> Iterator[tuple[str, bytes]]:  # fmt: skip
    """Yield the files of the folder above the locales, path and bytes.

    `reviewed` is the newest day of review; `redirects` the retired addresses within a locale.
    """
    public = audience == "public"
    yield "index.html", _choose_language(team, locales, first, public).encode()
    yield "robots.txt", _robots(team, public).encode()
    noindex = "" if public else "  X-Robots-Tag: noindex, nofollow\n"
    yield "_headers", (_HEADERS + noindex + _OPEN_DATA).encode()
    yield "_redirects", _redirects(locales, redirects, first).encode()
    if public:
        yield "sitemap.xml", _sitemap_index(team, locales).encode()
        if team.support_contact:
            yield ".well-known/security.txt", _security(team, reviewed).encode()


def redirect_page(target: str, canonical: str) -> str:
    """Return a page that sends its reader on; both addresses end where the reader arrives."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<title>→</title><meta http-equiv="refresh" content="0; url={escape(target)}">'
        f'<link rel="canonical" href="{escape(canonical)}">'
        '<meta name="robots" content="noindex">'
        f'<a href="{escape(target)}">{escape(canonical)}</a>\n'
    )


def _choose_language(team: Team, locales: Mapping[str, Locale], first: str, public: bool) -> str:
    name = escape(team.product or "jawab")
    rows = "\n".join(
        f'<li><a href="{locale}/" lang="{locale}" hreflang="{locale}" dir="{entry.direction}">'
        f"{escape(entry.name)}</a></li>"
        for locale, entry in locales.items()
    )
    robots = "" if public else '<meta name="robots" content="noindex, nofollow">\n'
    return f"""<!doctype html>
<html lang="{first}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta http-equiv="refresh" content="0; url={first}/">
{robots}<title>{name}</title>
<link rel="icon" href="{first}/assets/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="{first}/assets/site.css">
</head>
<body class="choose">
<main><h1>{name}</h1>
<ul class="choose-list">
{rows}
</ul></main>
</body>
</html>
"""


def _robots(team: Team, public: bool) -> str:
    if not public:
        return "User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nAllow: /\n\nSitemap: {team.site_url.rstrip('/')}/sitemap.xml\n"


def _sitemap_index(team: Team, locales: Mapping[str, Locale]) -> str:
    rows = "".join(
        f"<sitemap><loc>{escape(site_base(team, 'public', locale))}sitemap.xml</loc></sitemap>\n"
        for locale in locales
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</sitemapindex>\n'
    )


def _security(team: Team, reviewed: date) -> str:
    # RFC 9116 wants an end date; a year after the last review somebody must have looked again.
    expires = reviewed + timedelta(days=365)
    return (
        f"Contact: mailto:{team.support_contact}\n"
        f"Expires: {expires.isoformat()}T00:00:00Z\n"
        f"Canonical: {team.site_url.rstrip('/')}/.well-known/security.txt\n"
    )


def _redirects(locales: Mapping[str, Locale], redirects: Mapping[str, str], first: str) -> str:
    lines = [
        f"/{locale}/{old} /{locale}/{new} 301"
        for locale in locales
        for old, new in sorted(redirects.items())
    ]
    lines += [f"/{locale}/* /{locale}/404.html 404" for locale in locales]
    return "\n".join([*lines, f"/* /{first}/404.html 404", ""])
