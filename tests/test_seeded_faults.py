"""Faults planted in the real content, one at a time: each is found, at its place, and only then."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from jawab import load
from jawab.check import check_names, run_checks
from jawab.compile import Project, open_project
from jawab.document import read_document
from jawab.finding import Finding

HERE = Path(__file__).parent
ROOT = HERE.parent
TODAY = date(2026, 11, 21)
CASES: list[dict[str, Any]] = yaml.safe_load(
    (HERE / "cases" / "check" / "seeded_faults.yml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the real content in English alone: translations are planted, too."""
    root = tmp_path_factory.mktemp("seeded")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.rmtree(root / "content" / "locales", ignore_errors=True)
    locales = root / "content" / "locales.yml"
    locales.write_text(locales.read_text().replace("status: released", "status: draft"))
    (root / "content" / "released.txt").touch()
    patch = pytest.MonkeyPatch()
    # Nearly all files are the same in every case; each is read once.
    patch.setattr(load, "read_document", cache(read_document))
    yield root
    patch.undo()


@pytest.fixture(scope="module")
def sound(content: Path) -> Project:
    """The content without a fault."""
    return open_project(content)


@pytest.fixture(scope="module")
def known(sound: Project) -> Callable[[str, date], list[Finding]]:
    """What a check finds without a fault."""
    return cache(lambda check, day: run_checks(sound, day, _only(check)))


def test_every_check_and_rule_has_a_fault(sound: Project) -> None:
    planted = {case["rule"] for case in CASES}
    rules = set(sound.knowledge.wording)
    assert (set(check_names()) - {"wording"}) | rules <= planted
    assert len(CASES) >= 60
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["id"].replace(" ", "-") for case in CASES])
def test_fault_is_found(
    case: dict[str, Any], content: Path, sound: Project, known: Callable[..., list[Finding]]
) -> None:
    check = case.get("check", case["rule"])
    day = case.get("today", TODAY)
    before = {} if "today" in case else {_key(f) for f in known(check, day)}
    touched = {name: _read(content / name) for name in _files(case)}
    try:
        _plant(case, content, sound)
        project = open_project(content)
        _share(sound, project, touched)
        new = [f for f in run_checks(project, day, _only(check)) if _key(f) not in before]
        place = case.get("path") or next(iter(touched))
        mine = [f for f in new if f.rule == case["rule"] and f.span.path == place]
        assert mine, [f"{f.span} {f.rule} {f.message}" for f in new] or "nothing found"
        if "at" in case:
            lines = (content / place).read_text(encoding="utf-8").splitlines()
            there = [lines[f.span.line - 1] for f in mine if f.span.line]
            wanted = [re.escape(words) for words in case["at"].split("|")]
            assert any(re.search("|".join(wanted), line) for line in there), mine
    finally:
        for name, text in touched.items():
            _write(content / name, text)


def test_the_content_is_whole_again(content: Path, sound: Project) -> None:
    assert open_project(content).knowledge.errors == sound.knowledge.errors


def _only(check: str) -> list[str]:
    return [] if check == "*" else [check]


def _key(finding: Finding) -> tuple[str, str, str]:
    # Lines move when a fault is planted above.
    return finding.rule, finding.span.path, finding.message


def _files(case: dict[str, Any]) -> list[str]:
    files = list(case.get("edit", ()))
    if "po" in case:
        files.append(f"content/locales/{case['po']['locale']}.po")
    if "released" in case:
        files.append("content/locales.yml")
    return files


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _write(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _plant(case: dict[str, Any], root: Path, sound: Project) -> None:
    for name, (old, new) in case.get("edit", {}).items():
        text = _read(root / name)
        if new is None:
            _write(root / name, None)
        elif not old:
            _write(root / name, (text or "") + new)
        else:
            assert text is not None and old in text, f"{name} no longer holds {old!r}"
            _write(root / name, text.replace(old, new, 1))
    if "po" in case:
        _write(root / f"content/locales/{case['po']['locale']}.po", _po(case["po"], sound))
    for locale in case.get("released", ()):
        path = root / "content" / "locales.yml"
        head, found, rest = path.read_text().partition(f"\n{locale}:\n")
        assert found
        path.write_text(head + found + rest.replace("status: draft", "status: released", 1))


def _po(planted: dict[str, Any], sound: Project) -> str:
    sources = {e.context: e.source for e in sound.entries(notes=True)}
    header = ""
    if "header" in planted:
        header = f'msgid ""\nmsgstr ""\n"Plural-Forms: {planted["header"]}\\n"\n\n'
    fuzzy = "#, fuzzy\n" if planted.get("fuzzy") else ""
    entries = [planted, *planted.get("more", ())]
    return header + "\n".join(
        f"{fuzzy}msgctxt {_quoted(entry['context'])}\n"
        f"msgid {_quoted(sources[entry['context']])}\n"
        f"msgstr {_quoted(entry['text'])}\n"
        for entry in entries
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _share(sound: Project, project: Project, touched: dict[str, Any]) -> None:
    """Let the sound content's guards read what has not changed: the rules are the same."""
    if any(name.startswith("content/wording/") for name in touched):
        return
    for key, value in sound.derived.items():
        if key == "wording" or (
            isinstance(key, tuple) and key[0] in ("guard", "strictest", "read")
        ):
            project.derived[key] = value
