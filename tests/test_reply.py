"""Replies: values go in as text and as nothing else."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jawab.catalog import CatalogStore
from jawab.errors import JawabError, UnknownId
from jawab.html import markdown_to_html
from jawab.placeholders import fill, split
from jawab.reply import Reply, clean_value, escape_markdown, make_reply


@pytest.fixture(scope="module")
def store(mini_catalog: Path) -> CatalogStore:
    return CatalogStore(mini_catalog)


def reply(store: CatalogStore, **values: str) -> Reply:
    return make_reply(store, "family-photo", values=values)


def test_a_reply_is_ready_to_send(store: CatalogStore) -> None:
    made = reply(store, customer_name="Sari", request_id="req-9")
    assert made.missing == ()
    assert made.text.startswith("Hello Sari,\n\nA check stopped req-9. It gave no reason.")
    assert made.subject == "Your family photo"
    assert "<strong>It gave no reason.</strong>" in made.html


def test_a_missing_required_value_is_named_and_the_body_is_whole(store: CatalogStore) -> None:
    made = reply(store)
    assert made.missing == ("customer_name",)
    assert made.text.startswith("Hello,\n\nA check stopped the request ID.")
    assert "{" not in made.text + made.body + made.html


def test_an_empty_value_means_there_is_none(store: CatalogStore) -> None:
    assert reply(store, customer_name="").missing == ()


WITHOUT_NAME = {
    "Hello {customer_name},": "Hello,",
    "Hola, {customer_name}:": "Hola:",
    "Olá, {customer_name}. Tudo certo.": "Olá. Tudo certo.",
    "مرحبًا {customer_name}،": "مرحبًا،",
    "{customer_name}，您好。": "您好。",
    "<p>{customer_name}, see below.</p>": "<p>see below.</p>",
    "{customer_name} 様\n": "お客様\n",
    "{customer_name} 様、こんにちは。": "お客様、こんにちは。",
    "We saw it, {customer_name} too": "We saw it, too",
}


@pytest.mark.parametrize("text", WITHOUT_NAME)
def test_an_empty_value_leaves_no_gap(text: str) -> None:
    assert fill(text, lambda name: "") == WITHOUT_NAME[text]
    assert fill(text, lambda name: "Sari") == text.replace("{customer_name}", "Sari")


def test_the_desk_leaves_no_gap_either() -> None:
    given = {
        "texts": [split(text) for text in WITHOUT_NAME],
        "placeholders": {"customer_name": {"kind": "text", "neutral": ""}},
    }
    script = Path(__file__).with_name("compose.mjs")
    ran = subprocess.run(
        ["node", str(script)], input=json.dumps(given), capture_output=True, text=True, check=True
    )
    assert json.loads(ran.stdout) == list(WITHOUT_NAME.values())


ROOT = Path(__file__).resolve().parents[1]
GAPS = re.compile(r"[,،，、] *[.,:!،。，、：！]|^[ ,.:!،。，、：！]|^様", re.MULTILINE)


def test_no_text_of_any_language_has_a_gap_where_the_name_is_missing() -> None:
    texts = [
        entry.msgstr
        for path in sorted((ROOT / "content" / "locales").glob("*.po"))
        for entry in polib.pofile(str(path))
        if entry.msgstr.count("{customer_name}")
    ]
    assert len(texts) > 100
    values = {"customer_name": ""}
    gaps = [text for text in texts if GAPS.search(fill(text, lambda name: values.get(name, "X")))]
    assert gaps == []


def test_unknown_names_are_answered_with_the_nearest(store: CatalogStore) -> None:
    with pytest.raises(UnknownId, match="customer_name"):
        reply(store, custmer_name="x")
    with pytest.raises(UnknownId, match="family-photo"):
        make_reply(store, "family-phto")
    with pytest.raises(UnknownId):
        make_reply(store, "family-photo", channel="fax")
    with pytest.raises(UnknownId):
        make_reply(store, "family-photo", tone="developer")


@pytest.mark.parametrize(
    "value",
    ["[x](https://e.example)", "<b>x</b>", "**x**", "`x`", "https://e.example", "www.e.example",
     "a@e.example", "{agent_name}", "# x", "- x", "1. x", "![x](y)", "&lt;", "~~x~~", "| x |"],
)  # fmt: skip
def test_a_value_is_shown_as_it_is_and_never_becomes_markup(
    store: CatalogStore, value: str
) -> None:
    made = reply(store, customer_name=value)
    shown = markdown_to_html(made.body)
    plain = markdown_to_html(reply(store, customer_name="X").body)
    assert shown.count("<") == plain.count("<")
    assert made.html.count("<") == reply(store, customer_name="X").html.count("<")
    assert f"Hello {value}," in made.text
    assert "Your support team" in made.text


def test_hidden_characters_and_line_breaks_are_taken_out() -> None:
    assert clean_value("a\u202eb\u200b\nc\x00\ud800\u2066d\ufeff") == "ab c d"
    assert clean_value("  two   words ") == "two words"
    assert clean_value("नमस्\u200dते") == "नमस्\u200dते"


def test_a_value_as_long_as_a_letter_is_refused() -> None:
    with pytest.raises(JawabError, match="characters"):
        clean_value("x" * 501)


@given(st.text(max_size=60))
def test_no_value_can_change_the_markup(value: str) -> None:
    cleaned = clean_value(value)
    made = markdown_to_html("Hello " + escape_markdown(cleaned) + ", you")
    assert made.startswith("<p>Hello") and made.endswith(", you</p>")
    assert made.count("<") == 2
