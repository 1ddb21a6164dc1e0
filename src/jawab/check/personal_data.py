"""A text or an example holds a key, or the address of a person.

What it checks
    Every text, example, ask and cue for keys in the forms services give them, private keys, bearer
    tokens, and email addresses outside of example domains and of the team's and hotlines' own.

Why
    Examples are made from what people paste. A real key in a public page is a stolen key, and a
    real address is a person who did not ask to be here.

Example that fails
    # content/errors/gemini/image-safety.yml
    examples:
      - '{"finishReason": "IMAGE_SAFETY", "user": "sari.putri@gmail.com"}'

Example that passes
    # content/errors/gemini/image-safety.yml
    examples:
      - '{"finishReason": "IMAGE_SAFETY", "user": "sari@mail.example"}'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from jawab.compile import Project
from jawab.finding import Finding, Span

_SECRETS = (
    ("a Google key", re.compile(r"\bAIza[0-9A-Za-z_-]{30,}")),
    ("an OpenAI key", re.compile(r"\bsk-(?!0+|x+|\.\.\.)[A-Za-z0-9_-]{20,}")),
    ("an AWS key", re.compile(r"\bAKIA[0-9A-Z]{16}\b")),
    ("a GitHub token", re.compile(r"\bgh[pousr]_[A-Za-z0-9]{30,}")),
    ("a bearer token", re.compile(r"\bBearer\s+[A-Za-z0-9._~+/-]{25,}", re.IGNORECASE)),
    ("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")),
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_EXAMPLES = (".example", ".test", ".invalid", "example.com", "example.org", "example.net")
# Files that hold other people's public addresses, or nothing a person wrote.
_SKIPPED = ("content/hotlines.yml", "content/sources.yml", "content/team.yml")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each secret and each person's address."""
    for name, document in project.knowledge.documents.items():
        for path, text in _strings(document.data, ()):
            if "@" not in text and len(text) < 20:
                continue
            for what, pattern in _SECRETS:
                if pattern.search(text):
                    yield _finding(document.place(path), what)
            if name not in _SKIPPED:
                for match in _EMAIL.finditer(text):
                    if not match[1].lower().endswith(_EXAMPLES) and not _is_ours(project, match[0]):
                        yield _finding(document.place(path), f"the address '{match[0]}'")


def _finding(span: Span, what: str) -> Finding:
    return Finding("personal-data", f"{what} stands here", span,
                   "write an invented one, at a domain that ends in .example")  # fmt: skip


def _is_ours(project: Project, address: str) -> bool:
    team = project.knowledge.team
    return address in (team.support_contact, team.trust_and_safety_contact, team.legal_contact)


def _strings(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _strings(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _strings(value, (*path, index))
