"""Findings as output: one module for each format, found by listing this folder.

A format has `write(findings)`, which returns the whole text, and nothing else public. The same
findings give the same bytes, so that two runs can be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from jawab.finding import Finding


def format_names() -> tuple[str, ...]:
    """Return the names of all formats."""
    folder = Path(__file__).parent
    return tuple(sorted(p.stem for p in folder.glob("*.py") if not p.stem.startswith("_")))


def write_report(form: str, findings: Sequence[Finding]) -> str:
    """Return the findings in a format; every text ends with a line break or is empty."""
    text: str = import_module(f"jawab.report.{form}").write(findings)
    return text
