"""`jawab triage`: what was rejected, counted from logs of any size."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jawab.triage import Settings


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text",
    show_default=True, help="How it is written.",
)  # fmt: skip
@click.option("--html", type=click.Path(path_type=Path), help="Write the report as one page.")
@click.option("--show", metavar="ERROR", help="Show the redacted lines of one error instead.")
@click.option("--day", default="", metavar="YYYY-MM-DD", help="With --show: only of this day.")
@click.option("--jobs", type=click.IntRange(1), help="Processes; by default one for each core.")
@click.option(
    "--requests", default="", metavar="TEXT",
    help="A text that stands in every line that is a request; then rates are told.",
)  # fmt: skip
@click.option(
    "--account-field", default="", metavar="NAME",
    help="Field with the account; hashed with JAWAB_LOG_KEY before anything is kept.",
)  # fmt: skip
@click.option("--checkpoint", type=click.Path(path_type=Path), help="Keep the place; go on there.")
@click.option(
    "--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True,
    help="What counts: this machine or a cluster.",
)  # fmt: skip
@click.option("--scheduler", default="", metavar="URL", help="With --engine dask: tcp://host:8786")
def command(
    paths: tuple[str, ...],
    form: str,
    html: Path | None,
    show: str | None,
    day: str,
    jobs: int | None,
    requests: str,
    account_field: str,
    checkpoint: Path | None,
    engine: str,
    scheduler: str,
) -> None:
    """Count rejections in logs: files, folders, '-', .gz, .zst, s3:// and the like.

    Nothing of a line is kept but its codes, day, model and account hash.

    \b
    Examples:  jawab triage app.jsonl --html report.html
               zcat old.log.gz | jawab triage -
               jawab triage logs/ --requests '"event":"image_request"'
               jawab triage app.jsonl --show gemini/image-safety --day 2026-11-02
    """
    import os

    from jawab.catalog import open_catalog
    from jawab.triage import run
    from jawab.triage.run import Settings, default_jobs

    if account_field and not os.environ.get("JAWAB_LOG_KEY"):
        raise click.UsageError("--account-field needs a key to hash with, in JAWAB_LOG_KEY.")
    settings = Settings(
        signals=open_catalog().blob("signals.json"),
        jobs=jobs or default_jobs(),
        engine=engine,
        scheduler=scheduler,
        requests=requests,
        account_field=account_field,
        checkpoint=checkpoint,
    )
    if show:
        _show(paths, show, day, settings)
        return
    with _progress() as tick:
        counts = run(paths, settings, tick)
    from jawab.triage.summary import summarise
    from jawab.triage.write import write_csv, write_json, write_text

    summary = summarise(counts, paths)
    if html:
        from jawab.output import write_file
        from jawab.triage.page import write_page

        write_file(html, write_page(summary).encode())
    writers = {"text": write_text, "json": write_json, "csv": write_csv}
    click.echo(writers[form](summary), nl=False)


def _show(paths: tuple[str, ...], error_id: str, day: str, settings: Settings) -> None:
    from jawab.triage.show import Wanted, show_lines

    for line in show_lines(paths, Wanted(error_id, day), settings):
        click.echo(line.encode("utf-8", "replace").decode())


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar with rate and time left on a terminal, else nothing."""
    import time

    started = last = time.monotonic()
    live = sys.stderr.isatty()

    def tick(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if not live or now - last < 0.2:
            return
        last = now
        rate = done / max(now - started, 1e-6)
        told = f"{done / 1e6:,.0f} MB  {rate / 1e6:,.0f} MB/s"
        if total:
            share = min(1.0, done / total)
            left = (total - done) / rate if rate else 0
            filled = int(share * 24)
            told = f"[{'#' * filled}{'.' * (24 - filled)}] {share:4.0%}  {told}  {left:,.0f} s left"
        click.echo(f"\r{told:<76}", err=True, nl=False)

    try:
        yield tick
    finally:
        if live and last != started:
            click.echo("\r" + " " * 78 + "\r", err=True, nl=False)
