"""What each command says about itself, read from click, for the reference pages."""

from __future__ import annotations

from collections.abc import Iterator

import click

from jawab.site.reference import Command


def describe(command: click.Command, name: str = "jawab") -> Iterator[Command]:
    """Yield a command and all below it, as typed."""
    with click.Context(command, info_name=name) as context:
        usage = f"{name} {' '.join(command.collect_usage_pieces(context))}"
        records = [
            record
            for parameter in command.get_params(context)
            if isinstance(parameter, click.Option)
            and (record := parameter.get_help_record(context))
        ]
        yield Command(usage, command.help or "", tuple(records))
        if isinstance(command, click.Group):
            for below in command.list_commands(context):
                found = command.get_command(context, below)
                if found is not None:
                    yield from describe(found, f"{name} {below}")
