"""The reference of the agents' site: nothing that the program offers is missing from it."""

from __future__ import annotations

from pathlib import Path

import pytest

import jawab
from jawab.cli import cli
from jawab.cli._describe import describe
from jawab.export import target_names
from jawab.site.reference import (
    API,
    help_to_markdown,
    make_reference,
    manual_to_markdown,
    option_cell,
)

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "jawab"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    sections = make_reference(tuple(describe(cli)), ROOT / "templates")
    return {section.name: section.body for section in sections}


def names(folder: str) -> set[str]:
    return {path.stem.replace("_", "-") for path in (PACKAGE / folder).glob("[a-z]*.py")}


def test_every_command_and_option_is_described(pages: dict[str, str]) -> None:
    commands = list(describe(cli))
    assert {"jawab identify", "jawab sync plan", "jawab i18n status"} <= {
        command.usage.partition(" [")[0] for command in commands
    }
    for command in commands:
        assert command.usage in pages["commands"]
        for option, said in command.options:
            assert f"| {option_cell(option)} |" in pages["commands"]
            assert said


@pytest.mark.parametrize(("page", "folder"), [("checks", "check"), ("helpdesks", "sync")])
def test_every_module_of_a_folder_is_described(
    pages: dict[str, str], page: str, folder: str
) -> None:
    titles = {line[3:] for line in pages[page].splitlines() if line.startswith("## ")}
    assert titles == names(folder) and len(titles) > 3


def test_every_export_target_is_described(pages: dict[str, str]) -> None:
    titles = {line[3:] for line in pages["targets"].splitlines() if line.startswith("## ")}
    assert titles == set(target_names())


def test_everything_public_in_python_is_described(pages: dict[str, str]) -> None:
    assert set(API) == set(jawab.__all__) - {"JawabError"}
    for name in API:
        assert f"## jawab.{name}\n" in pages["python"]


def test_prose_is_no_markup() -> None:
    assert help_to_markdown(
        "Reads JAWAB_<TARGET>_URL\nor `a<b`.\n\n\b\nExample:  jawab x <y>\n"
    ) == ("Reads JAWAB_&lt;TARGET>_URL or `a<b`.\n\n```sh\njawab x <y>\n```")


def test_a_manual_page_has_headings_and_examples() -> None:
    doc = "A thing.\n\nWhy\n    Because <it>.\n\nExample that fails\n    a: <b>\n"
    assert manual_to_markdown(doc) == (
        "A thing.\n\n**Why**\n\nBecause &lt;it>.\n\n**Example that fails**\n\n```text\na: <b>\n```"
    )
