"""A build of sites, split into our part and MkDocs; again with nothing changed; other builders.

Usage: python bench/build.py [LOCALE…]
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from clock import Table, least, timed, verdict

ROOT = Path(__file__).parent.parent
OURS, UNCHANGED = 0.15, 1.0
AUDIENCES = ("public", "agents")
PARTS = ("content", "templates", "mkdocs.yml")


def measure(locales: tuple[str, ...] = ("en", "ar")) -> Table:
    """Return the seconds of each step for the two audiences of some locales."""
    from jawab.build import build_project

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        _copy(root)
        ours, jobs = timed(lambda: _write(root, locales))
        sites = f"{jobs} sites"
        mkdocs, _ = timed(
            lambda: [_mkdocs(root, a, x) for a in ("public", "agents") for x in locales]
        )
        rows.append((f"MkDocs, {sites}", f"{mkdocs:.1f} s", "1.00", ""))
        share = ours / mkdocs
        rows.append((f"our part, {sites}", f"{ours:.1f} s", f"{share:.2f}", verdict(share, OURS)))
        zensical = _zensical(root)
        if zensical is not None:
            one, _ = timed(lambda: _mkdocs(root, "public", "en"))
            rows.append(("MkDocs, public English", f"{one:.1f} s", f"{one / mkdocs:.2f}", ""))
            rows.append(
                ("Zensical, the same pages", f"{zensical:.1f} s", f"{zensical / mkdocs:.2f}", "")
            )
        rows.append(_hugo(root, mkdocs))

        def build() -> None:
            build_project(root, parts=("sites",), locales=locales, today=date(2026, 11, 1))

        build()
        again = least(build, 3)
        holds = verdict(again, UNCHANGED)
        rows.append(("nothing changed", f"{again:.2f} s", f"{again / mkdocs:.3f}", holds))
    how = (
        f"Both audiences of {' and '.join(locales)}, from a clean folder. Our part is reading, "
        "rendering, and writing the pages that MkDocs then makes into a site. The bars: our part "
        f"at most {OURS:.2f} of MkDocs' time, {UNCHANGED:.0f} s where nothing changed."
    )
    return Table("Building sites", how, ("step", "processor", "times MkDocs", "bar"), rows)


def _copy(root: Path) -> None:
    root.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, root / part)
        else:
            shutil.copy(source, root / part)


def _write(root: Path, locales: tuple[str, ...]) -> int:
    from jawab.compile import open_project
    from jawab.site.build import write_site

    project = open_project(root)
    jobs = [
        write_site(project, audience, locale, date(2026, 11, 1))
        for locale in locales
        for audience in AUDIENCES
    ]
    return len(jobs)


def _mkdocs(root: Path, audience: str, locale: str) -> None:
    config = root / "build" / "config" / f"{audience}.{locale}.yml"
    out = root / "out" / audience / locale
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config),
               "--site-dir", str(out)]  # fmt: skip
    subprocess.run(command, check=True, cwd=root, capture_output=True)


def _zensical(root: Path) -> float | None:
    config = json.loads((root / "build" / "config" / "public.en.yml").read_text())
    # It wants its folders below the configuration; the pages and the theme are the same.
    config |= {"INHERIT": "mkdocs.yml", "docs_dir": "build/docs/public/en", "site_dir": "other"}
    config["theme"]["custom_dir"] = "templates/theme"
    (root / "other.yml").write_text(json.dumps(config), encoding="utf-8")
    command = [sys.executable, "-m", "zensical", "build", "-f", "other.yml"]
    seconds, done = timed(
        lambda: subprocess.run(command, cwd=root, capture_output=True, check=False)
    )
    return None if done.returncode else seconds


def _hugo(root: Path, mkdocs: float) -> tuple[str, ...]:
    hugo = shutil.which("hugo")
    if not hugo:
        return ("Hugo", "not on this machine", "", "")
    command = [hugo, "--contentDir", str(root / "build/docs/public/en"), "--destination", "hugo"]
    seconds, _ = timed(lambda: subprocess.run(command, cwd=root, capture_output=True, check=False))
    return ("Hugo, public English", f"{seconds:.1f} s", f"{seconds / mkdocs:.2f}", "")


if __name__ == "__main__":
    print(measure(tuple(sys.argv[1:]) or ("en", "ar")).markdown())
