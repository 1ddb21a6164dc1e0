"""A decision flow that somebody can get lost in.

What it checks
    A flow has one start; ids are its own; every arrow leads to a box, every box can be reached and
    leads to an end; a question has at least two arrows with different labels; an end has none.

Why
    People follow a flow when they are under pressure. A box without a way out, or an answer
    without a label, stops them at the worst moment.

Example that fails
    # content/guides/flow.yml
    title: "A flow"
    summary: "Which way to go."
    roles: [support]
    sections:
      - {heading: "Look", body: "Follow the flow."}
    flow:
      title: "Which way"
      nodes:
        - {id: start, kind: start, text: "Begin.", next: [{to: ask}]}
        - {id: ask, kind: question, text: "Left?", next: [{to: done, label: "Yes"}, {to: ask}]}
        - {id: done, kind: end, text: "Done."}
    sources: [vendor-page]
    reviewed: 2026-11-01

Example that passes
    # content/guides/flow.yml
    title: "A flow"
    summary: "Which way to go."
    roles: [support]
    sections:
      - {heading: "Look", body: "Follow the flow."}
    flow:
      title: "Which way"
      nodes:
        - {id: start, kind: start, text: "Begin.", next: [{to: ask}]}
        - id: ask
          kind: question
          text: "Left?"
          next: [{to: done, label: "Yes"}, {to: ask, label: "Not sure"}]
        - {id: done, kind: end, text: "Done."}
    sources: [vendor-page]
    reviewed: 2026-11-01
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from jawab.compile import Project
from jawab.finding import Finding
from jawab.model import Flow, Node


def check(project: Project, today: date) -> Iterator[Finding]:
    """Yield a finding for each box or arrow that leads nowhere."""
    for kind in ("guides", "playbooks"):
        for name, item in project.knowledge.items(kind).items():
            for path, message in _problems(item.flow) if item.flow else ():
                span = project.knowledge.place(kind, name, "flow", *path)
                yield Finding("flow-integrity", message, span)


def _problems(flow: Flow) -> Iterator[tuple[tuple[str | int, ...], str]]:
    number = {node.id: index for index, node in reversed(list(enumerate(flow.nodes)))}
    starts = [node.id for node in flow.nodes if node.kind == "start"]
    if len(starts) != 1:
        yield ("nodes",), f"a flow has one start; this one has {len(starts)}"
    onward = {
        node.id: [choice.to for choice in node.next if choice.to in number] for node in flow.nodes
    }
    reached = _reach(starts, onward)
    back: dict[str, list[str]] = {name: [] for name in number}
    for name, targets in onward.items():
        for target in targets:
            back[target].append(name)
    ending = _reach([node.id for node in flow.nodes if node.kind == "end"], back)
    for index, node in enumerate(flow.nodes):
        where: tuple[str | int, ...] = ("nodes", index)
        if number[node.id] != index:
            yield (*where, "id"), f"the id '{node.id}' is used twice"
        elif node.id not in reached and starts:
            yield (*where, "id"), f"nothing leads to '{node.id}'"
        elif node.id not in ending:
            yield (*where, "id"), f"no way leads from '{node.id}' to an end"
        for path, message in _arrow_problems(node, number):
            yield (*where, *path), message


def _arrow_problems(
    node: Node, known: Mapping[str, int]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if node.kind == "end" and node.next:
        yield ("next",), "an end leads nowhere"
    if node.kind == "question" and len(node.next) < 2:
        yield ("text",), "a question has at least two answers"
    labels = [choice.label for choice in node.next]
    for at, choice in enumerate(node.next):
        if choice.to not in known:
            yield ("next", at, "to"), f"there is no box '{choice.to}'"
        if len(node.next) > 1 and not choice.label:
            yield ("next", at), "where a way parts, each answer needs a label"
        elif choice.label and labels.index(choice.label) != at:
            yield ("next", at, "label"), f"two answers are called '{choice.label}'"


def _reach(starts: list[str], onward: Mapping[str, list[str]]) -> set[str]:
    reached, waiting = set(starts), list(starts)
    while waiting:
        for name in onward[waiting.pop()]:
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached
