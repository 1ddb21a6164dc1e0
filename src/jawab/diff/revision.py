"""A project as it was at a revision, taken from git into a folder that goes away again."""

from __future__ import annotations

import contextlib
import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from jawab.compile import Project, open_project
from jawab.errors import EnvironmentProblem

_PARTS = ("content", "templates")


@contextlib.contextmanager
def open_revision(root: Path, revision: str) -> Iterator[Project]:
    """Yield the project as it was at a revision; raises `EnvironmentProblem` where git cannot."""
    commit = _resolve(root, revision)
    present = _git(root, "ls-tree", "--name-only", commit, "--", *_PARTS).decode().split()
    if "content" not in present:
        raise EnvironmentProblem(f"There is no content/ at {revision}, so nothing to compare with.")
    archive = _git(root, "archive", "--format=tar", commit, "--", *present)
    with tempfile.TemporaryDirectory(prefix="jawab-diff-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        yield open_project(Path(folder))


def _resolve(root: Path, revision: str) -> str:
    # A name that begins with a hyphen would be read as an option.
    if revision.startswith("-"):
        raise EnvironmentProblem(f"'{revision}' is no revision.")
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except EnvironmentProblem as error:
        if _is_repository(root):
            raise EnvironmentProblem(
                f"git knows no revision '{revision}'; 'git log --oneline' lists them."
            ) from error
        raise EnvironmentProblem(
            f"{root} is not under git, so there is no older state to compare with."
        ) from error
    return found.decode().strip()


def _is_repository(root: Path) -> bool:
    try:
        return bool(_git(root, "rev-parse", "--git-dir"))
    except EnvironmentProblem:
        return False


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, check=False
        )
    except OSError as error:
        raise EnvironmentProblem("The program 'git' is not installed.") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise EnvironmentProblem(f"git {arguments[0]}: {said or 'no answer'}")
    return done.stdout
