"""What the weights are learnt from: asks with intent, risk and locale, and the replies' cues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from jawab.ask import Asks, Signs
    from jawab.model import Reply

RISKS = ("none", "elevated", "critical")
NO_REPLY = ""
"""The intent of tickets that no reply answers."""


class Knowledge(Protocol):
    """What is needed of a knowledge base here."""

    @property
    def asks(self) -> Mapping[str, Asks]:
        """How customers put each question, by locale."""

    @property
    def signs(self) -> Mapping[str, Signs]:
        """Words that mean the same in every language, by locale."""

    @property
    def replies(self) -> Mapping[str, Reply]:
        """The reply scripts."""

    @property
    def locales(self) -> Mapping[str, object]:
        """The languages there are."""


class Lesson(NamedTuple):
    """A text and what is known of it; what is not known is None."""

    text: str
    intent: str | None
    risk: str | None
    locale: str | None


def list_intents(knowledge: Knowledge) -> list[str]:
    """Return the replies that may be suggested, and the empty one."""
    return [NO_REPLY, *sorted(name for name, reply in knowledge.replies.items() if reply.ranked)]


def list_lessons(knowledge: Knowledge) -> list[Lesson]:
    """Return everything there is to learn from, in a fixed order, nothing twice."""
    intents = set(list_intents(knowledge))
    lessons: dict[tuple[str, str | None], Lesson] = {}
    for lesson in _list_all(knowledge):
        if lesson.intent is None or lesson.intent in intents:
            lessons.setdefault((lesson.text, lesson.intent), lesson)
    return list(lessons.values())


def _list_all(knowledge: Knowledge) -> Iterator[Lesson]:
    for locale, asks in sorted(knowledge.asks.items()):
        risks = dict.fromkeys(asks.harmless, "none")
        risks |= dict.fromkeys(asks.elevated, "elevated")
        risks |= dict.fromkeys(asks.critical, "critical")
        known = set()
        for intent, phrasings in sorted(asks.intents.items()):
            reply = knowledge.replies.get(intent)
            usual = reply.risk if reply else "none"
            for text in phrasings:
                known.add(text)
                yield Lesson(text, intent, risks.get(text, usual), locale)
        for text, risk in risks.items():
            if text not in known:
                yield Lesson(text, None, risk, locale)
        for text in asks.none:
            yield Lesson(text, NO_REPLY, "none", locale)
    for intent, reply in sorted(knowledge.replies.items()):
        if reply.ranked:
            # Cues are in any language, titles and intents in English prose about a customer.
            for text in (reply.title, *reply.cues):
                yield Lesson(text, intent, None, None)
