"""Options that several commands share, so that they are named and explained alike."""

from __future__ import annotations

import click

text_or_json = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How it is written.",
)  # fmt: skip
