"""i18next JSON v4: `{{placeholder}}`, plurals as `key_one`, `key_other`; one file a locale.

Load the files as a namespace with `pluralSeparator` and `keySeparator` left as they are. i18next
escapes values for HTML by itself, so the texts are plain.
"""

from __future__ import annotations

from collections.abc import Iterator

from jawab.export import OutFile
from jawab.export._bundle import check_bundles as check
from jawab.export._library import Library
from jawab.export._messages import collect_bundles, snake, written
from jawab.export._write import dump_json

__all__ = ["check"]

KIND = "messages"
SUFFIX = ".json"


def export(library: Library) -> Iterator[OutFile]:
    """Yield `<locale>/jawab.json` for each locale."""
    for bundle in collect_bundles(library):
        texts: dict[str, str] = {}
        for key, message in bundle.messages.items():
            for category, form in message.forms.items():
                name = f"{snake(key)}_{category}" if message.plural else snake(key)
                texts[name] = written(form, "{{%s}}")
        yield OutFile(f"{bundle.locale}/jawab.json", dump_json(texts))
