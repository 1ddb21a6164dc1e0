"""`jawab sync`: what would change at a live helpdesk, and changing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jawab.cli import text_or_json

if TYPE_CHECKING:
    from jawab.export import Library
    from jawab.sync import LiveTarget, Outcome, Plan


@click.group()
def command() -> None:
    """Bring the replies at a live helpdesk to what they are here.

    Addresses and tokens come from the environment (JAWAB_<TARGET>_URL, JAWAB_<TARGET>_TOKEN, …)
    or from a file of mode 0600 named by JAWAB_CREDENTIALS. Only what jawab made is ever changed;
    what somebody edited there is left alone unless --overwrite is given.

    \b
    Example:  jawab sync plan zendesk
              jawab sync plan request-tracker --locale id -o plan.json
              jawab sync apply request-tracker plan.json
    Live targets: chatwoot, django-helpdesk, front, intercom, request-tracker, zendesk
    """


def _filters(function: Callable[..., Any]) -> Callable[..., Any]:
    for decorate in (
        click.option("--locale", "locales", multiple=True,
                     help="Only this locale; repeat for more. Without: the released ones."),
        click.option("--reply", "replies", multiple=True, help="Only this reply; repeat."),
        click.option("--tone", "tones", multiple=True, default=("neutral",), show_default=True,
                     type=click.Choice(["neutral", "distressed", "developer"]),
                     help="Replies in this tone; repeat for more."),
        click.option("--overwrite", is_flag=True, help="Replace what was edited there, too."),
    ):  # fmt: skip
        function = decorate(function)
    return function


@command.command()
@click.argument("target", metavar="TARGET")
@_filters
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Keep the plan as JSON, for apply.")  # fmt: skip
@text_or_json
def plan(
    target: str, locales: tuple[str, ...], replies: tuple[str, ...], tones: tuple[str, ...],
    overwrite: bool, output: Path | None, form: str,
) -> None:  # fmt: skip
    """Show what would change at TARGET; nothing is written there.

    Exit code 0: nothing would change. 1: there are changes, or something was edited there.

    \b
    Example:  jawab sync plan zendesk --reply family-photo-with-children
    """
    from jawab.output import write_file

    desk, made = _make(target, locales, replies, tones, overwrite)
    text = made.to_json()
    if output:
        write_file(output, text.encode())
    if form == "json":
        click.echo(text, nl=False)
    else:
        _show(desk, made)
    raise click.exceptions.Exit(0 if made.clean else 1)


@command.command()
@click.argument("target", metavar="TARGET")
@click.argument("saved", metavar="[PLAN]", required=False,
                type=click.Path(exists=True, dir_okay=False, path_type=Path))  # fmt: skip
@_filters
@click.option("--yes", is_flag=True, help="Do not ask.")
def apply(
    target: str, saved: Path | None, locales: tuple[str, ...], replies: tuple[str, ...],
    tones: tuple[str, ...], overwrite: bool, yes: bool,
) -> None:  # fmt: skip
    """Carry out a plan at TARGET: the saved one, or one made and shown now.

    A saved plan is refused when the target has moved on since. Run it again after any failure:
    what is done is not done twice. Exit code 0: the target is as it should be. 1: something was
    left, failed or could not be confirmed; it is listed.

    \b
    Example:  jawab sync apply request-tracker plan.json
    """
    if saved:
        from jawab.errors import JawabError
        from jawab.sync import open_target, read_plan

        made = read_plan(saved.read_text(encoding="utf-8"))
        if made.target != target:
            raise JawabError(f"This plan is for {made.target}.")
        desk = open_target(target)
        if locales or replies or overwrite:
            raise click.UsageError("A saved plan has its own filters.")
    else:
        desk, made = _make(target, locales, replies, tones, overwrite)
        _show(desk, made)
        writes = list(made.of("create", "update", "disable"))
        if writes and not yes:
            click.confirm(f"Write {len(writes)} change(s)?", abort=True, err=True)
    outcome = _carry_out(desk, made, fresh=yes and not saved)
    _summarise(outcome)
    if outcome.stopped:
        raise click.exceptions.Exit(130)
    raise click.exceptions.Exit(0 if outcome.clean else 1)


def _make(
    target: str, locales: tuple[str, ...], replies: tuple[str, ...], tones: tuple[str, ...],
    overwrite: bool,
) -> tuple[LiveTarget, Plan]:  # fmt: skip
    from jawab.sync import make_plan, open_target

    library = _library(target, locales, replies, tones)
    desk = open_target(target)
    made = make_plan(target, desk, library, locales=locales, replies=replies, overwrite=overwrite)
    return desk, made


def _library(
    target: str, locales: tuple[str, ...], replies: tuple[str, ...], tones: tuple[str, ...]
) -> Library:
    from jawab.cli.build import project_root
    from jawab.compile import open_project
    from jawab.errors import ContentInvalid
    from jawab.export import find_problems, load_target, open_library

    project = open_project(project_root())
    if project.findings:
        raise ContentInvalid(project.findings)
    library = open_library(project, locales=locales, replies=replies, tones=tones)
    problems = find_problems(load_target(target), library)
    for finding in problems:
        click.echo(f"{finding.span}: {finding.severity}: {finding.message} ({finding.rule})",
                   err=True)  # fmt: skip
    if any(finding.severity == "error" for finding in problems):
        raise ContentInvalid(problems)
    return library


def _show(desk: LiveTarget, made: Plan) -> None:
    from jawab.sync._diff import show_plan

    for note in desk.notes:
        click.echo(note, err=True)
    for line in show_plan(made, lambda text, colour: click.style(text, fg=colour)):
        click.echo(line)


def _carry_out(desk: LiveTarget, made: Plan, *, fresh: bool) -> Outcome:
    """Apply with a progress bar; the first Ctrl-C lets the change in hand finish."""
    import signal
    import sys

    from jawab.sync import Applier

    asked = False

    def stop(number: int, frame: object) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        click.echo("\nStopping after this change; once more stops at once.", err=True)

    total = sum(1 for _ in made.of("create", "update", "disable"))
    bar: Any = click.progressbar(length=total, label="Writing", file=sys.stderr)
    former = signal.signal(signal.SIGINT, stop)
    try:
        with bar:
            return Applier(
                desk, stop=lambda: asked, progress=lambda change, result: bar.update(1)
            ).apply(made, fresh=fresh)
    except KeyboardInterrupt:
        raise click.Abort from None
    finally:
        signal.signal(signal.SIGINT, former)


def _summarise(outcome: Outcome) -> None:
    for name, result in outcome.results.items():
        if result != "done":
            reason = outcome.reasons.get(name, "")
            click.echo(f"{result}: {name} {f'({reason})' if reason else ''}".rstrip(), err=True)
    counts = Counter(outcome.results.values())
    said = ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "nothing to do"
    click.echo(f"{said}{'; stopped before the end' if outcome.stopped else ''}")
