"""`jawab reply`: a reply script with its values put in, ready to send."""

from __future__ import annotations

import click

from jawab.catalog import open_catalog
from jawab.errors import MissingValue


@click.command()
@click.argument("reply_id", metavar="ID", required=False)
@click.option("--locale", default="en", show_default=True, help="Language of the reply.")
@click.option(
    "--channel",
    type=click.Choice(["email", "chat", "phone"]),
    default="email",
    show_default=True,
    help="Where it is sent or spoken.",
)
@click.option(
    "--tone", type=click.Choice(["neutral", "distressed", "developer"]), default="neutral",
    show_default=True, help="How the customer writes.",
)  # fmt: skip
@click.option(
    "--set", "pairs", multiple=True, metavar="NAME=VALUE",
    help="A value of the reply; an empty one is worded neutrally. Repeat for more.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "html", "json"]), default="text",
    show_default=True, help="How it is written.",
)  # fmt: skip
@click.option("--list", "show_list", is_flag=True, help="List all replies.")
def command(
    reply_id: str | None, locale: str, channel: str, tone: str, pairs: tuple[str, ...],
    form: str, show_list: bool,
) -> None:  # fmt: skip
    """Write the reply with this ID.

    \b
    Example:  jawab reply family-photo-with-children --locale id --channel chat \\
                  --set customer_name=Sari
    """
    from jawab.reply import make_reply

    store = open_catalog()
    if show_list or not reply_id:
        for item, entry in store.index(store.locale(locale), "replies").items():
            click.echo(f"{click.style(item, bold=True)}\n  {entry['title']}")
        return
    values = dict(_pair(pair) for pair in pairs)
    made = make_reply(store, reply_id, locale=locale, channel=channel, tone=tone, values=values)
    if made.missing:
        raise MissingValue(f"The reply '{reply_id}'", made.missing)
    if form == "json":
        import json

        fields = ("id", "locale", "channel", "tone", "subject", "body", "text", "html", "risk")
        data = {name: getattr(made, name) for name in fields}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    if made.subject:
        click.echo(f"{click.style(made.subject, bold=True)}\n")
    click.echo({"text": made.text, "markdown": made.body, "html": made.html}[form])


def _pair(pair: str) -> tuple[str, str]:
    name, equals, value = pair.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"'{pair}' is not NAME=VALUE", param_hint="--set")
    return name.strip(), value
