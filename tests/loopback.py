"""A stand-in for the image services on this machine: it replays recorded shapes to real clients.

The recorded answer is chosen by the name of the model, so that any client can ask for any of them.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

RECORDED = Path(__file__).parent / "cases" / "explain"


class _Replay(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        asked = self.path.encode() + body
        found = [p for p in RECORDED.glob("*.json") if p.stem.encode() in asked]
        # Of `gemini-image` and `gemini-image-safety` the longer name was meant.
        recorded = json.loads(max(found, key=lambda p: len(p.stem)).read_text(encoding="utf-8"))
        answer = json.dumps(recorded["body"]).encode()
        self.send_response(recorded["status"])
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def loopback() -> Iterator[str]:
    """The address of a running stand-in."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Replay)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
