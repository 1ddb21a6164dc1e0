"""The finished sites: whole, safe to publish, unchanged when nothing changed, and nothing leaks."""

from __future__ import annotations

import dataclasses
import html
import json
import posixpath
import re
import shutil
import subprocess
import sys
import typing
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from jawab.build import build_project
from jawab.compile import Project
from jawab.errors import EnvironmentProblem
from jawab.fields import texts
from jawab.render import AGENT_KINDS
from jawab.site import build_sites
from jawab.site.build import write_site
from jawab.site.config import POLICY

TODAY = date(2026, 11, 21)
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def built(real_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public and the agents' site of the real content in English."""
    root = copy_frame(tmp_path_factory.mktemp("built"))
    build_sites(Project(root, real_project.knowledge, ()), locales=("en",), today=TODAY)
    return root / "build" / "site"


def copy_frame(root: Path) -> Path:
    """Copy what a build needs beside the content."""
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    return root


class Reader(HTMLParser):
    """What a page links to, names, and runs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.names: set[str] = set()
        self.inline: list[str] = []
        self.policy = ""
        self.alternates: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.names.add(given.get("id", ""))
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("script", "img", "link"):
            address = given.get("src") or given.get("href", "")
            if address and given.get("rel") not in ("alternate", "canonical"):
                self.loads.append(address)
        if tag == "script" and "src" not in given and "json" not in given.get("type", ""):
            self.inline.append("script")
        if tag == "style" or "style" in given:
            self.inline.append(f"style on {tag}")
        self.inline += [name for name in given if name.startswith("on")]
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]
        if given.get("rel") == "alternate" and "hreflang" in given:
            self.alternates[given["hreflang"]] = given["href"]


def pages(folder: Path) -> Iterator[tuple[str, Reader]]:
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix(), Reader(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session", params=["public", "agents"])
def site(request: pytest.FixtureRequest, built: Path) -> dict[str, Reader]:
    return dict(pages(built / request.param))


def test_every_link_leads_somewhere(site: dict[str, Reader], real_project: Project) -> None:
    # Addresses are the same in every language; only the English site is built here.
    other = re.compile(rf"^(?:{'|'.join(real_project.knowledge.locales)})/")
    broken = []
    for name, page in site.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or name.endswith("404.html"):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path or "."))
            if not parts.path:
                target = name
            elif link.endswith(("feed.xml", "openapi.yaml")):
                continue
            elif not target.endswith(".html"):
                target = posixpath.normpath(f"{target}/index.html")
            # Addresses are the same in every language; only the English site is built here.
            target = other.sub("en/", target)
            anchor = unquote(parts.fragment)
            # The desk reads its anchors itself.
            if target not in site or (
                anchor and anchor not in site[target].names and "/desk/" not in target
            ):
                broken.append(f"{name}: {link}")
    assert broken == []


def test_no_page_runs_or_styles_anything_inline(site: dict[str, Reader]) -> None:
    assert {name: page.inline for name, page in site.items() if page.inline} == {}


@pytest.mark.parametrize("audience", ["public", "agents"])
def test_no_page_shows_a_value_of_a_program(built: Path, audience: str) -> None:
    """A template that names a method by mistake prints it, with an address of the memory."""
    shown = [
        str(path.relative_to(built))
        for path in sorted((built / audience).rglob("*.html"))
        if re.search(r" at 0x[0-9a-f]{6}|built-in method", path.read_text(encoding="utf-8"))
    ]
    assert shown == []


def test_every_page_carries_the_policy(site: dict[str, Reader]) -> None:
    without = [name for name, page in site.items() if page.policy != POLICY and page.loads]
    assert without == []
    assert "unsafe" not in POLICY


def test_nothing_is_loaded_from_elsewhere(site: dict[str, Reader]) -> None:
    assert [a for page in site.values() for a in page.loads if urlsplit(a).netloc] == []


def test_the_public_pages_name_their_other_languages(built: Path) -> None:
    for name, page in pages(built / "public" / "en"):
        if name.endswith("404.html") or not page.policy:
            continue
        here = "https://help.brindlepix.example/en/" + name.removesuffix("index.html")
        assert page.alternates["en"] == page.alternates["x-default"] == here


def test_robots_are_told_what_they_may_read(built: Path) -> None:
    assert "Disallow: /" in (built / "agents" / "robots.txt").read_text()
    assert "noindex" in (built / "agents" / "en" / "faq" / "index.html").read_text()
    assert "noindex" not in (built / "public" / "en" / "faq" / "index.html").read_text()
    assert not (built / "agents" / "en" / "sitemap.xml").exists()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    index = ET.fromstring((built / "public" / "sitemap.xml").read_text())
    assert index.findtext(f"{space}sitemap/{space}loc", "").endswith("/en/sitemap.xml")
    pages_of = ET.fromstring((built / "public" / "en" / "sitemap.xml").read_text())
    assert len(pages_of) > 100


def test_a_server_is_told_how_to_guard_the_pages(built: Path) -> None:
    headers = (built / "public" / "_headers").read_text()
    assert "frame-ancestors 'none'" in headers
    assert "X-Content-Type-Options: nosniff" in headers
    security = (built / "public" / ".well-known" / "security.txt").read_text()
    assert re.search(r"^Expires: \d{4}-\d\d-\d\dT", security, re.MULTILINE)


def test_the_first_page_leads_to_a_language_without_scripts(built: Path) -> None:
    page = Reader((built / "public" / "index.html").read_text())
    assert page.links == ["en/"]
    assert page.inline == []


def test_moved_pages_send_their_readers_on(built: Path) -> None:
    page = built / "public" / "en" / "guides" / "where-to-report" / "index.html"
    assert 'content="0; url=../../where-to-report/"' in page.read_text()
    assert "/en/guides/where-to-report/ " in (built / "public" / "_redirects").read_text()


def test_structured_data_is_json_that_search_engines_read(built: Path) -> None:
    text = (built / "public" / "en" / "faq" / "why-no-reason" / "index.html").read_text()
    found = [json.loads(data) for data in re.findall(r"ld\+json\">(.*?)</script>", text)]
    assert {data["@type"] for data in found} == {"FAQPage", "BreadcrumbList"}


# Building


@pytest.fixture
def small(mini: Path) -> Project:
    """The frozen project, quick to build."""
    from jawab.compile import open_project

    return open_project(mini)


def test_an_unchanged_site_is_left_alone(small: Project) -> None:
    said: list[str] = []
    for _ in range(2):
        build_sites(small, locales=("en",), audiences=("public",), today=TODAY, say=said.append)
    assert said == ["public site, en: build/site/public/en/", "public site, en: unchanged"]


def test_a_changed_text_changes_its_site(small: Project, mini: Path) -> None:
    before = write_site(small, "public", "en", TODAY).digest
    style = mini / "templates" / "theme" / "assets" / "site.css"
    style.write_text("/* another look */", encoding="utf-8")
    assert write_site(small, "public", "en", TODAY).digest != before


def test_a_failing_build_leaves_the_old_site(small: Project, mini: Path) -> None:
    build_sites(small, locales=("en",), audiences=("public",), today=TODAY)
    page = mini / "build" / "site" / "public" / "en" / "index.html"
    before = page.read_bytes()
    (mini / "templates" / "theme" / "main.html").write_text("{% broken %}", encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match="public site, en"):
        build_sites(small, locales=("en",), audiences=("public",), today=TODAY)
    assert page.read_bytes() == before


def test_nothing_is_read_when_nothing_changed(mini: Path) -> None:
    said: list[str] = []
    for _ in range(2):
        build_project(mini, parts=("catalog",), today=TODAY, say=said.append)
    assert said[-1] == "Nothing changed since the last build."
    build_project(mini, parts=("catalog",), today=date(2027, 1, 1), say=said.append)
    assert said[-1] != "Nothing changed since the last build."


# Leaks

CANARY = "zzcanary{}zz"


def plant(item: Any, everywhere: bool, counter: list[int]) -> Any:
    """Return the item with a canary in each of its notes, or in every text of it."""
    hints = typing.get_type_hints(type(item), include_extras=True)
    made = {}
    for entry in dataclasses.fields(item):
        value, hint = getattr(item, entry.name), hints[entry.name]
        made[entry.name] = _plant_value(value, str(hint), everywhere, counter)
    return dataclasses.replace(item, **made)


def _plant_value(value: Any, hint: str, everywhere: bool, counter: list[int]) -> Any:
    if dataclasses.is_dataclass(value):
        return plant(value, everywhere, counter)
    if isinstance(value, tuple):
        return tuple(_plant_value(v, hint, everywhere, counter) for v in value)
    marked = "'note'" in hint or (everywhere and "'text'" in hint)
    if isinstance(value, str) and marked:
        counter[0] += 1
        return f"{value} {CANARY.format(counter[0])}".strip()
    return value


def is_for_agents(kind: str, item: Any) -> bool:
    return (
        kind in AGENT_KINDS
        or getattr(item, "audience", "") == "agents"
        or getattr(item, "cause", "") == "child-abuse"
        or bool(getattr(item, "shown_as", ""))
    )


PLANTED = (
    "causes", "errors", "scenarios", "faq", "replies", "snippets", "playbooks", "claims", "guides",
    "wording", "glossary", "channels",
)  # fmt: skip


def everything(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            yield path.relative_to(folder).as_posix(), html.unescape(text)


def test_no_canary_of_the_agents_reaches_the_public(real_project: Project, tmp_path: Path) -> None:
    from jawab.api import build_api

    counter = [0]
    kinds = {
        kind: MappingProxyType(
            {
                name: plant(item, is_for_agents(kind, item), counter)
                for name, item in real_project.knowledge.items(kind).items()
            }
        )
        for kind in PLANTED
    }
    assert counter[0] > 500
    root = copy_frame(tmp_path)
    knowledge = dataclasses.replace(real_project.knowledge, **kinds)
    project = Project(root, knowledge, ())
    build_sites(project, locales=("en",), audiences=("public",), today=TODAY)
    build_api(project, root / "build" / "api")
    found = [
        (name, re.findall(r"zzcanary\d+zz", text)[:3])
        for folder in (root / "build" / "site" / "public", root / "build" / "api")
        for name, text in everything(folder)
        if "zzcanary" in text.casefold()
    ]
    assert found == []
    # The same canaries do reach the agents, so the search above is not blind.
    assert (
        "zzcanary"
        in project.renderer("en").catalog()["errors"]["gemini/image-safety"]["agents"]["notes"]
    )


def test_no_text_of_the_agents_reaches_the_public(built: Path, real_project: Project) -> None:
    public, hidden = set(), set()
    for kind in PLANTED:
        for item in real_project.knowledge.items(kind).values():
            agents = is_for_agents(kind, item)
            for _, mark, text in texts(item):
                pieces = {p for p in re.split(r"[`*_\[\](){}<>\n]", text) if len(p) > 45}
                (hidden if agents or mark == "note" else public).update(pieces)
    secret = {p.strip() for p in hidden} - {p.strip() for p in public}
    assert len(secret) > 500
    everything_said = "\n".join(text for _, text in everything(built / "public"))
    shared = "\n".join(public)
    assert [p for p in sorted(secret) if p in everything_said and p not in shared] == []


def test_the_hidden_cause_is_nowhere_on_the_public_site(built: Path, real_project: Project) -> None:
    hidden = [e for e in real_project.knowledge.errors.values() if e.cause == "child-abuse"]
    words = {"child-abuse", *(e.id for e in hidden)}
    styles = ("site.css", "desk.css", "check.js")
    found = [
        (name, word)
        for name, text in everything(built / "public")
        for word in words
        if word in text and not name.endswith(styles)
    ]
    assert found == []


@pytest.mark.slow
def test_the_same_files_build_under_another_builder(small: Project, mini: Path) -> None:
    pytest.importorskip("zensical")
    write_site(small, "public", "en", TODAY)
    config = json.loads((mini / "build" / "config" / "public.en.yml").read_text())
    # It wants its folders below the configuration; the pages and the theme are the same.
    config |= {"INHERIT": "mkdocs.yml", "docs_dir": "build/docs/public/en", "site_dir": "out"}
    config["theme"]["custom_dir"] = "templates/theme"
    (mini / "other.yml").write_text(json.dumps(config), encoding="utf-8")
    command = [sys.executable, "-m", "zensical", "build", "-f", "other.yml"]
    done = subprocess.run(command, cwd=mini, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = Reader((mini / "out" / "errors" / "gemini" / "image-safety" / "index.html").read_text())
    assert page.policy == POLICY
    assert page.inline == []
