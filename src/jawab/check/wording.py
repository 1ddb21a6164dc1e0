"""A text says what no text of ours may say; the finding carries the name of the wording rule.

What it checks
    The rules of `content/wording/` on every text in every locale: messages, replies and the
    paragraphs they are put together from, pages, hints, the words of the templates. Each is read
    with its own causes: an error definition with its cause, a reply and its snippets with all the
    causes the reply serves, what answers reports of abuse with `child-abuse`.

    What is not said to customers is held to the rules that fit it. Instructions to agents: no
    asking for the picture, no way round, no collecting of evidence, no banned word, no
    advertising. The steps of a playbook, in which tickets are locked, kept and handed over: the
    same without the evidence. Notes, and words put into the customer's mouth (questions, intents,
    situations): no banned word, no advertising. Left out is what quotes bad wording in order to
    forbid it: `must_not_say`, `dont`, `never`, the words and reasons of claims, the rules
    themselves, and what customers ask.

Why
    One sentence that coaches, accuses or asks for the picture undoes all the others.

Example that fails
    # content/wording/marketing.yml
    title: "Advertises"
    message: "This advertises."
    meaning: "Praise of an offer."
    why: "It is out of place."
    help: "Leave it out."
    patterns:
      - {cues: [offer]}
    examples: {en: {bad: ["Try our premium plan."], good: ["You have a plan."]}}
    # content/wording/_lexicon/en.yml
    groups: {offer: ["premium plan"], "no": ["not"], but: [but], or: [or], if: [if]}
    # content/faq/why-no-reason.yml
    answer: "Our premium plan tells you."

Example that passes
    # content/wording/marketing.yml
    title: "Advertises"
    message: "This advertises."
    meaning: "Praise of an offer."
    why: "It is out of place."
    help: "Leave it out."
    patterns:
      - {cues: [offer]}
    examples: {en: {bad: ["Try our premium plan."], good: ["You have a plan."]}}
    # content/wording/_lexicon/en.yml
    groups: {offer: ["premium plan"], "no": ["not"], but: [but], or: [or], if: [if]}
    # content/faq/why-no-reason.yml
    answer: "The service sends none."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from jawab.check import _guards, _locales, _view
from jawab.compile import Project
from jawab.finding import Finding

NOTES = ("banned-term", "marketing")
STEPS = ("asks-for-image", "bypass-advice", *NOTES)
INSTRUCTIONS = ("evidence-collection", *STEPS)
_INSTRUCTING = {
    "causes": ("may_say", "escalate"),
    "replies": ("do", "escalate"),
}
_STEPS = ("steps", "log", "flow")
_CUSTOMERS = {
    "faq": ("question",),
    "scenarios": ("title", "situation"),
}
_QUOTING = {
    "causes": ("must_not_say",),
    "replies": ("dont", "cues"),
    "playbooks": ("never",),
    "claims": ("claim", "why"),
}
# What the team's own data put in, placeholders and addresses, is nobody's wording.
_VALUES = re.compile(r"\{[a-z_]+\}|<https?://[^>\s]+>|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINKED = re.compile(r"\[[^\]\n]*\]\([^)\n]*\)")


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each place where a rule is broken."""
    if not project.knowledge.wording:
        return
    guarded = [n for n in project.knowledge.locales if _guards.guard(project, n) is not None]
    yield from _locales.each(project, _check_locale, guarded)


def _check_locale(project: Project, locale: str) -> list[Finding]:
    findings = list(_joined(project, locale))
    for shown in _view.texts(project, locale):
        if shown.kind in _view.NOT_OURS or _is_quoting(shown):
            continue
        rules = rules_for(project, shown)
        text = shown.text if rules is None else _without_links(shown.text)
        for found in _guards.read(project, locale, text, causes_of(project, shown)):
            if rules is None or found.rule in rules:
                findings.append(_located(project, shown, found))
    return findings


def _is_quoting(shown: _view.Shown) -> bool:
    # A label of one or two words says nothing by itself.
    is_label = not shown.kind and len(shown.text) < 20
    return is_label or (bool(shown.path) and shown.path[0] in _QUOTING.get(shown.kind, ()))


def rules_for(project: Project, shown: _view.Shown) -> tuple[str, ...] | None:
    """Return the rules a text is held to; None is all, for what customers are told."""
    top = shown.path[0] if shown.path else ""
    if top in _INSTRUCTING.get(shown.kind, ()):
        return INSTRUCTIONS
    if top in _CUSTOMERS.get(shown.kind, ()):
        return NOTES
    if shown.kind in ("replies", "snippets"):
        return None if top in ("parts", "subject", "variants") else NOTES
    if shown.kind == "playbooks":
        return STEPS if top in _STEPS else NOTES
    if shown.kind == "claims":
        return None if top == "answer" else NOTES
    return None if _view.is_public(project, shown) else NOTES


def _without_links(text: str) -> str:
    """Blank the words of links: to agents they are titles of what is linked, and nobody's words."""
    return _LINKED.sub(lambda match: " " * len(match[0]), text)


def causes_of(project: Project, shown: _view.Shown) -> tuple[str, ...]:
    """Return the causes a text speaks about."""
    knowledge = project.knowledge
    if shown.kind == "causes":
        return (shown.item,)
    if not shown.kind:
        # Labels of every page, also of those about quotas and outages.
        return ("technical",)
    if shown.kind == "errors":
        return (knowledge.errors[shown.item].cause,)
    if shown.kind == "replies":
        return _reply_causes(project, shown.item)
    if shown.kind == "snippets":
        users = (n for n, r in knowledge.replies.items() if _uses(r.parts, shown.item))
        return tuple({cause for user in users for cause in _reply_causes(project, user)})
    if shown.kind == "hotlines":
        return (_view.HIDDEN_CAUSE,)
    if shown.kind == "faq" and knowledge.faq[shown.item].topic == "reporting":
        return (_view.HIDDEN_CAUSE,)
    if shown.kind in ("faq", "scenarios"):
        return _reply_causes(project, getattr(knowledge, shown.kind)[shown.item].reply)
    return ("unspecified",)


def _reply_causes(project: Project, name: str) -> tuple[str, ...]:
    reply = project.knowledge.replies.get(name)
    if reply is None:
        return ("unspecified",)
    # Who reports abuse or needs help must not be told to collect evidence.
    if reply.risk == "critical":
        return (_view.HIDDEN_CAUSE,)
    return reply.causes or ("unspecified",)


def _uses(parts: tuple[object, ...], snippet: str) -> bool:
    return any(getattr(part, "snippet", "") == snippet for part in parts)


def _located(project: Project, shown: _view.Shown, found: Finding) -> Finding:
    words = shown.text[found.start : found.end]
    return Finding(
        found.rule, f"{found.message} “{_short(words)}”", _view.place(project, shown, words),
        found.help, found.severity,
    )  # fmt: skip


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"


def _joined(project: Project, locale: str) -> Iterator[Finding]:
    """Yield what arises only where parts meet: findings of whole scripts that no part has."""
    own = {p for shown in _view.texts(project, locale) for p in _paragraphs(shown.text)}
    seen: set[tuple[str, str]] = set()
    for script in _view.scripts(project, locale):
        causes = _reply_causes(project, script.reply)
        for paragraph in sorted(_paragraphs(script.text) - own):
            if (script.reply, paragraph) in seen:
                continue
            seen.add((script.reply, paragraph))
            for found in _guards.read(project, locale, paragraph, causes):
                span = project.knowledge.place("replies", script.reply, "parts")
                words = _short(paragraph[found.start : found.end])
                message = f"{found.message} “{words}” ({locale}, {script.channel}, {script.tone})"
                yield replace(found, message=message, span=span, start=None, end=None)


def _paragraphs(text: str) -> set[str]:
    bare = _VALUES.sub("{}", text)
    return {part.strip() for part in re.split(r"\n\s*\n", bare) if part.strip()}
