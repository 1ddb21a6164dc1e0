"""A helpdesk of our own on the loopback, strict about what it takes, that fails as it is told to.

Each fake keeps its rows in memory and answers as the vendor documents. `faults` is a list of
`Fault`s: the next request that fits one meets it. What was asked is in `log`.
"""

from __future__ import annotations

import copy
import json
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema

CASES = Path(__file__).parent.parent / "cases" / "sync"
READS = ("GET",)
WRITES = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Fault:
    """What goes wrong with the next request of these methods, after `skip` of them went well.

    `status` answers with it and does nothing. `drop` closes the connection: `before` the work,
    `after` it, or in the `middle` of the answer. `hang` never answers.
    """

    methods: tuple[str, ...] = WRITES
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    drop: str = ""
    hang: bool = False
    skip: int = 0
    done_first: bool = False


@dataclass
class Fake:
    """Rows by id, and the faults to come."""

    rows: dict[int, dict[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    log: list[tuple[str, str, Any]] = field(default_factory=list)
    stale_reads: int = 0
    """So many reads still show what was there before the last write."""
    before_write: Callable[[str, str], None] = lambda method, path: None
    after_write: Callable[[str, str], None] = lambda method, path: None
    _old: Any = None
    lock: threading.RLock = field(default_factory=threading.RLock)

    def state(self) -> Any:
        """Return everything kept, to copy and to put back."""
        return self.rows

    def restore(self, state: Any) -> None:
        self.rows = state

    def respond(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        raise NotImplementedError

    def work(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        """Do a request as the server would, with stale reads where they are told."""
        with self.lock:
            if method in WRITES:
                self._old = copy.deepcopy(self.state())
                return self.respond(method, path, query, body)
            if self.stale_reads and self._old is not None:
                self.stale_reads -= 1
                now = self.state()
                self.restore(self._old)
                try:
                    return copy.deepcopy(self.respond(method, path, query, body))
                finally:
                    self.restore(now)
            return self.respond(method, path, query, body)

    def new_id(self) -> int:
        return max(self.rows, default=100) + 1

    def next_fault(self, method: str) -> Fault | None:
        with self.lock:
            for place, fault in enumerate(self.faults):
                if method in fault.methods:
                    if fault.skip:
                        self.faults[place] = Fault(
                            fault.methods, fault.status, fault.headers, fault.drop, fault.hang,
                            fault.skip - 1, fault.done_first,
                        )  # fmt: skip
                        return None
                    return self.faults.pop(place)
        return None


class Chatwoot(Fake):
    """Canned responses: one list, unique short codes, real deletion."""

    PATH = "/api/v1/accounts/7/canned_responses"

    def respond(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        if method == "GET" and path == self.PATH:
            return 200, list(self.rows.values())
        if method == "POST" and path == self.PATH:
            if not body.get("short_code") or not body.get("content") or set(body) - {
                "short_code", "content"
            }:  # fmt: skip
                return 422, {"message": "Short code can't be blank"}
            if any(row["short_code"] == body["short_code"] for row in self.rows.values()):
                return 422, {"message": "Short code has already been taken"}
            number = self.new_id()
            self.rows[number] = {"id": number, "account_id": 7, **body}
            return 200, self.rows[number]
        number = int(path.rpartition("/")[2])
        if number not in self.rows:
            return 404, {"error": "Resource could not be found"}
        if method == "PATCH":
            self.rows[number] |= body
            return 200, self.rows[number]
        if method == "DELETE":
            del self.rows[number]
            return 200, None
        return 404, {}


class Front(Fake):
    """Message templates: pages of five, HTML tidied as an editor would."""

    PATH = "/message_templates"

    def respond(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        if method == "GET" and path == self.PATH:
            start = int(query.get("page_token", "0"))
            rows = sorted(self.rows.values(), key=lambda row: row["id"])
            more = start + 5 < len(rows)
            link = f"https://company.api.frontapp.com{self.PATH}?page_token={start + 5}"
            return 200, {
                "_pagination": {"next": link if more else None},
                "_results": rows[start : start + 5],
            }
        if method == "POST" and path == self.PATH:
            if not body.get("name") or not body.get("body"):
                return 400, {
                    "_error": {"status": 400, "message": "Body did not satisfy requirements"}
                }
            number = self.new_id()
            self.rows[number] = {"id": f"rsp_{number}", **self._tidy(body)}
            return 201, self.rows[number]
        number = int(path.rpartition("_")[2])
        if number not in self.rows:
            return 404, {"_error": {"status": 404}}
        if method == "GET":
            return 200, self.rows[number]
        if method == "PATCH":
            self.rows[number] |= self._tidy(body)
            return 200, self.rows[number]
        del self.rows[number]
        return 204, None

    @staticmethod
    def _tidy(body: dict[str, Any]) -> dict[str, Any]:
        made = dict(body)
        if "body" in made:
            made["body"] = made["body"].replace("\n", "").replace("<strong>", '<b class="x">')
            made["body"] = f"<div>{made['body'].replace('</strong>', '</b>')}</div>"
        return made


class Intercom(Fake):
    """Articles: pages of two, the list without translations, bodies with classes put in."""

    PATH = "/articles"

    def respond(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        if method == "GET" and path == self.PATH:
            page = int(query.get("page", "1"))
            rows = sorted(self.rows.values(), key=lambda row: int(row["id"]))
            short = [
                {name: value for name, value in row.items() if name != "translated_content"}
                for row in rows[2 * page - 2 : 2 * page]
            ]
            pages = max(1, (len(rows) + 1) // 2)
            return 200, {
                "type": "list",
                "data": short,
                "pages": {"page": page, "total_pages": pages},
            }
        if method == "POST" and path == self.PATH:
            if not body.get("title") or not isinstance(body.get("author_id"), int):
                return 400, {"type": "error.list", "errors": [{"code": "parameter_not_found"}]}
            number = self.new_id()
            self.rows[number] = {"id": str(number), "state": "draft", **self._tidy(body)}
            return 200, self.rows[number]
        number = int(path.rpartition("/")[2])
        if number not in self.rows:
            return 404, {"type": "error.list", "errors": [{"code": "not_found"}]}
        if method == "PUT":
            self.rows[number] |= self._tidy(body)
        return 200, self.rows[number]

    @classmethod
    def _tidy(cls, body: dict[str, Any]) -> dict[str, Any]:
        made = copy.deepcopy(body)
        for part in (made, *(made.get("translated_content") or {}).values()):
            if isinstance(part, dict) and "body" in part:
                part["body"] = (
                    part["body"].replace("\n", "").replace("<p>", '<p class="no-margin">')
                )
        return made


class Zendesk(Fake):
    """Macros and dynamic content, with the schema of what is documented."""

    LOCALES = ({"id": 1, "locale": "en-US"}, {"id": 66, "locale": "ar"}, {"id": 77, "locale": "id"})

    def __init__(self) -> None:
        super().__init__()
        self.items: dict[int, dict[str, Any]] = {}
        schema = json.loads((CASES / "zendesk.schema.json").read_text(encoding="utf-8"))
        self._schemas = {name: {**schema, "$ref": f"#/$defs/{name}"} for name in schema["$defs"]}

    def state(self) -> Any:
        return {"macros": self.rows, "items": self.items}

    def restore(self, state: Any) -> None:
        self.rows, self.items = state["macros"], state["items"]

    def respond(self, method: str, path: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        rest = path.removeprefix("/api/v2/")
        if rest == "locales":
            return 200, {"locales": list(self.LOCALES)}
        if rest.startswith("macros"):
            return self._macros(method, rest.removeprefix("macros").strip("/"), query, body)
        if rest.startswith("dynamic_content/items"):
            return self._items(
                method, rest.removeprefix("dynamic_content/items").strip("/"), query, body
            )
        return 404, {"error": "InvalidEndpoint"}

    def _refused(self, name: str, body: Any) -> tuple[int, Any] | None:
        try:
            jsonschema.validate(body, self._schemas[name])
        except jsonschema.ValidationError as error:
            return 422, {"error": "RecordInvalid", "description": error.message}
        return None

    @staticmethod
    def _page(name: str, rows: list[Any], query: dict[str, str]) -> tuple[int, Any]:
        start = int(query.get("page[after]", "0"))
        meta = {"has_more": start + 3 < len(rows), "after_cursor": str(start + 3)}
        return 200, {name: rows[start : start + 3], "meta": meta}

    def _macros(self, method: str, rest: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        if not rest and method == "GET":
            return self._page("macros", list(self.rows.values()), query)
        if not rest:
            refused = self._refused("create_macro", body)
            if refused:
                return refused
            number = self.new_id()
            self.rows[number] = {"id": number, "active": True, **body["macro"]}
            return 201, {"macro": self.rows[number]}
        number = int(rest)
        if number not in self.rows:
            return 404, {"error": "RecordNotFound"}
        if method == "PUT":
            refused = self._refused("update_macro", body)
            if refused:
                return refused
            self.rows[number] |= body["macro"]
        return 200, {"macro": self.rows[number]}

    def _items(self, method: str, rest: str, query: dict[str, str], body: Any) -> tuple[int, Any]:
        if not rest and method == "GET":
            return self._page("items", list(self.items.values()), query)
        if not rest:
            refused = self._refused("create_item", body)
            if refused:
                return refused
            if any(item["name"] == body["item"]["name"] for item in self.items.values()):
                return 422, {"error": "RecordInvalid", "description": "Name has already been taken"}
            number = max(self.items, default=500) + 1
            item = copy.deepcopy(body["item"])
            for place, variant in enumerate(item["variants"]):
                variant["id"] = number * 100 + place
            self.items[number] = {"id": number, **item}
            return 201, {"item": self.items[number]}
        return self._variants(method, rest, body)

    def _variants(self, method: str, rest: str, body: Any) -> tuple[int, Any]:
        match = re.fullmatch(r"(\d+)/variants(?:/(\d+))?", rest)
        if not match or int(match[1]) not in self.items:
            return 404, {"error": "RecordNotFound"}
        refused = self._refused("create_variant" if method == "POST" else "update_variant", body)
        if refused:
            return refused
        item, variant = self.items[int(match[1])], body["variant"]
        if method == "POST":
            if any(v["locale_id"] == variant["locale_id"] for v in item["variants"]):
                return 422, {"error": "RecordInvalid", "description": "Locale is already taken"}
            item["variants"].append({"id": item["id"] * 100 + len(item["variants"]), **variant})
            return 201, {"variant": item["variants"][-1]}
        for one in item["variants"]:
            if one["id"] == int(match[2] or 0):
                one |= variant
                return 200, {"variant": one}
        return 404, {"error": "RecordNotFound"}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def handle_any(self) -> None:
        fake = self.server.fake
        parts = urlsplit(self.path)
        query = {name: found[0] for name, found in parse_qs(parts.query).items()}
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        method = self.command
        fault = fake.next_fault(method) or Fault()
        if not fault.done_first and (fault.hang or fault.drop == "before"):
            return self._break(fault)
        if not fault.done_first and fault.status:
            return self._send(fault.status, {"error": "told to"}, dict(fault.headers))
        fake.log.append((method, parts.path, body))
        if method in WRITES:
            fake.before_write(method, parts.path)
        status, payload = fake.work(method, parts.path, query, body)
        if method in WRITES:
            fake.after_write(method, parts.path)
        if fault.drop or fault.hang:
            return self._break(fault, status, payload)
        if fault.status:
            status, payload = fault.status, {"error": "told to"}
        return self._send(status, payload, dict(fault.headers))

    def _break(self, fault: Fault, status: int = 0, payload: Any = None) -> None:
        self.close_connection = True
        if fault.hang:
            # Released when the test ends; the client gives up long before.
            self.server.hold.wait(20)
            return
        if fault.drop == "middle":
            data = json.dumps(payload).encode()
            head = f"HTTP/1.1 {status} OK\r\nContent-Length: {len(data) + 50}\r\n\r\n"
            self.wfile.write(head.encode() + data[: len(data) // 2])
            self.wfile.flush()
        # An abrupt end (RST), as when a machine dies.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _send(self, status: int, payload: Any, headers: dict[str, str]) -> None:
        data = b"" if payload is None else json.dumps(payload).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Type", "application/json")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

    def log_message(self, *_: Any) -> None:
        """Say nothing: the log is a list."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, fake: Fake) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.fake = fake
        self.hold = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is no error of ours."""


@contextmanager
def serve(fake: Fake) -> Iterator[str]:
    """Serve a fake on the loopback; yield its address."""
    server = _Server(fake)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.hold.set()
        server.shutdown()
        server.server_close()
        thread.join()
