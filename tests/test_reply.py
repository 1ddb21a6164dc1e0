"""Replies: values go in as text and as nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jawab.catalog import CatalogStore
from jawab.errors import JawabError, UnknownId
from jawab.html import markdown_to_html
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
