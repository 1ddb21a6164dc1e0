"""How customers put each question, by locale: frozen values, standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """Phrasings of one locale, by reply."""

    locale: str
    intents: dict[str, tuple[str, ...]] = field(default_factory=dict)
