"""XLIFF 2.0: one file a locale, English beside the translation, for translation tools.

A placeholder is a `<ph>` element with its name as displayed text, so that a translator can move it
and cannot change it. Each plural form is a unit of its own, `answer-time[few]`.
"""

from __future__ import annotations

from collections.abc import Iterator

from jawab.export import OutFile
from jawab.export._bundle import check_bundles as check
from jawab.export._bundle import escape_xml, quoteattr
from jawab.export._library import Library
from jawab.export._messages import Bundle, collect_bundles
from jawab.locales import SOURCE
from jawab.placeholders import Segments

__all__ = ["check"]

KIND = "messages"
SUFFIX = ".xlf"

_NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"


def export(library: Library) -> Iterator[OutFile]:
    """Yield a file for each locale; the English one has sources alone."""
    bundles = collect_bundles(library)
    for bundle in bundles:
        yield OutFile(f"jawab.{bundle.locale}.xlf", _document(bundles[0], bundle).encode())


def _document(english: Bundle, bundle: Bundle) -> str:
    target = "" if bundle.locale == SOURCE else f' trgLang="{bundle.locale}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff xmlns="{_NAMESPACE}" version="2.0" srcLang="{SOURCE}"{target}>',
        '  <file id="jawab">',
    ]
    for key, source in english.messages.items():
        message = bundle.messages.get(key)
        categories = (message or source).forms if source.plural else {"other": source.text}
        for category in categories:
            unit = "/".join(key) + (f"[{category}]" if source.plural else "")
            said = message.forms[category] if message and bundle.locale != SOURCE else None
            lines += _unit(unit, source.note, source.forms.get(category, source.text), said)
    return "\n".join([*lines, "  </file>", "</xliff>", ""])


def _unit(name: str, note: str, source: Segments, target: Segments | None) -> Iterator[str]:
    yield f"    <unit id={quoteattr(_token(name))} name={quoteattr(name)}>"
    yield f"      <notes><note>{escape_xml(note)}</note></notes>"
    names = list(dict.fromkeys([*source[1::2], *(target or [])[1::2]]))
    if names:
        yield "      <originalData>"
        for name_ in names:
            yield f'        <data id="d-{name_}">{{{name_}}}</data>'
        yield "      </originalData>"
    yield f'      <segment state="{"initial" if target is None else "final"}">'
    yield f'        <source xml:space="preserve">{_text(source)}</source>'
    if target is not None:
        yield f'        <target xml:space="preserve">{_text(target)}</target>'
    yield "      </segment>"
    yield "    </unit>"


def _token(name: str) -> str:
    """Return an id without the characters that XML names cannot hold."""
    return name.replace("/", ".").replace("[", ".").replace("]", "")


def _text(segments: Segments) -> str:
    out: list[str] = []
    seen: dict[str, int] = {}
    for index, piece in enumerate(segments):
        if index % 2 == 0:
            out.append(escape_xml(piece))
            continue
        # The second mention of a name needs an id of its own.
        seen[piece] = seen.get(piece, 0) + 1
        suffix = "" if seen[piece] == 1 else f"-{seen[piece]}"
        out.append(f'<ph id="{piece}{suffix}" dataRef="d-{piece}" disp="{piece}"/>')
    return "".join(out)
