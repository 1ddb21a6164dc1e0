"""`jawab build`: content to everything that is published."""

from __future__ import annotations

from pathlib import Path

import click

from jawab.errors import EnvironmentProblem

PARTS = ("catalog", "api", "sites")


@click.command()
@click.option(
    "--only", type=click.Choice(PARTS), help="Build this part alone (the catalog always)."
)
@click.option("--team", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Another team.yml.")  # fmt: skip
@click.option("--locale", "locales", multiple=True, help="Sites of these locales only.")
@click.option("--audience", type=click.Choice(["public", "agents"]), help="Sites of one audience.")
@click.option(
    "--release", is_flag=True, help="Refuse what must not go out, such as a fictional team."
)
def command(
    only: str | None, team: Path | None, locales: tuple[str, ...], audience: str | None,
    release: bool,
) -> None:  # fmt: skip
    """Build the compiled catalog, the JSON files and both sites under build/.

    \b
    Example:  jawab build
              jawab build --only catalog
    """
    from jawab.build import build_project
    from jawab.cli import cli
    from jawab.cli._describe import describe

    root = project_root()
    build_project(
        root,
        parts=(only,) if only else PARTS,
        team=team,
        locales=locales,
        audiences=(audience,) if audience else ("public", "agents"),
        release=release,
        commands=tuple(describe(cli)),
        say=lambda line: click.echo(line, err=True),
    )


def project_root() -> Path:
    """Return the project this command works on; raises `EnvironmentProblem` where there is none."""
    from jawab.catalog import find_project

    found = find_project()
    if found is None:
        raise EnvironmentProblem(
            "This is no jawab project: there is no content/locales.yml here or above. "
            "Go to one, or name it with --project DIR."
        )
    return Path(found)
