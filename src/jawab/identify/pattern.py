"""Patterns that are compiled when they are first asked for; most pastes need few of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache


def later(source: str, flags: re.RegexFlag = re.ASCII) -> Callable[[], re.Pattern[str]]:
    """A function that returns the compiled pattern, compiled once."""
    return cache(lambda: re.compile(source, flags))
