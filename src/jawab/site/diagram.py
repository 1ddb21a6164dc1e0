"""A flow as an inline SVG: drawn from the data, in the colours of the page, mirrored for Arabic.

Every text is wrapped to its box beforehand, colours come from the style sheet by class, and shapes
tell the kinds of boxes apart without colour. The same flow stands as a list below the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from jawab.site.layout import Cell, place_nodes
from jawab.site.measure import wrap

WIDTH = 340
_BOX, _GAP, _MARGIN = 152, 20, 8
_FONT, _LINE, _PAD = 13.5, 17.5, 10
_LABEL = 12
_NOTCH = 9
_ROW_GAP = 34

Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Box:
    node: dict[str, Any]
    cell: Cell
    x: float
    y: float
    height: float
    lines: list[str]

    @property
    def middle(self) -> float:
        return self.x + _BOX / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def half(self) -> float:
        return self.y + self.height / 2


def draw_flow(flow: dict[str, Any], name: str, *, mirrored: bool, note: str) -> str:
    """Return the SVG of a flow, on one line.

    `name` makes its ids unique; `note` tells those who hear the page where the text stands.
    """
    boxes = _arrange(flow["nodes"])
    height = max(box.bottom for box in boxes.values()) + _MARGIN
    pen = _Pen(mirrored)
    for box in boxes.values():
        for choice in box.node["next"]:
            _draw_edge(pen, box, boxes[choice["to"]], choice["label"], boxes)
    for box in boxes.values():
        _draw_box(pen, box)
    return (
        f'<svg class="flow" role="img" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}"'
        f' height="{height:g}" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(flow["title"])}</title>'
        f'<desc id="{name}-desc">{escape(note)}</desc>{"".join(pen.parts)}</svg>'
    )


def _arrange(nodes: list[dict[str, Any]]) -> dict[str, _Box]:
    cells = place_nodes(nodes)
    by_id = {node["id"]: node for node in nodes}
    lines = {
        node_id: wrap(
            node["text"], (_BOX - 2 * _PAD - _NOTCH * (node["kind"] == "question")) / _FONT
        )
        for node_id, node in by_id.items()
    }
    heights = {node_id: len(text) * _LINE + 2 * _PAD - 2 for node_id, text in lines.items()}
    labels = {
        choice["to"]: len(_label_lines(choice["label"], _leads_aside(cells, node, choice)))
        for node in nodes
        for choice in node["next"]
        if choice["label"]
    }
    top: dict[int, float] = {}
    y = float(_MARGIN)
    for row in range(max(cell.row for cell in cells.values()) + 1):
        members = [node for node, cell in cells.items() if cell.row == row]
        tall = max((labels.get(node, 0) for node in members), default=0)
        # Room for the words on the arrows that arrive in this row.
        y += max(0, tall - 1) * (_LABEL + 3)
        top[row] = y
        y += max((heights[node] for node in members), default=0) + _ROW_GAP
    return {
        node_id: _Box(
            by_id[node_id], cell, _MARGIN + cell.column * (_BOX + _GAP), top[cell.row],
            heights[node_id], lines[node_id],
        )
        for node_id, cell in cells.items()
    }  # fmt: skip


def _leads_aside(cells: dict[str, Cell], node: dict[str, Any], choice: dict[str, Any]) -> bool:
    return cells[choice["to"]].column > cells[node["id"]].column


def _label_lines(label: str, above: bool) -> list[str]:
    """Return the lines of a label: as wide as the box below it, or as the room beside its arrow."""
    return wrap(label, (_BOX if above else _BOX / 2 + _GAP - 12) / _LABEL)


class _Pen:
    """Writes shapes, mirrored where the page is read from right to left."""

    def __init__(self, mirrored: bool) -> None:
        self.mirrored = mirrored
        self.parts: list[str] = []

    def x(self, value: float) -> float:
        return WIDTH - value if self.mirrored else value

    def path(self, points: Points, css: str, close: bool = False) -> None:
        way = "L".join(f"{self.x(x):g} {y:g}" for x, y in points)
        self.parts.append(f'<path class="{css}" d="M{way}{"Z" if close else ""}"/>')

    def text(self, x: float, y: float, words: str, css: str) -> None:
        self.parts.append(f'<text class="{css}" x="{self.x(x):g}" y="{y:g}">{escape(words)}</text>')

    def rectangle(self, box: _Box, radius: float, css: str) -> None:
        x = self.x(box.x + _BOX) if self.mirrored else box.x
        self.parts.append(
            f'<rect class="{css}" x="{x:g}" y="{box.y:g}" width="{_BOX}"'
            f' height="{box.height:g}" rx="{radius:g}"/>'
        )


def _draw_box(pen: _Pen, box: _Box) -> None:
    kind = box.node["kind"]
    css = f"flow-box flow-{kind}"
    if kind == "question":
        left, right = box.x, box.x + _BOX
        pen.path(
            [(left, box.half), (left + _NOTCH, box.y), (right - _NOTCH, box.y), (right, box.half),
             (right - _NOTCH, box.bottom), (left + _NOTCH, box.bottom)], css, close=True,
        )  # fmt: skip
    else:
        pen.rectangle(box, {"start": min(box.height / 2, 22), "step": 5, "end": 5}[kind], css)
        if kind == "end":
            pen.path([(box.x + 4, box.bottom - 4), (box.x + _BOX - 4, box.bottom - 4)], "flow-edge")
    for index, line in enumerate(box.lines):
        y = box.y + _PAD + (index + 0.72) * _LINE - 1
        pen.text(box.middle, y, line, f"flow-text flow-text-{kind}")


def _draw_edge(pen: _Pen, start: _Box, end: _Box, label: str, boxes: dict[str, _Box]) -> None:
    taken = {box.cell for box in boxes.values()}
    if end.cell.column > start.cell.column:
        _arrow(pen, _way_out(start, end))
        _label(pen, end.x + 2, end.y, label, up=True)
        return
    between = range(start.cell.row + 1, end.cell.row)
    if start.cell.row >= end.cell.row:
        points = _way_round(start, end)
    elif start.cell.column > end.cell.column:
        rows = (*between, end.cell.row)
        points = _way_back(start, end, any(Cell(row, 1) in taken for row in rows))
    elif any(Cell(row, start.cell.column) in taken for row in between):
        points = _way_round(start, end)
    else:
        points = [(start.middle, start.bottom), (start.middle, end.y)]
    _arrow(pen, points)
    _label(pen, start.middle + 8, start.bottom, label)


def _way_out(start: _Box, end: _Box) -> Points:
    """From the spine to a box beside it, through the gutter where they stand in different rows."""
    right, gutter = start.x + _BOX, _MARGIN + _BOX + _GAP / 2
    if start.cell.row == end.cell.row:
        return [(right, start.half), (end.x, start.half)]
    return [(right, start.half), (gutter, start.half), (gutter, end.half), (end.x, end.half)]


def _way_back(start: _Box, end: _Box, crowded: bool) -> Points:
    """From a box beside the spine to one on it, further down."""
    arrival = (end.x + _BOX, end.half)
    if not crowded:
        return [(start.middle, start.bottom), (start.middle, end.half), arrival]
    gutter = _MARGIN + _BOX + _GAP / 2
    return [(start.x, start.half + 6), (gutter, start.half + 6), (gutter, end.half), arrival]


def _way_round(start: _Box, end: _Box) -> Points:
    """Past other boxes, along the edge of the picture: longer jumps, and loops upwards."""
    if start.cell.column == 0 and end.cell.column == 0:
        edge, leave, arrive = _MARGIN / 2, start.x, end.x
    else:
        edge, leave, arrive = WIDTH - _MARGIN / 2, start.x + _BOX, end.x + _BOX
    return [(leave, start.half), (edge, start.half), (edge, end.half), (arrive, end.half)]


def _arrow(pen: _Pen, points: Points) -> None:
    pen.path(points, "flow-edge")
    (x0, y0), (x, y) = points[-2:]
    if x == x0:
        step = -7 if y > y0 else 7
        head = [(x - 4, y + step), (x, y), (x + 4, y + step)]
    else:
        step = -7 if x > x0 else 7
        head = [(x + step, y - 4), (x, y), (x + step, y + 4)]
    pen.path(head, "flow-head", close=True)


def _label(pen: _Pen, x: float, y: float, label: str, up: bool = False) -> None:
    if not label:
        return
    lines = _label_lines(label, up)
    first = y - 6 - (len(lines) - 1) * (_LABEL + 3) if up else y + _LABEL + 4
    for index, line in enumerate(lines):
        pen.text(x, first + index * (_LABEL + 3), line, "flow-label")
