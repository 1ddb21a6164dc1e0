"""Plan and apply against real servers: Request Tracker 5 and django-helpdesk."""

from __future__ import annotations

import html
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import stamina

from jawab.compile import Project
from jawab.export import Library, open_library
from jawab.sync import Applier, Plan, make_plan
from jawab.sync import request_tracker as rt_target
from jawab.sync._credentials import Settings
from servers.desk import make_desk, open_desk
from servers.proxy import MOMENTS, Killer, killing_proxy
from servers.real import DjangoHelpdesk, RequestTracker, django_helpdesk, request_tracker, running

ARTICLES = 12


@pytest.fixture(scope="module", autouse=True)
def no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=6):
        yield


@pytest.fixture(scope="module")
def rt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RequestTracker]:
    with request_tracker(tmp_path_factory.mktemp("rt")) as server:
        yield server


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=60) as one:
        yield one


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return open_desk(make_desk(tmp_path_factory.mktemp("desk") / "project"))[1]


def desk_of(server: RequestTracker, client: httpx.Client) -> rt_target.Desk:
    settings = Settings({"url": server.url, "token": server.token}, ["token"])
    return rt_target.Desk(settings, client)


def plan_of(server: RequestTracker, client: httpx.Client, library: Library, **more: Any) -> Plan:
    return make_plan("request-tracker", desk_of(server, client), library, **more)


def applied(server: RequestTracker, client: httpx.Client, library: Library, **more: Any) -> Any:
    plan = plan_of(server, client, library, **more)
    return Applier(desk_of(server, client), sleep=lambda seconds: None).apply(plan, fresh=True)


class Rest:
    """What a person at Request Tracker does, by its REST interface."""

    def __init__(self, server: RequestTracker, client: httpx.Client) -> None:
        self.base = f"{server.url}/REST/2.0"
        self.client = client
        self.headers = {"Authorization": f"token {server.token}"}

    def send(self, method: str, path: str, **data: Any) -> Any:
        response = self.client.request(method, self.base + path, json=data, headers=self.headers)
        assert response.status_code < 300, response.text
        return response.json() if response.content else None

    def articles(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        page = 1
        while True:
            answer = self.client.post(
                f"{self.base}/articles", json=[{"field": "id", "operator": ">", "value": 0}],
                params={"fields": "Name,CustomFields,Disabled", "per_page": 100, "page": page,
                        "find_disabled_rows": 1}, headers=self.headers,
            ).json()  # fmt: skip
            rows += answer["items"]
            if page >= int(answer["pages"]):
                return rows
            page += 1


def own(row: dict[str, Any], name: str) -> str:
    return next(
        (f["values"][0] for f in row["CustomFields"] if f["name"] == name and f["values"]), ""
    )


def test_replies_reach_request_tracker(
    rt: RequestTracker, client: httpx.Client, library: Library
) -> None:
    rest = Rest(rt, client)
    rest.send("POST", "/article", Name="Mine", Class="Support replies",
              CustomFields={"Body": "A person wrote this."})  # fmt: skip
    plan = plan_of(rt, client, library)
    assert plan.counts["create"] == ARTICLES and plan.foreign == 1
    assert applied(rt, client, library).clean
    again = plan_of(rt, client, library)
    assert again.clean and again.counts["unchanged"] == ARTICLES
    (mine,) = [row for row in rest.articles() if row["Name"] == "Mine"]
    assert own(mine, "Body") == "A person wrote this." and own(mine, "Source key") == ""


def test_an_edit_in_request_tracker_is_drift(
    rt: RequestTracker, client: httpx.Client, library: Library
) -> None:
    applied(rt, client, library)
    rest = Rest(rt, client)
    row = next(row for row in rest.articles() if own(row, "Source key") == "why-blocked.ar")
    rest.send("PUT", f"/article/{row['id']}", CustomFields={"Body": "Edited there"})
    plan = plan_of(rt, client, library)
    assert plan.counts["drifted"] == 1 and not plan.clean
    assert not applied(rt, client, library).clean
    assert applied(rt, client, library, overwrite=True).clean
    assert plan_of(rt, client, library).clean


def test_a_lock_stops_a_write_over_somebody_elses(
    rt: RequestTracker, client: httpx.Client, library: Library
) -> None:
    applied(rt, client, library)
    desk = desk_of(rt, client)
    found = next(thing for thing in desk.read() if thing.key == "why-blocked.en")
    before = desk.read_one(found.ident)
    assert before is not None and before.version
    Rest(rt, client).send("PUT", f"/article/{found.ident}", Summary="Somebody else")
    wanted = next(item for item in desk.wanted(library) if item.key == "why-blocked.en")
    from jawab.sync._state import MovedOn

    with pytest.raises(MovedOn):
        desk.update(before, wanted)
    applied(rt, client, library, overwrite=True)


def test_names_that_are_taken(rt: RequestTracker, client: httpx.Client, tmp_path: Path) -> None:
    folder = make_desk(tmp_path / "project")
    path = folder / "content/replies/why-blocked.yml"
    path.write_text(path.read_text("utf-8").replace('"Why it was stopped"', '"Mine too"'), "utf-8")
    Rest(rt, client).send("POST", "/article", Name="Mine too [en]", Class="Support replies")
    library = open_desk(folder, "en")[1]
    for thing in desk_of(rt, client).read():
        if thing.key == "why-blocked.en" and thing.active:
            desk_of(rt, client).disable(thing)
    from jawab.sync._plan import make_changes

    desk = desk_of(rt, client)
    ours = [thing for thing in desk.read() if thing.key != "why-blocked.en"]
    kinds = {change.key: change.kind for change in make_changes(desk.wanted(library), ours)}
    assert kinds["why-blocked.en"] == "conflict"


@pytest.mark.parametrize(
    ("key", "words"),
    [("family-photo.ar", ("مرحبًا،", "استخدم النموذج")), ("family-photo.id", ("Halo,", "formulir"))],
)
def test_the_agents_reply_editor_shows_our_text(
    rt: RequestTracker, client: httpx.Client, library: Library, key: str, words: tuple[str, ...]
) -> None:
    applied(rt, client, library, overwrite=True)
    rest = Rest(rt, client)
    ticket = rest.send("POST", "/ticket", Queue="General", Subject="A refused photo",
                       Requestor="customer@example.com")["id"]  # fmt: skip
    article = next(row for row in rest.articles() if own(row, "Source key") == key)
    with httpx.Client(base_url=rt.url, follow_redirects=True, timeout=60) as browser:
        page = browser.post("/NoAuth/Login.html", data={"user": "root", "pass": rt.password})
        assert page.status_code == 200
        answer = browser.get("/Ticket/Update.html", params={
            "Action": "Respond", "id": ticket, "IncludeArticleId": article["id"]})  # fmt: skip
    editor = re.search(
        r"<textarea[^>]*name=\"UpdateContent\"[^>]*>(.*?)</textarea>", answer.text, re.DOTALL
    )
    assert editor, answer.text[:500]
    shown = html.unescape(editor[1])
    for word in words:
        assert word in shown


def variant(folder: Path, number: int) -> Path:
    """Make a project of twelve replies; each number has other texts, each third other ids, too."""
    project = make_desk(folder)
    # Without translations every reply is English, and twelve of them are enough.
    for name in ("id", "ar"):
        (project / f"content/locales/{name}.po").unlink()
    replies = project / "content/replies"
    for path in sorted(replies.glob("*.yml")):
        text = path.read_text("utf-8").replace("parts:", f'parts:\n  - text: "Number {number}."')
        path.unlink()
        for copy in range(3):
            name = f"{path.stem}-{copy}" + (f"-{number}" if number % 3 == 0 else "")
            made = re.sub(
                r'^title: "(.*)"$', rf'title: "\1 {copy}"', text, count=1, flags=re.MULTILINE
            )
            (replies / f"{name}.yml").write_text(made, "utf-8")
    return project


def kill_once(
    rt: RequestTracker, client: httpx.Client, folder: Path, number: int
) -> tuple[str, int]:
    """Kill `apply` at a random write, apply again, and check that the target is right."""
    chance = random.Random(number)
    project = variant(folder / "project", number)
    killer = Killer(at=chance.randint(1, ARTICLES), moment=chance.choice(MOMENTS))
    with killing_proxy(rt.url, killer) as url:
        process = subprocess.Popen(
            [sys.executable, "-m", "jawab", "--project", str(project), "sync", "apply",
             "request-tracker", "--locale", "en", "--yes"],
            env={**os.environ, "JAWAB_REQUEST_TRACKER_URL": url,
                 "JAWAB_REQUEST_TRACKER_TOKEN": rt.token},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        killer.watch(process.pid)
        process.wait(120)
    assert killer.killed and process.returncode == -9
    library = open_desk(project, "en")[1]
    assert applied(rt, client, library, locales=["en"]).clean
    check_exactly_once(rt, client, library)
    return killer.moment, killer.at


def check_exactly_once(rt: RequestTracker, client: httpx.Client, library: Library) -> None:
    assert plan_of(rt, client, library, locales=["en"]).clean
    rows = Rest(rt, client).articles()
    wanted = {script.key for script in library.scripts()}
    assert len(wanted) == ARTICLES
    active = [own(row, "Source key") for row in rows if row["Disabled"] == "0"]
    assert sorted(key for key in active if key.endswith(".en")) == sorted(wanted)
    for key in wanted:
        assert sum(own(row, "Source key") == key for row in rows) == 1, key
    (mine,) = [row for row in rows if row["Name"] == "Mine for good"]
    assert own(mine, "Body") == "Never touched." and mine["Disabled"] == "0"


@pytest.fixture(scope="module")
def rt_with_mine(
    tmp_path_factory: pytest.TempPathFactory, client: httpx.Client
) -> Iterator[RequestTracker]:
    """A server of its own: every article there makes each look at it slower."""
    with request_tracker(tmp_path_factory.mktemp("rt-kill")) as server:
        Rest(server, client).send("POST", "/article", Name="Mine for good",
                                  Class="Support replies",
                                  CustomFields={"Body": "Never touched."})  # fmt: skip
        yield server


@pytest.mark.parametrize(
    "number", [*range(1, 4), *(pytest.param(n, marks=pytest.mark.slow) for n in range(4, 51))]
)
def test_killed_at_a_random_moment(
    rt_with_mine: RequestTracker, client: httpx.Client, tmp_path: Path, number: int
) -> None:
    kill_once(rt_with_mine, client, tmp_path, number)


@pytest.mark.slow
def test_every_reply_in_every_locale_reaches_request_tracker(
    rt: RequestTracker, client: httpx.Client, real_project: Project
) -> None:
    if real_project.findings:
        pytest.skip("the content has findings of its own")
    library = open_library(real_project, locales=["all"])
    outcome = applied(rt, client, library, overwrite=True)
    assert outcome.clean, {k: v for k, v in outcome.reasons.items() if v}
    again = plan_of(rt, client, library)
    assert again.clean and again.counts["unchanged"] == sum(1 for _ in library.scripts())


# django-helpdesk


@pytest.fixture
def django(tmp_path: Path) -> DjangoHelpdesk:
    return django_helpdesk(tmp_path, make_desk(tmp_path / "project"))


READ = """
from helpdesk.models import PreSetReply, KBItem
import json
print(json.dumps({
    "replies": sorted([r.name, r.body] for r in PreSetReply.objects.all()),
    "items": sorted([i.category.slug, i.title, i.enabled] for i in KBItem.objects.all()),
}))
"""


def in_shell(django: DjangoHelpdesk, statement: str) -> None:
    program = f"from helpdesk.models import PreSetReply\n{statement}"
    django.manage("shell", "--no-imports", "-c", program)


def there(django: DjangoHelpdesk) -> Any:
    import json

    return json.loads(django.manage("shell", "--no-imports", "-c", READ).stdout)


def test_django_helpdesk(django: DjangoHelpdesk, tmp_path: Path) -> None:
    in_shell(django, "PreSetReply.objects.create(name='Mine', body='A person wrote this.')")
    everything = ("--locale", "all")
    assert "15 create" in django.manage("jawab_sync", "plan", *everything, code=1).stdout
    django.manage("jawab_sync", "apply", *everything, "--yes")
    assert "15 unchanged, 1 foreign" in django.manage("jawab_sync", "plan", *everything).stdout
    first = there(django)
    assert len(first["replies"]) == ARTICLES + 1 and len(first["items"]) == 3
    assert ["Mine", "A person wrote this."] in first["replies"]
    assert any("مرحبًا" in body for _, body in first["replies"])
    # An edit there.
    in_shell(django, "PreSetReply.objects.filter(name__startswith='Why', name__endswith='[id]')"
             ".update(body='Edited there')")  # fmt: skip
    said = django.manage("jawab_sync", "plan", *everything, code=1).stdout
    assert "! drifted why-blocked.id" in said and ["-", "Edited", "there"][0] in said
    assert "left" in django.manage("jawab_sync", "apply", *everything, "--yes", code=1).stderr
    django.manage("jawab_sync", "apply", *everything, "--yes", "--overwrite")
    assert there(django) == first
    # Arabic is no longer wanted: replies are deleted, items disabled; what is foreign stays.
    assert "5 disable" in django.manage("jawab_sync", "plan", code=1).stdout
    django.manage("jawab_sync", "apply", "--yes")
    now = there(django)
    assert len(now["replies"]) == ARTICLES - 4 + 1
    assert ["ai-images-ar", False] in [[slug, on] for slug, _, on in now["items"]]
    assert ["Mine", "A person wrote this."] in now["replies"]


def test_customers_read_the_articles_of_django_helpdesk(
    django: DjangoHelpdesk, tmp_path: Path
) -> None:
    django.manage("jawab_sync", "apply", "--locale", "all", "--yes")
    django.manage("shell", "--no-imports", "-c", "from django.contrib.auth.models import User;"
                  "User.objects.create_superuser('agent', password='only-for-tests')")  # fmt: skip
    with running(django, tmp_path) as url, httpx.Client(base_url=url, follow_redirects=True) as web:
        assert "Mengapa tidak ada alasan?" in web.get("/kb/ai-images-id/").text
        assert "لماذا" in web.get("/kb/ai-images-ar/").text
        page = web.get("/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token
        web.post("/login/", data={"username": "agent", "password": "only-for-tests",
                                  "csrfmiddlewaretoken": token[1]})  # fmt: skip
        bodies = [web.get("/raw/preset/", params={"id": n}).text for n in range(1, ARTICLES + 1)]
        assert any("Pemeriksaan menghentikan" in body for body in bodies)
        assert any("أوقف الفحص" in body for body in bodies)


def test_killed_between_two_writes_django_is_whole(django: DjangoHelpdesk) -> None:
    """Text and record are one transaction: after a kill there is both or neither."""
    program = (
        "import os, signal\n"
        "from jawab.sync import django_helpdesk as target\n"
        "from jawab.sync.django_app.models import Record\n"
        "calls = []\n"
        "original = Record.objects.create\n"
        "def create(**values):\n"
        "    calls.append(values)\n"
        "    if len(calls) == 4:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return original(**values)\n"
        "Record.objects.create = create\n"
        "import sys, runpy\n"
        "sys.argv = ['jawab', 'sync', 'apply', 'django-helpdesk', '--locale', 'all', '--yes']\n"
        "runpy.run_module('jawab', run_name='__main__')\n"
    )
    django.manage("shell", "--no-imports", "-c", program, code=-9)
    assert len(there(django)["replies"]) == 3
    said = django.manage("jawab_sync", "plan", "--locale", "all", code=1).stdout
    assert "12 create, 3 unchanged" in said and "foreign" not in said
    django.manage("jawab_sync", "apply", "--locale", "all", "--yes")
    assert len(there(django)["replies"]) == ARTICLES


@pytest.mark.slow
def test_every_reply_in_every_locale_reaches_django_helpdesk(
    tmp_path: Path, real_project: Project
) -> None:
    if real_project.findings:
        pytest.skip("the content has findings of its own")
    django = django_helpdesk(tmp_path, real_project.root)
    django.manage("jawab_sync", "apply", "--locale", "all", "--yes")
    django.manage("jawab_sync", "plan", "--locale", "all")
    library = open_library(real_project, locales=["all"])
    assert len(there(django)["replies"]) == sum(1 for _ in library.scripts())
