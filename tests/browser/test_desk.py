"""The desk and "Check an error" as an agent and a reader use them, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ERROR = '{"candidates": [{"content": null, "finishReason": "IMAGE_SAFETY"}]}'
NAMED_CHECK = "Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_CSAM"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=address, viewport={"width": 1280, "height": 1000},
        permissions=["clipboard-read", "clipboard-write"],
    )  # fmt: skip
    made = context.new_page()
    made.set_default_timeout(8000)
    said: list[str] = []
    made.on("console", lambda message: said.append(message.text))
    made.on("pageerror", lambda error: said.append(str(error)))
    made.on(
        "request", lambda r: r.url.startswith((address, "data:", "blob:")) or said.append(r.url)
    )
    yield made
    context.close()
    assert said == []


def open_desk(page: Page, locale: str = "en") -> None:
    page.goto(f"/agents/{locale}/desk/")
    page.wait_for_selector("#jw-body")


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_from_a_raw_error_to_an_indonesian_chat_reply_in_six_key_presses(page: Page) -> None:
    open_desk(page)
    page.evaluate("text => navigator.clipboard.writeText(text)", ERROR)
    presses = ["Control+v", "Alt+l", "b", "Alt+c", "Alt+n", "Control+Enter"]
    for key in presses[:2]:
        page.keyboard.press(key)
    page.wait_for_selector(".jw-answer .jw-card")
    page.keyboard.press(presses[2])
    page.wait_for_selector("#jw-body[lang=id]")
    page.keyboard.press(presses[3])
    page.keyboard.press(presses[4])
    page.keyboard.type("Sari")
    page.keyboard.press(presses[5])
    page.wait_for_selector(".jw-status:not(:empty)")
    copied = clipboard(page)
    assert copied.startswith("Halo Sari")
    assert "{" not in copied


def test_the_answer_shows_what_matched_and_what_may_be_said(page: Page) -> None:
    open_desk(page)
    page.fill("#jw-paste", f"Customer says it failed.\n{ERROR}")
    page.wait_for_selector(".jw-answer .jw-card")
    card = page.locator(".jw-answer .jw-card").first
    assert "IMAGE_SAFETY" in card.inner_text()
    card.locator("summary").click()
    assert "IMAGE_SAFETY" in "".join(card.locator("mark").all_inner_texts())
    assert card.locator(".jw-say li").count() > 2


def test_a_required_value_is_asked_for_before_copying(page: Page) -> None:
    open_desk(page)
    page.fill("#jw-paste", ERROR)
    page.wait_for_selector(".jw-answer .jw-card")
    page.keyboard.press("Control+Enter")
    assert page.evaluate("document.activeElement.dataset.name") == "customer_name"
    assert page.inner_text(".jw-status") != ""


def test_an_edit_that_asks_for_the_picture_is_warned_about(page: Page) -> None:
    open_desk(page)
    page.fill("#jw-paste", ERROR)
    page.wait_for_selector(".jw-answer .jw-card")
    assert page.locator(".jw-warning").count() == 0
    page.fill("#jw-body", "Hello. Please attach the image to your reply.")
    page.wait_for_selector(".jw-warning")
    assert "attach the image" in page.inner_text(".jw-warning")


def test_a_mild_report_of_abuse_comes_first(page: Page) -> None:
    open_desk(page)
    page.fill("#jw-paste", "There is illegal content with children in a public gallery. "
              "I looked for a report button and found none. Who do I tell?")  # fmt: skip
    page.wait_for_selector(".jw-answer .jw-risk-critical")
    assert (
        page.locator(".jw-list input:checked").get_attribute("value") == "report-of-abuse-material"
    )


def test_replies_are_found_in_spite_of_a_typing_error(page: Page) -> None:
    open_desk(page)
    page.fill("#jw-search", "familly foto")
    page.wait_for_selector(".jw-list:not(:has(.jw-option:nth-child(20)))")
    values = [one.get_attribute("value") for one in page.locator(".jw-list input").all()]
    assert "family-photo-with-children" in values
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.name") == "jw-reply"


def test_only_the_agents_own_choices_are_remembered(page: Page) -> None:
    open_desk(page)
    page.fill("#jw-paste", f"Sari Wulandari writes: {ERROR}")
    page.wait_for_selector(".jw-answer .jw-card")
    page.fill("#jw-value-customer_name", "Sari Wulandari")
    page.keyboard.press("Alt+c")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "channel" in kept
    assert "Sari" not in kept


def test_escape_clears_and_goes_back_to_the_paste_box(page: Page) -> None:
    open_desk(page)
    page.fill("#jw-paste", ERROR)
    page.wait_for_selector(".jw-answer .jw-card")
    page.keyboard.press("Escape")
    assert page.input_value("#jw-paste") == ""
    assert page.evaluate("document.activeElement.id") == "jw-paste"


def test_arabic_replies_run_from_right_to_left(page: Page) -> None:
    open_desk(page, "ar")
    page.fill("#jw-paste", ERROR)
    page.wait_for_selector(".jw-answer .jw-card")
    assert page.get_attribute("#jw-body", "dir") == "rtl"
    assert page.get_attribute(".jw-answer h3 code", "dir") == "ltr"


def test_a_reader_checks_an_error(page: Page) -> None:
    page.goto("/en/check/")
    page.wait_for_selector("#jw-paste")
    page.fill("#jw-paste", ERROR)
    page.wait_for_selector(".jw-results .jw-card")
    assert "safety check" in page.inner_text(".jw-results")
    page.click(".jw-links a")
    page.wait_for_url("**/en/errors/gemini/image-safety/")


def test_what_is_not_known_is_not_guessed(page: Page) -> None:
    page.goto("/en/check/")
    page.wait_for_selector("#jw-paste")
    page.fill("#jw-paste", "hello, my printer is on fire")
    page.wait_for_selector(".jw-results .jw-card")
    assert page.locator(".jw-results a").count() == 0


def test_a_reader_sees_for_a_named_check_what_prohibited_shows(page: Page) -> None:
    page.goto("/en/check/")
    page.wait_for_selector("#jw-paste")
    page.fill("#jw-paste", NAMED_CHECK)
    page.wait_for_selector(".jw-results .jw-card")
    shown = page.inner_text(".jw-results")
    assert "CSAM" not in shown
    assert "abuse" not in shown.lower()
    page.click(".jw-links a")
    page.wait_for_url("**/en/errors/prohibited/")


def test_the_desk_works_from_a_copy_on_disk(browser: Browser, site_folder: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto((site_folder / "agents" / "en" / "desk" / "index.html").as_uri())
    page.wait_for_selector("#jw-paste")
    page.fill("#jw-paste", ERROR)
    page.wait_for_selector(".jw-answer .jw-card")
    page.select_option("#jw-locale", "id")
    page.wait_for_selector("#jw-body[lang=id]")
    context.close()


def test_a_reply_s_page_opens_it_at_the_desk(page: Page) -> None:
    page.goto("/agents/en/desk/#bypass-request")
    page.wait_for_selector("#jw-body")
    checked = page.locator(".jw-list input:checked")
    assert checked.get_attribute("value") == "bypass-request"


def test_nothing_heavy_is_loaded_before_the_first_word(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    open_desk(page)
    assert not {"suggest.js", "wording.js", "signals.js"} & set(asked)
    page.fill("#jw-paste", ERROR)
    page.wait_for_selector(".jw-answer .jw-card")
    assert {"suggest.js", "wording.js", "signals.js"} <= set(asked)
