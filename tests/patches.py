"""Changes to content for tests: fragments laid over files, and planted faults."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def lay_over(root: Path, fragments: list[tuple[str, str]]) -> None:
    """Lay fragments over the files of a project, as the pages of checks describe it."""
    for name, fragment in fragments:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".yml":
            old = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
            new = yaml.safe_load(fragment)
            merged = merge(old or {}, new)
            path.write_text(yaml.safe_dump(merged, allow_unicode=True, sort_keys=False))
        else:
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            path.write_text(before + fragment, encoding="utf-8")


def merge(old: Any, new: Any) -> Any:
    """Return a mapping with the keys of another laid over it; `None` takes a key away."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return new
    made = dict(old)
    for key, value in new.items():
        if value is None:
            made.pop(key, None)
        else:
            made[key] = merge(made.get(key), value)
    return made
