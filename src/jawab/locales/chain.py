"""Which language a text is shown in: a locale's own, or the next along its fallback chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jawab.locales.po import SOURCE, Translations


@dataclass(frozen=True, slots=True)
class Translator:
    """Finds a text along a locale's fallback chain; English ends every chain."""

    locale: str
    chain: tuple[Translations, ...]

    def text(self, context: str, source: str) -> tuple[str, str]:
        """Return the text and the locale it is in."""
        for translations in self.chain:
            found = translations.texts.get((context, source))
            if found is not None:
                return found, translations.locale
        return source, SOURCE

    def words(self, source: str) -> str:
        """Return a text of the templates."""
        return self.text("", source)[0]

    def plural(self, source: str, plural: str, count: int) -> str:
        """Return the form of a counted text of the templates that this count wants."""
        for translations in self.chain:
            forms = translations.plurals.get(("", source))
            if forms:
                return forms[translations.plural_rule(count)]
        return source if count == 1 else plural


def fallback_chain(locale: str, declared: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the locales to try in order, ending in English.

    A declared chain is followed; an undeclared region (`es-MX`) tries its language first.
    """
    chain = [locale, *declared.get(locale, ())]
    parts = locale.split("-")
    while len(parts) > 1:
        parts.pop()
        shorter = "-".join(parts)
        if shorter in declared and shorter not in chain:
            chain.insert(1, shorter)
    return tuple(dict.fromkeys([*chain, SOURCE]))
