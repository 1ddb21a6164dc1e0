"""Real helpdesks for the tests: Request Tracker from Debian, django-helpdesk from PyPI."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from jawab.output import only_one
from servers.desk import ROOT, skip_loudly

HERE = Path(__file__).parent
PROJECT = HERE / "django_project"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when a server answers; it has a minute."""
    pause = Event()
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text('utf-8', 'replace')[-2000:]}")
        if ready():
            return
        pause.wait(0.2)
    raise RuntimeError(f"the server does not answer: {log.read_text('utf-8', 'replace')[-2000:]}")


def answers(url: str, headers: dict[str, str] | None = None) -> bool:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


@dataclass(frozen=True)
class RequestTracker:
    """Where a Request Tracker of ours answers, and how to log in."""

    url: str
    token: str
    password: str


@contextmanager
def request_tracker(folder: Path) -> Iterator[RequestTracker]:
    """Install Request Tracker where it is missing, start it on the loopback, and stop it."""
    script = HERE / "request_tracker.sh"
    if os.getuid() != 0 or not shutil.which("apt-get"):
        skip_loudly(
            "Request Tracker is installed by apt-get as root, and that is not possible here"
        )
    with only_one(ROOT / "build" / "tests"):
        installed = subprocess.run([script, "install"], capture_output=True, text=True, check=False)
    if installed.returncode:
        skip_loudly(f"Request Tracker cannot be installed: {installed.stderr.strip()[-300:]}")
    port = free_port()
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [script, "start", folder, str(port)], stdout=out, stderr=out, start_new_session=True
        )
    url = f"http://127.0.0.1:{port}"
    try:

        def ready() -> bool:
            token = folder / "token"
            return (folder / "password").exists() and answers(
                f"{url}/REST/2.0/rt", {"Authorization": f"token {token.read_text()}"}
            )

        wait_until(ready, process, log)
        yield RequestTracker(url, (folder / "token").read_text(), (folder / "password").read_text())
    finally:
        # The group: the server has workers.
        os.killpg(process.pid, 15)
        process.wait(20)


@dataclass(frozen=True)
class DjangoHelpdesk:
    """A Django project with its database, and how to run commands in it."""

    environment: dict[str, str]

    def manage(self, *arguments: str, code: int | None = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert code is None or done.returncode == code, done.stdout + done.stderr
        return done


def django_helpdesk(folder: Path, project: Path) -> DjangoHelpdesk:
    """Return a fresh django-helpdesk whose commands work on a project of ours."""
    try:
        import helpdesk  # noqa: F401
    except ImportError:
        done = subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "django-helpdesk"], check=False
        )
        if done.returncode:
            skip_loudly("django-helpdesk cannot be installed")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "settings",
        "DESK_DATABASE": str(folder / "db.sqlite3"),
        "JAWAB_PROJECT": str(project),
    }
    desk = DjangoHelpdesk(environment)
    desk.manage("migrate", "--verbosity", "0")
    return desk


@contextmanager
def running(desk: DjangoHelpdesk, folder: Path) -> Iterator[str]:
    """Serve the Django project; yield its address."""
    port = free_port()
    log = folder / "django.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
            cwd=PROJECT, env=desk.environment, stdout=out, stderr=out,
        )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: answers(f"{url}/kb/"), process, log)
        yield url
    finally:
        process.terminate()
        process.wait(20)
