"""`jawab check`: every mistake in the content, with its place and what to do."""

from __future__ import annotations

from datetime import date, datetime

import click


@click.command()
@click.option("--only", multiple=True, metavar="CHECK", help="Only this check; repeat for more.")
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to check for, instead of today."
)
def command(only: tuple[str, ...], today: datetime | None) -> None:
    r"""Check the content.

    \b
    Example:  jawab check
              jawab check --only unknown-reference --today 2026-11-21
    """
    import sys

    from jawab.check import run_checks
    from jawab.cli.build import project_root
    from jawab.compile import open_project

    day = today.date() if today else date.today()
    findings = run_checks(open_project(project_root()), day, only)
    for finding in findings:
        click.echo(f"{finding.span}: {finding.message} ({finding.rule})")
        if finding.help:
            click.echo(f"  help: {finding.help}")
    if findings:
        click.echo(f"{len(findings)} finding(s)", err=True)
        sys.exit(1)
    click.echo("No findings.", err=True)
