"""Changes as text, Markdown or one page of HTML that needs nothing else."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from jawab.diff.compare import Change, split_lines, split_words

RTL = ("ar", "fa", "he", "ur")


def _groups(changes: Sequence[Change]) -> Iterator[tuple[str, str, list[Change]]]:
    for (locale, channel), members in groupby(changes, lambda c: c.reading[:2]):
        yield locale, channel, list(members)


def _summary(changes: Sequence[Change]) -> str:
    if not changes:
        return "Nothing reads differently."
    locales = len({change.reading.locale for change in changes})
    return f"{len(changes)} text(s) read differently, in {locales} locale(s)."


def write_text(changes: Sequence[Change], since: str) -> str:
    """Return the changes for a terminal: what went out with `-`, what came in with `+`."""
    out = [f"Since {since}: {_summary(changes)}"]
    for locale, channel, members in _groups(changes):
        out.append(f"\n{locale} · {channel}")
        for change in members:
            out.append(f"  {change.reading.name} ({change.what})")
            out += [f"    {sign} {line}" for sign, line in split_lines(change)]
    return "\n".join(out) + "\n"


def write_markdown(changes: Sequence[Change], since: str) -> str:
    """Return the changes for release notes or a pull request."""
    out = [f"# What customers read differently since {since}", "", _summary(changes)]
    last = ""
    for locale, channel, members in _groups(changes):
        if locale != last:
            out += ["", f"## {locale}"]
            last = locale
        out += ["", f"### {channel}"]
        for change in members:
            lines = [f"{sign} {line}" for sign, line in split_lines(change)]
            fence = "`" * max(3, 1 + max((_longest_run(line) for line in lines), default=0))
            out += ["", f"**`{change.reading.name}`** ({change.what})", ""]
            out += [f"{fence}diff", *lines, fence]
    return "\n".join(out) + "\n"


def _longest_run(line: str) -> int:
    run = longest = 0
    for sign in line:
        run = run + 1 if sign == "`" else 0
        longest = max(longest, run)
    return longest


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto }}
.text {{ white-space: pre-wrap; border-inline-start: 3px solid #999; padding-inline-start: 1rem }}
ins {{ background: #d5f5dc; color: #0b3d18 }}
del {{ background: #fbdcdc; color: #6b0f0f }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{summary}</p>
{body}
</main>
</body>
</html>
"""


def write_html(changes: Sequence[Change], since: str) -> str:
    """Return the changes as a page: what went out struck through, what came in underlined."""
    out = []
    last = ""
    for locale, channel, members in _groups(changes):
        if locale != last:
            out.append(f"<h2>{html.escape(locale)}</h2>")
            last = locale
        out.append(f"<h3>{html.escape(channel)}</h3>")
        direction = "rtl" if locale.split("-")[0] in RTL else "ltr"
        for change in members:
            name, what = html.escape(change.reading.name), change.what
            out.append(f"<h4><code>{name}</code> ({what})</h4>")
            out.append(
                f'<div class="text" lang="{html.escape(locale)}" dir="{direction}">'
                f"{_marked(change)}</div>"
            )
    title = html.escape(f"What customers read differently since {since}")
    return _PAGE.format(title=title, summary=html.escape(_summary(changes)), body="\n".join(out))


def _marked(change: Change) -> str:
    tags = {"same": "{}", "out": "<del>{}</del>", "in": "<ins>{}</ins>"}
    return "".join(tags[kind].format(html.escape(text)) for kind, text in split_words(change))


FORMATS: dict[str, Callable[[Sequence[Change], str], str]] = {
    "text": write_text,
    "markdown": write_markdown,
    "html": write_html,
}


def write_changes(form: str, changes: Sequence[Change], since: str) -> str:
    """Return the changes in a format."""
    return FORMATS[form](changes, since)
