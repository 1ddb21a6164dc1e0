"""Every kind of page in a real browser: accessible, quiet, at home, no wider than the screen."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SHOTS = ROOT / "build" / "screenshots"
LOCALES = ("en", "id", "ar")

PUBLIC = {
    "home": "", "check": "check/", "errors": "errors/", "a-z": "errors/a-z/",
    "provider": "errors/gemini/", "cause": "errors/unspecified/",
    "error": "errors/gemini/image-safety/", "faq": "faq/", "question": "faq/why-no-reason/",
    "scenarios": "scenarios/", "scenario": "scenarios/family-photo/", "guides": "guides/",
    "guide": "guides/how-protection-works/", "table": "guides/what-can-be-adjusted/",
    "where-to-report": "where-to-report/", "sources": "sources/", "changes": "changes/",
    "search": "search/?q=photo", "missing": "404.html",
}  # fmt: skip
AGENTS = {
    "desk": "desk/", "replies": "replies/", "reply": "replies/family-photo-with-children/",
    "playbooks": "playbooks/", "playbook": "playbooks/child-in-danger/", "claims": "claims/",
    "claim": "claims/five-protection-layers/", "rules": "wording/",
    "rule": "wording/asks-for-image/", "glossary": "glossary/", "flow": "guides/first-look/",
    "agents-error": "errors/gemini/image-safety/",
}  # fmt: skip
PAGES = [("public", *row) for row in PUBLIC.items()] + [("agents", *row) for row in AGENTS.items()]
SCREENS = {"desktop": (1280, 900), "phone": (375, 800)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WEIGHT = 300_000
SHOWN = {"home", "error", "desk", "reply", "playbook", "guide", "where-to-report", "errors"}
"""Pages whose pictures are kept, in every language and look."""
NARROW = {*SHOWN, "table", "provider", "a-z", "check", "flow"}
"""Pages on which a phone may be too small."""


def wanted(name: str, locale: str, screen: str, scheme: str) -> bool:
    """Say whether a page is worth a look: every kind once, and again where it may differ."""
    if locale == "en" and scheme == "light":
        return screen == "desktop" or name in NARROW
    if scheme == "light":
        return name in (SHOWN if screen == "desktop" else {"home", "error", "guide", "reply"})
    return name in (SHOWN if locale == "en" else {"error", "guide"})


class Watched:
    """A page whose complaints and requests are remembered."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        home = urlsplit(address).netloc
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if urlsplit(request.url).netloc == home or request.url.startswith("data:")
                else self.elsewhere.append(request.url)
            ),
        )

    def _hear(self, message: object) -> None:
        if getattr(message, "type", "") in ("error", "warning"):
            self.complaints.append(getattr(message, "text", ""))


@pytest.fixture(params=[(s, d) for s in SCREENS for d in ("light", "dark")], ids="-".join)
def look(request: pytest.FixtureRequest) -> tuple[str, str]:
    return request.param


@pytest.fixture
def watched(browser: Browser, address: str, look: tuple[str, str]) -> Iterator[Watched]:
    screen, scheme = look
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    # What moves after it was drawn is added up by the browser itself.
    context.add_init_script(
        "self.shifted = 0; new PerformanceObserver((list) => { for (const entry of "
        "list.getEntries()) if (!entry.hadRecentInput) self.shifted += entry.value; })"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    yield Watched(context.new_page(), address)
    context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_are_accessible_quiet_and_fit(
    watched: Watched, address: str, look: tuple[str, str], locale: str
) -> None:
    axe = AXE.read_text(encoding="utf-8")
    screen, scheme = look
    wrong: dict[str, object] = {}
    for audience, name, path in PAGES:
        if not wanted(name, locale, screen, scheme):
            continue
        page = watched.page
        page.goto(f"{address}/{audience}/{locale}/{path}", wait_until="load")
        page.wait_for_function("document.readyState === 'complete'")
        page.evaluate(axe)
        found = page.evaluate(
            "async (tags) => (await axe.run({runOnly: tags, resultTypes: ['violations']}))"
            ".violations.map((v) => [v.id, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) "
            "+ ' ' + (n.any[0] || {message: ''}).message)])",
            RULES,
        )
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        moved = page.evaluate("self.shifted")
        key = f"{audience}/{locale}/{path}"
        if found:
            wrong[f"{key} axe"] = found
        if wide > 0:
            wrong[f"{key} too wide"] = wide
        if moved > 0.1:
            wrong[f"{key} moved"] = moved
        if name in SHOWN:
            SHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SHOTS / f"{name}-{locale}-{screen}-{scheme}.png")
    assert wrong == {}
    assert watched.complaints == []
    assert watched.elsewhere == []


@pytest.mark.parametrize("name", [*PUBLIC, *AGENTS])
def test_first_load_is_light(browser: Browser, address: str, site_folder: Path, name: str) -> None:
    """What a page loads, compressed as any server does, without the index of the search."""
    audience, path = ("public", PUBLIC[name]) if name in PUBLIC else ("agents", AGENTS[name])
    context = browser.new_context()
    page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).path))
    page.goto(f"{address}/{audience}/en/{path}", wait_until="networkidle")
    context.close()
    total = 0
    for item in asked:
        file = site_folder / item.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        if file.is_file() and "search-index" not in file.name:
            total += len(gzip.compress(file.read_bytes(), 6))
    assert 0 < total <= WEIGHT


def test_code_is_copied_with_one_press(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/public/en/errors/gemini/image-safety/")
    button = page.locator("pre .copy").first
    assert button.inner_text() == "Copy"
    button.click()
    page.locator("pre .copy", has_text="Copied").wait_for()
    code = page.locator("pre > code").first.evaluate("(code) => code.textContent")
    assert page.evaluate("navigator.clipboard.readText()") == code
    context.close()


def test_text_is_there_before_scripts_run(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    page = context.new_page()
    for path in (
        "public/en/",
        "public/en/errors/",
        "public/ar/faq/why-no-reason/",
        "agents/en/desk/",
    ):
        page.goto(f"{address}/{path}")
        assert page.locator("h1").is_visible()
    # Without scripts the desk lists the replies, and each can be read.
    page.goto(f"{address}/agents/en/desk/")
    page.get_by_role("link", name="Family photo with children").click()
    assert page.locator(".message").first.is_visible()
    # And one kind of refusal can be picked.
    page.goto(f"{address}/public/en/errors/")
    page.locator("#kind-prohibited").check()
    assert page.locator(".rows-codes > .kind-technical:visible").count() == 0
    assert page.locator(".rows-codes > .kind-prohibited:visible").count() > 0
    context.close()


def test_the_language_switch_keeps_the_page(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/public/en/errors/gemini/image-safety/")
    page.locator(".tongue summary").click()
    page.locator(".tongue a[lang=ar]").click()
    assert page.url == f"{address}/public/ar/errors/gemini/image-safety/"
    assert page.locator("body").get_attribute("dir") == "rtl"
    page.close()


def test_the_choice_of_dark_is_kept(browser: Browser, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{address}/public/en/")
    page.locator(".scheme").click()
    page.goto(f"{address}/public/en/faq/")
    assert page.locator("html").get_attribute("data-scheme") == "dark"
    context.close()


def test_codes_read_from_left_to_right_in_arabic(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/public/ar/errors/gemini/image-safety/")
    style = "(node) => [getComputedStyle(node).direction, getComputedStyle(node).unicodeBidi]"
    assert page.locator("h1 code").evaluate(style) == ["ltr", "isolate"]
    page.close()


def test_a_copy_on_disk_works(browser: Browser, site_folder: Path) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto((site_folder / "public" / "en" / "index.html").as_uri())
    page.locator(".tabs a", has_text="Questions").click()
    page.wait_for_url("**/faq/index.html")
    page.locator(".top .find-box").fill("IMAGE_SAFETY")
    page.locator(".hits a").first.click()
    page.wait_for_url("**/index.html")
    assert "image-safety" in page.url
    assert complaints == []
    page.close()
