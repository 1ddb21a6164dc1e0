"""Exports: the texts as string bundles for apps and as payloads for helpdesks.

A target is one module here: its docstring is its manual page and its first line the help line.
`KIND` is `messages` (an app's bundle) or `macros` (a helpdesk), `SUFFIX` what its main file ends
with, `export(library)` yields the files, and `check(library)` yields the findings of the target's
limits, before anything is written. The folder is the register: a module is imported when chosen.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from jawab.errors import ContentInvalid, UnknownId
from jawab.export._library import Library, open_library
from jawab.finding import Finding, Span, sort_findings
from jawab.output import replace_folder, write_files

__all__ = [
    "MARK",
    "Library",
    "OutFile",
    "Target",
    "find_problems",
    "load_target",
    "open_library",
    "target_help",
    "target_names",
    "write_export",
]


MARK = ".jawab-export"
"""An empty file in every folder that an export made."""


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file of an export: its path below the target's folder, and its bytes."""

    path: str
    data: bytes


class Target(Protocol):
    """What a module of this folder offers."""

    KIND: str
    SUFFIX: str

    def export(self, library: Library) -> Iterator[OutFile]:
        """Yield the files."""

    def check(self, library: Library) -> Iterator[Finding]:
        """Yield what the target would refuse."""


def target_names() -> tuple[str, ...]:
    """Return the names of all targets."""
    folder = Path(__file__).parent
    stems = (path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))
    return tuple(sorted(stem.replace("_", "-") for stem in stems))


def target_help(name: str) -> str:
    """Return a target's manual page without importing it."""
    path = Path(__file__).parent / f"{name.replace('-', '_')}.py"
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def load_target(name: str) -> Target:
    """Return a target; raises `UnknownId` with the nearest names."""
    if name not in target_names():
        raise UnknownId("export target", name, target_names())
    return cast("Target", import_module(f"jawab.export.{name.replace('-', '_')}"))


def find_problems(target: Target, library: Library) -> list[Finding]:
    """Return what a target would refuse, and as warnings what is left out; errors first."""
    found = list(target.check(library))
    if target.KIND == "macros":
        left: dict[str, list[str]] = {}
        for reply, locale in library.untranslated_scripts():
            left.setdefault(locale, []).append(reply)
        found += [
            left_out("untranslated-reply", "replies are partly English", locale, names)
            for locale, names in left.items()
        ]
    return sorted(sort_findings(found), key=lambda finding: finding.severity)


def left_out(rule: str, what: str, locale: str, names: list[str]) -> Finding:
    """Return one warning for everything of a locale that is left out."""
    shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    message = f"{len(names)} {what} in '{locale}' and are left out: {shown}"
    return Finding(rule, message, Span(f"content/locales/{locale}.po"), severity="warning")


def write_export(target: Target, library: Library, folder: Path) -> int:
    """Write a target's files in place of those of the last time; return how many.

    Raises `ContentInvalid` where the target would refuse something; then nothing is written.
    """
    errors = [f for f in find_problems(target, library) if f.severity == "error"]
    if errors:
        raise ContentInvalid(errors)
    with replace_folder(folder) as fresh:
        count = write_files(fresh, ((file.path, file.data) for file in target.export(library)))
        # Tells the next export that this folder is one to replace.
        (fresh / MARK).touch()
        return count
