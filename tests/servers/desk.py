"""A small project whose texts are hard for every format, in English, Indonesian and Arabic."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from jawab.compile import Project, open_project
from jawab.export import Library, open_library

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
