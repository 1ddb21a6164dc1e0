"""`jawab explain`: what a code means, or what a check is for."""

from __future__ import annotations

import click

from jawab.catalog import CatalogStore, open_catalog
from jawab.cli import text_or_json


@click.command()
@click.argument("code")
@click.option("--locale", default="en", show_default=True, help="Language of the answer.")
@click.option("--provider", help="Only this service, such as 'openai'.")
@text_or_json
def command(code: str, locale: str, provider: str | None, form: str) -> None:
    """Explain an error by its CODE, id or alias, or a check by its name.

    \b
    Examples:  jawab explain IMAGE_SAFETY --locale id
               jawab explain openai/moderation-blocked
               jawab explain duplicate-key
    """
    # A check explains why the content cannot be compiled, so it must not need it compiled.
    page = find_check(code)
    if page:
        click.echo(f"{click.style(code, bold=True)}\n\n{page}")
        return
    store = open_catalog()
    locale = store.locale(locale)
    found = find_errors(store, locale, code, provider)
    if not found:
        _explain_rule(code, store, locale)
        return
    entries = {item: store.entry(locale, "errors", item) for item in found}
    if form == "json":
        import json

        click.echo(json.dumps(entries, ensure_ascii=False, indent=2))
        return
    for number, entry in enumerate(entries.values()):
        if number:
            click.echo("\n" + "─" * 72 + "\n")
        click.echo(format_page(entry["agents"]["terminal"]))


def find_errors(store: CatalogStore, locale: str, code: str, provider: str | None) -> list[str]:
    """Return the ids of the definitions a person means, Gemini first."""
    wanted = code.strip().casefold()
    bare = wanted.rsplit(".", 1)[-1]
    index = store.index(locale, "errors")
    order = {name: entry["order"] for name, entry in store.read(locale, "providers").items()}
    found = []
    for item, entry in index.items():
        names = {item, item.partition("/")[2], entry["code"], *entry["aliases"]}
        folded = {name.casefold() for name in names}
        if (wanted in folded or bare in folded) and provider in (None, entry["provider"]):
            found.append(item)
    if any(item.casefold() == wanted for item in found):
        found = [item for item in found if item.casefold() == wanted]
    return sorted(found, key=lambda item: (order.get(item.split("/")[0], 999), item))


def format_page(text: str) -> str:
    """Return a page for the terminal: headings bold, paragraphs wrapped to the window."""
    import textwrap

    width = _window_width()
    lines = []
    blank = True
    for line in text.splitlines():
        if line.startswith("#"):
            if not blank:
                lines.append("")
            lines.append(click.style(line.lstrip("# "), bold=True))
            blank = False
        elif not line.strip():
            if not blank:
                lines.append("")
            blank = True
        else:
            indent = "  " if line.startswith(("- ", "* ")) else ""
            wrapped = textwrap.wrap(
                line, width, subsequent_indent=indent,
                break_long_words=False, break_on_hyphens=False,
            )  # fmt: skip
            lines += wrapped
            blank = False
    return "\n".join(lines).strip()


def _window_width() -> int:
    """Return the columns to write in: the window's, 80 at most, for lines one can read."""
    import os

    try:
        columns = int(os.environ.get("COLUMNS", "")) or os.get_terminal_size().columns
    except (ValueError, OSError):
        columns = 80
    return max(20, min(columns, 80))


def _checks() -> dict[str, str]:
    """Return where the page of each check stands; the folder of checks is their only list."""
    import os

    folder = os.path.join(os.path.dirname(os.path.dirname(__file__)), "check")
    return {
        name.removesuffix(".py").replace("_", "-"): os.path.join(folder, name)
        for name in os.listdir(folder)
        if name.endswith(".py") and not name.startswith("_")
    }


def find_check(name: str) -> str:
    """Return the manual page of a check or of a finding of reading; empty where there is none."""
    import os

    files = _checks()
    reading = os.path.join(os.path.dirname(next(iter(files.values()))), "_reading.py")
    if name != name.lower() or "/" in name:
        return ""
    import ast

    # The pages are read as text: importing a check imports what reads YAML.
    with open(files.get(name, reading), encoding="utf-8") as file:
        tree = ast.parse(file.read())
    if name in files:
        return ast.get_docstring(tree) or ""
    (pages,) = (node.value for node in tree.body if isinstance(node, ast.Assign))
    return str(ast.literal_eval(pages).get(name, ""))


def _explain_rule(name: str, store: CatalogStore, locale: str) -> None:
    """Show the page of a wording rule; raises `UnknownId` where the name is nothing we know."""
    from jawab.errors import UnknownId

    rules = store.read(locale, "wording")
    if name in rules:
        said = rules[name]["agents"]
        parts = (said["title"], said["meaning"], said["why"], said["help"])
        click.echo(f"{click.style(name, bold=True)}\n\n" + format_page("\n\n".join(parts)))
        return
    index = store.index(locale, "errors")
    known = {entry["code"] for entry in index.values()} | set(index) | set(_checks()) | set(rules)
    raise UnknownId("code", name, known)
