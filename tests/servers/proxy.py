"""A proxy between `jawab sync apply` and a real server, that kills the client at a chosen write."""

from __future__ import annotations

import http.client
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

MOMENTS = ("before the request", "after the work", "in the middle of the answer")


@dataclass
class Killer:
    """Kills a process when its n-th write comes by."""

    at: int
    moment: str
    pid: int = 0
    known: threading.Event = field(default_factory=threading.Event)
    seen: int = 0
    killed: bool = False

    def watch(self, pid: int) -> None:
        self.pid = pid
        self.known.set()

    def now(self, moment: str) -> bool:
        """Kill if this is the time; return whether the client is gone."""
        if self.seen == self.at and moment == self.moment and not self.killed:
            self.known.wait(30)
            os.kill(self.pid, signal.SIGKILL)
            self.killed = True
        return self.killed


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    server: _Server

    def handle_any(self) -> None:
        killer = self.server.killer
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        # A search is a POST, too, to a plural: /articles, /classes.
        path = urlsplit(self.path).path
        writes = self.command != "GET" and not path.endswith("s")
        if writes:
            killer.seen += 1
            if killer.now(MOMENTS[0]):
                return
        upstream = http.client.HTTPConnection(self.server.upstream, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        upstream.request(self.command, self.path, body or None, headers)
        answer = upstream.getresponse()
        data = answer.read()
        upstream.close()
        if writes and killer.now(MOMENTS[1]):
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() in ("content-type", "etag", "location"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2])
        self.wfile.flush()
        if writes and killer.now(MOMENTS[2]):
            return
        self.wfile.write(data[len(data) // 2 :])

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, upstream: str, killer: Killer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.upstream, self.killer = upstream, killer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The client was killed: that is what we are for."""


@contextmanager
def killing_proxy(url: str, killer: Killer) -> Iterator[str]:
    """Serve the proxy; yield its address."""
    server = _Server(urlsplit(url).netloc, killer)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
