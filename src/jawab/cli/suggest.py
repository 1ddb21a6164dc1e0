"""`jawab suggest`: the right reply for a customer's ticket, its risk, and the words that spoke."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from jawab.cli import text_or_json

if TYPE_CHECKING:
    from jawab.suggest.evaluate import Evaluation, Tally


@click.command()
@click.argument("text", required=False, default="-")
@text_or_json
@click.option(
    "--eval", "rows", type=click.Path(exists=True, dir_okay=False), metavar="FILE.jsonl",
    help="Measure on tickets whose reply is known.",
)  # fmt: skip
@click.option(
    "--log", type=click.Path(dir_okay=False), metavar="FILE.jsonl",
    help="Append the shape of the ticket, without its words, to a log of your own.",
)  # fmt: skip
@click.option(
    "--gap-report", "gaps", type=click.Path(exists=True, dir_okay=False), metavar="FILE.jsonl",
    help="Count what was asked and not surely answered, from such a log.",
)  # fmt: skip
def command(text: str, form: str, rows: str | None, log: str | None, gaps: str | None) -> None:
    """Find the reply for a ticket: a TEXT, a file, or '-' for standard input.

    Nothing leaves this machine. A ticket of critical risk goes to trust and safety before
    anybody answers it.

    \b
    Example:  jawab suggest "my family photo was refused because of the kids"
              jawab suggest ticket.txt --format json
              jawab suggest --eval tickets.jsonl
    """
    if rows:
        _evaluate(rows, form)
    elif gaps:
        _report(gaps, form)
    else:
        _suggest(_read(text), form, log)


def _suggest(ticket: str, form: str, log: str | None) -> None:
    from jawab.identify import identify
    from jawab.suggest import suggest

    errors = identify(ticket, mentions=True)
    found = suggest(ticket, errors=errors)
    if log:
        from jawab.suggest import installed_model
        from jawab.suggest.gaps import describe

        shape = describe(installed_model(), ticket, found, [error.error_id for error in errors])
        with open(log, "a", encoding="utf-8") as file:
            file.write(_dump(shape) + "\n")
    if form == "json":
        click.echo(_dump([one._asdict() for one in found], indent=2))
        return
    risk = found[0].risk
    colour = {"critical": "red", "elevated": "yellow"}.get(risk)
    click.echo(f"risk: {click.style(risk, fg=colour, bold=True)}  language: {found[0].locale}")
    if risk == "critical":
        click.echo("Do not answer from here: trust and safety first, see the playbook.")
    if not found[0].sure:
        click.echo("Not sure: please choose yourself.")
    for one in found:
        click.echo(
            f"{one.score:5.0%}  {click.style(one.reply_id, bold=True)}"
            + (f"  ({one.reason})" if one.reason else "")
        )
    click.echo(f"\nMore:  jawab reply {found[0].reply_id} --locale {found[0].locale}")


def _evaluate(path: str, form: str) -> None:
    from jawab.errors import EnvironmentProblem
    from jawab.suggest import suggest
    from jawab.suggest.evaluate import evaluate, rate_critical

    try:
        result = evaluate(_read_rows(path), suggest)
    except (ValueError, KeyError, TypeError) as error:
        raise EnvironmentProblem(
            f"{path}: each line must be JSON with 'text' and 'reply'; {error}"
        ) from error
    if not result.whole.rows:
        raise EnvironmentProblem(f"{path} has no rows.")
    found, critical, false, harmless = rate_critical(result.risks)
    if form == "json":
        click.echo(_dump(_plain(result), indent=2))
        return
    click.echo(f"{'':44} rows  first  three  language")
    for title, tallies in (
        ("all", {"all": result.whole}),
        ("by language", result.by_locale),
        ("by intent", result.by_intent),
    ):
        click.echo(click.style(title, bold=True))
        for name, tally in tallies.items():
            click.echo(f"  {name:42} {tally.rows:4}  {_shares(tally)}")
    click.echo(click.style("risk", bold=True))
    for (right, said), count in result.risks.items():
        click.echo(f"  {right:10} called {said:10} {count:4}")
    click.echo(f"  critical found {found} of {critical}")
    if result.missed:
        click.echo(f"  critical missed: {', '.join(result.missed)}")
    click.echo(f"  harmless called critical {false} of {harmless}")
    if result.confused:
        click.echo(click.style("confused", bold=True))
        for right, wrong, count in result.confused:
            click.echo(f"  {count:4}  {right} → {wrong}")


def _shares(tally: Tally) -> str:
    return "  ".join(f"{part / tally.rows:5.1%}" for part in tally[1:])


def _plain(result: Evaluation) -> dict[str, Any]:
    data = result._asdict()
    data["whole"] = result.whole._asdict()
    for name in ("by_locale", "by_intent"):
        data[name] = {key: tally._asdict() for key, tally in data[name].items()}
    data["risks"] = [
        {"risk": right, "called": said, "rows": count}
        for (right, said), count in result.risks.items()
    ]
    data["confused"] = [
        {"reply": right, "called": wrong, "rows": count} for right, wrong, count in result.confused
    ]
    return data


def _report(path: str, form: str) -> None:
    from jawab.suggest.gaps import report_gaps

    with open(path, "rb") as file:
        gaps = report_gaps(file)
    if form == "json":
        click.echo(_dump([gap._asdict() for gap in gaps], indent=2))
        return
    if not gaps:
        click.echo("No gaps: every logged ticket was answered surely.")
    for gap in gaps:
        chosen = f"  chosen: {gap.chosen}" if gap.chosen else ""
        signs = ", ".join(gap.signs) or "no signs"
        click.echo(f"{gap.tickets:5}  {gap.locale}  {' / '.join(gap.offered)}{chosen}  ({signs})")


def _read_rows(path: str) -> list[dict[str, Any]]:
    import json

    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _dump(data: object, indent: int | None = None) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=indent)


def _read(text: str) -> str:
    """Return the text itself, or that of the file or stream it names."""
    import os

    from jawab.identify import decode

    if text == "-":
        return decode(sys.stdin.buffer.read())
    if len(text) < 4096 and "\0" not in text and os.path.isfile(text):
        from jawab.errors import EnvironmentProblem

        try:
            with open(text, "rb") as file:
                return decode(file.read())
        except OSError as error:
            raise EnvironmentProblem(f"{text} cannot be read: {error.strerror}") from error
    return text
