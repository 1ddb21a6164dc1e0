"""Our requests against the interface descriptions that vendors publish, judged by Prism."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
import stamina
import yaml

from jawab.errors import EnvironmentProblem
from jawab.export import Library
from jawab.sync import _load
from jawab.sync._credentials import Settings
from jawab.sync._http import Refused
from jawab.sync._state import Found
from servers.desk import SHARED, make_desk, node_tools, open_desk
from servers.real import free_port, wait_until

SPECS = {
    "chatwoot": "chatwoot.yml",
    "front": "front-core-api.json",
    "intercom": "intercom-2.16.yaml",
}
WRONG = {
    "chatwoot": ("POST", "/api/v1/accounts/7/canned_responses", {"short_code": 5, "content": []}),
    "front": ("POST", "/message_templates", {"subject": "no name and no body"}),
    "intercom": ("POST", "/articles", {"body": "no title and no author"}),
}
SETTINGS = {"account_id": "7", "author_id": "5", "token": "a-token"}


@dataclass(frozen=True)
class Mock:
    """A vendor's interface, played by Prism."""

    name: str
    url: str
    desk: Any
    client: httpx.Client


@pytest.fixture(scope="module", autouse=True)
def no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=1):
        yield


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return open_desk(make_desk(tmp_path_factory.mktemp("desk") / "project"))[1]


@pytest.fixture(scope="module", params=SPECS)
def mock(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mock]:
    spec = SHARED / "specs" / SPECS[request.param]
    if not spec.exists():
        pytest.skip(f"the description {spec.name} is not here")
    program = node_tools() / ".bin" / "prism"
    port = free_port()
    log = tmp_path_factory.mktemp("prism") / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [str(program), "mock", str(spec), "--port", str(port)],
            stdout=out, stderr=out,
        )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: b"is listening" in log.read_bytes(), process, log)
        judges = {"request": [body_judge(spec, request.param)], "response": [refuse_violations]}
        with httpx.Client(timeout=30, event_hooks=judges) as client:
            module = _load(request.param)
            settings = Settings({**SETTINGS, "url": url}, ["token"])
            yield Mock(request.param, url, module.Desk(settings, client), client)
    finally:
        process.terminate()
        process.wait(20)


def refuse_violations(response: httpx.Response) -> None:
    """Raise where Prism says that the request, not its own example, breaks the description."""
    found = json.loads(response.headers.get("sl-violations", "[]"))
    ours = [one for one in found if one["location"][0] == "request"]
    # Prism tells the same by 401 and 422, where it stops at them.
    if ours and response.status_code < 400:
        raise AssertionError(ours)


# What Prism cannot judge: it lets every body pass for Intercom, and Front's description of PATCH
# has no body, though the schema of one stands beside it.
BODIES = {
    ("intercom", "POST"): "create_article_request",
    ("intercom", "PUT"): "update_article_request",
    ("front", "PATCH"): "UpdateMessageTemplate",
}


def body_judge(spec: Path, name: str) -> Callable[[httpx.Request], None]:
    """Return a judge of the bodies that Prism does not look at."""
    description = yaml.load(spec.read_text("utf-8"), Loader=yaml.CSafeLoader)

    def judge(request: httpx.Request) -> None:
        kind = BODIES.get((name, request.method))
        if kind:
            schema = {
                "$ref": f"#/components/schemas/{kind}",
                "components": description["components"],
            }
            try:
                jsonschema.validate(json.loads(request.content), schema)
            except jsonschema.ValidationError as error:
                raise Refused(f"it is refused (422): {error.message}", 422) from None

    return judge


def test_everything_we_create_is_accepted(mock: Mock, library: Library) -> None:
    wanted = mock.desk.wanted(library)
    assert wanted
    for item in wanted:
        mock.desk.create(item)


def test_our_updates_and_removals_are_accepted(mock: Mock, library: Library) -> None:
    item = mock.desk.wanted(library)[0]
    found = Found("123", item.key, item.label, item.fields)
    if mock.name == "front":
        with pytest.raises(Refused, match="415"):
            mock.desk.update(found, item)
    else:
        mock.desk.update(found, item)
    mock.desk.disable(found)


def test_what_the_vendor_answers_can_be_read(mock: Mock) -> None:
    for found in mock.desk.read():
        assert found.ident and isinstance(found.fields, dict)


def test_a_wrong_request_would_be_refused(mock: Mock, library: Library) -> None:
    method, path, body = WRONG[mock.name]
    with pytest.raises(EnvironmentProblem, match=r"refused \(4\d\d\)"):
        mock.desk._http.send(method, path, body)


def test_a_request_without_our_token_would_be_refused(mock: Mock) -> None:
    _, path, _ = WRONG[mock.name]
    assert mock.client.get(mock.url + path).status_code == 401
