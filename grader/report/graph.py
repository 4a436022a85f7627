"""The step graph: the outputs of an exercise, what each is computed from, and how each came out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from grader.report.markup import Markup, join, tag

LETTER, SMALL = 7.9, 6.7  # widths of letters of names, and of the inputs below them
HEIGHT, BETWEEN, BESIDE = 40.0, 28.0, 12.0  # of a node; from row to row; from node to node
SWEEPS = 8


@dataclass(frozen=True)
class Step:
    """An output in the graph.

    Attributes:
        name: what it is called.
        needs: the inputs and outputs that it is computed from.
        state: class of its colours.
        mark: the sign before its name.
        words: how it came out.
        first: whether it is the first wrong one.
    """

    name: str
    needs: tuple[str, ...]
    state: str
    mark: str
    words: str
    first: bool = False


@dataclass
class _Node:
    """Something that takes a place in a row: an output with its inputs, or a bend of a long edge."""

    row: int
    step: Step | None = None
    label: str = ""
    inputs: str = ""
    above: list[_Node] = field(default_factory=list)
    below: list[_Node] = field(default_factory=list)
    x: float = 0.0

    @property
    def width(self) -> float:
        letters = max(LETTER * len(self.label), SMALL * len(self.inputs))
        return letters + 20 if self.step else 6.0


def draw_graph(steps: Sequence[Step], name: str) -> tuple[Markup, float]:
    """The graph as SVG, and its width; *name* tells it from others on the page."""
    rows = _rows(steps)
    _order(rows)
    width = _place(rows)
    height = len(rows) * (HEIGHT + BETWEEN) - BETWEEN + 4
    nodes = [node for row in rows for node in row]
    edges = [_edge(node, after) for node in nodes for after in node.below]
    said = "; ".join(
        f"{step.name} from {', '.join(step.needs)}: {step.words}"
        + (" (start here)" if step.first else "")
        for step in steps
    )
    graph = tag(
        "svg",
        tag("title", "What each output is computed from", id=f"{name}-title"),
        tag("desc", said, id=f"{name}-text"),
        *edges,
        *(_drawn(node) for node in nodes),
        role="img",
        aria_labelledby=f"{name}-title {name}-text",
        class_="graph",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=round(width),
        height=round(height),
    )
    return graph, width


def _rows(steps: Sequence[Step]) -> list[list[_Node]]:
    """Nodes in rows such that every edge goes down by one row."""
    needs = {step.name: step.needs for step in steps}
    depth: dict[str, int] = {}
    nodes = {}
    for step in steps:
        inputs = ", ".join(need for need in step.needs if need not in needs)
        label = f"{step.mark} {step.name}"
        nodes[step.name] = _Node(_depth(step.name, needs, depth), step, label, inputs)
    rows: list[list[_Node]] = [[] for _ in range(max(depth.values()) + 1)]
    for node in nodes.values():
        rows[node.row].append(node)
    for step in steps:
        for need in step.needs:
            if need in nodes:
                _connect(nodes[need], nodes[step.name], rows)
    return rows


def _depth(name: str, needs: Mapping[str, Sequence[str]], depth: dict[str, int]) -> int:
    if name not in depth:
        depth[name] = 0  # a cycle, which no reference has, ends here
        earlier = [_depth(need, needs, depth) for need in needs[name] if need in needs]
        depth[name] = 1 + max(earlier, default=-1)
    return depth[name]


def _connect(node: _Node, after: _Node, rows: list[list[_Node]]) -> None:
    for row in range(node.row + 1, after.row):
        bend = _Node(row)
        rows[row].append(bend)
        node.below.append(bend)
        bend.above.append(node)
        node = bend
    node.below.append(after)
    after.above.append(node)


def _order(rows: list[list[_Node]]) -> None:
    """Put each node where the nodes are that it is connected with, so that few edges cross."""
    for row in rows:
        for index, node in enumerate(row):
            node.x = index
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for row in rows if down else rows[::-1]:
            wish = {id(node): _middle(node.above if down else node.below, node.x) for node in row}
            row.sort(key=lambda node: wish[id(node)])
            for index, node in enumerate(row):
                node.x = index - (len(row) - 1) / 2


def _middle(nodes: Sequence[_Node], otherwise: float) -> float:
    return sum(node.x for node in nodes) / len(nodes) if nodes else otherwise


def _place(rows: list[list[_Node]]) -> float:
    """Set the middle of each node; the width of all."""
    for row in rows:
        _apart(row)
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 else rows[::-1]:
            for node in row:
                node.x = _middle([*node.above, *node.below], node.x)
            _apart(row)
    left = min(node.x - node.width / 2 for row in rows for node in row) - 2
    for row in rows:
        for node in row:
            node.x -= left
    return max(node.x + node.width / 2 for row in rows for node in row) + 2


def _apart(row: list[_Node]) -> None:
    """Move the nodes of a row just so far that none lies on another."""
    if not row:
        return
    wished = [node.x for node in row]
    for before, node in pairwise(row):
        node.x = max(node.x, before.x + (before.width + node.width) / 2 + BESIDE)
    shift = (sum(wished) - sum(node.x for node in row)) / len(row)
    for node in row:
        node.x += shift


def _top(node: _Node) -> float:
    return 2 + node.row * (HEIGHT + BETWEEN)


def _edge(node: _Node, after: _Node) -> Markup:
    x, y = node.x, _top(node) + HEIGHT
    to_x, to_y = after.x, _top(after)
    middle = (y + to_y) / 2
    path = f"M{x:.1f} {y:.1f}C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}"
    if after.step is None:
        path += f"v{HEIGHT:g}"
    line = tag("path", d=path, class_="edge")
    if after.step is None:
        return line
    head = tag("path", d=f"M{to_x:.1f} {to_y:.1f}l-3.5 -6h7z", class_="head")
    return join([line, head])


def _drawn(node: _Node) -> Markup:
    if node.step is None:
        return Markup()
    left, top = node.x - node.width / 2, _top(node)
    parts = [tag("rect", x=left, y=top, width=node.width, height=HEIGHT, rx=6)]
    if node.inputs:
        parts.append(
            tag(
                "text",
                node.inputs,
                x=node.x,
                y=top + 32,
                text_anchor="middle",
                class_="inputs",
            )
        )
    y = top + (17 if node.inputs else HEIGHT / 2 + 4.5)
    parts.append(tag("text", node.label, x=node.x, y=y, text_anchor="middle"))
    return tag("g", *parts, class_=f"step {node.step.state}{' first' * node.step.first}")
