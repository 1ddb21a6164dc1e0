"""A check's manual page, taken apart: what it says, and its two examples as fragments of files."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from importlib import import_module

HEADINGS = ("What it checks", "Why", "Example that fails", "Example that passes")


@dataclass(frozen=True, slots=True)
class Page:
    """The manual page of a check; each example is a list of (file, fragment).

    A fragment of YAML gives the keys that differ from the file as it is, a nested mapping key by
    key; `null` takes a key away. A fragment of any other file stands at its end.
    """

    name: str
    title: str
    sections: dict[str, str]

    def example(self, passes: bool) -> list[tuple[str, str]]:
        """Return the fragments of the example that passes, or of the one that fails."""
        text = self.sections["Example that passes" if passes else "Example that fails"]
        parts = re.split(r"^# (content/\S+|templates/\S+)\n", text, flags=re.MULTILINE)
        return list(zip(parts[1::2], parts[2::2], strict=True))


def read_page(name: str) -> Page:
    """Return the manual page of a check; its first line is its title."""
    doc = import_module(f"jawab.check.{name.replace('-', '_')}").__doc__ or ""
    title, _, rest = doc.partition("\n")
    # A heading stands at the margin, and what belongs to it is indented.
    pieces = re.split(r"^(\S.*)\n", textwrap.dedent(rest), flags=re.MULTILINE)
    sections = {
        heading: textwrap.dedent(body).strip("\n") + "\n"
        for heading, body in zip(pieces[1::2], pieces[2::2], strict=True)
    }
    return Page(name, title.strip(), sections)
