"""The compiled knowledge: plain data for one locale, written as JSON, read in milliseconds.

`render` makes a `Catalog` from the YAML; what runs later (identify, explain, reply, suggest,
triage) only reads it, through a `CatalogStore`. Fields under `agents` and entries marked
`"audience": "agents"` are for agents; `Catalog.for_audience` cuts them off once, for everything
that is made from it.
"""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, Any

from jawab.errors import EnvironmentProblem, UnknownId

if TYPE_CHECKING:
    # Read at start by every command, where each import counts.
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FORMAT = 1
"""Version of the files below; a catalog of another version is made again."""

ENTRY_KINDS = ("errors", "replies")
"""Kinds with one file an entry, because a command needs one of hundreds."""

_WATCHED = ("content", "templates")
_INDEX_FIELDS = {
    "errors": ("code", "aliases", "provider", "title", "cause", "status", "superseded_by"),
    "replies": ("title", "intent", "risk", "ranked", "causes"),
}

Entry = dict[str, Any]
Entries = dict[str, Entry]


class Catalog:
    """All entries of one locale, by kind and id, as one audience may see them."""

    __slots__ = ("audience", "kinds", "locale")

    def __init__(self, locale: str, kinds: Mapping[str, Entries], audience: str = "agents") -> None:
        self.locale = locale
        self.audience = audience
        self.kinds = dict(kinds)

    def __getitem__(self, kind: str) -> Entries:
        return self.kinds[kind]

    def for_audience(self, audience: str) -> Catalog:
        """Return the catalog that this audience may see; `agents` sees everything."""
        if audience == "agents":
            return self
        visible = {
            kind: {
                item: _without_notes(entry)
                for item, entry in entries.items()
                if entry.get("audience", "public") == "public"
            }
            for kind, entries in self.kinds.items()
        }
        return Catalog(self.locale, visible, audience)

    def to_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of this catalog, path and bytes; same catalog, same bytes."""
        for kind, entries in sorted(self.kinds.items()):
            if kind not in ENTRY_KINDS:
                yield f"{self.locale}/{kind}.json", dump(entries)
                continue
            index = {
                item: {name: entry[name] for name in _INDEX_FIELDS[kind]}
                for item, entry in entries.items()
            }
            yield f"{self.locale}/{kind}.json", dump(index)
            for item, entry in entries.items():
                yield f"{self.locale}/{kind}/{item}.json", dump(entry)


def _without_notes(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_notes(v) for k, v in value.items() if k != "agents"}
    if isinstance(value, list):
        return [_without_notes(member) for member in value]
    return value


def dump(data: Any) -> bytes:
    """Return data as JSON bytes, always the same for the same data."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


class CatalogStore:
    """Reads a compiled catalog from a folder; each file once."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = str(folder)
        self._cache: dict[str, Any] = {}
        manifest = self._json("manifest.json")
        self.locales: tuple[str, ...] = tuple(manifest["locales"])
        self.fallbacks: dict[str, list[str]] = manifest["fallbacks"]
        self.site_url: str = manifest["site_url"]

    def locale(self, wanted: str) -> str:
        """Return the locale to use for the one wanted, along its fallback chain.

        Raises `UnknownId` for a language we do not have; English is never assumed silently.
        """
        folded = {name.casefold(): name for name in self.locales}
        parts = wanted.replace("_", "-").casefold().split("-")
        while parts:
            name = folded.get("-".join(parts))
            if name:
                return name
            regional = [full for key, full in folded.items() if key.split("-")[0] == parts[0]]
            if len(parts) == 1 and regional:
                return regional[0]
            parts.pop()
        raise UnknownId("locale", wanted, self.locales)

    def index(self, locale: str, kind: str) -> Entries:
        """Return the short form of every entry of `errors` or `replies`."""
        found: Entries = self._json(f"{locale}/{kind}.json")
        return found

    def entry(self, locale: str, kind: str, item: str) -> Entry:
        """Return one entry; raises `UnknownId` with the nearest ids."""
        entries = self.index(locale, kind)
        if item not in entries:
            raise UnknownId(_SINGULAR.get(kind, kind), item, entries)
        if kind not in ENTRY_KINDS:
            return entries[item]
        found: Entry = self._json(f"{locale}/{kind}/{item}.json")
        return found

    def read(self, locale: str, kind: str) -> Entries:
        """Return all entries of a kind."""
        if kind not in ENTRY_KINDS:
            return self.index(locale, kind)
        return {item: self.entry(locale, kind, item) for item in self.index(locale, kind)}

    def blob(self, name: str) -> bytes:
        """Return a compiled file that is the same for every locale, such as `signals.json`."""
        if name not in self._cache:
            try:
                with open(os.path.join(self.folder, name), "rb") as file:
                    self._cache[name] = file.read()
            except OSError as error:
                raise _unreadable(self.folder, name, error) from error
        found: bytes = self._cache[name]
        return found

    def _json(self, name: str) -> Any:
        if name not in self._cache:
            try:
                with open(os.path.join(self.folder, name), "rb") as file:
                    self._cache[name] = json.loads(file.read())
            except (OSError, ValueError) as error:
                raise _unreadable(self.folder, name, error) from error
        return self._cache[name]


_SINGULAR = {"errors": "error definition", "replies": "reply script", "causes": "cause"}


def _unreadable(folder: str, name: str, error: Exception) -> EnvironmentProblem:
    reason = getattr(error, "strerror", None) or str(error)
    return EnvironmentProblem(
        f"The compiled catalog in {folder} lacks a usable {name} ({reason}); run 'jawab build'."
    )


_open: dict[str, CatalogStore] = {}
_looked: dict[str, float] = {}

TRUSTED = 1.0
"""Seconds for which a project that was looked at counts as unchanged, unless the call names it.

An app asks for every answer, and looking at all files costs more than the answer.
"""


def open_catalog(project: str | os.PathLike[str] | None = None) -> CatalogStore:
    """Return the catalog to read: of a project, of the checkout we run from, or the installed one.

    A project is the folder given, else the one in `JAWAB_PROJECT`, else the checkout this package
    runs from. Where its content changed since the catalog was made, the catalog is made again
    first, so nothing older than a second is shown. Raises `EnvironmentProblem` where there is none.
    """
    root = find_project(project)
    if root is None:
        folder = os.path.join(os.path.dirname(__file__), "_catalog")
    else:
        folder = os.path.join(root, "build", "catalog")
        now = time.monotonic()
        if project or now - _looked.get(root, -TRUSTED) >= TRUSTED:
            if is_stale(root):
                _open.pop(folder, None)
                _compile(root)
            _looked[root] = now
    if folder not in _open:
        _open[folder] = CatalogStore(folder)
    return _open[folder]


def find_project(project: str | os.PathLike[str] | None = None) -> str | None:
    """Return the project folder, or None where only the installed catalog is there."""
    wanted = project or os.environ.get("JAWAB_PROJECT")
    if wanted:
        root = os.path.abspath(wanted)
        if not is_project(root):
            raise EnvironmentProblem(
                f"{root} has no content/locales.yml, so it is no jawab project."
            )
        return root
    checkout = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    return checkout if is_project(checkout) else None


def is_project(folder: str) -> bool:
    """Return whether a folder holds a knowledge base."""
    return os.path.isfile(os.path.join(folder, "content", "locales.yml"))


def is_stale(root: str) -> bool:
    """Return whether content or templates differ from what the compiled catalog was made of."""
    try:
        with open(os.path.join(root, "build", "catalog", "listing.txt"), encoding="utf-8") as file:
            return file.read() != listing(root)
    except OSError:
        return True


def listing(root: str) -> str:
    """Return every source file with its size and time, as one text to compare."""
    lines = [f"format {FORMAT}"]
    folders = [os.path.join(root, name) for name in _WATCHED]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    elif not entry.name.endswith("~"):
                        stat = entry.stat()
                        path = entry.path[len(root) + 1 :]
                        lines.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
        except FileNotFoundError:
            continue
    return "\n".join(sorted(lines)) + "\n"


def _compile(root: str) -> None:
    """Make the catalog again, in a process of its own: reading YAML is not for the runtime."""
    import subprocess
    import sys

    command = [sys.executable, "-m", "jawab", "--project", root, "build", "--only", "catalog"]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise EnvironmentProblem(
            f"The content changed and cannot be compiled; nothing old is shown.\n{said}"
        )
