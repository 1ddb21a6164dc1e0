"""The examples run as they are, against a stand-in for the services."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from jawab.catalog import CatalogStore
from jawab.compile import Project
from jawab.identify.compile import compile_signals
from loopback import loopback
from test_explain import store  # noqa: F401 - a fixture

EXAMPLES = ROOT / "examples"

# Python reads this file before the example: its catalog is the one the tests have made.
USE_CATALOG = (
    "import jawab.catalog as c; store = c.CatalogStore({!r}); c.open_catalog = lambda *_: store"
)


def run(
    name: str, arguments: list[str], folder: Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables, "PYTHONWARNINGS": "ignore"}
    return subprocess.run(
        [sys.executable, str(EXAMPLES / name), *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, store: CatalogStore) -> Path:  # noqa: F811
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "sitecustomize.py").write_text(USE_CATALOG.format(store.folder), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "model", "code", "page"),
    [
        ("edit_with_google_genai.py", "gemini-image", 0, "edited.png"),
        ("edit_with_google_genai.py", "gemini-image-safety", 1, "errors/gemini/image-safety/"),
        ("edit_with_google_genai.py", "gemini-prohibited", 1, "errors/prohibited/"),
        ("edit_with_google_genai.py", "gemini-quota", 1, "errors/gemini/resource-exhausted/"),
        ("edit_with_openai.py", "openai-image", 0, "edited.png"),
        ("edit_with_openai.py", "openai-blocked", 1, "errors/openai/moderation-blocked/"),
        ("edit_with_openai.py", "xai-csam", 1, "errors/prohibited/"),
    ],
)
def test_python_examples(name: str, model: str, code: int, page: str, desk: Path) -> None:
    with loopback() as url:
        done = run(
            name, ["photo.png", "make the sky blue", "id"], desk,
            GEMINI_API_KEY="none", GEMINI_BASE_URL=url, GEMINI_MODEL=model,
            OPENAI_API_KEY="none", OPENAI_BASE_URL=f"{url}/v1", OPENAI_IMAGE_MODEL=model,
            PYTHONPATH=f"{desk}{os.pathsep}{ROOT / 'src'}",
        )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert page in done.stdout
    assert "csam" not in done.stdout.casefold()


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_javascript_example(tmp_path: Path, real_project: Project) -> None:
    (tmp_path / "messages").mkdir()
    (tmp_path / "signals.json").write_bytes(compile_signals(real_project.knowledge, "public"))
    messages = {cause: f"words for {cause}" for cause in real_project.knowledge.causes}
    (tmp_path / "messages" / "en.json").write_text(json.dumps(messages), encoding="utf-8")
    for said, cause in (
        ('{"finishReason": "IMAGE_SAFETY"}', "unspecified"),
        ("Failed check: SAFETY_CHECK_TYPE_CSAM", "prohibited"),
        ("hello", "technical"),
    ):
        done = subprocess.run(
            ["node", str(EXAMPLES / "identify_in_javascript.mjs"), str(tmp_path)],
            input=said, capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        told = json.loads(done.stdout)
        assert (told["cause"], told["message"]) == (cause, f"words for {cause}")
