"""Placeholders, links and Markdown forms."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jawab import links, placeholders
from jawab.html import (
    markdown_to_html,
    markdown_to_plain,
    segments_to_html,
    segments_to_plain,
)


def test_braces_in_code_are_plain_characters() -> None:
    text = "Hi {name}, use `{name}` and\n```\n{name}\n```\n{other}"
    assert [name for _, name in placeholders.find_placeholders(text)] == ["name", "other"]


def test_an_empty_value_takes_its_space_along() -> None:
    assert placeholders.fill("Hello {name}, you", lambda _: "") == "Hello, you"
    assert placeholders.fill("Hello {name}, you", lambda _: "Sari") == "Hello Sari, you"


def test_a_value_is_never_read_as_a_placeholder() -> None:
    assert placeholders.fill("{a} {b}", {"a": "{b}", "b": "x"}.get) == "{b} x"


@given(st.text(alphabet="ab`{}\n _"))
def test_splitting_and_joining_gives_the_text_back(text: str) -> None:
    segments = placeholders.split(text)
    assert len(segments) % 2 == 1
    assert placeholders.fill(text, lambda _: None) == text


def test_placeholders_survive_markdown_in_every_form() -> None:
    segments = placeholders.split("**Hi {name}**, see [{where}](https://a.example) and `{x}`.")
    assert segments_to_html(segments)[1::2] == ["name", "where"]
    assert segments_to_plain(segments) == [
        "Hi ", "name", ", see ", "where", ": https://a.example and {x}.",
    ]  # fmt: skip


def test_html_is_clean() -> None:
    made = markdown_to_html("<script>x</script> [a](javascript:alert(1)) **b**")
    assert "<script" not in made and "href" not in made
    assert "<strong>b</strong>" in made


def test_plain_text_of_lists_and_code() -> None:
    text = "Do:\n\n- one\n- two\n\nThen:\n\n1. a\n2. b\n\n```py\nx = 1\n```\n"
    assert markdown_to_plain(text) == "Do:\n\n- one\n- two\n\nThen:\n\n1. a\n2. b\n\nx = 1"


def test_links_name_items_and_each_output_says_where_they_are() -> None:
    text = "[a](item:faq/why) [b](item:causes/prohibited#top) [c](https://x.example)"
    assert [target for _, target in links.find_links(text)] == ["faq/why", "causes/prohibited"]
    made = links.resolve_links(text, links.site_path)
    assert made == "[a](faq/why/) [b](errors/prohibited/#top) [c](https://x.example)"
