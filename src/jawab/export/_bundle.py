"""What the string bundles share: their check, and text written into XML."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape as escape_xml
from xml.sax.saxutils import quoteattr

from jawab.export import left_out
from jawab.export._library import Library
from jawab.export._messages import collect_bundles, snake
from jawab.finding import Finding, Span
from jawab.locales import SOURCE

__all__ = ["check_bundles", "escape_xml", "quoteattr"]


def check_bundles(library: Library) -> Iterator[Finding]:
    """Yield a finding for a text over its limit or with other placeholders than in English.

    What is not translated yet is a warning: it is left out, and the app falls back to English.
    """
    bundles = collect_bundles(library)
    english = bundles[0].messages
    for bundle in bundles:
        span = Span("content/causes" if bundle.locale == SOURCE
                    else f"content/locales/{bundle.locale}.po")  # fmt: skip
        names: dict[str, tuple[str, ...]] = {}
        for key, message in bundle.messages.items():
            name = snake(key)
            if name in names:
                yield Finding("not-unique", f"two messages are called {name}", span)
            names[name] = key
            for form in message.forms.values():
                length = sum(len(piece) for piece in form[0::2])
                if message.limit and length > message.limit:
                    yield Finding(
                        "too-long", f"{name} in '{bundle.locale}' has {length} characters,"
                        f" {message.limit} is the most", span, "shorten the text",
                    )  # fmt: skip
            if set(message.names) - set(english[key].names):
                yield Finding(
                    "unknown-placeholder", f"{name} in '{bundle.locale}' has placeholders that"
                    " English has not", span,
                )  # fmt: skip
        missing = [snake(key) for key in english if key not in bundle.messages]
        if missing:
            yield left_out(
                "untranslated-message", "messages are not translated", bundle.locale, missing
            )
