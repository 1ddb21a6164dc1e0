"""What a stranger gets by `pip install .`: a working command with its catalog, and no YAML."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel of the frozen project's content, far from any checkout."""
    folder = tmp_path_factory.mktemp("install")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "mkdocs.yml"):
        shutil.copy(ROOT / name, source / name)
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", source / "templates")
    shutil.copytree(ROOT / "tests" / "content", source / "content")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--disable-pip-version-check", "--wheel-dir", str(folder), str(source)],
        check=True,
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # The package must come from the wheel, its dependencies from where the tests have them.
    program = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "import jawab; assert 'site' in jawab.__file__, jawab.__file__\n"
        "from jawab.cli import main; main()"
    )
    environment = {k: v for k, v in os.environ.items() if k != "JAWAB_PROJECT"}
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=cwd, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_wheel_carries_the_catalog_and_the_types(installed: Path) -> None:
    package = installed / "jawab"
    assert (package / "_catalog" / "manifest.json").is_file()
    assert (package / "_catalog" / "signals.json").is_file()
    assert (package / "py.typed").is_file()
    assert not list(installed.rglob("*.yml"))


def test_an_installed_jawab_answers_anywhere(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, "explain", "IMAGE_SAFETY")
    assert "IMAGE_SAFETY · Gemini" in done.stdout, done.stderr
    done = run(installed, tmp_path, "reply", "family-photo", "--set", "customer_name=Sari")
    assert done.stdout.startswith("Your family photo"), done.stderr
    done = run(installed, tmp_path, "identify", "FinishReason.IMAGE_SAFETY")
    assert "gemini/image-safety" in done.stdout, done.stderr


def test_an_installed_jawab_says_that_content_commands_want_a_project(
    installed: Path, tmp_path: Path
) -> None:
    done = run(installed, tmp_path, "check")
    assert done.returncode == 2
    assert "no jawab project" in done.stderr
