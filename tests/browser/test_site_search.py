"""Search finds the page: in real content, and in every kind of script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CASES = Path(__file__).parent.parent / "cases" / "search"


def read(name: str) -> Any:
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("locale", ["en", "id"])
def test_search_finds_the_page(browser: Browser, address: str, locale: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{locale}/")
    found = page.evaluate(
        "async (queries) => Object.fromEntries(await Promise.all(queries.map(async (query) => "
        "[query, (await jawabSearch.find(query, 3)).map((hit) => hit[0])])))",
        list(read(locale)),
    )
    page.close()
    missed = {
        query: found[query]
        for query, wanted in read(locale).items()
        if not any(url.startswith(wanted) for url in found[query])
    }
    assert missed == {}


def test_every_script_is_searched(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/")
    missed = []
    for locale, case in read("scripts").items():
        data = {
            "kinds": {},
            "pages": [
                [url, "faq", title, "", text] for url, (title, text) in case["pages"].items()
            ],
        }
        for query, wanted in case["queries"].items():
            found = page.evaluate(
                "([data, query]) => new jawabSearch.Index(data).find(query, 3).map((h) => h[0])",
                [data, query],
            )
            if found[:1] != [wanted]:
                missed.append(f"{locale}: {query}: {found}")
    page.close()
    assert missed == []


def test_the_box_is_used_by_keyboard_alone(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/faq/")
    page.keyboard.press("/")
    page.keyboard.type("family photo")
    box = page.get_by_role("combobox")
    page.locator("#find-hits [role=option]").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    page.locator("#find-hits [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/scenarios/family-photo/")
    page.close()


def test_the_missing_page_searches(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/404.html")
    page.locator("#search-page input").fill("IMAGE_SAFETY")
    page.locator("#search-page .hit a").first.click()
    page.wait_for_url("**/en/errors/gemini/image-safety/")
    page.close()


def test_nothing_found_is_said(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/en/search/?q=qqqqqqzzzz")
    page.locator("#search-page .hit-none").wait_for()
    page.close()
