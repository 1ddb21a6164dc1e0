"""`jawab i18n`: what there is to translate, the PO files, and how far each locale is."""

from __future__ import annotations

import click

from jawab.cli import text_or_json


@click.group()
def command() -> None:
    """Extract, update and count translations.

    \b
    Example:  jawab i18n update
              jawab i18n status --locale id
    """


@command.command()
@click.option(
    "--output", "-o", metavar="FILE", default="build/messages/jawab.pot", show_default=True,
    help="Where to write it.",
)  # fmt: skip
def extract(output: str) -> None:
    """Write every text to translate as one POT file.

    \b
    Example:  jawab i18n extract -o jawab.pot
    """
    from jawab.cli.build import project_root
    from jawab.compile import open_project
    from jawab.locales import update_po
    from jawab.output import write_file

    root = project_root()
    project = open_project(root)
    made = update_po(root / "does-not-exist", "en", project.entries(notes=True))
    write_file(root / output, made.text)
    click.echo(f"{made.added} texts in {output}")


@command.command()
@click.option("--locale", "locales", multiple=True, help="Only these locales.")
def update(locales: tuple[str, ...]) -> None:
    """Bring content/locales/*.po up to date with the English; nothing translated is lost.

    \b
    Example:  jawab i18n update --locale id
    """
    from jawab.cli.build import project_root
    from jawab.compile import open_project
    from jawab.locales import SOURCE, update_po
    from jawab.output import write_file

    project = open_project(project_root())
    for locale, entry in project.knowledge.locales.items():
        if locale == SOURCE or (locales and locale not in locales):
            continue
        made = update_po(project.po_path(locale), locale, project.entries(entry.notes))
        write_file(project.po_path(locale), made.text)
        click.echo(
            f"{locale}: {made.kept} translated, {made.reused} taken from the same English, "
            f"{made.fuzzy} fuzzy, {made.added} to translate, {made.obsolete} obsolete"
        )


@command.command()
@click.option("--locale", "locales", multiple=True, help="Only these locales.")
@text_or_json
def status(locales: tuple[str, ...], form: str) -> None:
    """Show how much of each kind of content every locale has.

    \b
    Example:  jawab i18n status --locale id --format json
    """
    import json

    from jawab.cli.build import project_root
    from jawab.compile import open_project
    from jawab.status import translation_status

    rows = translation_status(open_project(project_root()))
    if locales:
        rows = [row for row in rows if row.locale in locales]
    if form == "json":
        data = [
            {"locale": r.locale, "kind": r.kind, "texts": r.texts, "missing": r.missing,
             "fuzzy": r.fuzzy, "read": r.read}
            for r in rows
        ]  # fmt: skip
        click.echo(json.dumps(data, indent=2))
        return
    for locale in dict.fromkeys(row.locale for row in rows):
        mine = [row for row in rows if row.locale == locale]
        total, missing, fuzzy = (
            sum(getattr(row, name) for row in mine) for name in ("texts", "missing", "fuzzy")
        )
        done = 100 * (total - missing - fuzzy) // max(total, 1)
        days = sorted({row.read for row in mine} - {""})
        texts = sum(row.texts for row in mine if row.read)
        share = "" if texts == total else f", {100 * texts // total}% of the texts"
        read = f"read again {days[-1]}{share}" if days else "no second reading"
        click.echo(
            f"{click.style(locale, bold=True):8} {done:3}%  {missing} missing, {fuzzy} fuzzy, "
            f"{read}"
        )
        for row in mine:
            if row.missing or row.fuzzy:
                click.echo(f"    {row.kind:12} {row.missing} missing, {row.fuzzy} fuzzy")
