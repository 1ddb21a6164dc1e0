"""CONTRIBUTING can be followed to the letter: its blocks are written and run, in order."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, make_project

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r"# (\S+?)(, at the end)?\n")
HEADING = re.compile(r"^## (Add .+)$", re.MULTILINE)


def sections() -> dict[str, str]:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    places = [*HEADING.finditer(text)]
    ends = [*(place.start() for place in places[1:]), len(text)]
    found = {place[1]: text[place.end() : end] for place, end in zip(places, ends, strict=True)}
    return {name: body for name, body in found.items() if BLOCK.search(body)}


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small knowledge base with the code, as a clone has them side by side."""
    root = make_project(tmp_path_factory.mktemp("clone") / "project")
    shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("_catalog"))
    # What the examples lean on and the small knowledge base does not have.
    with (root / "content" / "sources.yml").open("a", encoding="utf-8") as file:
        file.write(
            "gemini-safety-settings: {title: Safety, publisher: Google, "
            "url: https://vendor.example/settings, seen: 2026-11-01, grade: official}\n"
        )
    words = root / "content" / "wording" / "_lexicon"
    words.mkdir(parents=True)
    words.joinpath("en.yml").write_text(
        'script: words\nnegation: both\nignore: []\ngroups:\n  "no": [not, never]\n'
        "  attach: [send, share]\n",
        encoding="utf-8",
    )
    tools = root / "bin"
    tools.mkdir()
    jawab = tools / "jawab"
    jawab.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m jawab "$@"\n')
    jawab.chmod(0o755)
    return root


@pytest.mark.parametrize("name", sections())
def test_a_section_can_be_followed(clone: Path, name: str) -> None:
    environment = {
        **os.environ, "PATH": f"{clone / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(clone / "src"), "JAWAB_PROJECT": str(clone),
    }  # fmt: skip
    ran = 0
    for kind, body in BLOCK.findall(sections()[name]):
        if kind == "sh":
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", body], cwd=clone, env=environment,
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stdout + done.stderr
            ran += 1
            continue
        title = TITLE.match(body)
        assert title, f"the first line names no file: {body[:40]}"
        path = clone / title[1]
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if title[2] else "w", encoding="utf-8") as file:
            file.write(body[title.end() :])
    assert ran


def test_every_kind_of_addition_is_shown() -> None:
    assert list(sections()) == [
        "Add an error", "Add a reply", "Add a language", "Add a wording rule",
        "Add an export target",
    ]  # fmt: skip
