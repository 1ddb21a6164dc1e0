"""Runs one piece of work for each locale, on all processors where there is enough of it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding

Work = Callable[[Project, str], list[Finding]]

ENOUGH = 4000
"""Texts from which on starting processes pays."""

# What a child process works on; set before it is split off, so that nothing has to be sent to it.
_task: tuple[Project, Work] | None = None


def each(project: Project, work: Work, locales: Sequence[str]) -> Iterator[Finding]:
    """Yield the findings of the work for each locale, in the order of the locales."""
    many = sum(len(_view.texts(project, locale)) for locale in locales) > ENOUGH
    if many and len(locales) > 1 and _may_split():
        yield from _split(project, work, locales)
        return
    for locale in locales:
        yield from work(project, locale)


def _may_split() -> bool:
    # A process with threads cannot be split off safely.
    return sys.platform == "linux" and processors() > 1 and threading.active_count() == 1


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


def _split(project: Project, work: Work, locales: Sequence[str]) -> Iterator[Finding]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    global _task
    _task = (project, work)
    # The language with most to read begins, so that nobody waits for it at the end.
    order = sorted(locales, key=lambda name: -sum(len(s.text) for s in _view.texts(project, name)))
    try:
        with ProcessPoolExecutor(min(processors(), 4), get_context("fork")) as pool:
            waiting = {locale: pool.submit(_run, locale) for locale in order}
            for locale in locales:
                yield from waiting[locale].result()
    finally:
        _task = None


def _run(locale: str) -> list[Finding]:
    assert _task is not None
    project, work = _task
    return work(project, locale)
