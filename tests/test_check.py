"""Every check: its manual page is complete, and both examples on it behave as it says."""

from __future__ import annotations

import ast
import io
import re
from datetime import date
from pathlib import Path

import pytest

from jawab.check import _locales, check_names, run_checks
from jawab.check._page import HEADINGS, read_page
from jawab.check._reading import PAGES
from jawab.cli.check import show_progress
from jawab.cli.explain import find_check
from jawab.compile import open_project
from jawab.finding import Finding
from jawab.load import _RULES
from patches import lay_over

TODAY = date(2026, 11, 21)
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
ALSO = {"wording": "marketing"}
"""The name a finding carries, where it is not the check's own."""


def found_in(root: Path, *only: str) -> list[Finding]:
    return run_checks(open_project(root), TODAY, only)


@pytest.mark.parametrize("name", check_names())
def test_every_page_is_complete(name: str) -> None:
    page = read_page(name)
    assert page.title.endswith(".")
    assert tuple(page.sections) == HEADINGS
    assert page.example(passes=False) and page.example(passes=True)


@pytest.mark.parametrize("name", check_names())
def test_the_example_that_fails_is_found(name: str, mini: Path) -> None:
    fragments = read_page(name).example(passes=False)
    lay_over(mini, fragments)
    findings = [f for f in found_in(mini, name) if f.rule == ALSO.get(name, name)]
    assert findings
    files = {path for path, _ in fragments}
    assert any(f.span.path in files or f.span.path.endswith(".po") for f in findings)


@pytest.mark.parametrize("name", check_names())
def test_the_example_that_passes_is_not(name: str, mini: Path) -> None:
    lay_over(mini, read_page(name).example(passes=True))
    assert found_in(mini, name) == []


def test_two_runs_find_the_same(mini: Path) -> None:
    (mini / "content/faq/why-no-reason.yml").write_text("a: 1\na: 2\n")
    assert found_in(mini) == found_in(mini)
    assert len(found_in(mini)) > 2


def test_an_allow_needs_a_reason_and_a_finding(mini: Path) -> None:
    path = mini / "content/snippets/farewell.yml"
    body = 'purpose: "Closes."\nvariants:\n  - text: "Goodbye."\n'

    def rules(comment: str) -> list[str]:
        path.write_text(comment + body)
        return [f.rule for f in found_in(mini) if f.span.path.endswith("farewell.yml")]

    assert rules("") == ["unused-snippet"]
    assert rules("# jawab: allow unused-snippet -- used from March on\n") == []
    assert rules("# jawab: allow unused-snippet\n") == ["allow-without-reason", "unused-snippet"]
    assert rules("# jawab: allow unused-source -- why not\n") == ["unused-allow", "unused-snippet"]


def test_an_allow_covers_the_whole_value_beside_it(mini: Path) -> None:
    path = mini / "content/faq/why-no-reason.yml"
    text = path.read_text()
    long = text.replace("answer: |\n", "answer: |\n  A first line.\n\n").replace("two", "{nobody}")

    def rules(comment: str) -> list[str]:
        path.write_text(long.replace("answer:", f"{comment}answer:"))
        return [f.rule for f in found_in(mini, "unknown-placeholder")]

    assert rules("") == ["unknown-placeholder"]
    assert rules("# jawab: allow unknown-placeholder -- shown as it is\n") == []
    path.write_text(long.replace("topic:", "# jawab: allow unknown-placeholder -- no\ntopic:"))
    assert [f.rule for f in found_in(mini, "unknown-placeholder")] == ["unknown-placeholder"]


def test_an_allow_holds_in_a_po_file(mini: Path) -> None:
    lay_over(mini, read_page("structure-parity").example(passes=False))
    path = mini / "content/locales/id.po"
    entry = path.read_text()
    (finding,) = found_in(mini, "structure-parity")
    assert (finding.span.path, finding.span.line) == ("content/locales/id.po", 3)
    path.write_text("# jawab: allow structure-parity -- the name differs here\n" + entry)
    assert found_in(mini, "structure-parity") == []
    path.write_text("# jawab: allow structure-parity -- another entry\n\n" + entry)
    assert [f.rule for f in found_in(mini, "structure-parity")] == ["structure-parity"]


def test_an_allow_holds_for_what_arises_in_a_generated_text(mini: Path) -> None:
    path = mini / "content/replies/family-photo.yml"
    path.write_text(path.read_text().replace("  - snippet: greeting\n", "", 1).replace(
        '  - text: "A check stopped {request_id}. **It gave no reason.**"\n', ""))  # fmt: skip
    assert "incomplete-reply" in [f.rule for f in found_in(mini, "incomplete-reply")]
    path.write_text(path.read_text().replace(
        "parts:\n", "# jawab: allow incomplete-reply -- phone follows\nparts:\n"))  # fmt: skip
    places = [f.span.path for f in found_in(mini, "incomplete-reply")]
    assert "content/replies/family-photo.yml" not in places


def test_findings_of_reading_are_not_lost(mini: Path) -> None:
    (mini / "content/faq/why-no-reason.yml").write_text("question: 1\n")
    rules = {f.rule for f in found_in(mini, "unused-source")}
    assert {"wrong-type", "missing-key"} <= rules


def test_every_finding_has_a_page() -> None:
    source = Path(__file__).parent.parent / "src" / "jawab"
    named = set(check_names()) | set(PAGES)
    found: set[str] = set()
    files = [source / f"{name}.py" for name in ("document", "load", "render")]
    packages = (source / name for name in ("check", "locales"))
    for path in (*files, *(path for folder in packages for path in sorted(folder.glob("*.py")))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in (
                "Finding", "report", "_report"
            ):  # fmt: skip
                words = (a.value for a in node.args if isinstance(a, ast.Constant))
                found |= {w for w in words if isinstance(w, str) and NAME.fullmatch(w)}
    assert found
    assert found <= named
    assert set(_RULES.values()) <= named
    assert all(find_check(name) for name in named)
    assert find_check("no-such-check") == ""


def test_languages_read_at_once_give_the_same(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_over(mini, read_page("wording").example(passes=False))
    lexicon = (mini / "content/wording/_lexicon/en.yml").read_text()
    (mini / "content/wording/_lexicon/id.yml").write_text(lexicon)
    (mini / "content/locales").mkdir(exist_ok=True)
    (mini / "content/locales/id.po").write_text(
        'msgctxt "faq/why-no-reason#question"\nmsgid "Why is no reason given?"\n'
        'msgstr "premium plan"\n'
    )
    monkeypatch.setattr(_locales, "ENOUGH", 10**9)
    one_by_one = found_in(mini, "wording")
    monkeypatch.setattr(_locales, "ENOUGH", 0)
    monkeypatch.setattr(_locales, "processors", lambda: 2)
    assert found_in(mini, "wording") == one_by_one
    assert {f.span.path for f in one_by_one} == {
        "content/faq/why-no-reason.yml", "content/locales/id.po"
    }  # fmt: skip


def test_progress_is_for_people_who_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    clock = iter([0.0, 0.5, 1.5])
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    say, done = show_progress("checking")
    say("one")
    assert screen.getvalue() == ""
    say("two")
    assert "checking: two" in screen.getvalue()
    done()
    assert screen.getvalue().endswith("\r\x1b[K")
