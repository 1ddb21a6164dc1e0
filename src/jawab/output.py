"""Writing to disk so that a reader sees the old files or the new ones, and never half of either."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from jawab.errors import EnvironmentProblem


@contextlib.contextmanager
def replace_folder(target: Path) -> Iterator[Path]:
    """Yield an empty folder that takes the target's place when the block ends well.

    When it does not, the old folder stays as it was and the new one is removed.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise EnvironmentProblem(f"{target.parent}: {error.strerror}") from error
    fresh.chmod(0o755)
    try:
        yield fresh
        old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
        try:
            if target.exists():
                os.rename(target, old / "was")
            os.rename(fresh, target)
        except OSError:
            if not target.exists() and (old / "was").exists():
                os.rename(old / "was", target)
            raise
        finally:
            shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise EnvironmentProblem(
            f"{error.filename or target}: {error.strerror}; the former {target.name} is untouched"
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; the same bytes again leave it alone."""
    try:
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(name, 0o644)
            os.replace(name, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise EnvironmentProblem(f"{path} cannot be written: {error.strerror}") from error


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write files, path and bytes, below a folder; return how many. None may leave the folder."""
    count = 0
    base = folder.resolve()
    for name, data in files:
        path = folder / name
        if not path.resolve().is_relative_to(base):
            raise EnvironmentProblem(f"{name} would leave {folder}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        count += 1
    return count


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold a folder's lock for the block; a second build waits for the first.

    Raises `EnvironmentProblem` where the folder or the lock cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = open(folder / ".lock", "w", encoding="utf-8")  # noqa: SIM115
    except OSError as error:
        raise EnvironmentProblem(f"{folder} cannot be written: {error.strerror}") from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
