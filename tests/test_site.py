"""What the sites say and where: pages, reviews, redirects, feed and drawings, without MkDocs."""

from __future__ import annotations

import dataclasses
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jawab.compile import Project, open_project
from jawab.model import Flow, Hotline
from jawab.review import REVIEW_DAYS, is_overdue
from jawab.site.diagram import WIDTH, draw_flow
from jawab.site.feed import News, write_feed
from jawab.site.layout import place_nodes
from jawab.site.measure import text_width, wrap
from jawab.site.metadata import describe, read_front
from jawab.site.pages import Site, make_site

TODAY = date(2026, 11, 21)


def site_of(project: Project, audience: str = "public", today: date = TODAY) -> Site:
    catalog = project.catalog("en").for_audience(audience)
    base = "https://help.example/en/"
    return make_site(project.renderer("en"), catalog, today=today, base=base)


def page(site: Site, path: str) -> str:
    return next(page.text for page in site.pages if page.path == path)


def with_kind(project: Project, kind: str, **items: Any) -> Project:
    """Return the project with items put into a kind."""
    known = {**project.knowledge.items(kind), **{i.replace("_", "-"): v for i, v in items.items()}}
    knowledge = dataclasses.replace(project.knowledge, **{kind: MappingProxyType(known)})
    return Project(project.root, knowledge, ())


def hotline(**fields: Any) -> Hotline:
    given: dict[str, Any] = {
        "id": "line", "name": "The line", "country": "GB", "purpose": "report", "grade": "official",
        "url": "https://line.example", "phone": "0800 000 000", "phone_grade": "official",
        "checked": TODAY,
    } | fields  # fmt: skip
    return Hotline(**given)


# Reviews


@pytest.mark.parametrize(
    ("days", "overdue"), [(0, False), (REVIEW_DAYS, False), (REVIEW_DAYS + 1, True)]
)
def test_a_review_holds_for_its_days(days: int, overdue: bool) -> None:
    assert is_overdue(TODAY - timedelta(days=days), TODAY) is overdue


def test_a_page_past_its_review_says_so(mini_project: Project) -> None:
    late = date(2027, 6, 1)
    assert "past the day" not in page(site_of(mini_project), "faq/why-no-reason.md")
    assert "past the day" in page(site_of(mini_project, today=late), "faq/why-no-reason.md")


@pytest.mark.parametrize("audience", ["public", "agents"])
def test_an_old_phone_number_is_withheld(mini_project: Project, audience: str) -> None:
    project = with_kind(mini_project, "hotlines", line=hotline())
    fresh = page(site_of(project, audience), "where-to-report.md")
    old = page(site_of(project, audience, date(2027, 6, 1)), "where-to-report.md")
    assert "0800 000 000" in fresh
    assert "0800 000 000" not in old
    assert "https://line.example" in old


def test_an_unchecked_phone_number_is_for_agents(mini_project: Project) -> None:
    project = with_kind(mini_project, "hotlines", line=hotline(phone_grade="unchecked"))
    assert "0800 000 000" not in page(site_of(project), "where-to-report.md")
    assert "0800 000 000" in page(site_of(project, "agents"), "where-to-report.md")


def test_a_place_with_nothing_but_an_unchecked_number_is_for_agents(mini_project: Project) -> None:
    project = with_kind(mini_project, "hotlines", line=hotline(phone_grade="unchecked", url=""))
    assert "The line" not in page(site_of(project), "where-to-report.md")
    assert "The line" in page(site_of(project, "agents"), "where-to-report.md")


# Addresses


def test_readers_of_a_retired_id_are_sent_on(mini_project: Project) -> None:
    errors = mini_project.knowledge.errors
    new = errors["gemini/image-safety"]
    old = dataclasses.replace(
        new, id="gemini/old-name", code="OLD_NAME", status="retired", superseded_by=new.id
    )
    known = MappingProxyType({**errors, old.id: old})
    project = Project(
        mini_project.root, dataclasses.replace(mini_project.knowledge, errors=known), ()
    )
    site = site_of(project)
    assert site.redirects["errors/gemini/old-name/"] == "errors/gemini/image-safety/"
    assert "errors/gemini/old-name.md" not in [page.path for page in site.pages]
    assert "OLD_NAME" in page(site, "errors/gemini/image-safety.md")
    assert "OLD_NAME" not in page(site, "errors/a-z.md")


def test_a_retired_id_without_successor_keeps_its_page(mini_project: Project) -> None:
    errors = mini_project.knowledge.errors
    old = dataclasses.replace(errors["gemini/image-safety"], status="retired")
    known = MappingProxyType({**errors, old.id: old})
    project = Project(
        mini_project.root, dataclasses.replace(mini_project.knowledge, errors=known), ()
    )
    assert "no longer used" in page(site_of(project), "errors/gemini/image-safety.md")


def test_addresses_are_the_same_in_all_locales(real_project: Project) -> None:
    def paths(locale: str) -> list[str]:
        catalog = real_project.catalog(locale).for_audience("public")
        site = make_site(real_project.renderer(locale), catalog, today=TODAY, base="https://x/")
        return [page.path for page in site.pages]

    assert paths("id") == paths("en")


def test_the_public_site_has_no_page_of_the_hidden_cause(mini_project: Project) -> None:
    site = site_of(mini_project)
    assert not [p.path for p in site.pages if "child-abuse" in p.path or "named-check" in p.path]
    assert [p.path for p in site_of(mini_project, "agents").pages if "named-check" in p.path]


# What machines read


def test_a_question_is_structured_data(mini_project: Project) -> None:
    meta, _ = read_front(page(site_of(mini_project), "faq/why-no-reason.md"))
    made = next(data for data in meta["jsonld"] if data["@type"] == "FAQPage")
    assert made["mainEntity"][0]["acceptedAnswer"]["text"]
    assert made["dateModified"] == "2026-11-01"


def test_agents_pages_carry_no_structured_data(mini_project: Project) -> None:
    meta, _ = read_front(page(site_of(mini_project, "agents"), "faq/why-no-reason.md"))
    assert "jsonld" not in meta


def test_the_feed_has_an_entry_for_each_day(mini_project: Project) -> None:
    space = "{http://www.w3.org/2005/Atom}"
    root = ET.fromstring(site_of(mini_project).files["feed.xml"])
    entries = root.findall(f"{space}entry")
    assert len(entries) == 1
    assert root.findtext(f"{space}updated") == "2026-11-01T00:00:00Z"
    assert "PROHIBITED_CONTENT" in str(entries[0].findtext(f"{space}content"))


def test_a_feed_escapes_what_it_is_given() -> None:
    news = News("2026-11-01", 'a & <b> "c"', (("x < y", "https://h/?a&b"),))
    root = ET.fromstring(write_feed("T & T", "https://h/en/", "en", [news]))
    assert root[-1][0].text == 'a & <b> "c"'


def test_a_description_ends_with_a_sentence_or_says_that_it_goes_on() -> None:
    text = "One short sentence stands here to begin with. " + "And another. " * 20
    assert describe(text).endswith("another.")
    assert describe("word " * 80).endswith("word…")


def test_the_search_index_is_a_script_of_json(mini_project: Project) -> None:
    script = site_of(mini_project).files["assets/search-index.js"]
    data = json.loads(script.removeprefix("self.jawabPages=").removesuffix(";\n"))
    assert "errors/gemini/image-safety/" in [row[0] for row in data["pages"]]
    assert "</" not in script


# Drawings

TEXTS = st.text(
    st.sampled_from("abc WM_.-é的，。の한국어عربىहिन्दीtiếnǵ 1"), min_size=1, max_size=120
)


@given(TEXTS, st.floats(2, 30))
def test_no_line_is_wider_than_its_box(text: str, width: float) -> None:
    lines = wrap(text, width)
    for line in lines:
        assert text_width(line) <= width or len(line) == 1
    assert "".join("".join(lines).split()) == "".join(text.split())


def flows(project: Project) -> Iterator[Flow]:
    for item in (*project.knowledge.guides.values(), *project.knowledge.playbooks.values()):
        if item.flow:
            yield item.flow


def plain(flow: Flow) -> dict[str, Any]:
    return json.loads(json.dumps(dataclasses.asdict(flow)))


def test_every_box_has_a_place_of_its_own(real_project: Project) -> None:
    found = list(flows(real_project))
    assert found
    for flow in found:
        cells = list(place_nodes(plain(flow)["nodes"]).values())
        assert len(set(cells)) == len(cells) == len(flow.nodes)


@pytest.mark.parametrize("mirrored", [False, True])
def test_every_flow_is_drawn_inside_its_frame(real_project: Project, mirrored: bool) -> None:
    for flow in flows(real_project):
        svg = ET.fromstring(draw_flow(plain(flow), "f", mirrored=mirrored, note="below"))
        assert svg.findtext("title") == flow.title
        assert svg.findtext("desc") == "below"
        height = float(svg.get("height", "0"))
        for box in svg.iter("rect"):
            x, y = float(box.get("x", "0")), float(box.get("y", "0"))
            assert 0 <= x <= WIDTH - float(box.get("width", "0"))
            assert 0 <= y <= height - float(box.get("height", "0"))


def test_no_words_on_an_arrow_run_into_a_box(real_project: Project) -> None:
    for flow in flows(real_project):
        svg = ET.fromstring(draw_flow(plain(flow), "f", mirrored=False, note="below"))
        boxes = [
            tuple(float(box.get(name, "0")) for name in ("x", "y", "width", "height"))
            for box in svg.iter("rect")
        ]
        for label in svg.iter("text"):
            if label.get("class") != "flow-label":
                continue
            left, base = float(label.get("x", "0")), float(label.get("y", "0"))
            right = left + 12 * text_width(label.text or "")
            for x, y, width, height in boxes:
                assert not (left < x + width and x < right and y < base - 2 < y + height)


def test_a_loop_and_a_jump_are_drawn_too() -> None:
    def node(name: str, kind: str, *to: str) -> dict[str, Any]:
        following = [{"to": other, "label": "go"} for other in to]
        return {"id": name, "kind": kind, "text": f"Box <{name}>", "next": following}

    nodes = [
        node("a", "start", "b"), node("b", "question", "c", "e", "d"), node("c", "step", "b"),
        node("d", "step", "e"), node("e", "end"),
    ]  # fmt: skip
    cells = place_nodes(nodes)
    assert len(set(cells.values())) == 5
    svg = draw_flow({"title": "T & T", "nodes": nodes}, "f", mirrored=False, note="n")
    assert ET.fromstring(svg).findtext("title") == "T & T"


def test_a_broken_page_is_named(mini: Path) -> None:
    template = mini / "templates" / "page" / "faq.md.j2"
    template.write_text("{{ nothing_of_this_name }}", encoding="utf-8")
    with pytest.raises(Exception, match=r"page/faq\.md\.j2"):
        site_of(open_project(mini))
