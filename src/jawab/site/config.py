"""The MkDocs configuration of one audience and locale, inherited from `mkdocs.yml`."""

from __future__ import annotations

import json
from typing import Any

from jawab.links import site_path
from jawab.site.pages import Site

LANGUAGE_OF_SEARCH = {
    "ar", "da", "de", "du", "en", "es", "fi", "fr", "hi", "hu", "it", "ja", "ko", "nl", "no",
    "pt", "ro", "ru", "sv", "ta", "te", "th", "tr", "vi", "zh",
}  # fmt: skip


def make_config(
    site: Site, *, name: str, site_url: str, locales: dict[str, str], strict: bool = True
) -> str:
    """Return the configuration as YAML (its JSON subset).

    `locales` maps each locale of this audience to its own name, for the language switcher.
    """
    base = f"{site_url}/" if site.audience == "public" else f"{site_url}/agents/"
    config: dict[str, Any] = {
        "INHERIT": "../../mkdocs.yml",
        "site_name": name,
        "site_url": f"{base}{site.locale}/",
        "docs_dir": f"../docs/{site.audience}/{site.locale}",
        "site_dir": f"../site/{site.audience}/{site.locale}",
        "strict": strict,
        "theme": {"language": _theme_language(site.locale), "custom_dir": "../../templates/theme"},
        "nav": list(site.nav),
        "extra": {
            "audience": site.audience,
            "locale": site.locale,
            "alternate": [
                {"name": own, "link": f"../{locale}/", "lang": locale}
                for locale, own in locales.items()
            ],
        },
    }
    return json.dumps(config, ensure_ascii=False, indent=1) + "\n"


def _theme_language(locale: str) -> str:
    return locale


__all__ = ["make_config", "site_path"]
