"""`jawab sync` and `jawab import` as a person meets them; credentials and adopted macros."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jawab.compile import open_project
from jawab.errors import EnvironmentProblem, JawabError
from jawab.sync import live_targets
from jawab.sync._adopt import adopt, read_file, slug, to_markdown
from jawab.sync._credentials import Setting, read_settings
from servers.desk import make_desk
from servers.fake import Chatwoot, serve

TOKEN = "t0ken-of-the-tests"
HERE = Path(__file__).parent
CASES = HERE / "cases" / "import"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_desk(tmp_path_factory.mktemp("desk") / "project")


@pytest.fixture
def fake() -> Iterator[tuple[Chatwoot, dict[str, str]]]:
    desk = Chatwoot()
    with serve(desk) as url:
        yield (
            desk,
            {
                "JAWAB_CHATWOOT_URL": url,
                "JAWAB_CHATWOOT_TOKEN": TOKEN,
                "JAWAB_CHATWOOT_ACCOUNT_ID": "7",
            },
        )


def run(
    project: Path, environment: dict[str, str], *arguments: str, code: int = 0
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "jawab", "--project", str(project), *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr and TOKEN not in done.stdout + done.stderr
    return done


def test_plan_apply_plan(
    project: Path, fake: tuple[Chatwoot, dict[str, str]], tmp_path: Path
) -> None:
    desk, environment = fake
    saved = tmp_path / "plan.json"
    said = run(project, environment, "sync", "plan", "chatwoot", "-o", str(saved), code=1).stdout
    assert "+ create family-photo.id" in said and "8 create" in said
    assert TOKEN not in saved.read_text("utf-8") and desk.rows == {}
    done = run(project, environment, "sync", "apply", "chatwoot", str(saved))
    assert done.stdout == "8 done\n" and len(desk.rows) == 8
    assert "8 unchanged" in run(project, environment, "sync", "plan", "chatwoot").stdout
    # The saved plan no longer fits.
    refused = run(project, environment, "sync", "apply", "chatwoot", str(saved), code=1)
    assert "moved on" in refused.stderr and len(desk.rows) == 8
    # Somebody edits one there.
    row = next(iter(desk.rows.values()))
    row["content"] = "Edited there"
    data = json.loads(run(project, environment, "sync", "plan", "chatwoot", "--format", "json",
                          code=1).stdout)  # fmt: skip
    assert data["counts"]["drifted"] == 1
    left = run(project, environment, "sync", "apply", "chatwoot", "--yes", code=1)
    assert "left: " in left.stderr and row["content"] == "Edited there"
    run(project, environment, "sync", "apply", "chatwoot", "--yes", "--overwrite")
    assert row["content"] != "Edited there"


def test_apply_asks_first(project: Path, fake: tuple[Chatwoot, dict[str, str]]) -> None:
    desk, environment = fake
    done = subprocess.run(
        [sys.executable, "-m", "jawab", "--project", str(project), "sync", "apply", "chatwoot"],
        input="n\n", capture_output=True, text=True, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip
    assert done.returncode == 130 and "Write 8 change(s)?" in done.stderr and desk.rows == {}


def test_filters(project: Path, fake: tuple[Chatwoot, dict[str, str]]) -> None:
    desk, environment = fake
    run(project, environment, "sync", "apply", "chatwoot", "--yes", "--locale", "ar", "--reply",
        "why-blocked")  # fmt: skip
    (row,) = desk.rows.values()
    assert row["short_code"].startswith("why-blocked.ar.")
    only = ("--locale", "ar", "--reply", "why-blocked")
    assert ": 1 unchanged" in run(project, environment, "sync", "plan", "chatwoot", *only).stdout


def test_the_first_ctrl_c_finishes_the_change_in_hand(
    project: Path, fake: tuple[Chatwoot, dict[str, str]]
) -> None:
    desk, environment = fake
    process = subprocess.Popen(
        [sys.executable, "-m", "jawab", "--project", str(project), "sync", "apply", "chatwoot",
         "--yes"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, **environment},
    )  # fmt: skip

    def interrupt(method: str, path: str) -> None:
        if len(desk.rows) == 2:
            process.send_signal(signal.SIGINT)

    desk.before_write = interrupt
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130 and "Traceback" not in err
    assert "Stopping after this change" in err and "stopped before the end" in out
    assert 3 <= len(desk.rows) < 8
    desk.before_write = lambda method, path: None
    run(project, environment, "sync", "apply", "chatwoot", "--yes")
    assert len(desk.rows) == 8


def test_what_is_missing_is_named(project: Path) -> None:
    environment = {"JAWAB_CHATWOOT_URL": "https://desk.example", "HOME": "/nonexistent"}
    said = run(project, environment, "sync", "plan", "chatwoot", code=2).stderr
    assert "JAWAB_CHATWOOT_ACCOUNT_ID" in said and "0600" in said
    assert "Did you mean" in run(project, {}, "sync", "plan", "chatwot", code=2).stderr
    said = run(project, {"DJANGO_SETTINGS_MODULE": ""}, "sync", "plan", "django-helpdesk", code=2)
    assert "DJANGO_SETTINGS_MODULE" in said.stderr


def test_help_names_every_live_target(project: Path) -> None:
    said = run(project, {}, "sync", "--help").stdout
    assert all(name in said for name in live_targets())
    assert "Exit code" in run(project, {}, "sync", "plan", "--help").stdout


# Credentials

WANTED = (Setting("url", "the address"), Setting("token", "a token", secret=True))


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('[desk]\nurl = "https://file.example/"\ntoken = "from-file"\n')
    path.chmod(0o600)
    environ = {"JAWAB_CREDENTIALS": str(path), "JAWAB_DESK_TOKEN": "from-environment"}
    found = read_settings("desk", WANTED, environ)
    assert dict(found) == {"url": "https://file.example", "token": "from-environment"}
    assert "from-environment" not in repr(found) and found.hide("x from-environment") == "x ***"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "c.toml"
    path.write_text('[desk]\nurl = "https://x.example"\ntoken = "t"\n')
    path.chmod(mode)
    with pytest.raises(EnvironmentProblem, match="chmod 600"):
        read_settings("desk", WANTED, {"JAWAB_CREDENTIALS": str(path)})


def test_a_broken_file_does_not_show_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text('token = "secret-thing\n')
    path.chmod(0o600)
    with pytest.raises(EnvironmentProblem) as caught:
        read_settings("desk", WANTED, {"JAWAB_CREDENTIALS": str(path)})
    assert "secret-thing" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["http://desk.example", "https://user:pass@desk.example", "ftp://desk.example", "desk.example",
     "http://127.0.0.1.evil.example"],
)  # fmt: skip
def test_addresses_that_would_leak(url: str) -> None:
    with pytest.raises(EnvironmentProblem):
        read_settings("desk", WANTED, {"JAWAB_DESK_URL": url, "JAWAB_DESK_TOKEN": "t"})


def test_loopback_may_be_plain() -> None:
    environ = {"JAWAB_DESK_URL": "http://127.0.0.1:8088/", "JAWAB_DESK_TOKEN": "t"}
    assert read_settings("desk", WANTED, environ)["url"] == "http://127.0.0.1:8088"


# Import


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.in")))
def test_macros_become_skeletons(name: str, golden: Callable[[str, str], None]) -> None:
    rows = read_file((CASES / f"{name}.in").read_text("utf-8"))
    shown = [
        f"=== {one.id}.yml {' '.join(one.unknown)}\n{one.yaml}" for one in adopt(rows, "2026-11-21")
    ]
    golden(f"import/{name}.txt", "\n".join(shown))


def test_a_skeleton_is_valid_content(tmp_path: Path) -> None:
    project = make_desk(tmp_path / "project")
    for path in sorted(CASES.glob("*.in")):
        for one in adopt(read_file(path.read_text("utf-8")), "2026-11-21"):
            (project / f"content/replies/{path.stem}-{one.id}.yml").write_text(one.yaml, "utf-8")
    assert open_project(project).findings == ()


@pytest.mark.parametrize(
    ("body", "expected", "unknown"),
    [
        ("Hi {{ticket.requester.first_name}}, no {{ticket.id}}",
         "Hi {customer_name}, no {ticket_id}", ()),
        ('<p>Hi <attribute key="user.name" default="there"/>,</p><p>bye</p>',
         "Hi {customer_name},\n\nbye", ()),
        ("{%customer.firstName,fallback=there%} #{ticket.number} {{agent.name}}",
         "{customer_name} {ticket_id} {agent_name}", ()),
        ("{{ticket.ticket_field_360}} {x}", "`{{ticket.ticket_field_360}}` {x}",
         ("{{ticket.ticket_field_360}}",)),
        ("<ul><li>one</li><li><b>two</b></li></ul><a href='https://x.example/'>here</a>",
         "- one\n- **two**\n\n[here](https://x.example/)", ()),
        ("a < b and c > d", "a < b and c > d", ()),
    ],
)  # fmt: skip
def test_a_macros_text(body: str, expected: str, unknown: tuple[str, ...]) -> None:
    assert to_markdown(body) == (expected, unknown)


def test_names_of_files() -> None:
    assert slug("Safety::Child / photo!") == "child-photo" and slug("子供") == "macro"
    rows = [{"title": title, "body": "x"} for title in ("A", "a", "../../etc")]
    assert [one.id for one in adopt(rows, "2026-11-21")] == ["a", "a-2", "etc"]


@pytest.mark.parametrize("text", ["[", '{"a": ', "[" * 100_000])
def test_a_file_that_cannot_be_read_is_an_error_of_ours(text: str) -> None:
    with pytest.raises(JawabError):
        read_file(text)


def test_import_from_a_live_desk_leaves_out_what_is_ours(
    project: Path, fake: tuple[Chatwoot, dict[str, str]]
) -> None:
    desk, environment = fake
    run(project, environment, "sync", "apply", "chatwoot", "--yes")
    desk.rows[999] = {"id": 999, "short_code": "hello", "content": "Hi {{ contact.name }}"}
    done = run(project, environment, "import", "chatwoot")
    assert "1 skeleton(s)" in done.stdout
    made = (project / "build/import/chatwoot/hello.yml").read_text("utf-8")
    assert "Hi {customer_name}" in made


def test_import_checks_the_wording(tmp_path: Path) -> None:
    root = HERE.parent
    done = run(root, {}, "import", "zendesk", "--from", str(CASES / "zendesk.in"), "-o",
               str(tmp_path / "out"), code=1)  # fmt: skip
    assert "asks-for-image" in done.stdout and "unknown-variable" in done.stdout
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "please-send-photo-2.yml", "please-send-photo.yml",
    ]  # fmt: skip
