"""A text is too long for its channel.

What it checks
    The short notice of each cause (`toast`) and every other text of a channel with a `limit` in
    `content/channels.yml`, in every locale, with example values.

Why
    A notice that is cut off loses its end, which is where it says what to do.

Example that fails
    # content/causes/unspecified.yml
    messages:
      toast: >-
        We could not create this image, because an automatic safety check stopped the request before
        the service could finish the picture.

Example that passes
    # content/causes/unspecified.yml
    messages: {toast: "We could not create this image. A safety check stopped it."}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding
from jawab.model import SCRIPT_CHANNELS
from jawab.placeholders import fill


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each text that does not fit."""
    limits = {n: c.limit for n, c in project.knowledge.channels.items() if c.limit}
    for locale in project.knowledge.locales:
        for shown in _view.texts(project, locale):
            channel = _channel(shown)
            if channel in limits:
                size = len(fill(shown.text, lambda name: _example(project, name)))
                if size > limits[channel]:
                    yield _view.report(
                        project, "channel-length", shown,
                        _message(size, channel, locale, limits[channel]), "say less",
                    )  # fmt: skip
        for script in _view.scripts(project, locale) if set(limits) & set(SCRIPT_CHANNELS) else ():
            if script.channel in limits:
                size = len(fill(script.text, lambda name: _example(project, name)))
                if size > limits[script.channel]:
                    yield Finding(
                        "channel-length",
                        _message(size, script.channel, locale, limits[script.channel]),
                        project.knowledge.place("replies", script.reply, "parts"), "say less",
                    )  # fmt: skip


def _channel(shown: _view.Shown) -> str:
    """Return the channel that shows a text as a whole."""
    if shown.kind == "channels" and shown.path == ("text",):
        return shown.item
    if shown.kind == "causes" and shown.path[0] == "messages":
        return str(shown.path[1])
    return ""


def _message(size: int, channel: str, locale: str, limit: int) -> str:
    return f"{size} characters for '{channel}' in {locale}; {limit} is the most"


def _example(project: Project, name: str) -> str:
    declared = project.knowledge.placeholders.get(name)
    return declared.example if declared else name
