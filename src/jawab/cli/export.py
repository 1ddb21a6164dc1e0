"""`jawab export`: the texts as string bundles for apps and as payloads for helpdesks."""

from __future__ import annotations

from pathlib import Path

import click


def _show_targets(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from jawab.export import target_help, target_names

    for name in target_names():
        first = target_help(name).splitlines()[0]
        click.echo(f"{click.style(name.ljust(16), bold=True)} {first}")
    ctx.exit()


@click.command()
@click.argument("target", metavar="TARGET")
@click.option(
    "--locale", "locales", multiple=True,
    help="Only this locale, or `all`; repeat for more. Without: the released ones.",
)  # fmt: skip
@click.option("--reply", "replies", multiple=True, help="Only this reply; repeat for more.")
@click.option("--tone", "tones", multiple=True, default=("neutral",), show_default=True,
              type=click.Choice(["neutral", "distressed", "developer"]),
              help="Tones of the replies to write.")  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write here instead of build/messages/TARGET or build/macros/TARGET.",
)  # fmt: skip
@click.option("--list", is_flag=True, is_eager=True, expose_value=False, callback=_show_targets,
              help="List the targets.")  # fmt: skip
def command(
    target: str, locales: tuple[str, ...], replies: tuple[str, ...], tones: tuple[str, ...],
    output: Path | None,
) -> None:  # fmt: skip
    """Write the messages or replies in the form of TARGET.

    Nothing is written when the target would refuse a part of it; the reasons are listed and the
    exit code is 1. What is not translated yet is left out and listed as a warning.

    \b
    Example:  jawab export --list
              jawab export android
              jawab export zendesk --locale id --reply family-photo-with-children
    """
    from jawab.cli.build import project_root
    from jawab.compile import open_project
    from jawab.errors import ContentInvalid
    from jawab.export import find_problems, load_target, open_library, write_export

    module = load_target(target)
    root = project_root()
    project = open_project(root)
    if project.findings:
        raise ContentInvalid(project.findings)
    library = open_library(project, locales=locales, replies=replies, tones=tones)
    problems = find_problems(module, library)
    for finding in problems:
        click.echo(f"{finding.span}: {finding.severity}: {finding.message} ({finding.rule})",
                   err=True)  # fmt: skip
    errors = [finding for finding in problems if finding.severity == "error"]
    if errors:
        click.echo(f"{len(errors)} finding(s); nothing was written", err=True)
        raise click.exceptions.Exit(1)
    folder = output or root / "build" / module.KIND / target
    _refuse_strange_folder(folder, own=output is None)
    count = write_export(module, library, folder)
    click.echo(f"{count} file(s) in {folder}")


def _refuse_strange_folder(folder: Path, own: bool) -> None:
    """The folder is replaced as a whole, so one we did not make is not taken."""
    from jawab.errors import EnvironmentProblem
    from jawab.export import MARK

    if own or not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / MARK).exists():
        raise EnvironmentProblem(
            f"{folder} has files that no export made; name a new or an empty folder."
        )
