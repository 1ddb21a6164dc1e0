"""Checks of the content: one module each, whose docstring is its manual page.

A check module has `check(project, today)` that yields findings, and nothing else public. The folder
is the register: `run_checks` finds the modules by listing it. Everything that is wrong is found in
one run, in the order of its place; `today` is an argument, so the same content gives the same
findings on any day it is asked about.

A manual page has the headings of `_page`; its two examples are fragments of files, which the
tests lay over a small knowledge base: the first must be found, the second must not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from jawab.compile import Project
from jawab.document import Allow, read_allows
from jawab.errors import UnknownId
from jawab.finding import Finding, sort_findings
from jawab.locales import SOURCE


def check_names() -> tuple[str, ...]:
    """Return the names of all checks."""
    folder = Path(__file__).parent
    return tuple(
        sorted(
            path.stem.replace("_", "-")
            for path in folder.glob("*.py")
            if not path.stem.startswith("_")
        )
    )


def run_checks(
    project: Project,
    today: date,
    only: Sequence[str] = (),
    started: Callable[[str], None] = lambda name: None,
) -> list[Finding]:
    """Return the findings of reading the content and of every check, sorted.

    `only` names checks, or wording rules. A finding beside a comment
    `# jawab: allow <check> -- reason` is left out; an allow that leaves nothing out, or gives no
    reason, is a finding itself. Raises `UnknownId` for a check that does not exist.
    """
    found = list(project.findings)
    for name in _chosen(project, only):
        started(name)
        module = import_module(f"jawab.check.{name.replace('-', '_')}")
        made = module.check(project, today)
        found += made if not only or name in only else (f for f in made if f.rule in only)
    return sort_findings(list(_apply_allows(project, found, complete=not only)))


def _chosen(project: Project, only: Sequence[str]) -> tuple[str, ...]:
    names, rules = check_names(), project.knowledge.wording
    for name in only:
        if name not in names and name not in rules:
            raise UnknownId("check", name, (*names, *rules))
    if not only:
        return names
    return tuple(n for n in names if n in only or (n == "wording" and set(only) & set(rules)))


def _allows(project: Project) -> Iterator[Allow]:
    for document in project.knowledge.documents.values():
        yield from document.allows
    for locale in project.knowledge.locales:
        path = project.po_path(locale)
        if locale != SOURCE and path.exists():
            text = path.read_text(encoding="utf-8", errors="replace")
            yield from read_allows(path.relative_to(project.root).as_posix(), text)


def _apply_allows(project: Project, found: list[Finding], complete: bool) -> Iterator[Finding]:
    allows: dict[tuple[str, str], list[Allow]] = {}
    for allow in _allows(project):
        allows.setdefault((allow.span.path, allow.check), []).append(allow)
    used: set[Allow] = set()
    for finding in found:
        span = finding.span
        beside = [
            allow
            for allow in allows.get((span.path, finding.rule), ())
            if allow.reason and allow.covers(span.line)
        ]
        used.update(beside)
        if not beside:
            yield finding
    for allow in (allow for beside in allows.values() for allow in beside):
        if not allow.reason:
            yield Finding(
                "allow-without-reason", f"'{allow.check}' is allowed without saying why",
                allow.span, f"write '# jawab: allow {allow.check} -- why'",
            )  # fmt: skip
        elif complete and allow not in used:
            yield Finding(
                "unused-allow", f"nothing here is found by '{allow.check}'", allow.span,
                "delete this comment",
            )  # fmt: skip
