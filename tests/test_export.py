"""Every export target: its files, its limits, what it must never carry, and the command."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jawab.errors import ContentInvalid, UnknownId
from jawab.export import (
    Library,
    find_problems,
    load_target,
    open_library,
    target_help,
    target_names,
    write_export,
)
from jawab.export._limits import Item, Limits, check_items
from jawab.export._write import Variable, write
from jawab.export.plain_csv import safe_cell
from servers.desk import ROOT, make_desk, open_desk, real_library

Golden = Callable[[str, str], None]
MESSAGES = [name for name in target_names() if load_target(name).KIND == "messages"]
MACROS = [name for name in target_names() if load_target(name).KIND == "macros"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_desk(tmp_path_factory.mktemp("desk") / "project")


@pytest.fixture(scope="module")
def library(folder: Path) -> Library:
    return open_desk(folder)[1]


def files(name: str, library: Library) -> dict[str, str]:
    made = load_target(name).export(library)
    return {file.path: file.data.decode() for file in made if not file.path.endswith(".mo")}


@pytest.mark.parametrize("name", target_names())
def test_what_a_target_writes(name: str, library: Library, golden: Golden) -> None:
    shown = [f"=== {path}\n{text}" for path, text in files(name, library).items()]
    # Golden files are kept with one kind of line break.
    golden(f"export/{name}.txt", "\n".join(shown).replace("\r\n", "\n"))


@pytest.mark.parametrize("name", target_names())
def test_a_target_explains_itself(name: str) -> None:
    first, _, rest = target_help(name).partition("\n")
    assert first.endswith(".") and len(first) <= 100
    assert load_target(name).SUFFIX.startswith(".")
    assert not rest or rest.startswith("\n")


@pytest.mark.parametrize("name", target_names())
def test_the_same_content_makes_the_same_bytes(name: str, folder: Path, library: Library) -> None:
    again = open_desk(folder)[1]
    target = load_target(name)
    assert list(target.export(library)) == list(target.export(again))


@pytest.mark.parametrize("name", target_names())
def test_nothing_is_wrong_with_good_content(name: str, library: Library) -> None:
    assert find_problems(load_target(name), library) == []


@pytest.mark.parametrize("name", MESSAGES)
def test_bundles_do_not_tip_off(name: str, library: Library) -> None:
    text = "\n".join(files(name, library).values()).casefold()
    for word in ("child-abuse", "child_abuse", "childabuse", "csam", "named check"):
        assert word not in text
    assert "secret note" not in text


@pytest.mark.parametrize("name", MACROS)
def test_helpdesks_get_no_notes_and_no_bare_placeholder(name: str, library: Library) -> None:
    text = "\n".join(files(name, library).values())
    assert "Secret note" not in text
    # In code, `{literal}` is text; everything else in single braces would be ours.
    bare = re.findall(r"(?<![{#%])\{([a-z_]+)\}(?!\})", text)
    assert set(bare) <= {"literal"}


@pytest.mark.parametrize("name", MACROS)
def test_html_is_sanitised(name: str, library: Library) -> None:
    for path, text in files(name, library).items():
        assert "<script" not in text
        if path.endswith(".json"):
            assert "<b>this</b>" not in "".join(html_values(json.loads(text)))


def html_values(data: object) -> list[str]:
    if isinstance(data, str):
        return [data] if data.startswith("<p>") else []
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for part in parts for text in html_values(part)]


def test_a_reply_that_is_partly_english_is_left_out(folder: Path) -> None:
    path = folder / "content/locales/id.po"
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(before.replace("Tindakan Anda benar.", ""), encoding="utf-8")
        library = open_desk(folder)[1]
        keys = {script.key for script in library.scripts()}
        assert "only-from-a-playbook.id" not in keys and "only-from-a-playbook.ar" in keys
        found = find_problems(load_target("front"), library)
        assert [(f.rule, f.severity) for f in found] == [("untranslated-reply", "warning")]
    finally:
        path.write_text(before, encoding="utf-8")


def test_a_message_that_is_not_translated_is_left_out(folder: Path) -> None:
    path = folder / "content/locales/ar.po"
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(before.replace('msgstr "صورتك"', 'msgstr ""'), encoding="utf-8")
        library = open_desk(folder)[1]
        texts = json.loads(files("plain-json", library)["ar.json"])
        assert "unspecified.email.subject" not in texts and "unspecified.toast" in texts
        rules = {finding.rule for finding in find_problems(load_target("plain-json"), library)}
        assert rules == {"untranslated-message"}
    finally:
        path.write_text(before, encoding="utf-8")


def test_filters(folder: Path) -> None:
    project = open_desk(folder)[0]
    released = open_library(project)
    assert released.locales == ("en", "id")
    one = open_library(project, locales=["ar"], replies=["why-blocked"])
    assert [script.key for script in one.scripts()] == ["why-blocked.ar"]
    tones = open_library(project, locales=["en"], tones=["neutral", "distressed"])
    keys = [script.key for script in tones.scripts()]
    assert "family-photo.distressed.en" in keys and "why-blocked.distressed.en" not in keys
    with pytest.raises(UnknownId, match="family-photo"):
        open_library(project, replies=["family-foto"])
    with pytest.raises(UnknownId):
        open_library(project, locales=["xx"])


DECLARED = {
    "customer_name": {"neutral": ""},
    "agent_name": {"neutral": "l'équipe"},
    "request_id": {"neutral": "the <request>"},
}


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "Hello, l&#x27;équipe on the &lt;request&gt;."),
        ({"customer_name": Variable(conditional="{% if x %} {{x}}{% endif %}")},
         "Hello{% if x %} {{x}}{% endif %}, l&#x27;équipe on the &lt;request&gt;."),
        ({"customer_name": Variable(fallback="{{x|%s}}")},
         "Hello, l&#x27;équipe on the &lt;request&gt;."),
        ({"agent_name": Variable(fallback="{{a,%s}}", breaks="")},
         "Hello, {{a,l&#x27;équipe}} on the &lt;request&gt;."),
        ({"agent_name": Variable(fallback="{{a || '%s'}}", breaks="#")},
         "Hello, l&#x27;équipe on the &lt;request&gt;."),
        ({"request_id": Variable(always="{{id}}")}, "Hello, l&#x27;équipe on {{id}}."),
    ],
)  # fmt: skip
def test_variables(variables: dict[str, Variable], expected: str) -> None:
    segments = ["Hello ", "customer_name", ", ", "agent_name", " on ", "request_id", "."]
    assert write(segments, variables, DECLARED, "html") == expected


def test_limits_are_findings_before_anything_is_written(library: Library, tmp_path: Path) -> None:
    long = [Item("a.en", "macro", "POST", {"name": "x" * 101, "deep": {"t": "yy"}}, "a", "en"),
            Item("b.en", "macro", "POST", {"name": "B", "deep": {"t": "y"}}, "b", "en"),
            Item("b.id", "macro", "POST", {"name": "b"}, "b", "id")]  # fmt: skip
    limits = Limits(longest={"name": 100, "deep.t": 1}, unique=("name", "deep.u"))
    found = [(finding.rule, finding.message) for finding in check_items(long, limits)]
    assert found == [
        ("too-long", "a.en: name has 101 characters, 100 is the most there"),
        ("too-long", "a.en: deep.t has 2 characters, 1 is the most there"),
        ("not-unique", "b.id and b.en have the same name 'b'"),
    ]


def test_nothing_is_written_when_the_target_would_refuse(folder: Path, tmp_path: Path) -> None:
    path = folder / "content/replies/why-blocked.yml"
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(before.replace("Why it was stopped", "x" * 101), encoding="utf-8")
        library = open_desk(folder, "en")[1]
        target = load_target("django-helpdesk")
        assert {finding.rule for finding in find_problems(target, library)} == {"too-long"}
        with pytest.raises(ContentInvalid):
            write_export(target, library, tmp_path / "out")
        assert not (tmp_path / "out").exists()
    finally:
        path.write_text(before, encoding="utf-8")


def test_text_that_is_syntax_there_is_a_finding(folder: Path) -> None:
    path = folder / "content/replies/why-blocked.yml"
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(before.replace("A check", "`{{x}}` A check"), encoding="utf-8")
        library = open_desk(folder, "en")[1]
        rules = {finding.rule for finding in find_problems(load_target("zendesk"), library)}
        assert rules == {"target-syntax"}
        assert find_problems(load_target("request-tracker"), library) == []
    finally:
        path.write_text(before, encoding="utf-8")


def test_two_replies_of_one_title_are_found(folder: Path) -> None:
    path = folder / "content/replies/why-blocked.yml"
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(before.replace("Why it was stopped", "Only from a playbook"),
                        encoding="utf-8")  # fmt: skip
        library = open_desk(folder, "en")[1]
        rules = [finding.rule for finding in find_problems(load_target("gorgias"), library)]
        assert rules == ["not-unique"]
    finally:
        path.write_text(before, encoding="utf-8")


def test_csv_runs_no_formula(library: Library) -> None:
    assert (
        safe_cell("=1+1") == "'=1+1" and safe_cell("\n@x") == "'\n@x" and safe_cell("a=b") == "a=b"
    )
    assert safe_cell("") == "" and safe_cell("-") == "'-"
    rows = list(csv.reader(io.StringIO(files("plain-csv", library)["messages.csv"])))
    assert rows[0] == ["\ufeffkey", "note", "en", "ar", "id"]
    for row in rows[1:]:
        assert len(row) == 5 and not any(cell[:1] in "=+-@" for cell in row if cell)


def test_zendesk_has_one_variant_for_each_locale(library: Library) -> None:
    requests = json.loads(files("zendesk", library)["requests.json"])
    names = set()
    for request in requests:
        if "item" in request["body"]:
            item = request["body"]["item"]
            names.add(item["name"])
            locales = [variant["locale_id"] for variant in item["variants"]]
            assert locales == ["<locale_id:en>", "<locale_id:ar>", "<locale_id:id>"]
            assert [v["default"] for v in item["variants"]] == [True, False, False]
        else:
            used = re.findall(r"\{\{dc\.([a-z0-9_]+)\}\}", json.dumps(request["body"]))
            assert len(used) == 2 and set(used) <= names


def test_real_content_fits_every_target() -> None:
    library = real_library(ROOT)
    for name in target_names():
        target = load_target(name)
        errors = [f for f in find_problems(target, library) if f.severity == "error"]
        assert errors == [], name
        assert sum(1 for _ in target.export(library)) > 0


def run(project: Path, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "jawab", "--project", str(project), *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def test_the_command(folder: Path, tmp_path: Path) -> None:
    listed = run(folder, "export", "--list").stdout
    assert all(name in listed for name in target_names())
    done = run(folder, "export", "android")
    assert "2 file(s)" in done.stdout
    assert (folder / "build/messages/android/values-in/jawab_strings.xml").exists()
    run(folder, "export", "front", "--locale", "ar", "-o", str(tmp_path / "out"))
    rows = json.loads((tmp_path / "out/requests.json").read_text(encoding="utf-8"))
    assert {row["key"].rpartition(".")[2] for row in rows} == {"ar"}
    # Again replaces what it made; a folder of somebody else is not taken.
    run(folder, "export", "front", "--locale", "id", "-o", str(tmp_path / "out"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("keep")
    assert "no export made" in run(folder, "export", "front", "-o", str(tmp_path / "mine"),
                                   code=2).stderr  # fmt: skip
    assert (tmp_path / "mine/notes.txt").read_text() == "keep"
    assert "Did you mean" in run(folder, "export", "zendesc", code=2).stderr


def test_the_command_lists_findings_and_writes_nothing(tmp_path: Path) -> None:
    project = make_desk(tmp_path / "project")
    path = project / "content/replies/why-blocked.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("Why it was stopped", "y" * 101))
    done = run(project, "export", "django-helpdesk", code=1)
    assert "too-long" in done.stderr and "nothing was written" in done.stderr
    assert not (project / "build/macros").exists()


def test_scripts_carry_what_targets_need(library: Library) -> None:
    script = next(s for s in library.scripts() if s.key == "only-from-a-playbook.ar")
    assert (script.direction, script.folder, script.risk) == (
        "rtl",
        "Only from a playbook",
        "critical",
    )
    assert dataclasses.is_dataclass(script)
