"""Knowledge to catalog: texts, templates, audiences; and the catalog on disk."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from jawab import catalog as catalog_module
from jawab.catalog import CatalogStore, listing, open_catalog
from jawab.compile import Project, compile_catalog, open_project
from jawab.errors import ContentInvalid, EnvironmentProblem, JawabError, UnknownId


def everything(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def test_a_public_catalog_has_nothing_for_agents(mini_project: Project) -> None:
    full = mini_project.renderer("en").catalog()
    public = full.for_audience("public")
    assert "Secret note" in everything(full.kinds)
    assert "Secret note" not in everything(public.kinds)
    assert public["replies"] == {} and "xai/named-check" not in public["errors"]
    assert "blog-post" not in public["sources"]


def test_no_tipping_off(mini_project: Project) -> None:
    causes = mini_project.renderer("en").catalog()["causes"]
    assert causes["child-abuse"]["forms"] == causes["prohibited"]["forms"]
    public = mini_project.renderer("en").catalog().for_audience("public")
    assert "child-abuse" not in public["causes"]
    assert "CSAM" not in everything(public.kinds)


def test_team_values_are_filled_and_agents_values_stay(mini_project: Project) -> None:
    reply = mini_project.renderer("en").catalog()["replies"]["family-photo"]
    email = reply["scripts"]["email"]["neutral"]
    assert email["text"][1::2] == ["customer_name", "request_id", "agent_name"]
    assert "https://mini.example/form" in "".join(email["text"])
    assert "2 working days" in "".join(email["text"])


def test_what_the_team_does_not_say_is_worded_neutrally(mini: Path) -> None:
    (mini / "content/team.yml").write_text("product: Mini\n")
    reply = open_project(mini).renderer("en").catalog()["replies"]["family-photo"]
    text = "".join(reply["scripts"]["email"]["neutral"]["text"])
    assert "a reply to this message" in text and "{" not in text


def test_tones_and_channels_choose_their_parts(mini_project: Project) -> None:
    scripts = mini_project.renderer("en").catalog()["replies"]["family-photo"]["scripts"]
    assert "sorry for the worry" in "".join(scripts["chat"]["distressed"]["text"])
    assert "sorry for the worry" not in "".join(scripts["chat"]["neutral"]["text"])
    assert scripts["chat"]["neutral"]["text"][0] == "Hi "
    assert scripts["phone"]["neutral"]["text"][0] == "Hello "


def test_untranslated_texts_are_named(mini_project: Project) -> None:
    entry = mini_project.renderer("id").catalog()["faq"]["why-no-reason"]
    assert entry["untranslated"] == ["question", "answer"]
    assert mini_project.renderer("en").catalog()["faq"]["why-no-reason"]["untranslated"] == []


def test_a_note_left_in_english_is_no_gap_of_the_public_page(mini_project: Project) -> None:
    full = mini_project.renderer("id").catalog()
    noted = [i for i, entry in full["errors"].items() if "untranslated" in entry.get("agents", {})]
    assert noted
    public = full.for_audience("public")["errors"]
    for item in noted:
        assert "notes" in full["errors"][item]["agents"]["untranslated"]
        assert "notes" not in public[item]["untranslated"]


def test_content_is_never_a_template(mini: Path) -> None:
    path = mini / "content/faq/why-no-reason.yml"
    text = path.read_text().replace("The service sends none.", "{{ 7 * 7 }} {% if x %}")
    path.write_text(text)
    catalog = open_project(mini).renderer("en").catalog()
    assert "{{ 7 * 7 }} {% if x %}" in catalog["faq"]["why-no-reason"]["answer"]


def test_an_unknown_name_in_a_template_is_an_error_with_its_place(mini: Path) -> None:
    (mini / "templates/reply/chat.md.j2").write_text("a\n{{ nothing }}\n")
    with pytest.raises(JawabError, match=r"templates/reply/chat\.md\.j2.*nothing"):
        open_project(mini).renderer("en").catalog()


def test_a_template_cannot_reach_out(mini: Path) -> None:
    (mini / "templates/reply/chat.md.j2").write_text("{{ parts.__class__.__mro__ }}")
    with pytest.raises(JawabError, match="unsafe"):
        open_project(mini).renderer("en").catalog()


def test_the_same_content_gives_the_same_bytes(mini_project: Project) -> None:
    once = dict(mini_project.renderer("id").catalog().to_files())
    again = dict(mini_project.renderer("id").catalog().to_files())
    assert once == again


def test_the_store_reads_what_was_written(mini_catalog: Path, mini_project: Project) -> None:
    store = CatalogStore(mini_catalog)
    catalog = mini_project.renderer("en").catalog()
    assert store.read("en", "errors") == json.loads(json.dumps(catalog["errors"]))
    assert store.read("en", "faq") == json.loads(json.dumps(catalog["faq"]))
    with pytest.raises(UnknownId, match=r"Did you mean gemini/image-safety"):
        store.entry("en", "errors", "gemini/image-safty")


@pytest.mark.parametrize(
    ("wanted", "given"), [("en", "en"), ("ID", "id"), ("id-ID", "id"), ("en_GB", "en")]
)
def test_a_locale_is_found_along_its_tag(mini_catalog: Path, wanted: str, given: str) -> None:
    assert CatalogStore(mini_catalog).locale(wanted) == given


def test_a_language_we_lack_is_never_english_silently(mini_catalog: Path) -> None:
    with pytest.raises(UnknownId):
        CatalogStore(mini_catalog).locale("xx")


def test_broken_content_leaves_the_old_catalog_whole(mini: Path) -> None:
    folder = compile_catalog(open_project(mini))
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    (mini / "content/faq/why-no-reason.yml").write_text("nonsense: 1\n")
    with pytest.raises(ContentInvalid):
        compile_catalog(open_project(mini))
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_a_failure_while_writing_leaves_the_old_catalog_whole(mini: Path) -> None:
    folder = compile_catalog(open_project(mini))
    before = sorted(p.name for p in folder.parent.iterdir())
    (mini / "templates/reply/chat.md.j2").write_text("{{ nothing }}")
    with pytest.raises(JawabError):
        compile_catalog(open_project(mini))
    assert sorted(p.name for p in folder.parent.iterdir()) == before
    assert CatalogStore(folder).index("en", "replies")


def test_stale_texts_are_never_shown(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalog_module, "_open", {})
    compile_catalog(open_project(mini))
    assert open_catalog(mini).entry("en", "faq", "why-no-reason")["question"].startswith("Why is")
    path = mini / "content/faq/why-no-reason.yml"
    path.write_text(path.read_text().replace("Why is no reason given?", "Why is that?"))
    assert open_catalog(mini).entry("en", "faq", "why-no-reason")["question"] == "Why is that?"
    path.write_text("broken: 1\n")
    with pytest.raises(EnvironmentProblem, match=r"nothing old is shown(.|\n)*broken"):
        open_catalog(mini)


def test_the_listing_sees_new_and_removed_files(mini: Path) -> None:
    before = listing(str(mini))
    shutil.copy(mini / "content/faq/why-no-reason.yml", mini / "content/faq/another.yml")
    assert listing(str(mini)) != before
    (mini / "content/faq/another.yml").unlink()
    assert listing(str(mini)) == before
