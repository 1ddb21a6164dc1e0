"""A browser, and the real sites in three languages, served on this machine."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from jawab.compile import open_project
from jawab.site import build_sites
from sharing import alone, run_folder

ROOT = Path(__file__).parent.parent.parent
LOCALES = ("en", "id", "ar")
CHROMIUM = shutil.which("chromium")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        # The public site stands at the root, as when it is published; the agents' below it.
        inner = path if path.startswith(("/public/", "/agents/")) else f"/public{path}"
        return super().translate_path(inner)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def site_folder(real_suggest: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both sites of the real content in English, Indonesian and Arabic, drafts included."""
    shared = run_folder(tmp_path_factory)
    sites = shared / "project" / "build" / "site"
    with alone(shared, "sites"):
        if not sites.is_dir():
            _build_sites(shared / "part")
            (shared / "part").rename(shared / "project")
    return sites


def _build_sites(root: Path) -> None:
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copytree(ROOT / "templates", root / "templates")
    # What was learnt from the asks depends on them alone.
    shutil.copytree(ROOT / "build" / "cache", root / "build" / "cache")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    locales = root / "content" / "locales.yml"
    text = locales.read_text(encoding="utf-8")
    for locale in LOCALES[1:]:
        text = re.sub(rf"(?m)^({locale}:\n(?:  .*\n)*?  status: )draft", r"\1released", text)
    locales.write_text(text, encoding="utf-8")
    project = open_project(root)
    assert project.findings == ()
    build_sites(project, locales=LOCALES, today=date(2026, 11, 21))


@pytest.fixture(scope="session")
def address(site_folder: Path) -> Iterator[str]:
    """Where the sites are served, without a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(site_folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium here; `make browsers` installs it")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield made
        made.close()
