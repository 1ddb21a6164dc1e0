"""Shows one site on this machine and renders it again whenever content or templates change."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from jawab.compile import open_project
from jawab.errors import JawabError
from jawab.site.build import AUDIENCES, QUIET, write_site


def serve_site(
    root: Path, *, audience: str, locale: str, port: int, say: Callable[[str], None]
) -> None:
    """Serve until stopped. Mistakes made while editing are said, and the last good pages stay."""
    assert audience in AUDIENCES
    _render(root, audience, locale, say, keep_going=False)
    config = root / "build" / "config" / f"{audience}.{locale}.yml"
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--livereload",
         "--config-file", str(config), "--dev-addr", f"127.0.0.1:{port}"],
        cwd=root, env={**os.environ, **QUIET},
    )  # fmt: skip
    say(f"http://127.0.0.1:{port}/  (Ctrl-C stops)")
    try:
        for _ in _changes(root, server):
            _render(root, audience, locale, say, keep_going=True)
    finally:
        server.terminate()
        server.wait(timeout=10)


def _changes(root: Path, server: subprocess.Popen[bytes]):  # type: ignore[no-untyped-def]
    from watchfiles import watch

    for changed in watch(
        root / "content", root / "templates", yield_on_timeout=True, rust_timeout=1000
    ):
        if server.poll() is not None:
            return
        if changed:
            yield changed


def _render(
    root: Path, audience: str, locale: str, say: Callable[[str], None], keep_going: bool
) -> None:
    try:
        project = open_project(root)
        for finding in project.findings:
            say(f"{finding.span}: {finding.message} ({finding.rule})")
        if project.findings and keep_going:
            say("The pages stay as they were until this is mended.")
            return
        write_site(project, audience, locale, date.today(), live=True)
    except JawabError as error:
        if not keep_going:
            raise
        say(f"jawab: {error}")
