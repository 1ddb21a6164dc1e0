"""Runs MkDocs for each audience and locale, side by side, and swaps the finished sites in."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jawab.compile import Project
from jawab.errors import EnvironmentProblem
from jawab.output import only_one, replace_folder, write_file
from jawab.site.config import make_config
from jawab.site.pages import make_site
from jawab.site.scripts import script_files

AUDIENCES = ("public", "agents")


def build_sites(
    project: Project,
    *,
    locales: Sequence[str] = (),
    audiences: Sequence[str] = AUDIENCES,
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Build the sites under `build/site/<audience>/<locale>/`; a site whose input is unchanged stays.

    Raises `EnvironmentProblem` with what MkDocs said when it warned or failed; every site that
    could not be built keeps its former files.
    """
    names = published_locales(project)
    wanted = [name for name in names if not locales or name in locales]
    jobs = []
    with only_one(project.root / "build"):
        for locale in wanted:
            for audience in audiences:
                jobs.append(write_site(project, audience, locale, names))
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for line in pool.map(lambda job: _run(project.root, *job), jobs):
                say(line)


def published_locales(project: Project) -> dict[str, str]:
    """Return the locales that have a site, with their own names: the source and the released."""
    return {
        locale: entry.name
        for locale, entry in project.knowledge.locales.items()
        if entry.status != "draft"
    }


def write_site(
    project: Project, audience: str, locale: str, names: dict[str, str]
) -> tuple[str, str, str]:
    """Write pages and configuration; return audience, locale and a digest of all of it."""
    renderer = project.renderer(locale)
    catalog = renderer.catalog().for_audience(audience)
    site = make_site(renderer, catalog)
    build = project.root / "build"
    docs = build / "docs" / site.audience / site.locale
    digest = hashlib.sha256()
    kept = set()
    for page in site.pages:
        data = page.text.encode()
        write_file(docs / page.path, data)
        kept.add(docs / page.path)
        digest.update(page.path.encode() + b"\0" + data)
    assets = project.root / "templates" / "theme" / "assets"
    for path in sorted(assets.rglob("*")) if assets.is_dir() else ():
        if path.is_file():
            data = path.read_bytes()
            target = docs / "assets" / path.relative_to(assets)
            write_file(target, data)
            kept.add(target)
            digest.update(str(path.relative_to(assets)).encode() + b"\0" + data)
    for name, data in script_files(project, renderer, catalog):
        write_file(docs / "assets" / name, data)
        kept.add(docs / "assets" / name)
        digest.update(name.encode() + b"\0" + data)
    for path in docs.rglob("*"):
        if path.is_file() and path not in kept:
            path.unlink()
    config = make_config(
        site,
        name=project.knowledge.team.product or "jawab",
        site_url=project.knowledge.team.site_url.rstrip("/"),
        locales=names,
    ).encode()
    write_file(build / "config" / f"{site.audience}.{site.locale}.yml", config)
    digest.update(config)
    for path in (project.root / "mkdocs.yml", *sorted((project.root / "templates").rglob("*"))):
        if path.is_file() and assets not in path.parents:
            digest.update(path.read_bytes())
    return site.audience, site.locale, digest.hexdigest()


def _run(root: Path, audience: str, locale: str, digest: str) -> str:
    target = root / "build" / "site" / audience / locale
    stamp = root / "build" / "config" / f"{audience}.{locale}.built"
    name = f"{audience} site, {locale}"
    if target.is_dir() and stamp.is_file() and stamp.read_text() == digest:
        return f"{name}: unchanged"
    config = root / "build" / "config" / f"{audience}.{locale}.yml"
    with replace_folder(target) as fresh:
        command = [
            sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict",
            "--config-file", str(config), "--site-dir", str(fresh),
        ]  # fmt: skip
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        if done.returncode:
            raise EnvironmentProblem(f"{name}: MkDocs stopped.\n{done.stderr.strip()}")
    write_file(stamp, digest.encode())
    return f"{name}: build/site/{audience}/{locale}/"


def remove_sites(root: Path) -> None:
    """Delete everything generated for the sites."""
    for name in ("docs", "config", "site"):
        shutil.rmtree(root / "build" / name, ignore_errors=True)
