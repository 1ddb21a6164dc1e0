"""The words to translate in the templates."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel.messages.extract import extract

from jawab.locales.po import Entry


def extract_template_words(folder: Path, root: Path) -> list[Entry]:
    """Return the words to translate in the Jinja templates under `folder`."""
    entries = []
    for path in sorted(folder.rglob("*.j2")) + sorted(folder.rglob("*.html")):
        options: dict[str, Any] = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
        with path.open("rb") as file:
            for _, message, _, _ in extract("jinja2", file, options=options):
                if isinstance(message, tuple):
                    source, plural = message[0], message[1] or ""
                else:
                    source, plural = message, ""
                if source:
                    origin = path.relative_to(root).as_posix()
                    entries.append(Entry("", source, origin, plural))
    return _unique(entries)


def _unique(entries: Iterable[Entry]) -> list[Entry]:
    seen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        seen.setdefault((entry.context, entry.source), entry)
    return list(seen.values())
