"""The JSON API: every file fits its schema, and the public edition tells nobody anything off."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate

from jawab.api import api_files, build_api
from jawab.compile import Project


@pytest.fixture(scope="session", params=["public", "agents"])
def edition(request: pytest.FixtureRequest, real_project: Project) -> tuple[str, dict[str, bytes]]:
    return request.param, dict(api_files(real_project, request.param))


@pytest.fixture(scope="session")
def public(real_project: Project) -> dict[str, bytes]:
    return dict(api_files(real_project, "public"))


def read(files: dict[str, bytes], name: str) -> Any:
    return json.loads(files[name])


def schema_of(name: str) -> str:
    folder, _, rest = name.partition("/")
    if folder == "errors" and rest:
        return "error"
    return folder.removesuffix(".json")


def test_every_file_fits_its_schema(edition: tuple[str, dict[str, bytes]]) -> None:
    _, files = edition
    for name in files:
        if name.startswith("schema/") or name == "openapi.yaml":
            continue
        jsonschema.validate(read(files, name), read(files, f"schema/{schema_of(name)}.json"))


def test_the_description_is_valid_openapi(edition: tuple[str, dict[str, bytes]]) -> None:
    _, files = edition
    validate(read(files, "openapi.yaml"))


def test_the_public_edition_names_nothing_customers_are_not_told(
    public: dict[str, bytes], real_project: Project
) -> None:
    hidden = [e for e in real_project.knowledge.errors.values() if e.cause == "child-abuse"]
    assert hidden, "without such definitions this test proves nothing"
    telling = {"child-abuse", *(word for e in hidden for word in (e.id, e.code, *e.aliases))}
    # A clue that a public definition excludes by name says nothing about the hidden one.
    telling -= {
        clue.value
        for e in real_project.knowledge.errors.values() if e.cause != "child-abuse"
        for signal in e.signals for clue in signal.unless
    }  # fmt: skip
    for name, data in public.items():
        text = (name + data.decode()).casefold()
        assert [word for word in telling if word.casefold() in text] == [], name


def test_the_agents_edition_holds_everything(real_project: Project) -> None:
    files = dict(api_files(real_project, "agents"))
    listed = {entry["id"] for entry in read(files, "errors.json")["errors"]}
    assert listed == set(real_project.knowledge.errors)


def test_every_listed_error_has_a_file(public: dict[str, bytes]) -> None:
    for entry in read(public, "errors.json")["errors"]:
        assert read(public, f"errors/{entry['id']}.json")["code"] == entry["code"]


def test_a_placeholder_stands_in_braces(public: dict[str, bytes]) -> None:
    messages = read(public, "messages/en.json")
    email = messages["causes"]["unspecified"]["messages"]["email"]
    assert "{customer_name}" in email["text"]
    assert "{customer_name}" in email["html"]


def test_both_editions_are_written(mini_project: Project) -> None:
    folder = build_api(mini_project, mini_project.root / "build" / "api")
    site = mini_project.root / "build" / "site"
    assert (folder / "openapi.yaml").is_file()
    copy = site / "public" / "api" / "v1" / "errors.json"
    assert copy.read_bytes() == (folder / "errors.json").read_bytes()
    assert (site / "agents" / "api" / "v1" / "errors.json").is_file()
