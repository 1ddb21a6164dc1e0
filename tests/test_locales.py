"""Translations: kept, moved, fuzzy, obsolete; fallback; plurals; dates and hours."""

from __future__ import annotations

from pathlib import Path

import pytest

from jawab.locales import (
    Entry,
    Reading,
    Translator,
    fallback_chain,
    format_date,
    format_hours,
    iterate_missing,
    plural_categories,
    read_translations,
    update_po,
)
from jawab.locales.po import read_reading
from jawab.model import Hours

A = Entry("faq/why#question", "Why?", "content/faq/why.yml")
B = Entry("faq/why#answer", "Because of {x}.", "content/faq/why.yml")


def write_po(path: Path, entries: list[Entry], **texts: str) -> Path:
    """Write a PO file of these entries, translated by English text."""
    made = update_po(path, "id", entries).text.decode()
    for source, translation in texts.items():
        made = made.replace(
            f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{translation}"'
        )
    path.write_text(made, encoding="utf-8")
    return path


def read(path: Path) -> object:
    return read_translations(path, "id", path.name)


def test_a_new_text_is_added_empty_and_counts_as_missing(tmp_path: Path) -> None:
    path = write_po(tmp_path / "id.po", [A, B])
    translations = read_translations(path, "id", "id.po")
    assert [(e.context, s) for e, s in iterate_missing(translations, [A, B])] == [
        (A.context, "missing"), (B.context, "missing"),
    ]  # fmt: skip
    assert "#, python-brace-format" in path.read_text()


def test_an_unchanged_text_keeps_its_translation(tmp_path: Path) -> None:
    path = tmp_path / "id.po"
    write_po(path, [A], **{"Why?": "Mengapa?"})
    made = update_po(path, "id", [A, B])
    assert (made.kept, made.added, made.fuzzy) == (1, 1, 0)
    path.write_bytes(made.text)
    assert update_po(path, "id", [A, B]).text == made.text


def test_a_changed_text_turns_fuzzy_with_the_former_english(tmp_path: Path) -> None:
    path = tmp_path / "id.po"
    write_po(path, [A], **{"Why?": "Mengapa?"})
    changed = Entry(A.context, "Why not?", A.origin)
    made = update_po(path, "id", [changed])
    assert made.fuzzy == 1
    assert '#| msgid "Why?"' in made.text.decode()
    path.write_bytes(made.text)
    translations = read_translations(path, "id", "id.po")
    assert Translator("id", (translations,)).text(A.context, "Why not?") == ("Why not?", "en")
    assert [state for _, state in iterate_missing(translations, [changed])] == ["fuzzy"]
    # Updating again must not lose what the text was.
    assert '#| msgid "Why?"' in update_po(path, "id", [changed]).text.decode()


def test_a_text_that_moved_within_its_item_keeps_its_translation(tmp_path: Path) -> None:
    path = tmp_path / "id.po"
    first = Entry("replies/x#parts.0.text", "Thank you.", "content/replies/x.yml")
    write_po(path, [first], **{"Thank you.": "Terima kasih."})
    moved = Entry("replies/x#parts.3.text", "Thank you.", first.origin)
    made = update_po(path, "id", [moved])
    assert (made.kept, made.fuzzy) == (1, 0)


def test_a_new_text_takes_the_translation_of_the_same_english(tmp_path: Path) -> None:
    path = tmp_path / "id.po"
    long = Entry("faq/why#answer", "The check gives no reason.", "content/faq/why.yml")
    write_po(path, [A, long], **{long.source: "Pemeriksaan tidak memberi alasan.", "Why?": "Apa?"})
    again = Entry("faq/how#answer", long.source, "content/faq/how.yml")
    short = Entry("faq/how#question", "Why?", "content/faq/how.yml")
    made = update_po(path, "id", [A, long, again, short])
    assert (made.kept, made.reused, made.added) == (2, 1, 1)
    path.write_bytes(made.text)
    assert read_translations(path, "id", "id.po").texts[again.context, again.source] == (
        "Pemeriksaan tidak memberi alasan."
    )


def test_what_is_gone_stays_as_obsolete_and_can_come_back(tmp_path: Path) -> None:
    path = tmp_path / "id.po"
    write_po(path, [A, B], **{"Why?": "Mengapa?"})
    made = update_po(path, "id", [B])
    assert made.obsolete == 1 and '#~ msgstr "Mengapa?"' in made.text.decode()
    path.write_bytes(made.text)
    assert update_po(path, "id", [A, B]).kept == 1


def test_fallback_never_skips_and_ends_in_english() -> None:
    declared = {"pt": ("en",), "pt-BR": ("pt", "en"), "es": ("en",), "en": ()}
    assert fallback_chain("pt-BR", declared) == ("pt-BR", "pt", "en")
    assert fallback_chain("es-MX", declared) == ("es-MX", "es", "en")
    assert fallback_chain("en", declared) == ("en",)


def test_a_broken_po_file_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "id.po"
    path.write_bytes(b'msgid "a"\nmsgstr "b"\nnonsense here\n')
    (finding,) = read_translations(path, "id", "id.po").findings
    assert finding.rule == "invalid-po"


@pytest.mark.parametrize(
    ("locale", "categories"),
    [("en", {"one", "other"}), ("id", {"other"}),
     ("ar", {"zero", "one", "two", "few", "many", "other"})],
)  # fmt: skip
def test_plural_categories_are_cldr(locale: str, categories: set[str]) -> None:
    assert set(plural_categories(locale)) == categories


def test_hours_and_dates_are_the_locale_s_own() -> None:
    hours = Hours(first_day="mon", last_day="fri", opens="09:00", closes="17:30",
                  timezone="Asia/Jakarta")  # fmt: skip
    assert format_hours(hours, "de").startswith("Mo–Fr, 09:00–17:30")
    assert format_date("2026-11-21", "id") == "21 November 2026"


def test_the_head_of_a_file_says_who_read_it_again() -> None:
    note = "# Ours.\n#\n# Second reading: 2026-11-21; causes, faq,\n# replies\n# Nobody yet."
    assert read_reading(note) == Reading("2026-11-21", frozenset({"causes", "faq", "replies"}))
    assert read_reading("# Second reading: 2026-11-21") == Reading("2026-11-21")
    assert read_reading("# Nobody has read it.") == Reading()
