"""Explaining what the real clients give, with texts from the catalog."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from jawab.catalog import CatalogStore
from jawab.compile import Project
from jawab.explain import Explanation, explain
from jawab.identify.compile import compile_signals
from loopback import RECORDED, loopback

CASES = sorted(RECORDED.glob("*.json"))
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="session")
def store(real_project: Project, tmp_path_factory: pytest.TempPathFactory) -> CatalogStore:
    """A catalog of the real content in two languages."""
    folder = tmp_path_factory.mktemp("catalog")
    locales = ["en", "id"]
    files = [file for locale in locales for file in real_project.catalog(locale).to_files()]
    manifest = {
        "locales": locales, "fallbacks": {}, "site_url": "https://help.example.org/",
    }  # fmt: skip
    files += [
        ("signals.json", compile_signals(real_project.knowledge)),
        ("manifest.json", json.dumps(manifest).encode()),
    ]
    for name, data in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return CatalogStore(folder)


@pytest.fixture(scope="session")
def service() -> Iterator[str]:
    with loopback() as url:
        yield url


def ask_google(url: str, model: str) -> Any:
    from google import genai
    from google.genai import types

    client = genai.Client(api_key="no-key", http_options=types.HttpOptions(base_url=url))
    try:
        part = types.Part.from_bytes(data=PNG, mime_type="image/png")
        return client.models.generate_content(model=model, contents=[part, "make the sky blue"])
    finally:
        client.close()


def ask_openai(url: str, model: str) -> Any:
    import openai

    with openai.OpenAI(api_key="no-key", base_url=f"{url}/v1", max_retries=0) as client:
        return client.images.edit(model=model, image=("a.png", PNG), prompt="make the sky blue")


def ask_httpx(url: str, model: str) -> Any:
    return httpx.post(f"{url}/{model}", json={})


def given(ask: Any, url: str, model: str) -> Any:
    """What the client returns, or the exception it raises."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            return ask(url, model)
    except Exception as error:
        return error


def asks() -> Iterator[Any]:
    for path in CASES:
        clients = [ask_httpx, ask_google if path.stem.startswith("gemini") else ask_openai]
        for ask in clients:
            yield pytest.param(path, ask, id=f"{path.stem}-{ask.__name__}")


@pytest.mark.parametrize(("path", "ask"), list(asks()))
def test_real_clients(path: Path, ask: Any, service: str, store: CatalogStore) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))["expect"]
    made = explain(given(ask, service, path.stem), store=store)
    if expected is None:
        assert made is None
        return
    assert made is not None
    assert (made.error_id, made.cause) == (expected["error_id"], expected["cause"])
    assert made.title
    assert made.body
    assert made.problem["type"] == made.docs_url


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_dicts_and_texts_are_read_alike(path: Path, store: CatalogStore) -> None:
    recorded = json.loads(path.read_text(encoding="utf-8"))
    if recorded["expect"] is None:
        assert explain(recorded["body"], store=store) is None
        return
    made = explain(recorded["body"], store=store)
    assert made is not None
    assert made.cause == recorded["expect"]["cause"]


def shown(made: Explanation | None) -> str:
    """Everything of an explanation that a customer may come to see."""
    assert made is not None
    parts = (made.title, made.body, made.action, made.retry, made.docs_url, made.problem)
    return json.dumps(parts, sort_keys=True)


@pytest.mark.parametrize("locale", ["en", "id"])
def test_no_tipping_off(locale: str, store: CatalogStore) -> None:
    abuse = explain("Failed check: SAFETY_CHECK_TYPE_CSAM", locale, store=store)
    prohibited = explain('{"blockReason": "PROHIBITED_CONTENT"}', locale, store=store)
    assert abuse is not None
    assert abuse.cause == "child-abuse"
    assert shown(abuse) == shown(prohibited)
    assert abuse.docs_url == f"https://help.example.org/{locale}/errors/prohibited/"
    assert "csam" not in shown(abuse).casefold()


def test_the_page_of_the_error_is_the_type_of_the_problem(store: CatalogStore) -> None:
    made = explain('{"finishReason": "IMAGE_SAFETY"}', store=store)
    assert made is not None
    assert made.docs_url == "https://help.example.org/en/errors/gemini/image-safety/"
    assert made.problem == {
        "type": made.docs_url, "title": made.title, "status": 422, "detail": made.body,
        "action": made.action, "retry": made.retry,
    }  # fmt: skip


def test_advice_of_the_error_comes_before_that_of_the_cause(
    real_project: Project, store: CatalogStore
) -> None:
    advised = next(
        d for d in real_project.knowledge.errors.values() if d.advice and d.cause == "technical"
    )
    made = explain(advised.examples[0], store=store)
    assert made is not None
    assert made.action.split()[:4] == advised.advice.replace("`", "").replace("*", "").split()[:4]


def test_languages(store: CatalogStore) -> None:
    from jawab.errors import UnknownId

    indonesian = explain('{"finishReason": "IMAGE_SAFETY"}', "id-ID", store=store)
    assert indonesian is not None
    assert indonesian.locale == "id"
    with pytest.raises(UnknownId):
        explain("x", "tlh", store=store)


class Anthropic400(Exception):
    """Shaped like the exceptions of Anthropic's client."""

    status_code = 400

    def __init__(self) -> None:
        super().__init__("Error code: 400")
        words = "This request appears to violate our Usage Policy"
        self.body = {"type": "error", "error": {"type": "invalid_request_error", "message": words}}


def test_shapes_like_anthropics_are_read(store: CatalogStore) -> None:
    made = explain(Anthropic400(), store=store)
    assert made is not None
    assert made.error_id == "other/anthropic-usage-policy"


def test_unknown_things_are_technical_and_claim_nothing(store: CatalogStore) -> None:
    for thing in (KeyError("x"), object(), {}, [], "", None, 5, httpx.ConnectError("refused")):
        made = explain(thing, store=store)
        assert made is not None
        assert made.cause == "technical"


def test_a_chat_answer_in_words_is_a_way_to_decline(store: CatalogStore) -> None:
    answer = {
        "choices": [{"finish_reason": "stop", "message": {"content": "Let us talk instead."}}]
    }
    made = explain(answer, store=store)
    assert made is not None
    assert (made.cause, made.error_id) == ("unspecified", "")


def test_an_exception_within_an_exception(store: CatalogStore) -> None:
    try:
        try:
            raise ValueError("{'error': {'code': 'moderation_blocked'}}")
        except ValueError as inner:
            raise RuntimeError("the job failed") from inner
    except RuntimeError as error:
        made = explain(error, store=store)
    assert made is not None
    assert made.error_id == "openai/moderation-blocked"


def test_circles_and_strange_objects_end(store: CatalogStore) -> None:
    circle: dict[str, Any] = {"finishReason": "IMAGE_SAFETY"}
    circle["self"] = circle
    deep: Any = {"finishReason": "IMAGE_SAFETY"}
    for _ in range(5000):
        deep = {"x": deep}

    class Angry:
        def __getattr__(self, name: str) -> Any:
            raise RuntimeError(name)

        def __str__(self) -> str:
            raise RuntimeError("no")

    made = explain(circle, store=store)
    assert made is not None
    assert made.error_id == "gemini/image-safety"
    for strange in (deep, Angry(), {"a": Angry()}):
        explain(strange, store=store)
