"""The house rules, read from the imports: levels, one home for each library, small modules."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from pathlib import Path

SRC = Path(__file__).parent.parent / "src" / "jawab"

# A module imports only from levels above (with a smaller number); packages count as one.
LEVELS = [
    {"model", "finding", "errors", "rule", "ask"},
    {"document", "fields", "placeholders", "links", "html", "locales", "redact", "output", "review",
     "report"},
    {"catalog"},
    {"load", "render", "reply", "identify", "suggest", "wording", "skeleton"},
    {"compile", "status", "explain", "record", "api", "site", "check", "export", "triage", "build",
     "diff"},
    {"sync"},
    {"cli"},
    {"__main__"},
]  # fmt: skip
# Within a level, who may ask whom; everything else on one level is a stranger to its neighbours.
NEIGHBOURS = {
    ("rule", "model"), ("ask", "model"), ("errors", "finding"),
    ("fields", "model"), ("html", "placeholders"), ("locales", "placeholders"),
    ("render", "load"), ("suggest", "identify"), ("skeleton", "load"),
    ("status", "compile"), ("site", "compile"), ("check", "compile"), ("api", "compile"),
    ("export", "compile"), ("build", "compile"), ("site", "status"), ("build", "site"),
    ("build", "api"), ("diff", "compile"),
    ("api", "explain"), ("record", "explain"), ("triage", "record"),
}  # fmt: skip
MAX_LINES = 350


def unit(path: Path) -> str:
    """Return the module or package a file belongs to."""
    parts = path.relative_to(SRC).parts
    return parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Return the full names a file imports, those for types alone left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "jawab":
                found |= {f"jawab.{alias.name}" for alias in node.names}
            else:
                found.add(node.module)
    return found


def files() -> list[Path]:
    return sorted(p for p in SRC.rglob("*.py") if "_catalog" not in p.parts)


def test_every_module_has_a_level() -> None:
    known = set().union(*LEVELS) | {"__init__"}
    assert {unit(path) for path in files()} <= known


def test_imports_go_one_way() -> None:
    level = {name: number for number, names in enumerate(LEVELS) for name in names}
    wrong = []
    for path in files():
        here = unit(path)
        if here == "__init__":
            continue
        for name in imports(path):
            if not name.startswith("jawab."):
                continue
            there = name.split(".")[1]
            if there == here or there.startswith("__") or there not in level:
                continue
            if level[there] > level[here] or (
                level[there] == level[here] and (here, there) not in NEIGHBOURS
            ):
                wrong.append(f"{path.relative_to(SRC)} imports {name}")
    assert wrong == []


def test_each_library_has_one_home() -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    for path in files():
        for name in imports(path):
            top = name.split(".")[0]
            if top != "jawab" and top not in sys.stdlib_module_names:
                homes[top].add(unit(path))
    # Click is the language of the command line; every other library has one module.
    assert {name: sorted(where) for name, where in homes.items() if len(where) > 1} == {}


def test_modules_are_small_and_say_what_they_are_for() -> None:
    for path in files():
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= MAX_LINES, path
        assert ast.get_docstring(ast.parse(text)), path
