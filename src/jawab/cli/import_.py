"""`jawab import`: a team's own macros as skeletons of reply scripts, with what is wrong in each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from jawab.sync._adopt import Adopted
    from jawab.wording import Guard


@click.command()
@click.argument("target", metavar="TARGET")
@click.option(
    "--from", "source", type=click.File(encoding="utf-8"), metavar="FILE",
    help="Read an exported JSON or CSV file instead of the live helpdesk; - is standard input.",
)  # fmt: skip
@click.option("--locale", default="en", show_default=True, help="Language the macros are in.")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Write here instead of build/import/TARGET.")  # fmt: skip
def command(target: str, source: TextIO | None, locale: str, output: Path | None) -> None:
    """Turn the macros of TARGET into YAML skeletons, one file each.

    What jawab itself wrote there is left out. Every text is checked by the wording rules. The files
    go to build/import/, never into content/: read them, then move what you want to keep.
    Exit code 1: something in them must not go out as it is.

    \b
    Example:  jawab import zendesk
              jawab import zammad --from text_modules.csv
    """
    from datetime import date

    from jawab.cli.build import project_root
    from jawab.output import replace_folder, write_files
    from jawab.sync._adopt import adopt, read_file

    if source is not None:
        rows = read_file(source.read())
    else:
        from jawab.sync import foreign_texts, open_target

        rows = foreign_texts(target, open_target(target))
    found = adopt(rows, date.today().isoformat())
    folder = output or project_root() / "build" / "import" / target
    if output and output.exists() and any(output.iterdir()):
        raise click.UsageError(f"{output} has files already; name a new folder.")
    with replace_folder(folder) as fresh:
        write_files(fresh, ((f"{one.id}.yml", one.yaml.encode()) for one in found))
    guard = _open_guard(locale)
    problems = sum(_report(one, guard) for one in found)
    click.echo(f"{len(found)} skeleton(s) in {folder}, {problems} finding(s)")
    raise click.exceptions.Exit(1 if problems else 0)


def _open_guard(locale: str) -> Guard | None:
    from jawab.wording import open_guard

    try:
        return open_guard(locale)
    except KeyError:
        click.echo(
            f"There are no wording rules for '{locale}'; the texts are not checked.", err=True
        )
        return None


def _report(one: Adopted, guard: Guard | None) -> int:
    findings = guard.check(one.text, "unspecified") if guard else []
    for name in one.unknown:
        click.echo(f"{one.id}.yml: '{name}' is no placeholder of ours (unknown-variable)")
    for finding in findings:
        click.echo(f"{one.id}.yml: {finding.message} ({finding.rule})")
        if finding.help:
            click.echo(f"  help: {finding.help}")
    return len(findings) + len(one.unknown)
