"""Plan and apply against every live target that has a fake: what changes, and what never does."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import stamina

from jawab.errors import EnvironmentProblem, JawabError
from jawab.export import Library
from jawab.sync import Applier, Outcome, Plan, TargetMoved, _load, make_plan, read_plan
from jawab.sync._credentials import Settings
from jawab.sync._diff import show_plan
from jawab.sync._http import Broken, Busy, Http, retry_after, wait_before
from jawab.sync._plan import make_changes
from jawab.sync._state import Found, Wanted
from servers import fake as fakes
from servers.desk import make_desk, open_desk
from servers.fake import Fake, Fault, serve

TARGETS = ("chatwoot", "front", "intercom", "zendesk")
SETTINGS = {"account_id": "7", "author_id": "5", "email": "a@b.example", "token": "s3cret-token"}


@pytest.fixture(scope="module", autouse=True)
def no_waiting() -> Iterator[None]:
    # The same number of tries as always, and no time between them.
    with stamina.set_testing(True, attempts=6):
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_desk(tmp_path_factory.mktemp("desk") / "project")


@pytest.fixture(scope="module")
def library(folder: Path) -> Library:
    return open_desk(folder)[1]


@dataclass
class Bench:
    """A target with its fake, and the ways a person there changes things."""

    name: str
    fake: Fake
    url: str
    client: httpx.Client
    waits: list[float] = field(default_factory=list)

    def desk(self) -> Any:
        module = _load(self.name)
        settings = Settings({**SETTINGS, "url": self.url}, ["token"])
        return module.Desk(settings, self.client)

    def plan(self, library: Library, **options: Any) -> Plan:
        return make_plan(self.name, self.desk(), library, **options)

    def apply(self, plan: Plan, **options: Any) -> Outcome:
        return Applier(self.desk(), sleep=self.waits.append, **options).apply(plan)

    def run(self, library: Library, **options: Any) -> Outcome:
        return self.apply(self.plan(library, **options))

    def add_foreign(self) -> None:
        number = self.fake.new_id()
        self.fake.rows[number] = {
            "chatwoot": {"id": number, "short_code": "hello", "content": "Mine"},
            "front": {"id": f"rsp_{number}", "name": "Mine [en]", "body": "<p>Mine</p>"},
            "intercom": {"id": str(number), "title": "Mine", "body": "Mine", "state": "published"},
            "zendesk": {"id": number, "title": "Mine", "description": "", "active": True,
                        "actions": [{"field": "comment_value", "value": "Mine"}]},
        }[self.name]  # fmt: skip

    def foreign(self) -> list[Any]:
        return copy.deepcopy([row for row in self.fake.rows.values() if "Mine" in json.dumps(row)])

    def edit(self, ident: str = "", key: str = "") -> None:
        """Change a text as a person at the helpdesk would: that of a change, or the first."""
        if self.name == "zendesk":
            name = f"jawab_{key}_email".replace("-", "_")
            items = [item for item in self.fake.items.values() if not key or item["name"] == name]
            items[0]["variants"][0]["content"] = "<p>Edited there</p>"
            return
        row = next(
            row
            for row in self.fake.rows.values()
            if "Mine" not in json.dumps(row) and ident in ("", str(row["id"]))
        )
        text = {"chatwoot": "content", "front": "body", "intercom": "body"}[self.name]
        row[text] = "Edited there " + row[text]

    def edited(self) -> bool:
        return "Edited there" in json.dumps(self.fake.state())

    def active(self) -> int:
        found = self.desk().read()
        return sum(1 for thing in found if thing.key and thing.active)


@pytest.fixture(params=TARGETS)
def bench(request: pytest.FixtureRequest, library: Library) -> Iterator[Bench]:
    fake = getattr(fakes, request.param.title())()
    with serve(fake) as url, httpx.Client(timeout=httpx.Timeout(0.4)) as client:
        yield Bench(request.param, fake, url, client)


def expected(bench: Bench, library: Library) -> int:
    return len(bench.desk().wanted(library))


def test_first_plan_creates_and_the_second_has_no_changes(bench: Bench, library: Library) -> None:
    bench.add_foreign()
    before = bench.foreign()
    plan = bench.plan(library)
    count = expected(bench, library)
    assert plan.counts["create"] == count > 0 and plan.foreign == 1 and not plan.clean
    assert [request[0] for request in bench.fake.log if request[0] != "GET"] == []
    assert bench.apply(plan).clean
    again = bench.plan(library)
    assert again.clean and again.counts["unchanged"] == count and again.foreign == 1
    assert bench.foreign() == before and bench.active() == count


def test_an_edit_there_is_drift_and_stays(bench: Bench, library: Library) -> None:
    bench.run(library)
    bench.edit()
    plan = bench.plan(library)
    assert plan.counts["drifted"] == 1 and plan.counts["update"] == 0
    outcome = bench.apply(plan)
    assert not outcome.clean and list(outcome.results.values()) == ["left"] and bench.edited()
    lines = "\n".join(show_plan(plan, lambda text, colour: text))
    assert "! drifted" in lines and "Edited there" in lines
    assert bench.run(library, overwrite=True).clean
    assert bench.plan(library).clean and not bench.edited()


def test_a_changed_text_is_an_update(bench: Bench, library: Library, changed: Library) -> None:
    bench.run(library)
    plan = bench.plan(changed)
    assert plan.counts["update"] > 0 and plan.counts["create"] == plan.counts["drifted"] == 0
    assert bench.apply(plan).clean
    assert bench.plan(changed).clean


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The same things with other words, in every locale."""
    folder = make_desk(tmp_path_factory.mktemp("changed") / "project")
    swaps = (("Hello {", "Good day {"), ("Hi {", "Good day {"), ("sends none", "gives none"))
    names = ("snippets/greeting.yml", "faq/why-no-reason.yml", "locales/id.po", "locales/ar.po")
    for name in names:
        path = folder / "content" / name
        text = path.read_text(encoding="utf-8")
        for old, new in swaps:
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    return open_desk(folder)[1]


def test_what_is_no_longer_wanted_is_disabled_and_comes_back(
    bench: Bench, library: Library, tmp_path: Path
) -> None:
    bench.add_foreign()
    before = bench.foreign()
    bench.run(library)
    count = bench.active()
    fewer = make_desk(tmp_path / "fewer")
    (fewer / "content/replies/why-blocked.yml").unlink()
    (fewer / "content/faq/why-no-reason.yml").unlink()
    for path in (fewer / "content/scenarios").glob("*.yml"):
        path.unlink()
    names = ("replies/family-photo.yml", "errors/gemini/image-safety.yml", "locales/id.po",
             "locales/ar.po")  # fmt: skip
    for name in names:
        path = fewer / "content" / name
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("(item:faq/why-no-reason)", "(item:page/check)"))
    small = open_desk(fewer)[1]
    plan = bench.plan(small)
    assert plan.counts["disable"] > 0
    assert bench.apply(plan).clean
    assert bench.plan(small).clean and bench.active() == count - plan.counts["disable"]
    assert bench.run(library).clean
    assert bench.plan(library).clean and bench.active() == count
    assert bench.foreign() == before


def test_what_waits_for_its_translation_stays(
    bench: Bench, library: Library, tmp_path: Path
) -> None:
    bench.run(library)
    count = bench.active()
    folder = make_desk(tmp_path / "project")
    path = folder / "content/locales/ar.po"
    path.write_text(path.read_text("utf-8").replace("لقد فعلت الصواب.", ""), "utf-8")
    some = open_desk(folder)[1]
    assert ("only-from-a-playbook", "ar") in list(some.untranslated_scripts())
    plan = bench.plan(some)
    assert plan.clean and bench.active() == count


def test_what_was_edited_there_is_not_disabled(bench: Bench, library: Library) -> None:
    bench.run(library)
    bench.edit()
    found = bench.desk().read()
    (change,) = [c for c in make_changes([], found) if c.kind != "disable"]
    assert change.kind == "drifted" and "edited there" in change.why


def test_a_plan_is_refused_when_the_target_moved_on(bench: Bench, library: Library) -> None:
    plan = read_plan(bench.plan(library).to_json())
    bench.run(library)
    writes = len([request for request in bench.fake.log if request[0] != "GET"])
    with pytest.raises(TargetMoved):
        bench.apply(plan)
    assert len([request for request in bench.fake.log if request[0] != "GET"]) == writes


def test_a_saved_plan_does_what_it_says(bench: Bench, library: Library) -> None:
    text = bench.plan(library).to_json()
    assert bench.apply(read_plan(text)).clean
    assert bench.plan(library).clean
    assert SETTINGS["token"] not in text


def test_filters_leave_the_rest_alone(bench: Bench, library: Library, folder: Path) -> None:
    bench.run(library)
    state = copy.deepcopy(bench.fake.state())
    project = open_desk(folder)[0]
    from jawab.export import open_library

    some = open_library(project, locales=["id"], replies=["why-blocked"])
    plan = bench.plan(some, locales=["id"], replies=["why-blocked"])
    assert plan.clean, plan.counts
    assert plan.counts["unchanged"] <= 1
    assert bench.fake.state() == state


def test_an_edit_between_plan_and_write_is_never_lost(
    bench: Bench, library: Library, changed: Library
) -> None:
    bench.run(library)
    plan = bench.plan(changed)
    victim = next(iter(plan.of("update")))

    def edit_then_go_on() -> bool:
        # Called after the plan was checked and before each write.
        if not bench.edited():
            bench.edit(victim.ident, victim.key)
        return False

    outcome = bench.apply(plan, stop=edit_then_go_on)
    assert bench.edited() and "moved on" in outcome.results.values()
    assert not outcome.clean
    assert bench.plan(changed).counts["drifted"] == 1


FAULTS: dict[str, list[Fault]] = {
    "429 with Retry-After": [Fault(status=429, headers=(("Retry-After", "7"),))],
    "429 without": [Fault(status=429)] * 3,
    "429 on reading": [Fault(methods=("GET",), status=429)] * 2,
    "500 on reading": [Fault(methods=("GET",), status=500)] * 2,
    "500 and nothing done": [Fault(status=500)],
    "503 though done": [Fault(status=503, done_first=True)],
    "reset before the work": [Fault(drop="before")],
    "reset after the work": [Fault(drop="after", done_first=True)],
    "reset in the middle of the answer": [Fault(drop="middle", done_first=True)],
    "reset on reading": [Fault(methods=("GET",), drop="middle", done_first=True)],
    "no answer, nothing done": [Fault(hang=True)],
    "no answer though done": [Fault(hang=True, done_first=True)],
    "later": [Fault(drop="after", done_first=True, skip=2), Fault(status=502, skip=3)],
    "storm": [Fault(drop="after", done_first=True), Fault(status=500), Fault(drop="before"),
              Fault(status=429), Fault(methods=("GET",), status=503)],
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_after_a_fault_and_a_second_apply_the_target_is_right(
    bench: Bench, library: Library, changed: Library, fault: str
) -> None:
    bench.add_foreign()
    before = bench.foreign()
    for wanted in (library, changed):
        plan = bench.plan(wanted)
        bench.fake.faults = list(FAULTS[fault])
        bench.apply(plan)
        bench.fake.faults = []
        bench.run(wanted)
        check_right(bench, wanted)
        assert bench.foreign() == before


def check_right(bench: Bench, library: Library) -> None:
    plan = bench.plan(library)
    assert plan.clean, [(change.kind, change.key, change.why) for change in plan.changes]
    keys = [thing.key for thing in bench.desk().read() if thing.key and thing.active]
    assert sorted(keys) == sorted(wanted.key for wanted in bench.desk().wanted(library))


def test_a_fault_alone_is_overcome_at_once(bench: Bench, library: Library) -> None:
    plan = bench.plan(library)
    bench.fake.faults = [Fault(drop="after", done_first=True), Fault(status=429, skip=1)]
    assert bench.apply(plan).clean
    check_right(bench, library)


def test_stale_reads_are_read_again(bench: Bench, library: Library) -> None:
    plan = bench.plan(library)
    bench.fake.after_write = lambda method, path: setattr(bench.fake, "stale_reads", 2)
    outcome = bench.apply(plan)
    bench.fake.after_write = lambda method, path: None
    bench.fake.stale_reads = 0
    if not outcome.clean:
        bench.run(library)
    check_right(bench, library)


def test_an_answer_lost_and_reads_stale_makes_no_double(bench: Bench, library: Library) -> None:
    plan = bench.plan(library)
    bench.fake.faults = [Fault(drop="after", done_first=True)]

    def stale(method: str, path: str) -> None:
        bench.fake.stale_reads = 2
        bench.fake.after_write = lambda method, path: None

    bench.fake.after_write = stale
    bench.apply(plan)
    bench.run(library)
    check_right(bench, library)


def test_doubles_are_put_right(bench: Bench, library: Library) -> None:
    bench.run(library)
    if bench.name == "chatwoot":
        pytest.skip("short codes are unique there")
    row = copy.deepcopy(next(iter(bench.fake.rows.values())))
    number = bench.fake.new_id()
    row["id"] = f"rsp_{number}" if bench.name == "front" else (
        str(number) if bench.name == "intercom" else number)  # fmt: skip
    bench.fake.rows[number] = row
    plan = bench.plan(library)
    assert [change.why for change in plan.of("disable")] == ["there twice"]
    assert bench.apply(plan).clean
    check_right(bench, library)


def test_stopping_finishes_the_change_in_hand(bench: Bench, library: Library) -> None:
    plan = bench.plan(library)
    seen: list[str] = []
    applier = Applier(bench.desk(), sleep=bench.waits.append, stop=lambda: len(seen) >= 1,
                      progress=lambda change, result: seen.append(change.key))  # fmt: skip
    outcome = applier.apply(plan)
    assert len(seen) == 1 and outcome.stopped == (plan.counts["create"] > 1)
    assert set(outcome.results.values()) == {"done"}
    bench.run(library)
    check_right(bench, library)


def test_nothing_secret_is_shown(bench: Bench, library: Library, caplog: Any) -> None:
    caplog.set_level("DEBUG")
    plan = bench.plan(library)
    bench.apply(plan)
    shown = plan.to_json() + "\n".join(show_plan(plan, lambda text, colour: text)) + caplog.text
    assert SETTINGS["token"] not in shown
    bench.fake.faults = [Fault(methods=("GET",), status=401)]
    with pytest.raises(EnvironmentProblem) as caught:
        bench.plan(library)
    assert SETTINGS["token"] not in str(caught.value)
    assert SETTINGS["token"] not in repr(bench.desk()._http._settings)


# What needs no server.


def test_a_refusal_that_echoes_the_token_is_cleaned() -> None:
    settings = Settings({"url": "http://127.0.0.1:9", "token": "abc123xyz"}, ["token"])
    client = httpx.Client(transport=httpx.MockTransport(
        lambda request: httpx.Response(403, text="bad token abc123xyz")))  # fmt: skip
    with pytest.raises(EnvironmentProblem, match=r"bad token \*\*\*"):
        Http(settings, {}, client=client).get("/x")


def test_credentials_go_to_no_other_host() -> None:
    settings = Settings({"url": "https://desk.example", "token": "t"}, ["token"])
    client = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200)))
    with pytest.raises(EnvironmentProblem, match="another address"):
        Http(settings, {}, client=client).get("https://desk.example.evil.example/x")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7.0), ("0", 0.0), ("", None), ("soon", None), ("-3", None), ("٣", None),
     ("Sat, 21 Nov 2026 00:01:40 GMT", 100.0), ("Fri, 20 Nov 2026 00:00:00 GMT", 0.0)],
)  # fmt: skip
def test_retry_after(value: str, seconds: float | None) -> None:
    now = 1795219200.0  # 21 November 2026, 00:00 UTC
    assert retry_after({"Retry-After": value} if value else {}, lambda: now) == seconds


def test_a_busy_target_is_given_the_time_it_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    answers = [
        httpx.Response(429, headers={"Retry-After": "7"}),
        httpx.Response(503, headers={"Retry-After": "3"}),
        httpx.Response(200, json=1),
    ]
    transport = httpx.MockTransport(lambda request: answers.pop(0))
    settings = Settings({"url": "https://desk.example", "token": "t"}, ["token"])
    with stamina.set_testing(False), httpx.Client(transport=transport) as client:
        assert Http(settings, {}, client=client).get("/x") == 1
    assert waits == [7.0, 3.0]


def test_how_long_we_wait() -> None:
    assert wait_before(Busy(429, 7.0)) == 7.0
    assert wait_before(Busy(429, 9999.0)) == 120.0
    assert wait_before(Busy(503, None)) is True
    assert wait_before(Broken("x")) is True
    assert wait_before(ValueError()) is False


def test_a_foreign_thing_of_the_same_name_is_a_conflict() -> None:
    wanted = [Wanted("a.en", "Title [en]", {"Body": "x"})]
    found = [Found("1", "", "title [EN]", {})]
    (change,) = make_changes(wanted, found, unique_labels=True)
    assert change.kind == "conflict"
    (change,) = make_changes(wanted, found, unique_labels=False)
    assert change.kind == "create"


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"format": 99}', '{"format": 1, "changes": [{}]}']
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(JawabError):
        read_plan(text)


def test_a_plan_for_another_address_is_refused(bench: Bench, library: Library) -> None:
    plan = bench.plan(library)
    text = plan.to_json().replace(plan.address, "https://other.example")
    with pytest.raises(JawabError, match=r"other\.example"):
        bench.apply(read_plan(text))


def test_server_text_cannot_steer_the_terminal() -> None:
    found = [Found("1", "a.en", "T", {"Body": "x\x1b[31m\u202e"}, intact=False)]
    changes = make_changes([Wanted("a.en", "T", {"Body": "y"})], found)
    plan = Plan("t", "u", changes, 0)
    lines = "\n".join(show_plan(plan, lambda text, colour: text))
    assert "\x1b" not in lines and "\u202e" not in lines
