"""`jawab check`: every mistake in the content, with its place and what to do; or in any text."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from jawab.finding import Finding

CAUSES = (
    "child-abuse", "prohibited", "child-depiction", "other-policy", "unspecified", "technical",
)  # fmt: skip


@click.command()
@click.option("--only", multiple=True, metavar="CHECK",
              help="Only this check or wording rule; repeat for more.")  # fmt: skip
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="The day to check for, instead of today."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text",
    show_default=True, help="How findings are written.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["error", "warning"]), default="error", show_default=True,
    help="The least severity that ends with exit code 1.",
)  # fmt: skip
@click.option("--text", "file", metavar="FILE|-", type=click.Path(allow_dash=True),
              help="Run the wording rules on this text instead.")  # fmt: skip
@click.option("--locale", default="en", show_default=True, help="Language of --text.")
@click.option("--cause", type=click.Choice(CAUSES), default="unspecified", show_default=True,
              help="What --text is about.")  # fmt: skip
@click.option("--record-released", is_flag=True,
              help="Add today's ids to content/released.txt, then stop.")  # fmt: skip
def command(
    only: tuple[str, ...], today: datetime | None, form: str, fail_on: str,
    file: str | None, locale: str, cause: str, record_released: bool,
) -> None:  # fmt: skip
    """Check the content, or any text.

    Ends with 0 when all is well, 1 with findings, 2 when it could not look.

    \b
    Examples:  jawab check
               jawab check --only unknown-reference --today 2026-11-21
               jawab check --format sarif > findings.sarif
               echo "Please send us the photo." | jawab check --text -
    """
    import sys

    if record_released:
        _record()
        return
    if file is not None:
        findings = _check_text(file, locale, cause, only)
    else:
        findings = _check_content(only, today.date() if today else date.today())
    from jawab.report import write_report

    click.echo(write_report(form, findings), nl=False)
    if form == "text":
        click.echo(_summary(findings), err=True)
    grave = findings if fail_on == "warning" else [f for f in findings if f.severity == "error"]
    sys.exit(1 if grave else 0)


def _summary(findings: list[Finding]) -> str:
    if not findings:
        return "No findings."
    warnings = sum(finding.severity == "warning" for finding in findings)
    return f"{len(findings)} finding(s), {warnings} of them warnings"


def _check_content(only: tuple[str, ...], today: date) -> list[Finding]:
    from jawab.check import run_checks
    from jawab.cli.build import project_root
    from jawab.compile import open_project

    say, done = show_progress("checking")
    say("reading")
    findings = run_checks(open_project(project_root()), today, only, say)
    done()
    return findings


def _check_text(file: str, locale: str, cause: str, only: tuple[str, ...]) -> list[Finding]:
    from dataclasses import replace

    from jawab.catalog import open_catalog
    from jawab.errors import EnvironmentProblem
    from jawab.wording import check_text

    try:
        with click.open_file(file, encoding="utf-8", errors="replace") as stream:
            text = stream.read()
    except OSError as error:
        raise EnvironmentProblem(f"{file} cannot be read: {error.strerror}") from error
    used = open_catalog().locale(locale)
    try:
        found = check_text(text, locale=used, cause=cause)
    except KeyError as error:
        raise EnvironmentProblem(f"There are no wording rules for '{used}' yet.") from error
    name = "<stdin>" if file == "-" else file
    return [
        replace(finding, span=replace(finding.span, path=name))
        for finding in found
        if not only or finding.rule in only
    ]


def _record() -> None:
    from jawab.check.removed_id import record_released
    from jawab.cli.build import project_root
    from jawab.compile import open_project

    count = record_released(open_project(project_root()))
    click.echo(f"{count} new id(s) in content/released.txt", err=True)


def show_progress(doing: str) -> tuple[Callable[[str], None], Callable[[], None]]:
    """Return what says where the work stands, and what wipes it.

    Silent for the first second, and where nobody looks on.
    """
    import sys
    import time

    begin = time.monotonic()
    shown = sys.stderr.isatty()

    def say(name: str) -> None:
        if shown and time.monotonic() - begin > 1:
            click.echo(f"\r\x1b[K{doing}: {name}", nl=False, err=True)

    def done() -> None:
        if shown:
            click.echo("\r\x1b[K", nl=False, err=True)

    return say, done
