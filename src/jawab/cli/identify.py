"""`jawab identify`: what a pasted error is, how sure that is, and by which words."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from jawab.cli import text_or_json


@click.command()
@click.argument("text", required=False, default="-")
@text_or_json
@click.option("--mentions", is_flag=True, help="Also show codes that are only talked about.")
def command(text: str, form: str, mentions: bool) -> None:
    """Recognise a pasted error: a TEXT, a file, or '-' for standard input.

    The strictest cause comes first. Keys, addresses and prompts are taken out of what is printed.

    \b
    Examples:  jawab identify '{"finishReason": "IMAGE_SAFETY"}'
               jawab identify response.json --format json
               pbpaste | jawab identify
    """
    from jawab.identify import identify

    source = _read(text)
    candidates = identify(source, mentions)
    if form == "json":
        import json

        found = [_plain(candidate) for candidate in candidates]
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    if not candidates:
        click.echo("Nothing was recognised in this text.")
        return
    for candidate in candidates:
        click.echo(
            f"{click.style(candidate.error_id, bold=True)}  {candidate.confidence}"
            f"  cause: {candidate.cause}  service: {candidate.provider}  stage: {candidate.stage}"
        )
        for evidence in candidate.evidence:
            place = f"{evidence.start}-{evidence.end}"
            click.echo(f"    {place:>12}  {_shown(evidence.text)}")
    click.echo(f"\nMore:  jawab explain {candidates[0].error_id}")


def _read(text: str) -> str | bytes:
    """The text itself, or the bytes of the file or stream it names."""
    if text == "-":
        return sys.stdin.buffer.read()
    if len(text) < 4096 and "\0" not in text and os.path.isfile(text):
        from jawab.errors import EnvironmentProblem

        try:
            with open(text, "rb") as file:
                return file.read()
        except OSError as error:
            raise EnvironmentProblem(f"{text}: {error.strerror}") from error
    return text


def _plain(candidate: Any) -> dict[str, Any]:
    evidence = [{**e._asdict(), "text": _clean(e.text)} for e in candidate.evidence]
    return {**candidate._asdict(), "evidence": evidence}


def _shown(text: str) -> str:
    from jawab.redact import redact

    line = "".join(char if char.isprintable() else " " for char in redact(text))
    line = " ".join(line.split())
    return line if len(line) <= 100 else line[:99] + "…"


def _clean(text: str) -> str:
    from jawab.redact import redact

    # A lone surrogate cannot be written as UTF-8.
    return redact(text).encode("utf-8", "replace").decode()
