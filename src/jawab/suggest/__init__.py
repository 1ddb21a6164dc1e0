"""From the customer's words to the right reply: ranked scripts, the risk, and the words that spoke.

`suggest(ticket)` works offline, in any of the twelve languages, and always offers something safe.
"""

from __future__ import annotations

from collections.abc import Sequence

from jawab.suggest.model import Model, read_model
from jawab.suggest.rank import Seen, Suggestion, rank

__all__ = ["Model", "Suggestion", "installed_model", "read_model", "suggest"]

_loaded: dict[int, Model] = {}


def suggest(
    ticket: str, *, model: Model | None = None, errors: Sequence[Seen] | None = None
) -> list[Suggestion]:
    """Return the replies that may answer a ticket, the most probable first; never none.

    `errors` are the candidates that `identify` found in the ticket; without it, it is asked.
    """
    if errors is None:
        from jawab.identify import identify

        errors = identify(ticket, mentions=True)
    return rank(model or installed_model(), ticket, errors)


def installed_model() -> Model:
    """Return the model of the catalog in use, read once."""
    from jawab.catalog import open_catalog

    blob = open_catalog().blob("suggest.json")
    if id(blob) not in _loaded:
        _loaded.clear()
        _loaded[id(blob)] = read_model(blob)
    return _loaded[id(blob)]
