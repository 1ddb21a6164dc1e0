"""An id that was released is gone.

What it checks
    Every line of `content/released.txt` still names an item. `jawab check --record-released` adds
    the ids of today; the file only grows. A line `faq/old -> faq/new` says that an item moved.

Why
    Ids are addresses: customers keep links, helpdesks keep macros, programs keep codes. An id is
    never used again for something else, and never vanishes without a word.

Example that fails
    # content/released.txt
    faq/why-no-answer

Example that passes
    # content/released.txt
    faq/why-no-reason
    faq/why-no-answer -> faq/why-no-reason
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from jawab.compile import Project
from jawab.errors import nearest
from jawab.finding import Finding, Span

_KINDS = (
    "causes", "errors", "scenarios", "faq", "replies", "snippets", "playbooks", "claims", "guides",
    "wording", "sources", "hotlines", "glossary", "providers", "placeholders", "channels",
    "locales", "coverage",
)  # fmt: skip
_NAME = "content/released.txt"


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each released id that is gone."""
    present = _ids(project)
    # An item with a mistake is not read; it is not gone, and its mistake is a finding already.
    for number, line in enumerate(_read(project.root), 1):
        old, _, new = (part.strip() for part in line.partition("->"))
        wanted = new or old
        if not wanted or wanted in present or _stands(project.root, wanted):
            continue
        close = nearest(wanted, present)
        hint = (
            "bring it back as a retired definition with 'superseded_by'"
            if wanted.startswith("errors/")
            else f"bring it back, or say where it went: '{old} -> {close[0] if close else '...'}'"
        )
        yield Finding("removed-id", f"'{wanted}' was released and is gone", Span(_NAME, number, 1),
                      hint)  # fmt: skip


def _ids(project: Project) -> set[str]:
    return {f"{kind}/{item}" for kind in _KINDS for item in project.knowledge.items(kind)}


def _stands(root: Path, name: str) -> bool:
    return (root / "content" / f"{name}.yml").is_file()


def _read(root: Path) -> list[str]:
    path = root / _NAME
    if not path.exists():
        return []
    return [line.partition("#")[0] for line in path.read_text(encoding="utf-8").splitlines()]


def record_released(project: Project) -> int:
    """Add the ids that exist now to the list; return how many are new."""
    path = project.root / _NAME
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else list(_HEAD)
    known = {line.partition("->")[0].strip() for line in lines}
    new = sorted(_ids(project) - known)
    head = [line for line in lines if line.startswith("#")]
    rest = sorted({line for line in lines if line.strip() and not line.startswith("#")} | set(new))
    path.write_text("\n".join([*head, *rest]) + "\n", encoding="utf-8")
    return len(new)


_HEAD = (
    "# Ids that customers, helpdesks and programs may hold. Lines are added by",
    "# 'jawab check --record-released' before a release, and never taken away.",
)
