"""The command line: one click group whose commands are imported only when they run."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import Any

import click

COMMANDS = {
    "identify": "Recognise a pasted error: what it is, how sure, and why.",
    "explain": "Explain an error by its code.",
    "reply": "Write a reply ready to send.",
    "suggest": "Find the right reply for a customer's ticket.",
    "check": "Check the content, or any text, for mistakes.",
    "build": "Build the catalog, both sites and the JSON files.",
    "serve": "Show the public site and rebuild it while you edit.",
    "export": "Write the texts as string bundles and helpdesk payloads.",
    "sync": "Plan and apply the replies to a live helpdesk.",
    "import": "Turn a helpdesk's macros into YAML skeletons.",
    "triage": "Count and group rejections in logs.",
    "diff": "Show what customers would read differently since a revision.",
    "new": "Make the skeleton of a new item.",
    "i18n": "Extract, update and count translations.",
}
"""Every command and what it is for, so that `--help` imports none of them."""
SHORT = {"identify", "explain", "reply"}
"""Commands that are over before any garbage is worth collecting."""

text_or_json = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How it is written.",
)  # fmt: skip
"""The option that several commands share; here, because every start reads this module anyway."""


class LazyGroup(click.Group):
    """A group that imports `jawab.cli.<name>` when its command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, or None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in SHORT:
            gc.enable()
        # A keyword of Python cannot name a module.
        module = "import_" if cmd_name == "import" else cmd_name
        command: click.Command = import_module(f"jawab.cli.{module}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Resolve a command; an unknown one is answered with the nearest."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from jawab.errors import nearest

            close = nearest(name, COMMANDS)
            hint = f" Did you mean '{close[0]}'?" if close else ""
            raise click.UsageError(f"There is no command '{name}'.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from jawab import __version__

        click.echo(f"jawab {__version__}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--project",
    metavar="DIR",
    help="Knowledge base to use, instead of the one you stand in or the one installed.",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
    help="Show the version and stop.",
)  # fmt: skip
def cli(project: str | None) -> None:
    """Answer people whose picture an AI image service refused.

    \b
    Try:  jawab explain IMAGE_SAFETY --locale id
          jawab identify error.json
          jawab reply family-photo-with-children --set customer_name=Sari
    """
    import os

    if project:
        os.environ["JAWAB_PROJECT"] = project
    elif "JAWAB_PROJECT" not in os.environ:
        here = _project_here()
        if here:
            os.environ["JAWAB_PROJECT"] = here


def _project_here() -> str | None:
    """Return the nearest folder upwards from here that holds a knowledge base."""
    import os

    from jawab.catalog import is_project

    folder = os.getcwd()
    while not is_project(folder):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


def main() -> None:
    """Run the command line; every error of ours becomes one clear sentence and an exit code."""
    from jawab.errors import JawabError

    try:
        code = cli.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except JawabError as error:
        click.echo(f"jawab: {error}", err=True)
        sys.exit(error.exit_code)
    except click.exceptions.Abort:
        click.echo("jawab: stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader went away, as `head` does; nothing is wrong.
        sys.stderr.close()
        sys.exit(0)
