"""Secrets, addresses, pictures and prompts never survive; what an error says does."""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jawab.redact import redact

WORD = string.ascii_letters + string.digits
HEX = "0123456789abcdef"


def made_of(letters: str, length: int) -> Callable[[random.Random], str]:
    return lambda chance: "".join(chance.choice(letters) for _ in range(length))


def uuid(chance: random.Random) -> str:
    return "-".join(made_of(HEX, n)(chance) for n in (8, 4, 4, 4, 12))


def jwt(chance: random.Random) -> str:
    return ".".join(
        ["eyJ" + made_of(WORD, 30)(chance), made_of(WORD, 60)(chance), made_of(WORD, 43)(chance)]
    )


SECRETS: dict[str, Callable[[random.Random], str]] = {
    "google": lambda c: "AIza" + made_of(WORD + "_-", 35)(c),
    "google-oauth": lambda c: "ya29." + made_of(WORD + "_-", 120)(c),
    "openai": lambda c: "sk-" + made_of(WORD, 48)(c),
    "openai-project": lambda c: "sk-proj-" + made_of(WORD + "_-", 120)(c),
    "anthropic": lambda c: "sk-ant-api03-" + made_of(WORD + "_-", 90)(c),
    "openrouter": lambda c: "sk-or-v1-" + made_of(HEX, 64)(c),
    "xai": lambda c: "xai-" + made_of(WORD, 80)(c),
    "replicate": lambda c: "r8_" + made_of(WORD, 37)(c),
    "runway": lambda c: "key_" + made_of(HEX, 128)(c),
    "fal": lambda c: uuid(c) + ":" + made_of(HEX, 32)(c),
    "hugging-face": lambda c: "hf_" + made_of(WORD, 34)(c),
    "amazon": lambda c: "AKIA" + made_of(string.ascii_uppercase + string.digits, 16)(c),
    "github": lambda c: "ghp_" + made_of(WORD, 36)(c),
    "groq": lambda c: "gsk_" + made_of(WORD, 52)(c),
    "jwt": jwt,
}
PLACES = {
    "bare": "the key {} is wrong",
    "bearer": "authorization: Bearer {}",
    "json": '{{"apiKey": "{}", "n": 1}}',
    "url": "https://api.example/v1?key={}&alt=sse",
    "python": "Client(api_key='{}')",
    "escaped": '"{{\\"token\\":\\"{}\\"}}"',
    "shell": "export OPENAI_API_KEY={}",
}
# Keys without a shape of their own are known by their field.
SHAPELESS = {
    "azure": ("api-key: {}", made_of(HEX, 32)),
    "bfl": ("x-key: {}", uuid),
    "azure-json": ('{{"headers":{{"Ocp-Apim-Subscription-Key":"{}"}}}}', made_of(HEX, 32)),
    "volcengine": ("Authorization: Bearer {}", uuid),
    "amazon-secret": ("aws_secret_access_key = {}", made_of(WORD + "/+", 40)),
    "basic": ("Authorization: Basic {}", made_of(WORD, 40)),
    "password": ('"password": "{}"', made_of(WORD, 12)),
    "cookie": ("cookie: session={}", made_of(WORD, 40)),
    "credentials": ("postgres://bob:{}@db.example/x", made_of(WORD, 16)),
    "signed": ("https://s3.example/a.png?X-Amz-Signature={}", made_of(HEX, 64)),
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("make", SECRETS.values(), ids=SECRETS.keys())
def test_keys_of_the_common_services(make: Callable[[random.Random], str], place: str) -> None:
    for seed in range(20):
        secret = make(random.Random(seed))
        assert secret not in redact(place.format(secret))
        assert secret[-12:] not in redact(place.format(secret))


@pytest.mark.parametrize(("place", "make"), SHAPELESS.values(), ids=SHAPELESS.keys())
def test_keys_without_a_shape(place: str, make: Callable[[random.Random], str]) -> None:
    for seed in range(20):
        secret = make(random.Random(seed))
        assert secret not in redact(place.format(secret))


@pytest.mark.parametrize(
    "address",
    ["bob@example.org", "a.b+c@sub.example.co.uk", "BOB_1@EXAMPLE.COM", "bob%40example.org"],
)
def test_addresses(address: str) -> None:
    assert redact(f"write to {address}, please") == "write to [email removed], please"


def test_pictures() -> None:
    blob = base64.b64encode(random.Random(1).randbytes(3000)).decode()
    wrapped = "\n".join(blob[n : n + 76] for n in range(0, len(blob), 76))
    escaped = blob.replace("/", "\\/")
    forms = [f"data:image/png;base64,{blob}", f'"data":"{blob}"', f'"b64":"{escaped}"', wrapped]
    for text in (*forms, blob.replace("+", "-").replace("/", "_")):
        left = redact(text)
        assert "[data removed]" in left
        assert len(left) < 60


PROMPT = 'two "quoted" people, 5\'6", a\\b {x} at sea'


@pytest.mark.parametrize("field", ["prompt", "negativePrompt", "revised_prompt", "text", "input"])
def test_prompts(field: str) -> None:
    flat = json.dumps({field: PROMPT, "model": "m-1"})
    for text in (
        flat,
        json.dumps(flat),
        json.dumps(json.dumps(flat)),
        str({field: PROMPT, "model": "m-1"}),
    ):
        left = redact(text)
        assert "people" not in left
        assert "at sea" not in left
        assert "m-1" in left


def test_prompts_in_logs_and_commands() -> None:
    assert (
        redact("ts=1 prompt=two people at sea model=m-1")
        == "ts=1 prompt=[prompt removed] model=m-1"
    )
    assert redact("prompt: two people\nmodel: m-1") == "prompt: [prompt removed]\nmodel: m-1"
    assert "people" not in redact('tool --prompt "two people" --model m-1')
    assert "people" not in redact('{"prompt": "two people, and the rest is cut of')


def test_what_an_error_says_stays() -> None:
    for text in (
        '{"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "promptTokenCount": 271}',
        "finish_reason=<FinishReason.IMAGE_SAFETY: 'IMAGE_SAFETY'>",
        "Support codes: 58061214, 39322892",
        "Your request was rejected by the safety system. (request id: 2026070711023)",
        'max_tokens: 4096, "token": 12, "tokens_total": 99',
        "at APIError.generate (/srv/app/node_modules/openai/core/error.js:41:20)",
        "-" * 300,
    ):
        assert redact(text) == text


@given(st.text(max_size=300))
def test_any_text_is_answered_and_done_twice_is_done(text: str) -> None:
    once = redact(text)
    assert isinstance(once, str)
    assert "\x00" not in once or "\x00" in text


@given(
    st.text(alphabet=st.characters(exclude_characters='"\\'), min_size=12, max_size=80),
    st.integers(0, 4),
)
def test_any_prompt_at_any_depth(prompt: str, depth: int) -> None:
    text = json.dumps({"prompt": prompt, "model": "m-1"}, ensure_ascii=False)
    for _ in range(depth):
        text = json.dumps(text, ensure_ascii=False)
    left = redact(text)
    assert prompt not in left
    assert "[prompt removed]" in left
