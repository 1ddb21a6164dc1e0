"""Checks of the content: one module each, whose docstring is its manual page.

A check module has `check(project, today)` that yields findings, and nothing else public. The folder
is the register: `run_checks` finds the modules by listing it. Everything that is wrong is found in
one run, in the order of its place; `today` is an argument, so the same content gives the same
findings on any day it is asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from jawab.compile import Project
from jawab.document import Allow
from jawab.finding import Finding, sort_findings


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

    A finding beside a comment `# jawab: allow <check> -- reason` is left out; an allow that leaves
    nothing out, or gives no reason, is a finding itself.
    """
    found = list(project.findings)
    for name in only or check_names():
        started(name)
        module = import_module(f"jawab.check.{name.replace('-', '_')}")
        found += module.check(project, today)
    return sort_findings(_apply_allows(project, found, complete=not only))


def _apply_allows(project: Project, found: list[Finding], complete: bool) -> Iterator[Finding]:
    allows = {
        (allow.span.path, line, allow.check): allow
        for document in project.knowledge.documents.values()
        for allow in document.allows
        for line in (allow.span.line, allow.span.line + 1)
    }
    used: set[Allow] = set()
    for finding in found:
        allow = allows.get((finding.span.path, finding.span.line, finding.rule))
        if allow is None or not allow.reason:
            yield finding
        else:
            used.add(allow)
    for allow in set(allows.values()):
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
