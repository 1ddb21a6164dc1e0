"""Builds a project: catalog, JSON files, sites; stops at the first part that has findings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jawab.catalog import dump, listing
from jawab.errors import ContentInvalid, JawabError

if TYPE_CHECKING:
    from jawab.site.reference import Command


def build_project(
    root: Path,
    *,
    parts: Sequence[str],
    team: Path | None = None,
    locales: Sequence[str] = (),
    audiences: Sequence[str] = ("public", "agents"),
    release: bool = False,
    today: date | None = None,
    commands: Sequence[Command] = (),
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Build the parts named under `root/build`; raises `ContentInvalid` after saying each finding.

    Each part is written beside the old one and swapped in when it is whole. Where nothing changed
    since the same build was last made, nothing is read and nothing written. `today` is the day by
    which reviews are judged, `commands` what the agents' reference says of the command line.
    """
    day = today or date.today()
    stamp = root / "build" / "built.txt"
    wanted = [
        list(parts),
        str(team or ""),
        list(locales),
        list(audiences),
        release,
        day.isoformat(),
    ]
    made_of = _fingerprint(root, team, dump(wanted))
    if stamp.is_file() and stamp.read_text() == made_of and _is_there(root, parts, audiences):
        say("Nothing changed since the last build.")
        return
    stamp.unlink(missing_ok=True)

    # Only now: these read YAML and templates, and cost more than the answer above.
    from jawab.compile import compile_catalog, open_project
    from jawab.output import write_file

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

        build_sites(project, locales=locales, audiences=audiences, today=day, commands=commands,
                    say=say)  # fmt: skip
    write_file(stamp, made_of.encode())


def _fingerprint(root: Path, team: Path | None, wanted: bytes) -> str:
    """Return a text that changes with everything a build is made of, contents and program alike."""
    files = [root / "mkdocs.yml", *([team] if team else ()), *Path(__file__).parent.rglob("*.py")]
    digest = hashlib.sha256(wanted + listing(str(root)).encode())
    for path in sorted(files):
        if path.is_file():
            stat = path.stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _is_there(root: Path, parts: Sequence[str], audiences: Sequence[str]) -> bool:
    build = root / "build"
    places = [build / "catalog" / "manifest.json"]
    if "api" in parts:
        places.append(build / "api" / "v1" / "errors.json")
    if "sites" in parts:
        places += [build / "site" / audience / "index.html" for audience in audiences]
    return all(place.is_file() for place in places)


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
