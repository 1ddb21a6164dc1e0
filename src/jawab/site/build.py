"""Runs MkDocs for each audience and locale, side by side, and swaps the finished sites in."""

from __future__ import annotations

import hashlib
import os
import posixpath
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from jawab.compile import Project
from jawab.errors import EnvironmentProblem
from jawab.model import Locale
from jawab.output import only_one, replace_folder, write_file
from jawab.site import group
from jawab.site.config import make_config, site_base
from jawab.site.pages import Site, make_site
from jawab.site.reference import Command
from jawab.site.root import redirect_page, root_files
from jawab.site.scripts import script_files
from jawab.status import Row, translation_status

AUDIENCES = ("public", "agents")
QUIET = {"NO_MKDOCS_2_WARNING": "1"}
"""What keeps the theme from advertising in the author's terminal."""
# Of the theme we use the style sheet alone; its search, scripts and pictures are not published,
# and of our modules only the classic scripts made from them.
_UNUSED = ("assets/javascripts", "assets/images", "assets/stylesheets/*.map",
           "assets/stylesheets/palette*", "sitemap.xml.gz", "assets/*.mjs")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Job:
    """A site that is written and waits for MkDocs."""

    audience: str
    locale: str
    digest: str
    base: str
    redirects: Mapping[str, str] = field(default_factory=dict)


def build_sites(
    project: Project,
    *,
    locales: Sequence[str] = (),
    audiences: Sequence[str] = AUDIENCES,
    today: date | None = None,
    commands: Sequence[Command] = (),
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Build the sites under `build/site/<audience>/<locale>/`; one whose input is unchanged stays.

    `today` decides which pages are past their review; `commands` are described in the agents'
    reference. Raises `EnvironmentProblem` with what MkDocs
    said when it warned or failed; every site that could not be built keeps its former files.
    """
    day = today or date.today()
    wanted = [name for name in published_locales(project) if not locales or name in locales]
    with only_one(project.root / "build"):
        jobs = [
            write_site(project, audience, locale, day, commands=commands)
            for locale in wanted
            for audience in audiences
        ]
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for line in pool.map(lambda job: _run(project.root, job), jobs):
                say(line)
        for audience in audiences:
            _write_root(project, audience, [job for job in jobs if job.audience == audience])


def published_locales(project: Project) -> dict[str, Locale]:
    """Return the locales that have a site: the source first, then the released."""
    declared = project.knowledge.locales
    return {
        locale: declared[locale]
        for locale in sorted(declared, key=lambda name: (declared[name].status != "source", name))
        if declared[locale].status != "draft"
    }


def write_site(
    project: Project, audience: str, locale: str, today: date, live: bool = False,
    commands: Sequence[Command] = (),
) -> Job:  # fmt: skip
    """Write pages, scripts and configuration below `build/`, ready for MkDocs."""
    renderer = project.renderer(locale)
    catalog = project.catalog(locale).for_audience(audience)
    theme = project.root / "templates" / "theme"
    scripts = dict(script_files(project, renderer, catalog))
    assets = dict(_assets(theme / "assets")) | scripts
    team = project.knowledge.team
    base = site_base(team, audience, locale)
    site = make_site(renderer, catalog, today=today, base=base, assets=frozenset(assets),
                     status=_status(project), commands=commands)  # fmt: skip
    files = {page.path: page.text.encode() for page in site.pages}
    files |= {name: text.encode() for name, text in site.files.items()}
    files |= {f"assets/{name}": data for name, data in assets.items()}
    config = make_config(
        site, team=team, locales=published_locales(project), files=frozenset(assets), live=live
    ).encode()
    build = project.root / "build"
    _write_docs(build / "docs" / audience / locale, files)
    write_file(build / "config" / f"{audience}.{locale}.yml", config)
    digest = _digest(files, config, project.root / "mkdocs.yml", theme, site)
    return Job(audience, locale, digest, base, site.redirects)


def _status(project: Project) -> list[Row]:
    """Return how far each language is, counted once for all sites."""
    if "status" not in project.derived:
        project.derived["status"] = translation_status(project)
    found: list[Row] = project.derived["status"]
    return found


def _assets(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the theme without modules, whose classic scripts take their place."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and path.suffix != ".mjs":
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _write_docs(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        write_file(folder / name, data)
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()


def _digest(
    files: Mapping[str, bytes], config: bytes, base_config: Path, theme: Path, site: Site
) -> str:
    digest = hashlib.sha256(config)
    for name, data in sorted(files.items()):
        digest.update(name.encode() + b"\0" + data)
    digest.update(repr(sorted(site.redirects.items())).encode())
    here = Path(__file__).parent
    sources = [base_config, here / "build.py", here / "root.py", *sorted(theme.rglob("*.html")),
               *sorted(theme.rglob("*.xml"))]  # fmt: skip
    for path in sources:
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _run(root: Path, job: Job) -> str:
    target = root / "build" / "site" / job.audience / job.locale
    stamp = root / "build" / "config" / f"{job.audience}.{job.locale}.built"
    name = f"{job.audience} site, {job.locale}"
    if target.is_dir() and stamp.is_file() and stamp.read_text() == job.digest:
        return f"{name}: unchanged"
    config = root / "build" / "config" / f"{job.audience}.{job.locale}.yml"
    with replace_folder(target) as fresh:
        command = [
            sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict",
            "--config-file", str(config), "--site-dir", str(fresh),
        ]  # fmt: skip
        done = subprocess.run(
            command, cwd=root, env={**os.environ, **QUIET}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise EnvironmentProblem(f"{name}: MkDocs stopped.\n{done.stderr.strip()}")
        _finish(fresh, job)
    write_file(stamp, job.digest.encode())
    return f"{name}: build/site/{job.audience}/{job.locale}/"


def _finish(folder: Path, job: Job) -> None:
    """Take away what nobody needs and put redirects where retired pages stood."""
    for pattern in _UNUSED:
        for path in folder.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    other = "sitemap.xml" if job.audience == "agents" else "assets/agents.css"
    (folder / other).unlink(missing_ok=True)
    for old, new in job.redirects.items():
        page = redirect_page(posixpath.relpath(new, old) + "/", job.base + new)
        write_file(folder / old / "index.html", page.encode())


def _write_root(project: Project, audience: str, jobs: Sequence[Job]) -> None:
    folder = project.root / "build" / "site" / audience
    knowledge = project.knowledge
    # Only what stands on disk is offered, also after a build of a single locale.
    locales = {
        name: entry
        for name, entry in published_locales(project).items()
        if (folder / name / "index.html").is_file()
    }
    days = [item.reviewed for kind in group.DATED_KINDS for item in knowledge.items(kind).values()]
    redirects = jobs[0].redirects if jobs else {}
    made = root_files(
        audience, knowledge.team, locales, max(days, default=date(2026, 1, 1)), redirects
    )
    for name, data in made:
        write_file(folder / name, data)
    missing = folder / "en" / "404.html"
    if missing.is_file():
        # Its addresses begin at the root, so the same page serves every folder.
        write_file(folder / "404.html", missing.read_bytes())
