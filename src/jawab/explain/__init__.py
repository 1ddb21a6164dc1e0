"""What to show for whatever an image service's SDK gave: an exception, a response, a dict, a text.

`explain(obj, locale=...)` finds what happened, also where no exception was raised and HTTP said
200, and returns the words for the person in front of the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from jawab.explain.exchange import Exchange, read_exchange

if TYPE_CHECKING:
    from jawab.catalog import CatalogStore, Entry
    from jawab.identify import Candidate, Index

__all__ = ["Explanation", "explain"]

PROHIBITED = "prohibited"
_ALIKE = ("prohibited", "child-abuse")
"""Causes that customers must not be able to tell apart, not even by the address of a page."""

_REFUSED_IN_WORDS = "gemini/text-instead-of-image"
_NO_IMAGE = "gemini/no-image"


class Explanation(NamedTuple):
    """What happened and what to say about it.

    `title`, `body`, `action`, `retry`, `docs_url` and `problem` may be shown to the customer.
    `cause` and `error_id` are for your own code and logs: for the strictest causes they say more
    than a customer is told.
    """

    title: str
    body: str
    action: str
    retry: str
    """`never`, `after-change` or `later`."""
    cause: str
    docs_url: str
    problem: dict[str, Any]
    """An RFC 9457 problem document; its `type` opens the page about it."""
    error_id: str
    """Empty where nothing more is known than the cause."""
    confidence: str
    locale: str


def explain(
    obj: object,
    locale: str = "en",
    *,
    store: CatalogStore | None = None,
    index: Index | None = None,
) -> Explanation | None:
    """Return what to show for an exception, response, dict or text; None where a picture came.

    Raises `UnknownId` for a language there is no catalog for.
    """
    if store is None:
        from jawab.catalog import open_catalog

        store = open_catalog()
    exchange = read_exchange(obj)
    found = _found(exchange, index, store)
    if found is None and exchange.image and not exchange.failed:
        return None
    known = store.index(store.locale(locale), "errors")
    if found is None:
        error_id, cause = _from_structure(exchange, known)
        return _words(store, locale, error_id, cause, "likely" if error_id else "none", exchange)
    return _words(store, locale, found.error_id, found.cause, found.confidence, exchange)


def _found(exchange: Exchange, index: Index | None, store: CatalogStore) -> Candidate | None:
    from jawab.identify import identify, load_index

    if index is None:
        index = _indexes.get(store.folder)
        if index is None:
            index = _indexes[store.folder] = load_index(store.blob("signals.json"))
    candidates = identify(exchange.text, index=index)
    if exchange.image:
        # A picture came: only what was certainly refused beside it is worth a word.
        candidates = [c for c in candidates if c.confidence == "certain" and c.cause != "technical"]
    return candidates[0] if candidates else None


_indexes: dict[str, Index] = {}


def _from_structure(exchange: Exchange, known: dict[str, Any]) -> tuple[str, str]:
    """What a response without a known signal says by what it lacks."""
    data = exchange.data
    if not exchange.failed and isinstance(data, dict) and "candidates" in data:
        error_id = _REFUSED_IN_WORDS if _has_words(data) else _NO_IMAGE
        if error_id in known:
            return error_id, str(known[error_id]["cause"])
    if not exchange.failed and isinstance(data, dict) and _answered_in_words(data):
        return "", "unspecified"
    # Nothing was said about the content, so nothing is said about it here.
    return "", "technical"


def _has_words(data: dict[str, Any]) -> bool:
    """Whether the first candidate of a Gemini answer ended by itself and consists of words."""
    candidates = data.get("candidates") or []
    first = candidates[0] if isinstance(candidates, list) and candidates else None
    if not isinstance(first, dict):
        return False
    content = first.get("content")
    parts = content.get("parts") if isinstance(content, dict) else None
    reason = first.get("finishReason") or first.get("finish_reason")
    return str(reason).upper() == "STOP" and any(
        isinstance(part, dict) and part.get("text") for part in parts or []
    )


def _answered_in_words(data: dict[str, Any]) -> bool:
    """Whether a chat answer consists of words, which is one way to decline a picture."""
    choices = data.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    return isinstance(message, dict) and bool(message.get("content"))


def _words(
    store: CatalogStore, locale: str, error_id: str, cause: str, confidence: str, exchange: Exchange
) -> Explanation:
    used = store.locale(locale)
    shown_cause = PROHIBITED if cause in _ALIKE else cause
    shown: Entry = store.entry(used, "causes", shown_cause)
    known = store.index(used, "errors")
    definition = (
        store.entry(used, "errors", error_id)
        if error_id in known and cause not in _ALIKE
        else {"retry": shown["retry"], "advice": "", "path": f"errors/{shown_cause}/"}
    )
    text = _Text(store, used)
    title, body, action = (
        text.of(shown["forms"]["inline"][name]["text"]) for name in ("title", "body", "action")
    )
    if definition["advice"]:
        action = text.of_markdown(definition["advice"])
    docs_url = f"{store.site_url.rstrip('/')}/{used}/{definition['path']}"
    status = _own_status(cause, exchange.status)
    return Explanation(
        title=title,
        body=body,
        action=action,
        retry=definition["retry"],
        cause=cause,
        docs_url=docs_url,
        problem={
            "type": docs_url,
            "title": title,
            "status": status,
            "detail": body,
            "action": action,
            "retry": definition["retry"],
        },
        error_id=error_id,
        confidence=confidence,
        locale=used,
    )


def _own_status(cause: str, upstream: int) -> int:
    """The status an app answers with: a refused picture is not a failure of the server."""
    if cause != "technical":
        return 422
    return upstream if upstream in (429, 503, 504) else 502


class _Text:
    """Writes catalog texts as plain lines, with neutral words for values we do not have."""

    def __init__(self, store: CatalogStore, locale: str) -> None:
        self._store = store
        self._locale = locale

    def of(self, segments: list[str]) -> str:
        from jawab.placeholders import join

        return join(segments, self._neutral).strip()

    def of_markdown(self, text: str) -> str:
        import re

        from jawab.placeholders import split

        plain = self.of(split(text))
        plain = re.sub(r"\[([^\]\n]*)\]\([^)\n]*\)", r"\1", plain)
        return re.sub(r"\*\*|__|`", "", plain)

    def _neutral(self, name: str) -> str:
        declared = self._store.read(self._locale, "placeholders")
        return str(declared.get(name, {}).get("neutral", ""))
