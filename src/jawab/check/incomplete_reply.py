"""A reply says nothing in some channel or tone, or is too long for it.

What it checks
    Each reply script has text in every channel and each of its tones, and every snippet it uses
    has a wording for that channel and tone. In English, an email has at most 220 words, a chat
    message 110 and a spoken text 130. A reply that bears risk says who takes over; a critical one
    leads to a playbook. Every cause has a reply.

Why
    The agent chooses channel and tone with a customer waiting. A hole shows only then.

Example that fails
    # content/replies/family-photo.yml
    parts:
      - snippet: greeting
        channels: [email, chat]
      - text: "A check stopped {request_id}."
        channels: [email, chat]

Example that passes
    # content/replies/family-photo.yml
    causes: [unspecified, prohibited]
    parts:
      - snippet: greeting
      - text: "A check stopped {request_id}."
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jawab.check import _view
from jawab.compile import Project
from jawab.finding import Finding
from jawab.model import Part

MAX_WORDS = {"email": 220, "chat": 110, "phone": 130}


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each hole in a reply."""
    knowledge = project.knowledge
    for name, reply in knowledge.replies.items():
        place = knowledge.place("replies", name)
        if reply.risk != "none" and reply.escalate is None:
            yield Finding("incomplete-reply", f"the risk is {reply.risk} and nobody takes over",
                          place, "add 'escalate'")  # fmt: skip
        if reply.risk == "critical" and not reply.playbook:
            yield Finding("incomplete-reply", "a critical reply leads to no playbook", place,
                          "add 'playbook'")  # fmt: skip
    for script in _view.scripts(project):
        yield from _script(project, script)
    yield from _causes_without_reply(project)


def _script(project: Project, script: _view.Script) -> Iterator[Finding]:
    place = project.knowledge.place("replies", script.reply, "parts")
    words, most = len(script.text.split()), MAX_WORDS[script.channel]
    if not words:
        yield Finding(
            "incomplete-reply", f"nothing is said by {script.channel} in the tone '{script.tone}'",
            place, "add a part for this channel, or leave 'channels' and 'tones' out",
        )  # fmt: skip
    elif words > most:
        yield Finding(
            "incomplete-reply",
            f"{script.channel} in the tone '{script.tone}' has {words} words; {most} is the most",
            place, "say less",
        )  # fmt: skip
    for index, part in enumerate(project.knowledge.replies[script.reply].parts):
        if _is_hole(project, part, script.channel, script.tone):
            yield Finding(
                "incomplete-reply",
                f"'{part.snippet}' has no wording for {script.channel}, '{script.tone}'",
                project.knowledge.place("replies", script.reply, "parts", index),
            )  # fmt: skip


def _is_hole(project: Project, part: Part, channel: str, tone: str) -> bool:
    if not part.snippet or (part.channels and channel not in part.channels):
        return False
    snippet = project.knowledge.snippets.get(part.snippet)
    if snippet is None or (part.tones and tone not in part.tones):
        return False
    return not any(
        (not variant.channels or channel in variant.channels)
        and (not variant.tones or tone in variant.tones)
        for variant in snippet.variants
    )


def _causes_without_reply(project: Project) -> Iterator[Finding]:
    knowledge = project.knowledge
    served = {cause for reply in knowledge.replies.values() for cause in reply.causes}
    for name, cause in knowledge.causes.items():
        if name not in served and not cause.shown_as:
            yield Finding("incomplete-reply", f"no reply serves the cause '{name}'",
                          knowledge.place("causes", name))  # fmt: skip
