"""What customers would read differently since a revision: by locale, by channel, word for word.

Both states are rendered and compared as they are read, so that a change of a snippet, a template
or the team's own data shows in every text it reaches, and a mere move of lines shows in none.
"""

from __future__ import annotations

from jawab.diff.compare import Change, compare
from jawab.diff.readings import Reading, read_all
from jawab.diff.revision import open_revision
from jawab.diff.write import FORMATS, write_changes

__all__ = [
    "FORMATS",
    "Change",
    "Reading",
    "compare",
    "open_revision",
    "read_all",
    "write_changes",
]
