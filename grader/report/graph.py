"""The step graph: from the inputs of an exercise down to its outputs, and how each came out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from grader.report.markup import Markup, join, tag

LETTER = 7.9  # width of a letter of the labels
HEIGHT, BETWEEN, BESIDE = 26.0, 30.0, 12.0  # of a node; from row to row; from node to node
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
    """Something that takes a place in a row: a group of inputs, an output, or a bend of a long edge."""

    label: str
    row: int
    step: Step | None = None
    above: list[_Node] = field(default_factory=list)
    below: list[_Node] = field(default_factory=list)
    x: float = 0.0

    @property
    def width(self) -> float:
        return LETTER * len(self.label) + 20 if self.label else 6.0


def first_wrong(needs: Mapping[str, Sequence[str]], wrong: Sequence[str]) -> str | None:
    """Of the *wrong* outputs, the first that follows from no other wrong one."""
    return next((name for name in wrong if not _earlier(needs, name) & set(wrong)), None)


def _earlier(needs: Mapping[str, Sequence[str]], name: str) -> set[str]:
    found: set[str] = set()
    left = [*needs.get(name, ())]
    while left:
        need = left.pop()
        if need not in found:
            found.add(need)
            left += needs.get(need, ())
    return found - {name}


def draw_graph(steps: Sequence[Step], name: str) -> Markup:
    """The graph as SVG; *name* tells it from others on the page."""
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
    return tag(
        "svg",
        tag("title", "From the inputs, above, down to the outputs", id=f"{name}-title"),
        tag("desc", said, id=f"{name}-text"),
        *edges,
        *(_drawn(node) for node in nodes if node.label),
        role="img",
        aria_labelledby=f"{name}-title {name}-text",
        class_="graph",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=round(width),
        height=round(height),
    )


def _rows(steps: Sequence[Step]) -> list[list[_Node]]:
    """Nodes in rows such that every edge goes down by one row."""
    needs = {step.name: step.needs for step in steps}
    depth: dict[str, int] = {}
    for step in steps:
        _depth(step.name, needs, depth)
    nodes = {s.name: _Node(f"{s.mark} {s.name}", depth[s.name], s) for s in steps}
    users: dict[str, list[str]] = {}
    for step in steps:
        for need in step.needs:
            if need not in nodes:
                users.setdefault(need, []).append(step.name)
    groups: dict[tuple[str, ...], list[str]] = {}  # inputs that go the same way are one node
    for need, used in users.items():
        groups.setdefault(tuple(used), []).append(need)
    inputs = [
        _Node(", ".join(group), min(depth[item] for item in names) - 1)
        for names, group in groups.items()
    ]
    rows: list[list[_Node]] = [[] for _ in range(max(depth.values()) + 1)]
    for node in [*inputs, *nodes.values()]:
        rows[node.row].append(node)
    for node, names in zip(inputs, groups, strict=True):
        for name in names:
            _connect(node, nodes[name], rows)
    for step in steps:
        for need in step.needs:
            if need in nodes:
                _connect(nodes[need], nodes[step.name], rows)
    return rows


def _depth(name: str, needs: Mapping[str, Sequence[str]], depth: dict[str, int]) -> int:
    if name not in depth:
        depth[name] = 1  # a cycle, which no reference has, ends here
        earlier = [_depth(need, needs, depth) for need in needs[name] if need in needs]
        depth[name] = 1 + max(earlier, default=0)
    return depth[name]


def _connect(node: _Node, after: _Node, rows: list[list[_Node]]) -> None:
    for row in range(node.row + 1, after.row):
        bend = _Node("", row)
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
                beside = [*node.above, *node.below]
                bends = [] if node.label else [item for item in beside if not item.label]
                node.x = _middle(bends or beside, node.x)  # long edges become straight
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
    if not after.label:
        path += f"v{HEIGHT:g}"
    line = tag("path", d=path, class_="edge")
    if not after.label:
        return line
    head = tag("path", d=f"M{to_x:.1f} {to_y:.1f}l-3.5 -6h7z", class_="head")
    return join([line, head])


def _drawn(node: _Node) -> Markup:
    left, top = node.x - node.width / 2, _top(node)
    text = tag("text", node.label, x=node.x, y=top + HEIGHT / 2 + 4.5, text_anchor="middle")
    if node.step is None:
        return tag("g", text, class_="input")
    box = tag("rect", x=left, y=top, width=node.width, height=HEIGHT, rx=6)
    return tag("g", box, text, class_=f"step {node.step.state}{' first' * node.step.first}")
