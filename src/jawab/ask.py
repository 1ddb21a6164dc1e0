"""How customers put each question, by locale: frozen values, standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What people of one locale write; `locale` is the file name.

    Phrasings are our own, in all the ways people write: long and short, formal and chatty, with
    typing errors, mixed languages and other scripts. They train `suggest`; nobody reads them.
    """

    locale: str
    intents: dict[str, tuple[str, ...]]
    """Phrasings by reply id."""
    critical: tuple[str, ...] = ()
    """Tickets that must be flagged critical, however mildly they are worded."""
    elevated: tuple[str, ...] = ()
    """Tickets that are flagged elevated, such as requests for a way round."""
    harmless: tuple[str, ...] = ()
    """Tickets that sound alarming and are not: `kill the parent process`."""
    none: tuple[str, ...] = field(default=())
    """Tickets that no reply answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Words of one locale that bear on risk, by group: `child`, `covert`, `ask` and so on.

    A word or phrase each; `*` at its end or beginning stands for more letters. None of them says
    anything alone: what counts is which groups meet in a ticket.
    """

    locale: str
    groups: dict[str, tuple[str, ...]]
