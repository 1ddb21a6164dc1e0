"""Files to knowledge: every mistake at once, each with its place and its help."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import ROOT
from jawab.errors import EnvironmentProblem
from jawab.load import KINDS, load_knowledge, schema

ERROR = "content/errors/gemini/image-safety.yml"


def break_file(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def findings(root: Path) -> list[tuple[str, str, str]]:
    return [(f.rule, str(f.span), f.help) for f in load_knowledge(root)[1]]


def test_the_frozen_project_is_clean(mini: Path) -> None:
    knowledge, found = load_knowledge(mini)
    assert found == []
    assert list(knowledge.errors) == [
        "gemini/image-safety", "gemini/prohibited-content", "xai/named-check",
    ]  # fmt: skip
    assert knowledge.errors["gemini/image-safety"].provider == "gemini"
    place = knowledge.place("errors", "gemini/image-safety", "signals", 0, "value")
    assert str(place) == f"{ERROR}:9:34"


@pytest.mark.parametrize(
    ("old", "new", "rule", "place", "hint"),
    [
        ("title:", "titel:", "unknown-key", ":2:1", "did you mean 'title'?"),
        ("title:", "titel:", "missing-key", ":1:1", ""),
        ("cause: unspecified", "cause: unspecifed", "invalid-value", ":3:8",
         "did you mean 'unspecified'?"),
        ('http: "200"', "http: 200", "wrong-type", ":7:7", 'put quotes around it: "200"'),
        ("value: IMAGE_SAFETY", "valeu: IMAGE_SAFETY", "unknown-key", ":9:27",
         "did you mean 'value'?"),
        ("reviewed: 2026-11-01", "reviewed: 2026-13-01", "wrong-type", ":14:11", ""),
        ("code: IMAGE_SAFETY", "id: x\ncode: IMAGE_SAFETY", "unknown-key", ":1:1",
         "delete this line"),
        ("sources: [vendor-page, blog-post]", "sources: vendor-page", "wrong-type", ":13:10", ""),
    ],
)  # fmt: skip
def test_a_mistake_has_its_place_and_help(
    mini: Path, old: str, new: str, rule: str, place: str, hint: str
) -> None:
    break_file(mini, ERROR, old, new)
    assert (rule, ERROR + place, hint) in findings(mini)


def test_all_mistakes_of_all_files_are_found_at_once(mini: Path) -> None:
    break_file(mini, ERROR, "title:", "titel:")
    break_file(mini, "content/faq/why-no-reason.yml", "topic: reasons", "topic: reason")
    (mini / "content/scenarios/family-photo.yml").write_text("a: 1\n\tb: 2\n")
    (mini / "content/replies/empty.yml").write_text("")
    (mini / "content/replies/latin.yml").write_bytes(b"title: caf\xe9\n")
    (mini / "content/faq/notes.txt").write_text("x")
    rules = {(rule, place.split(":")[0]) for rule, place, _ in findings(mini)}
    assert {
        ("unknown-key", ERROR),
        ("invalid-value", "content/faq/why-no-reason.yml"),
        ("invalid-yaml", "content/scenarios/family-photo.yml"),
        ("empty-file", "content/replies/empty.yml"),
        ("not-utf-8", "content/replies/latin.yml"),
        ("stray-file", "content/faq/notes.txt"),
    } <= rules


def test_another_team_file_takes_the_place_of_ours(mini: Path, tmp_path: Path) -> None:
    team = tmp_path / "ours.yml"
    team.write_text("product: Ours\n")
    knowledge, found = load_knowledge(mini, team)
    assert found == [] and knowledge.team.product == "Ours"


def test_a_folder_without_content_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="is this a jawab project"):
        load_knowledge(tmp_path)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_the_committed_schemas_are_in_step_with_the_types(
    kind: str, request: pytest.FixtureRequest
) -> None:
    path = Path(__file__).parent.parent / "content" / ".schema" / f"{kind}.json"
    made = json.dumps(schema(kind), indent=1, ensure_ascii=False) + "\n"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made, "run the tests with --update-golden"


def test_an_editor_knows_the_schema_of_every_file() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    known = {
        Path(schema).name: [path for glob in globs for path in ROOT.glob(glob)]
        for schema, globs in settings["yaml.schemas"].items()
    }
    assert sorted(known) == sorted(p.name for p in (ROOT / "content" / ".schema").glob("*.json"))
    assert [name for name, found in known.items() if not found] == []
    named = {path for found in known.values() for path in found}
    assert named == set((ROOT / "content").rglob("*.yml"))
