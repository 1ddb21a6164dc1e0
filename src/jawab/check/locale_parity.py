"""A language lacks something that its texts need and no PO file holds.

What it checks
    For English and every released locale: a lexicon of the wording rules; how customers put each
    ranked reply (`content/asks/`); examples in each wording rule; a preferred term in each glossary
    entry; and every word group of a rule in the lexicon.

Why
    Without its lexicon a language is not guarded, and without its phrasings its customers are not
    understood. Nobody would notice from the English.

Example that fails
    # content/glossary.yml
    picture:
      meaning: "What the service makes."
      preferred: {en: "picture"}

Example that passes
    # content/glossary.yml
    picture:
      meaning: "What the service makes."
      preferred: {en: "picture", id: "gambar"}
    # content/locales.yml
    en: {status: draft}
    id: {status: draft}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding, Span
from jawab.wording.compile import list_unknown_groups


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each thing a language lacks."""
    knowledge = project.knowledge
    source = [n for n, entry in knowledge.locales.items() if entry.status == "source"]
    wanted = (*source, *_view.parity_locales(project))
    for locale in wanted:
        if knowledge.wording and locale not in knowledge.lexicons:
            yield _missing(f"content/wording/_lexicon/{locale}.yml", locale, "a lexicon")
        yield from _asks(project, locale)
        for name, rule in knowledge.wording.items():
            if locale not in rule.examples:
                yield Finding(
                    "locale-parity", f"the rule has no examples in {locale}",
                    knowledge.place("wording", name, "examples"),
                    "add sentences it must find and near ones it must leave alone",
                )  # fmt: skip
        for name, term in knowledge.glossary.items():
            if locale not in term.preferred:
                yield Finding(
                    "locale-parity", f"'{name}' has no preferred term in {locale}",
                    knowledge.place("glossary", name, "preferred"),
                )  # fmt: skip
    for name, locale, group in list_unknown_groups(knowledge.wording, knowledge.lexicons):
        yield Finding(
            "locale-parity", f"the lexicon of {locale} has no words for '{group}'",
            knowledge.place("wording", name, "patterns"),
            f"add the group to content/wording/_lexicon/{locale}.yml",
        )  # fmt: skip


def _asks(project: Project, locale: str) -> Iterator[Finding]:
    knowledge = project.knowledge
    name = f"content/asks/{locale}.yml"
    asks = knowledge.asks.get(locale)
    if asks is None:
        if knowledge.asks:
            yield _missing(name, locale, "a list of how customers ask")
        return
    for reply, entry in knowledge.replies.items():
        if entry.ranked and not asks.intents.get(reply):
            yield Finding(
                "locale-parity", f"nobody says how customers ask for '{reply}'",
                knowledge.place("asks", locale, "intents"),
            )  # fmt: skip
    for reply in asks.intents:
        if reply not in knowledge.replies:
            yield Finding(
                "locale-parity", f"there is no reply '{reply}'",
                knowledge.place("asks", locale, "intents", reply),
            )  # fmt: skip


def _missing(path: str, locale: str, thing: str) -> Finding:
    return Finding("locale-parity", f"{locale} has no file for {thing}", Span(path),
                   "add the file, or keep the locale a draft")  # fmt: skip
