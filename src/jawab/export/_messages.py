"""The messages an app shows, by key and locale: what every string bundle is made of.

They come from the public catalog, so what names child abuse cannot be among them: an app shows the
words of `prohibited` for both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jawab.catalog import Catalog, Entry
from jawab.export._library import COUNT, Library
from jawab.html import segments_to_plain
from jawab.locales import SOURCE
from jawab.placeholders import Segments, join, split

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A message in one locale; `forms` has one text, or one for each plural category."""

    key: Key
    forms: Mapping[str, Segments]
    plural: bool
    note: str
    limit: int = 0

    @property
    def text(self) -> Segments:
        """The text, or the `other` form of a plural."""
        return self.forms["other"]

    @property
    def names(self) -> tuple[str, ...]:
        """The placeholders in the order in which they first stand."""
        found = [name for form in self.forms.values() for name in form[1::2]]
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Bundle:
    """Every message of one locale; what is not translated is left out; an app falls back."""

    locale: str
    direction: str
    messages: Mapping[Key, Message]
    placeholders: Mapping[str, Entry]


def collect_bundles(library: Library) -> list[Bundle]:
    """Return a bundle for each locale that has any message, English first."""
    bundles = []
    for locale, public in library.public.items():
        found = [
            *_cause_messages(public),
            *_upload_hint(public),
            *_answer_time(library, locale),
        ]
        if not found:
            continue
        bundles.append(
            Bundle(
                locale=locale,
                direction=library.direction(locale),
                messages={message.key: message for message in found},
                placeholders={**public["placeholders"], COUNT: _COUNT_ENTRY},
            )
        )
    return bundles


_COUNT_ENTRY: Entry = {"label": "How many", "example": "2", "kind": "number", "required": True}
_PARTS = (
    ("toast", ("toast",), "messages.toast"),
    ("inline.title", ("inline", "title"), "messages.inline.title"),
    ("inline.body", ("inline", "body"), "messages.inline.body"),
    ("inline.action", ("inline", "action"), "messages.inline.action"),
    ("email.body", ("email",), "messages.email.body"),
    ("chat", ("chat",), "messages.chat"),
    ("phone", ("phone",), "messages.phone"),
)


def _cause_messages(catalog: Catalog) -> Iterator[Message]:
    channels = catalog["channels"]
    for cause_id, cause in catalog["causes"].items():
        if not cause.get("forms"):
            continue
        missing = set(cause["untranslated"]) if catalog.locale != SOURCE else set()
        place = f"Cause '{cause_id}', {{}}."
        for name, path, origin in _PARTS:
            if origin in missing:
                continue
            form = cause["forms"]
            for step in path:
                form = form[step]
            channel = channels.get(name.partition(".")[0], {})
            key = (cause_id, *name.split("."))
            yield Message(
                key, {"other": form["text"]}, False, place.format(name.replace(".", " ")),
                channel.get("limit", 0),
            )  # fmt: skip
        if "messages.email.subject" not in missing:
            subject = cause["forms"]["email"]["subject"]
            yield Message(
                (cause_id, "email", "subject"), {"other": subject}, False,
                place.format("email subject"),
            )  # fmt: skip


def _upload_hint(catalog: Catalog) -> Iterator[Message]:
    hint = catalog["channels"].get("upload-hint")
    if hint and hint["text"] and "text" not in hint["untranslated"]:
        text = segments_to_plain(split(hint["text"]))
        yield Message(
            ("upload-hint",), {"other": text}, False, "Shown before an upload.", hint["limit"]
        )


def _answer_time(library: Library, locale: str) -> Iterator[Message]:
    forms = library.plurals.get(locale)
    if forms:
        yield Message(("answer-time",), forms, True, "How soon we aim to answer; counts days.")


def snake(key: Key) -> str:
    """Return a key as one word: `other_policy_inline_title`."""
    return "_".join(key).replace("-", "_")


def camel(key: Key) -> str:
    """Return a key as programs in Dart and Swift name things: `otherPolicyInlineTitle`."""
    first, *rest = snake(key).split("_")
    return first + "".join(word.capitalize() for word in rest)


def written(segments: Segments, pattern: str) -> str:
    """Return a text with each placeholder written by a pattern with `%s` for its name."""
    return join(segments, lambda name: pattern.replace("%s", name))
