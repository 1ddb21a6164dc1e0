"""Request Tracker 5: articles of one class, with our key and fingerprint in custom fields.

`requests.json` holds the bodies for `POST /REST/2.0/article`. The class `Support replies` needs the
custom fields Body, Locale, Source key and Source hash. Articles have no variables: every
placeholder is worded neutrally, and the agent adds what is known in the editor.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jawab.export import OutFile
from jawab.export._library import Library, Script
from jawab.export._limits import Item, Limits
from jawab.export._macro import check_macros, requests_file, script_text
from jawab.export._write import Variable, content_hash
from jawab.finding import Finding

KIND = "macros"
SUFFIX = ".json"
VARIABLES: dict[str, Variable] = {}
LIMITS = Limits(longest={"Name": 255, "Summary": 255}, unique=("Name",))
CLASS = "Support replies"


def article(script: Script) -> dict[str, Any]:
    """Return an article; RT shows it as plain text in the reply editor."""
    texts = {
        "Name": f"{script.label} [{script.locale}]",
        "Summary": script.local_title,
        "Body": script_text(script, "email", VARIABLES),
        "Locale": script.locale,
    }
    return {
        "Name": texts["Name"],
        "Summary": texts["Summary"],
        "Class": CLASS,
        "CustomFields": {
            "Body": texts["Body"],
            "Locale": texts["Locale"],
            "Source key": script.key,
            "Source hash": content_hash(texts),
        },
    }


def items(library: Library) -> Iterator[Item]:
    """Yield the articles."""
    for script in library.scripts():
        yield Item(
            script.key, "article", "POST /REST/2.0/article", article(script), script.reply,
            script.locale,
        )  # fmt: skip


def export(library: Library) -> Iterator[OutFile]:
    """Yield the requests."""
    yield requests_file(items(library))


def check(library: Library) -> Iterator[Finding]:
    """Yield what Request Tracker would refuse."""
    return check_macros(library, items(library), LIMITS)
