"""`jawab diff`: what customers would read differently since a revision."""

from __future__ import annotations

import click


@click.command()
@click.argument("revision", default="HEAD")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "html"]), default="text",
              show_default=True, help="How the changes are written.")  # fmt: skip
@click.option("--locale", "locales", multiple=True,
              help="Only this locale, such as 'id'; repeat for more.")  # fmt: skip
@click.option("--channel", "channels", multiple=True,
              help="Only this channel, such as 'email' or 'page'; repeat for more.")  # fmt: skip
def command(revision: str, form: str, locales: tuple[str, ...], channels: tuple[str, ...]) -> None:
    """Show what customers would read differently since REVISION, by locale and channel.

    Both states are rendered and compared as they are read. REVISION is any name git knows, and the
    last commit without one.

    \b
    Examples:  jawab diff
               jawab diff v1.0 --locale id --channel email
               jawab diff main --format html > changes.html
    """
    from jawab.cli.build import project_root
    from jawab.cli.check import show_progress
    from jawab.compile import open_project
    from jawab.diff import compare, open_revision, read_all, write_changes
    from jawab.diff.readings import CHANNELS, default_locales
    from jawab.errors import UnknownId

    root = project_root()
    project = open_project(root)
    for locale in locales:
        if locale not in project.knowledge.locales:
            raise UnknownId("locale", locale, project.knowledge.locales)
    for channel in channels:
        if channel not in CHANNELS:
            raise UnknownId("channel", channel, CHANNELS)
    wanted = locales or default_locales(project)
    say, done = show_progress("reading")
    with open_revision(root, revision) as former:
        before = read_all(former, wanted, lambda locale: say(f"{revision}, {locale}"))
        unread = len(former.findings)
    after = read_all(project, wanted, lambda locale: say(f"now, {locale}"))
    done()
    changes = [c for c in compare(before, after) if not channels or c.reading.channel in channels]
    click.echo(write_changes(form, changes, revision), nl=False)
    for count, state, word in ((unread, revision, "new"), (len(project.findings), "now", "gone")):
        if count:
            click.echo(
                f"{count} mistake(s) in the content ({state}): what cannot be read there is shown "
                f"as {word}.", err=True,
            )  # fmt: skip
