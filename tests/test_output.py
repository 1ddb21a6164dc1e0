"""Writing to disk: the old files or the new ones, never half of either, and a clear sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from jawab import output
from jawab.errors import EnvironmentProblem


def full(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.html"
    output.write_file(path, b"old")
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(EnvironmentProblem, match="No space left"):
        output.write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]


def test_a_full_disk_leaves_the_old_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")

    def half_a_site() -> None:
        with output.replace_folder(site) as fresh:
            (fresh / "index.html").write_text("half")
            full()

    with pytest.raises(EnvironmentProblem, match="the former site is untouched"):
        half_a_site()
    assert (site / "index.html").read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_a_folder_that_cannot_take_its_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")
    rename = os.rename

    def once_full(source: Any, target: Any) -> None:
        # The old folder is out of the way already; putting the new one there fails.
        if Path(target) == site and Path(source).name != "was":
            full()
        rename(source, target)

    monkeypatch.setattr(os, "rename", once_full)
    with pytest.raises(EnvironmentProblem, match="untouched"), output.replace_folder(site):
        pass
    assert (site / "index.html").read_text() == "old"


@pytest.mark.parametrize("make", [output.only_one, output.replace_folder])
def test_where_nothing_can_be_made_it_is_said(tmp_path: Path, make: Any) -> None:
    # A file where a folder should be: unlike a mode, it stops the superuser too.
    (tmp_path / "build").write_text("in the way")
    with pytest.raises(EnvironmentProblem, match="build"), make(tmp_path / "build" / "x" / "y"):
        raise AssertionError("nothing can be written here")


def test_no_file_leaves_its_folder(tmp_path: Path) -> None:
    for name in ("../out.txt", "a/../../out.txt", str(tmp_path / "out.txt")):
        with pytest.raises(EnvironmentProblem, match="would leave"):
            output.write_files(tmp_path / "build", [(name, b"x")])
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "link").symlink_to(tmp_path)
    with pytest.raises(EnvironmentProblem, match="would leave"):
        output.write_files(tmp_path / "build", [("link/out.txt", b"x")])
    assert not (tmp_path / "out.txt").exists()
