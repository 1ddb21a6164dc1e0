"""The code shown in the guides runs against the real SDKs, with only the network taken away."""

from __future__ import annotations

import base64
import inspect
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import jawab
from jawab.document import read_document

GUIDES = Path(__file__).parent.parent / "content" / "guides"
STOPPED = (
    {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}},
    {"candidates": [{"finishReason": "IMAGE_SAFETY", "index": 0}]},
    {"candidates": [{"finishReason": "STOP", "content": {"parts": [{"text": "I cannot."}]}}]},
)


def read_code(guide: str, heading: str) -> str:
    """Return the code below a heading of a guide."""
    path = GUIDES / f"{guide}.yml"
    sections = read_document(path.name, path.read_bytes()).data["sections"]
    found = [section["code"]["text"] for section in sections if section["heading"] == heading]
    assert len(found) == 1, f"{guide} has {len(found)} sections called {heading!r}"
    return str(found[0])


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the code of a section; what it asks `jawab` to explain or record is kept."""
    asked: list[Any] = []

    def keep(value: Any, **_: Any) -> Any:
        asked.append(value)
        return SimpleNamespace(title="", body="", retry="never", docs_url="")

    monkeypatch.setitem(vars(jawab), "explain", keep)
    monkeypatch.setitem(vars(jawab), "record", lambda value: f"{len(value)} clue")

    def execute(guide: str, heading: str) -> tuple[dict[str, Any], list[Any]]:
        names: dict[str, Any] = {}
        exec(compile(read_code(guide, heading), heading, "exec"), names)
        return names, asked

    return execute


class Endpoint:
    """Stands in for an SDK method: accepts only what the real one accepts, then answers."""

    def __init__(self, method: Any, answer: Any) -> None:
        self.signature = inspect.signature(method)
        self.answer = answer

    def __call__(self, **arguments: Any) -> Any:
        self.signature.bind(None, **arguments)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize("answer", STOPPED)
def test_gemini_explains_an_answer_without_a_picture(run: Any, answer: dict[str, Any]) -> None:
    genai = pytest.importorskip("google.genai")
    names, asked = run("for-developers", "Gemini in Python")
    response = genai.types.GenerateContentResponse.model_validate(answer)
    endpoint = Endpoint(genai.models.Models.generate_content, response)
    client = SimpleNamespace(models=SimpleNamespace(generate_content=endpoint))
    picture, why = names["edit_picture"](client, b"photo", "a wish")
    assert picture is None
    assert why is not None
    assert asked == [response]


def test_gemini_returns_the_picture_and_not_a_thought(run: Any) -> None:
    genai = pytest.importorskip("google.genai")
    names, asked = run("for-developers", "Gemini in Python")
    parts = [
        {"thought": True, "inlineData": {"data": "AAAA", "mimeType": "image/png"}},
        {"inlineData": {"data": "AQID", "mimeType": "image/png"}},
    ]
    response = genai.types.GenerateContentResponse.model_validate(
        {"candidates": [{"finishReason": "STOP", "content": {"parts": parts}}]}
    )
    endpoint = Endpoint(genai.models.Models.generate_content, response)
    client = SimpleNamespace(models=SimpleNamespace(generate_content=endpoint))
    assert names["edit_picture"](client, b"photo", "a wish") == (b"\x01\x02\x03", None)
    assert asked == []


def test_gemini_settings_are_the_four_adjustable_filters(run: Any) -> None:
    genai = pytest.importorskip("google.genai")
    names, _ = run("for-developers", "Gemini in Python")
    settings = names["CONFIG"].safety_settings
    assert [setting.category for setting in settings] == list(names["FILTERS"])
    assert all(isinstance(setting, genai.types.SafetySetting) for setting in settings)


def test_openai_explains_the_exception(run: Any) -> None:
    openai = pytest.importorskip("openai")
    names, asked = run("for-developers", "OpenAI in Python")
    body = {"code": "moderation_blocked", "type": "image_generation_user_error"}
    error = openai.APIError("refused", request=None, body=body)
    endpoint = Endpoint(openai.resources.images.Images.edit, error)
    client = SimpleNamespace(images=SimpleNamespace(edit=endpoint))
    picture, why = names["edit_picture"](client, b"photo", "a wish")
    assert picture is None
    assert why is not None
    assert asked == [error]


def test_openai_generates_with_the_moderation_argument(run: Any) -> None:
    openai = pytest.importorskip("openai")
    names, asked = run("for-developers", "OpenAI in Python")
    data = [{"b64_json": base64.b64encode(b"png").decode()}]
    result = openai.types.ImagesResponse.model_validate({"created": 1, "data": data})
    endpoint = Endpoint(openai.resources.images.Images.generate, result)
    client = SimpleNamespace(images=SimpleNamespace(generate=endpoint))
    assert names["make_picture"](client, "a wish") == (b"png", None)
    assert asked == []


def test_openai_edit_has_no_safety_settings_as_the_guide_says() -> None:
    openai = pytest.importorskip("openai")
    edit = inspect.signature(openai.resources.images.Images.edit).parameters
    assert "safety_settings" not in edit
    assert "moderation" not in edit
    assert "moderation" in inspect.signature(openai.resources.images.Images.generate).parameters


def test_each_filtered_picture_is_explained(run: Any) -> None:
    genai = pytest.importorskip("google.genai")
    names, asked = run("for-developers", "Images and videos with a people setting")
    reason = "Filtered out. Support codes: 58061214"
    response = genai.types.GenerateImagesResponse.model_validate(
        {"generatedImages": [{"raiFilteredReason": reason}, {"image": {"imageBytes": "AQID"}}]}
    )
    assert len(names["reasons"](response)) == 1
    assert asked == [reason]


def test_what_explain_gives_you_runs(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    _, asked = run("for-developers", "What explain gives you")
    assert asked == [{"candidates": [{"finishReason": "IMAGE_SAFETY"}]}]
    assert "stopped" in capsys.readouterr().out


def test_the_shapes_of_an_answer_are_json() -> None:
    shapes = json.loads(read_code("for-developers", "Look at fields, not at the status"))
    assert shapes == list(STOPPED[:2])


def test_a_stop_is_one_line_of_the_log(run: Any) -> None:
    names, _ = run("what-to-log", "One line for each stop")
    lines: list[str] = []
    names["note_stop"]({"finishReason": "IMAGE_SAFETY"}, SimpleNamespace(write=lines.append))
    assert lines == ["1 clue\n"]
