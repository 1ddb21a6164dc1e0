"""What the tests share: a small frozen project, golden files, and the reader of rows."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jawab.compile import Project, compile_catalog, open_project
from jawab.suggest.compile import compile_suggest
from sharing import alone, run_folder

HERE = Path(__file__).parent
ROOT = HERE.parent
TODAY = "2026-11-21"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file; `--update-golden` writes it instead."""

    def compare(name: str, text: str) -> None:
        path = HERE / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"no golden file {name}; make it with --update-golden"
        assert text == path.read_text(encoding="utf-8")

    return compare


def make_project(folder: Path) -> Path:
    """Copy the frozen knowledge base into a folder, with the real templates; return the root."""
    shutil.copytree(HERE / "content", folder / "content")
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """A project of its own that a test may break."""
    return make_project(tmp_path / "project")


@pytest.fixture(scope="session")
def mini_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The frozen project, read once; not to be changed."""
    return open_project(make_project(tmp_path_factory.mktemp("mini") / "project"))


@pytest.fixture(scope="session")
def mini_catalog(mini_project: Project) -> Path:
    """The compiled catalog of the frozen project."""
    return compile_catalog(mini_project)


@pytest.fixture(scope="session")
def real_project() -> Project:
    """The project this repository is, read once; not to be changed."""
    return open_project(ROOT)


@pytest.fixture(scope="session")
def real_suggest(real_project: Project, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The compiled `suggest.json` of this repository, trained by whoever needs it first."""
    with alone(run_folder(tmp_path_factory), "suggest"):
        return compile_suggest(real_project.knowledge)


def shared_rows(name: str) -> list[dict[str, Any]]:
    """Return the development rows of a file where they are at hand, else skip."""
    folder = Path(os.environ.get("JAWAB_SHARED", ROOT.parent / "shared")) / "data"
    path = folder / name
    if not path.exists():
        pytest.skip(f"development rows {name} are not here")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
