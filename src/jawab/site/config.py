"""The MkDocs configuration of one audience and locale, inherited from `mkdocs.yml`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jawab.model import Locale, Team
from jawab.site.pages import Site

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What a page may load. There are no inline scripts or styles, so nothing is allowed by hash."""


def site_base(team: Team, audience: str, locale: str) -> str:
    """Return the address of a site, ending in a slash."""
    folder = "" if audience == "public" else "agents/"
    return f"{team.site_url.rstrip('/')}/{folder}{locale}/"


def make_config(
    site: Site,
    *,
    team: Team,
    locales: Mapping[str, Locale],
    files: frozenset[str],
    live: bool = False,
) -> str:
    """Return the configuration as YAML (its JSON subset).

    `locales` are those this audience has a site in; `files` the names of the assets there are. A
    `live` site, on the author's own machine, goes without the policy: what reloads it is inline.
    """
    base = site_base(team, site.audience, site.locale)
    here = locales[site.locale]
    config: dict[str, Any] = {
        "INHERIT": "../../mkdocs.yml",
        "site_name": team.product or "jawab",
        "site_url": base,
        "docs_dir": f"../docs/{site.audience}/{site.locale}",
        "site_dir": f"../site/{site.audience}/{site.locale}",
        "strict": True,
        "theme": {
            "language": here.theme or site.locale,
            "direction": here.direction,
            "custom_dir": "../../templates/theme",
        },
        "nav": list(site.nav),
        "markdown_extensions": {"toc": {"permalink_title": site.words["permalink"]}},
        "extra": {
            "audience": site.audience,
            "locale": site.locale,
            "base": base,
            "policy": "" if live else POLICY,
            "words": site.words,
            "fictional": team.fictional,
            "app_style": "assets/desk.css" if "desk.css" in files else "",
            "alternate": [
                {
                    "name": entry.name,
                    "lang": locale,
                    "link": f"../{locale}/",
                    "base": site_base(team, site.audience, locale),
                }
                for locale, entry in locales.items()
            ],
        },
    }
    return json.dumps(config, ensure_ascii=False, indent=1) + "\n"
