"""Builds a project: catalog, JSON files, sites; stops at the first part that has findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from jawab.compile import compile_catalog, open_project
from jawab.errors import ContentInvalid, JawabError


def build_project(
    root: Path,
    *,
    parts: Sequence[str],
    team: Path | None = None,
    locales: Sequence[str] = (),
    audiences: Sequence[str] = ("public", "agents"),
    release: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Build the parts named under `root/build`; raises `ContentInvalid` after saying each finding.

    Each part is written beside the old one and swapped in when it is whole.
    """
    project = open_project(root, team)
    for finding in project.findings:
        say(f"{finding.span}: {finding.message} ({finding.rule})")
        if finding.help:
            say(f"  help: {finding.help}")
    if project.findings:
        raise ContentInvalid(project.findings)
    if release:
        _refuse_fiction(project.knowledge.team)
    compile_catalog(project)
    say("catalog: build/catalog/")
    if "api" in parts:
        from jawab.api import build_api

        build_api(project, root / "build" / "api")
        say("JSON files: build/api/v1/")
    if "sites" in parts:
        from jawab.site import build_sites

        build_sites(project, locales=locales, audiences=audiences, say=say)


def _refuse_fiction(team: object) -> None:
    if getattr(team, "fictional", False):
        raise JawabError(
            "content/team.yml is the fictional example. Describe your own team there "
            "(or in a file named with --team) before a release."
        )
    empty = [
        name
        for name in ("product", "site_url", "complaint_form", "trust_and_safety_contact",
                     "legal_contact", "terms_url", "hours")
        if not getattr(team, name)
    ]  # fmt: skip
    if empty:
        raise JawabError(f"A release needs these in team.yml: {', '.join(empty)}.")
