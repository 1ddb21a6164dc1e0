"""A small project whose texts are hard for every format, in English, Indonesian and Arabic."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from jawab.compile import Project, open_project
from jawab.export import Library, open_library
from jawab.output import only_one

HERE = Path(__file__).parent.parent
ROOT = HERE.parent
SHARED = Path(os.environ.get("JAWAB_SHARED", ROOT.parent / "shared"))
REPLIES = 4
LOCALES = 3


def make_desk(folder: Path) -> Path:
    """Copy the frozen knowledge base and the texts of these tests into a folder."""
    shutil.copytree(HERE / "content", folder / "content")
    shutil.copytree(HERE / "cases" / "export" / "content", folder / "content", dirs_exist_ok=True)
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


def open_desk(folder: Path, *locales: str) -> tuple[Project, Library]:
    """Return a project made by `make_desk` and its texts, in every locale without names."""
    project = open_project(folder)
    assert project.findings == ()
    return project, open_library(project, locales=locales or ("all",))


@cache
def node_tools() -> Path:
    """Return the folder of the Node programs of package.json, installed where they are missing.

    Skips the test, and says so, only where Node or its registry cannot be had.
    """
    folder = ROOT / "node_modules"
    listed = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    wanted = listed["devDependencies"]
    if not all((folder / name).is_dir() for name in wanted):
        if shutil.which("npm") is None:
            skip_loudly("npm is not here, so no bundle is checked by the parsers that apps use")
        # One of several test processes installs, the others wait and find it done.
        with only_one(ROOT / "build" / "tests"):
            done = subprocess.run(
                ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund"],
                cwd=ROOT, capture_output=True, text=True, check=False,
            )  # fmt: skip
        if done.returncode:
            skip_loudly(f"the Node tools cannot be installed: {done.stderr.strip()[-300:]}")
    return folder


def skip_loudly(why: str) -> NoReturn:
    # Past the capture of pytest, so that nobody takes a skipped server for a tested one.
    print(f"\nNOT TESTED: {why}", file=sys.__stderr__, flush=True)
    pytest.skip(why)


@cache
def real_library(root: Path) -> Library:
    """Return the texts of the project this repository is, in every locale; read once."""
    project = open_project(root)
    if project.findings:
        pytest.skip("the content has findings of its own")
    return open_library(project, locales=["all"])
