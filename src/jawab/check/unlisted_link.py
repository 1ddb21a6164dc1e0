"""A text links to an address that is no source and no hotline.

What it checks
    Every outside link in every text, in every locale: its host is that of a source, a hotline, a
    provider's documentation or the team's own pages, or an example domain.

Why
    Whatever we link to, we recommend. Pages that sell ways round a check are never linked, and a
    link nobody listed is a link nobody looks at again.

Example that fails
    # content/faq/why-no-reason.yml
    answer: "Others explain [how to get past it](https://tricks.test/past)."

Example that passes
    # content/faq/why-no-reason.yml
    answer: "The vendor explains [its settings](https://vendor.example/safety)."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s<>()\"'\]`،。）」\u2066-\u2069]+")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each link nobody listed."""
    listed = set(_listed(project))
    for shown in _view.all_texts(project):
        if "://" not in shown.text or shown.kind in ("asks", "lexicons", "wording"):
            continue
        for address in _ADDRESS.findall(_CODE.sub(" ", shown.text)):
            host = _host(address)
            if host not in listed and not host.endswith((".example", ".example.com", "localhost")):
                yield _view.report(
                    project, "unlisted-link", shown, f"'{host}' is no source and no hotline",
                    "list the page in content/sources.yml, or leave the link out", address,
                )  # fmt: skip


def _listed(project: Project) -> Iterator[str]:
    knowledge = project.knowledge
    for items in (knowledge.sources, knowledge.hotlines):
        yield from (_host(item.url) for item in items.values() if item.url)
    yield from (_host(provider.docs) for provider in knowledge.providers.values() if provider.docs)
    team = knowledge.team
    for url in (team.site_url, team.complaint_form, team.terms_url, team.privacy_url,
                team.billing_url, team.status_url):  # fmt: skip
        if url:
            yield _host(url)


def _host(url: str) -> str:
    try:
        return (urlsplit(url.rstrip(".,;:!?")).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
