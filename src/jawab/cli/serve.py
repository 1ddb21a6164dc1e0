"""`jawab serve`: the site on this machine, rendered again while you edit."""

from __future__ import annotations

import click


@click.command()
@click.option("--locale", default="en", show_default=True, help="Language of the site.")
@click.option(
    "--audience",
    type=click.Choice(["public", "agents"]),
    default="public",
    show_default=True,
    help="Whose site.",
)
@click.option(
    "--port", default=8000, show_default=True, help="Where it listens, on this machine only."
)
def command(locale: str, audience: str, port: int) -> None:
    """Serve one site on this machine; a change in content/ or templates/ shows at once.

    \b
    Example:  jawab serve --locale id
    """
    from jawab.cli.build import project_root
    from jawab.site.serve import serve_site

    serve_site(
        project_root(), audience=audience, locale=locale, port=port,
        say=lambda line: click.echo(line, err=True),
    )  # fmt: skip
