"""The reference of the agents' English site: commands, checks, targets and Python, from docstrings.

The modules are read as text, so that a page about a target does not import what the target needs.
The folders are the only lists: a new check or target is in the reference by being there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
API = {
    "identify": "identify/__init__.py",
    "explain": "explain/__init__.py",
    "reply": "__init__.py",
    "suggest": "suggest/__init__.py",
    "check_text": "wording/match.py",
    "record": "record/__init__.py",
    "redact": "redact.py",
    "Candidate": "identify/rank.py",
    "Explanation": "explain/__init__.py",
    "Reply": "reply.py",
    "Suggestion": "suggest/rank.py",
    "Finding": "finding.py",
}
"""What `import jawab` offers, functions before what they return, and where each is defined."""
WIDE = 76
"""A longer signature has a line for each parameter."""
OPERATORS = "reference/running.md"
"""The page for those who run the sites, below the templates; plain Markdown."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command as its help has it; a paragraph that begins with a backspace is an example."""

    usage: str
    help: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the reference: its name in the address, title, what it is for, and Markdown."""

    name: str
    title: str
    description: str
    body: str


def make_reference(commands: Sequence[Command], templates: Path) -> list[Section]:
    """Return the pages of the reference, in the order in which they are read."""
    return [
        Section(
            "running", "Running the sites", "Hosting, protecting, checking and upgrading.",
            (templates / OPERATORS).read_text(encoding="utf-8"),
        ),
        Section(
            "commands", "Commands", "Every command with its options.",
            "\n\n".join(map(_command, commands)),
        ),
        Section(
            "python", "Python", "What an app or a bot imports.", "\n\n".join(_functions()),
        ),
        Section(
            "checks", "Checks", "What jawab check looks for, why, and an example of each.",
            "\n\n".join(_modules("check")),
        ),
        Section(
            "targets", "Export targets", "The forms that jawab export writes.",
            "\n\n".join(_modules("export")),
        ),
        Section(
            "helpdesks", "Live helpdesks", "Where jawab sync brings the replies.",
            "\n\n".join(_modules("sync")),
        ),
    ]  # fmt: skip


def _command(command: Command) -> str:
    name = command.usage.partition(" [")[0]
    parts = [f"## {name}", f"```text\n{command.usage}\n```", help_to_markdown(command.help)]
    if command.options:
        rows = [f"| {option_cell(names)} | {escape(said)} |" for names, said in command.options]
        parts.append("\n".join(["| Option | What it does |", "| --- | --- |", *rows]))
    return "\n\n".join(parts)


def option_cell(names: str) -> str:
    """Return an option as code in a table, where a bar would end the cell."""
    return f"<code>{escape(names).replace('|', '&#124;')}</code>"


def _modules(folder: str) -> Iterator[str]:
    for path in sorted((PACKAGE / folder).glob("[a-z]*.py")):
        doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        name = path.stem.replace("_", "-")
        yield f"## {name}\n\n{manual_to_markdown(doc)}"


def _functions() -> Iterator[str]:
    for name, file in API.items():
        tree = ast.parse((PACKAGE / file).read_text(encoding="utf-8"))
        (node,) = (
            node
            for node in tree.body
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name
        )
        doc = manual_to_markdown(ast.get_docstring(node) or "")
        yield f"## jawab.{name}\n\n```python\n{_signature(node)}\n```\n\n{doc}"


def _signature(node: ast.FunctionDef | ast.ClassDef) -> str:
    if isinstance(node, ast.ClassDef):
        fields = [
            f"    {ast.unparse(line)}" for line in node.body if isinstance(line, ast.AnnAssign)
        ]
        return "\n".join([f"class {node.name}:", *fields])
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    line = f"{node.name}({ast.unparse(node.args)}){returns}"
    if len(line) <= WIDE:
        return line
    parameters = [f"    {text}," for text in _parameters(node.args)]
    return "\n".join([f"{node.name}(", *parameters, f"){returns}"])


def _parameters(declared: ast.arguments) -> Iterator[str]:
    """Yield each parameter as written; what must be named stands after the star."""
    first = len(declared.args) - len(declared.defaults)
    for at, argument in enumerate(declared.args):
        default = f" = {ast.unparse(declared.defaults[at - first])}" if at >= first else ""
        yield ast.unparse(argument) + default
    if declared.kwonlyargs:
        yield "*"
    for argument, value in zip(declared.kwonlyargs, declared.kw_defaults, strict=True):
        yield ast.unparse(argument) + (f" = {ast.unparse(value)}" if value else "")


def help_to_markdown(text: str) -> str:
    """Return the help of a command as Markdown; what click may not wrap becomes an example."""
    parts = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        lines = block.splitlines()
        if lines[0].strip() == "\b":
            kept = [re.sub(r"^(?:Examples?|Try): *", "", line.strip()) for line in lines[1:]]
            parts.append("```sh\n" + "\n".join(kept) + "\n```")
        else:
            parts.append(escape(" ".join(line.strip() for line in lines)))
    return "\n\n".join(parts)


def manual_to_markdown(text: str) -> str:
    """Return a docstring as Markdown: a line with an indented block below it is its heading."""
    parts: list[str] = []
    for block in re.split(r"\n\s*\n(?=\S)", text.strip()):
        first, _, rest = block.partition("\n")
        lines = rest.splitlines()
        if not lines or not all(line.startswith("    ") or not line.strip() for line in lines):
            parts.append(escape(block))
            continue
        inner = "\n".join(line[4:] for line in lines)
        if first.startswith("Example"):
            parts.append(f"**{first}**\n\n```text\n{inner.rstrip()}\n```")
        else:
            parts.append(f"**{first}**\n\n{escape(inner)}")
    return "\n\n".join(parts)


def escape(text: str) -> str:
    """Return prose whose angle brackets are no HTML; what stands in backticks is left alone."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(
        piece if piece.startswith("`") else piece.replace("&", "&amp;").replace("<", "&lt;")
        for piece in pieces
    )
