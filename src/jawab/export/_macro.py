"""What the helpdesk targets share: requests as a file, paste sheets, the check of every text."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence

from jawab.export import OutFile
from jawab.export._library import Library, Script
from jawab.export._limits import Item, Limits, check_items, check_syntax
from jawab.export._write import Variables, content_hash, dump_json, literals, write
from jawab.finding import Finding


def script_html(script: Script, channel: str, variables: Variables) -> str:
    """Return a script as sanitised HTML with the target's variables."""
    return write(script.forms[channel]["html"], variables, script.placeholders, "html")


def script_text(script: Script, channel: str, variables: Variables) -> str:
    """Return a script as plain text with the target's variables."""
    return write(script.forms[channel]["text"], variables, script.placeholders, "text")


def script_subject(script: Script, variables: Variables) -> str:
    """Return the subject with the target's variables."""
    return write(script.subject, variables, script.placeholders, "text")


def requests_file(items: Iterable[Item], path: str = "requests.json") -> OutFile:
    """Return the requests that create these items, in order, each with its key and fingerprint."""
    rows = [
        {
            "key": item.key,
            "hash": content_hash(item.payload),
            "request": item.request,
            "body": item.payload,
        }
        for item in items
    ]
    return OutFile(path, dump_json(rows))


def check_macros(library: Library, items: Iterable[Item], limits: Limits) -> Iterator[Finding]:
    """Yield what a helpdesk would refuse or misread."""
    yield from check_items(items, limits)
    texts = (
        (f"{script.key} ({channel})", [p for form in forms.values() for p in literals(form)])
        for script in library.scripts()
        for channel, forms in script.forms.items()
    )
    yield from check_syntax(texts, limits.reserved)


_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem }
section { border: 1px solid; border-radius: .5rem; padding: 0 1rem; margin: 1rem 0 }
pre { white-space: pre-wrap; font: inherit }
""".strip()


def paste_sheet(
    title: str, how: str, scripts: Sequence[Script], variables: Variables, channel: str = "email"
) -> OutFile:
    """Return a page to copy from, for a helpdesk that takes no other way in."""
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        f"<head><meta charset='utf-8'><title>{html.escape(title)}</title>",
        f"<style>{_STYLE}</style></head>",
        f"<body><h1>{html.escape(title)}</h1><p>{html.escape(how)}</p>",
    ]
    for script in scripts:
        said = f'lang="{script.locale}" dir="{script.direction}"'
        subject = html.escape(script_subject(script, variables))
        plain = html.escape(script_text(script, channel, variables))
        parts += [
            f'<section id="{script.key}"><h2>{html.escape(script.label)} [{script.locale}]</h2>',
            f"<p>Folder: {script.folder}. Key: <code>{script.key}</code></p>",
            f"<h3>Subject</h3><pre {said}>{subject}</pre>",
            f"<h3>Body</h3><div {said}>{script_html(script, channel, variables)}</div>",
            f"<h3>Body as plain text</h3><pre {said}>{plain}</pre>",
            "</section>",
        ]
    parts.append("</body></html>\n")
    return OutFile("paste-sheet.html", "\n".join(parts).encode())
