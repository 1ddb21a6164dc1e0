"""A template holds words that no translator sees.

What it checks
    Words in `templates/` that readers would see and that stand outside of `_( )` and
    `{% trans %}`: text between the tags of Jinja and HTML. Names of files and code are no words.

Why
    English words in an Arabic page are the one mistake a translator cannot mend.

Example that fails
    # templates/page/faq.md.j2
    Some words that stay English.

Example that passes
    # templates/page/faq.md.j2
    {{ _("Some words for translators.") }}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from jawab.compile import Project
from jawab.finding import Finding, Span

_SILENT = re.compile(
    r"\{#.*?#\}|\{%-?\s*trans\b.*?endtrans\s*-?%\}|\{%.*?%\}|\{\{.*?\}\}"
    r"|<script\b.*?</script>|<style\b.*?</style>|<!--.*?-->|<[^<>]+>|```.*?```|`[^`\n]*`"
    r"|\]\([^)\n]*\)|^---\n.*?^---$|^(?:!!!|\?\?\?\+?|===)\s*[\w-]*|\{\s*[:.#][^}\n]*\}|&[a-z]+;",
    re.DOTALL | re.MULTILINE,
)
_WORD = re.compile(r"[A-Za-z]{3,}")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each line of a template with words of its own."""
    root = project.root
    for path in sorted((root / "templates").rglob("*.md.j2")):
        text = path.read_text(encoding="utf-8")
        bare = _SILENT.sub(_blank, text)
        for number, line in enumerate(bare.splitlines(), 1):
            word = _WORD.search(line)
            if word:
                yield Finding(
                    "untranslatable-words", f"'{word[0]}' is not for translators to see",
                    Span(path.relative_to(root).as_posix(), number, word.start() + 1),
                    "put the sentence into _( )",
                )  # fmt: skip


def _blank(match: re.Match[str]) -> str:
    """Return blanks of the same length and lines, so that places stay true."""
    return re.sub(r"[^\n]", " ", match[0])
