"""`jawab new`: the skeleton of a new item, with the keys its type wants."""

from __future__ import annotations

import re

import click

from jawab.errors import JawabError

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


@click.command()
@click.argument("kind", type=click.Choice(["error", "faq", "scenario", "reply", "claim", "guide"]))
@click.argument("item_id", metavar="ID")
def command(kind: str, item_id: str) -> None:
    """Make the skeleton of a KIND with this ID.

    \b
    Example:  jawab new error gemini/example
              jawab new faq is-my-picture-kept
    """
    from jawab.cli.build import project_root
    from jawab.output import write_file
    from jawab.skeleton import make_skeleton

    parts = item_id.split("/")
    wanted = 2 if kind == "error" else 1
    if len(parts) != wanted or not all(_ID.match(part) for part in parts):
        shape = "PROVIDER/CODE" if wanted == 2 else "NAME"
        raise click.UsageError(f"'{item_id}' is not {shape} in lower-case words joined by hyphens")
    root = project_root()
    folder = {"error": "errors", "faq": "faq", "scenario": "scenarios", "reply": "replies",
              "claim": "claims", "guide": "guides"}[kind]  # fmt: skip
    path = root / "content" / folder / f"{item_id}.yml"
    if path.exists():
        raise JawabError(f"{path.relative_to(root)} is there already; nothing was changed.")
    write_file(path, make_skeleton(root, folder, item_id).encode())
    click.echo(f"Wrote {path.relative_to(root)}. Fill it in, then run 'jawab check'.")
