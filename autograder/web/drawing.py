"""Where everything of a graph stands: layers from left to right, boxes, curves between them.

Only sizes and places are worked out here; `templates/graph.html` writes the SVG, so that all text
goes through its escaping.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass

from autograder.insight.graph import Graph, GraphEdge, GraphNode
from autograder.report.text import number, one_line

GAP_X, GAP_Y, PAD, HEIGHT = 92.0, 26.0, 10.0, 54.0
MIN_WIDTH, MAX_WIDTH = 92.0, 190.0
MAX_TEXT = 26
"""Columns of a label; wide characters take two."""


@dataclass(frozen=True)
class Box:
    """One tensor: its node, place and size, and its three lines."""

    node: GraphNode
    x: float
    y: float
    width: float
    height: float
    title: str
    detail: str
    below: str


@dataclass(frozen=True)
class Curve:
    """One edge: its SVG path, whether it is tracked, and a label with its place."""

    path: str
    tracked: bool
    label: str
    label_x: float
    label_y: float


@dataclass(frozen=True)
class Picture:
    """A graph with everything placed, in units of the view box."""

    graph: Graph
    width: float
    height: float
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]

    @property
    def cuts(self) -> tuple[Box, ...]:
        """The boxes at which tracking stops."""
        return tuple(box for box in self.boxes if box.node.kind == "cut")


def place(graph: Graph, no_grad_fn: str) -> Picture:
    """Place everything. `no_grad_fn` is how to say that a tensor has none."""
    columns: dict[int, list[GraphNode]] = defaultdict(list)
    for node in graph.nodes:
        columns[node.level].append(node)
    order = _ordered(columns, graph.edges)
    widths = {level: max(_width(node, no_grad_fn) for node in nodes) for level, nodes in order}
    tall = max((len(nodes) for _, nodes in order), default=0)
    height = tall * HEIGHT + max(0, tall - 1) * GAP_Y + 2 * PAD + 16
    boxes: dict[int, Box] = {}
    x = PAD
    for level, nodes in order:
        own = len(nodes) * HEIGHT + (len(nodes) - 1) * GAP_Y
        y = (height - own) / 2
        for node in nodes:
            boxes[node.id] = Box(
                node=node,
                x=round(x, 1),
                y=round(y, 1),
                width=round(widths[level], 1),
                height=HEIGHT,
                title=_title(node),
                detail=_detail(node, no_grad_fn),
                below=_below(node),
            )
            y += HEIGHT + GAP_Y
        x += widths[level] + GAP_X
    return Picture(
        graph=graph,
        width=round(max(x - GAP_X + PAD, 2 * PAD), 1),
        height=round(height, 1),
        boxes=tuple(boxes.values()),
        curves=tuple(_curve(edge, boxes[edge.source], boxes[edge.target]) for edge in graph.edges),
    )


def _ordered(
    columns: dict[int, list[GraphNode]], edges: tuple[GraphEdge, ...]
) -> list[tuple[int, list[GraphNode]]]:
    """Columns from the left, each sorted by the mean place of what its nodes come from, which
    keeps most edges from crossing (Sugiyama's barycentre heuristic, one sweep)."""
    sources: dict[int, list[int]] = defaultdict(list)
    for edge in edges:
        sources[edge.target].append(edge.source)
    rank: dict[int, float] = {}
    found = []
    for level in sorted(columns):

        def mean(node: GraphNode) -> float:
            known = [rank[source] for source in sources[node.id] if source in rank]
            return sum(known) / len(known) if known else 0.0

        nodes = sorted(columns[level], key=lambda node: (mean(node), node.id))
        for at, node in enumerate(nodes):
            rank[node.id] = at - (len(nodes) - 1) / 2
        found.append((level, nodes))
    return found


def _curve(edge: GraphEdge, source: Box, target: Box) -> Curve:
    x1, y1 = source.x + source.width, source.y + source.height / 2
    x2, y2 = target.x - 7, target.y + target.height / 2
    bend = max(26.0, (x2 - x1) / 2)
    label = "" if edge.brings is None else _numbers(edge.brings)
    return Curve(
        path=f"M{x1:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} "
        f"{x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}",
        tracked=edge.tracked,
        label=label,
        # Before the tip: there each edge has a height of its own, however many leave the source.
        label_x=round(x2 - 8, 1),
        label_y=round(y2 + (16 if y2 > y1 else -8), 1),
    )


def _title(node: GraphNode) -> str:
    if node.name and node.expression and node.level:
        return _cut(f"{node.name} = {node.expression}")
    return _cut(node.name or node.expression or node.value)


def _detail(node: GraphNode, no_grad_fn: str) -> str:
    if node.grad_fn:
        return _cut(node.grad_fn)
    return "requires_grad" if node.kind == "leaf" else no_grad_fn


def _below(node: GraphNode) -> str:
    return _cut(f"= {node.value}")


def _width(node: GraphNode, no_grad_fn: str) -> float:
    title = 7.6 * columns_of(_title(node))
    other = 6.8 * max(columns_of(_detail(node, no_grad_fn)), columns_of(_below(node)))
    return min(max(title, other) + 24, MAX_WIDTH + 60)


def _numbers(values: tuple[float, ...]) -> str:
    inner = ", ".join(number(value) for value in values[:3])
    return inner if len(values) == 1 else f"[{inner}{', …' if len(values) > 3 else ''}]"


def columns_of(text: str) -> int:
    """How many columns a text takes in a fixed-width font."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _cut(text: str) -> str:
    text = one_line(text)
    if columns_of(text) <= MAX_TEXT:
        return text
    kept = ""
    for char in text:
        if columns_of(kept + char) >= MAX_TEXT:
            break
        kept += char
    return kept + "…"
