"""Catalog entries in the order of index pages: by topic, letter, country, day and source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jawab.catalog import Catalog, Entries, Entry
from jawab.locales import territory_name

DATED_KINDS = ("errors", "faq", "scenarios", "guides", "replies", "playbooks", "claims")
"""Kinds whose items have pages of their own with a day of review."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as a list names it: where it stands and what it is called."""

    target: str
    title: str
    kind: str
    code: bool = False


def item_title(kind: str, item_id: str, entry: Entry) -> str:
    """Return what a list calls an entry."""
    if kind == "errors":
        return str(entry["code"])
    if kind == "faq":
        return str(entry["question"])
    if kind == "claims":
        return str(entry["agents"]["claim"])
    return str(entry.get("title") or item_id)


def items(catalog: Catalog, kind: str) -> Iterator[tuple[str, Entry, Item]]:
    """Yield every entry of a kind with its list item; retired ones are left out."""
    for item_id, entry in catalog.kinds.get(kind, {}).items():
        if entry.get("status") != "retired":
            title = item_title(kind, item_id, entry)
            yield item_id, entry, Item(f"{kind}/{item_id}", title, kind, code=kind == "errors")


def by_field(entries: Entries, field: str, values: Sequence[str]) -> dict[str, Entries]:
    """Return the entries by the value of a field, in the order given, empty values left out."""
    groups = {value: {i: e for i, e in entries.items() if e[field] == value} for value in values}
    return {value: members for value, members in groups.items() if members}


def by_letter(catalog: Catalog) -> dict[str, list[tuple[str, str]]]:
    """Return (name, error id) by first letter; a code stands there under each of its names."""
    names = {
        (name, error_id)
        for error_id, entry in catalog["errors"].items()
        if entry["status"] == "active"
        for name in (entry["code"], *entry["aliases"])
    }
    letters: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, error_id in names:
        first = next((sign for sign in name if sign.isalnum()), "0").upper()
        letters[first if first.isascii() and first.isalpha() else "0–9"].append((name, error_id))
    return {letter: sorted(names, key=_plainly) for letter, names in sorted(letters.items())}


def _plainly(pair: tuple[str, str]) -> tuple[str, tuple[str, str]]:
    return "".join(sign for sign in pair[0] if sign.isalnum()).casefold(), pair


def by_country(hotlines: Entries, locale: str) -> list[tuple[str, str, Entries]]:
    """Return (code, name, places) by country, names in the locale; places for all stand first."""
    countries: dict[str, Entries] = defaultdict(dict)
    for item_id, place in hotlines.items():
        countries[place["country"]][item_id] = place
    named = [
        (code, "" if code == "any" else territory_name(code, locale), places)
        for code, places in countries.items()
    ]
    return sorted(named, key=lambda row: (row[0] != "any", row[1].casefold()))


def by_day(catalog: Catalog) -> list[tuple[str, dict[str, list[Item]]]]:
    """Return the days on which items were checked, newest first, with the items by kind."""
    days: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for kind in DATED_KINDS:
        for _, entry, item in items(catalog, kind):
            days[entry["reviewed"]][kind].append(item)
    return [(day, dict(kinds)) for day, kinds in sorted(days.items(), reverse=True)]


def back_links(catalog: Catalog) -> dict[str, list[Item]]:
    """Return what rests on each source."""
    found: dict[str, list[Item]] = defaultdict(list)
    for kind in (*DATED_KINDS, "causes"):
        for _, entry, item in items(catalog, kind):
            for source in _cited(entry):
                if item not in found[source]:
                    found[source].append(item)
    return dict(found)


def _cited(entry: dict[str, Any]) -> list[str]:
    cited = list(entry.get("sources", ()))
    if entry.get("billing_source"):
        cited.append(entry["billing_source"])
    return cited


def successors(catalog: Catalog) -> dict[str, str]:
    """Return where a reader of each retired id is sent."""
    return {
        f"errors/{error_id}": f"errors/{entry['superseded_by']}"
        for error_id, entry in catalog["errors"].items()
        if entry["status"] == "retired" and entry["superseded_by"] in catalog["errors"]
    }
