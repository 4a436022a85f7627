"""Pictures as SVG: large matrices, curves, and regions of a plane. Colours are classes of the style."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TypeVar

from grader.report.markup import Markup, tag
from grader.report.values import LEVELS, Rows
from grader.results import Axis, Figure, Mark, Panel, Plain

Kind = TypeVar("Kind")

MOST = 128  # rows and columns of a matrix that is drawn
SIDE = 150.0  # of a square of regions
WIDTH, HEIGHT = 150.0, 96.0  # of a curve
HUGE = 1e300  # numbers whose sums may be infinite are not drawn
FEW = 8  # points that are all drawn; of more, only the wrong ones
BORDER = (
    34.0,
    8.0,
    8.0,
    30.0,
)  # left, right, above, below: room for what is written beside the axes


def greatest(values: Iterable[Plain]) -> float:
    """The greatest size of the finite numbers among *values*."""
    sizes = [abs(float(x)) for x in values if isinstance(x, int | float)]
    return max(filter(math.isfinite, sizes), default=0.0)


def shade(value: Plain, most: float) -> str:
    """The class of a number's colour: its sign, and its size beside that of the greatest."""
    if not isinstance(value, int | float) or not math.isfinite(value):
        return "odd"
    if not value or not most:
        return "zero"
    level = math.ceil(LEVELS * min(abs(value) / most, 1.0))
    return f"{'pos' if value > 0 else 'neg'}{max(level, 1)}"


def draw_cells(classes: Sequence[Sequence[str]], dots: Rows, title: str) -> Markup:
    """A matrix without numbers: a class a cell, and a dot in the cells where *dots* is not 0."""
    rows, columns = len(classes), max(map(len, classes), default=0)
    size = max(2.0, min(14.0, 300.0 / max(rows, columns, 1)))
    paths: dict[str, list[str]] = {}
    spots = []
    for i, row in enumerate(classes):
        for j, name in enumerate(row):
            paths.setdefault(name, []).append(
                f"M{j * size:.4g} {i * size:.4g}h{size:.4g}v{size:.4g}h-{size:.4g}z"
            )
            if dots and dots[i][j]:
                x, y, r = (j + 0.5) * size, (i + 0.5) * size, size / 5
                spots.append(f"M{x - r:.4g} {y:.4g}h{2 * r:.4g}")
    width, height = columns * size, rows * size
    return tag(
        "svg",
        tag("title", title),
        *(tag("path", d="".join(parts), class_=name) for name, parts in paths.items()),
        tag("path", d="".join(spots), class_="dots", stroke_width=size / 2.5),
        tag("rect", x=0.5, y=0.5, width=width - 1, height=height - 1, class_="frame"),
        role="img",
        class_="cells",
        viewBox=f"0 0 {width:g} {height:g}",
        width=round(width),
        height=round(height),
    )


def draw_regions(
    panel: Panel, values: Plain, marks: Sequence[Mark], figure: Figure, title: str, name: str
) -> Markup:
    """The regions of one square: one class plain, the other hatched; wrong points are crossed out.

    Args:
        panel: its axes.
        values: the class of each cell.
        marks: points to be shown.
        figure: what it belongs to, for the names of the classes.
        title: what it is.
        name: tells it from others on the page.
    """
    left, right, above, below = BORDER
    lists = [row for row in values if isinstance(row, list)] if isinstance(values, list) else []
    rows = [tuple(map(_class, row)) for row in lists]
    cell = SIDE / max(len(rows), 1)
    paths: dict[str, list[str]] = {"below": [], "above": [], "neither": []}
    for first, last, row in _runs(rows):
        y, height = above + SIDE - last * cell, (last - first) * cell
        for start, end, kind in _runs(row):
            x, width = left + start * cell, (end - start) * cell
            paths[kind].append(f"M{x:.5g} {y:.5g}h{width:.5g}v{height:.5g}h-{width:.5g}z")
    high, total = sum(row.count("above") for row in rows), sum(map(len, rows))
    share = f"{100 * high / max(total, 1):.0f} % of the area"
    wrong = sum(not mark.right for mark in marks)
    said = f"{title}: {figure.classes[1] if len(figure.classes) > 1 else 'above'} on {share}"
    said += f"; {wrong} of {len(marks)} points wrong" if marks else ""
    hatch = tag(
        "pattern",
        tag("path", d="M-1 1l2 -2M0 6l6 -6M5 7l2 -2", class_="hatch"),
        id=f"{name}-hatch",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
    )
    over = tag("path", d="".join(paths["above"]), fill=f"url(#{name}-hatch)")
    return tag(
        "svg",
        tag("title", said),
        tag("defs", hatch),
        *(tag("path", d="".join(parts), class_=kind) for kind, parts in paths.items() if parts),
        over,
        *(_point(mark, panel, len(marks)) for mark in marks if len(marks) <= FEW or not mark.right),
        *_frame(panel.axes[0], panel.axes[1].low, panel.axes[1].high, SIDE, SIDE),
        tag("text", panel.axes[1].name, x=left - 6, y=above + SIDE / 2 + 4, text_anchor="end"),
        role="img",
        class_="plot",
        viewBox=f"0 0 {left + SIDE + right:g} {above + SIDE + below:g}",
        width=round(left + SIDE + right),
        height=round(above + SIDE + below),
    )


def draw_curve(panel: Panel) -> Markup:
    """The student's curve solid and the right one dashed, on the scale of the right one."""
    left, right, above, below = BORDER
    axis = panel.axes[0]
    own = _numbers(panel.actual)
    wanted = _numbers(panel.expected)
    low, high = _range(wanted or own)
    if wanted:  # room for what is not too far off
        room = 0.5 * (high - low)
        least, most = _range([low, high, *own])
        low, high = max(low - room, least), min(high + room, most)

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            left + WIDTH * (x - axis.low) / (axis.high - axis.low),
            above + HEIGHT * (high - y) / (high - low),
        )

    def line(values: list[float], kind: str) -> Markup:
        step = (axis.high - axis.low) / max(len(values) - 1, 1)
        points = [(axis.low + i * step, y) for i, y in enumerate(values)]
        parts = []
        for start, end, inside in _runs(["in" if low <= y <= high else "out" for _, y in points]):
            if inside == "in":
                shown = (place(*point) for point in points[start:end])
                parts.append("M" + "L".join(f"{x:.5g} {y:.5g}" for x, y in shown))
        return tag("path", d="".join(parts), class_=kind)

    circles = []
    for mark in panel.marks:
        if math.isfinite(mark.actual) and low <= mark.actual <= high:
            x, y = place(mark.at[0], mark.actual)
            circles.append(tag("circle", cx=x, cy=y, r=3.5, class_="spot"))
    outside = sum(not low <= y <= high for y in own)
    said = f"{panel.title}: {_said(own, wanted, outside)}"
    return tag(
        "svg",
        tag("title", said),
        *_frame(axis, low, high, WIDTH, HEIGHT),
        *([line(wanted, "wanted")] if wanted else []),
        line(own, "own"),
        *circles,
        role="img",
        class_="plot",
        viewBox=f"0 0 {left + WIDTH + right:g} {above + HEIGHT + below:g}",
        width=round(left + WIDTH + right),
        height=round(above + HEIGHT + below),
    )


def agrees(panel: Panel) -> bool:
    """Whether a panel shows nothing that is wrong."""
    same = panel.expected is None or all(
        math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-6)
        for a, b in zip(_leaves(panel.actual), _leaves(panel.expected), strict=False)
    )
    return same and all(mark.right for mark in panel.marks)


def _said(own: list[float], wanted: list[float], outside: int) -> str:
    ends = [f"{y:.3g}" for y in own[:: max(1, len(own) // 4)]]
    text = f"your values from end to end {', '.join(ends)}"
    if wanted:
        ends = [f"{y:.3g}" for y in wanted[:: max(1, len(wanted) // 4)]]
        text += f"; right {', '.join(ends)}"
    return text + (f"; {outside} values lie outside the picture" if outside else "")


def _frame(axis: Axis, low: float, high: float, width: float, height: float) -> Iterable[Markup]:
    """The border, the numbers at the ends of both axes, and the name of the first axis."""
    left, _, above, _ = BORDER
    yield tag("rect", x=left, y=above, width=width, height=height, class_="frame")
    under, beside = above + height + 13, left - 5
    yield tag("text", f"{axis.low:g}", x=left, y=under, text_anchor="start")
    yield tag("text", f"{axis.high:g}", x=left + width, y=under, text_anchor="end")
    yield tag("text", axis.name, x=left + width / 2, y=under, text_anchor="middle")
    yield tag("text", f"{low:.3g}", x=beside, y=above + height, text_anchor="end")
    yield tag("text", f"{high:.3g}", x=beside, y=above + 9, text_anchor="end")


def _point(mark: Mark, panel: Panel, count: int) -> Markup:
    left, _, above, _ = BORDER
    one, two = panel.axes
    x = left + SIDE * (mark.at[0] - one.low) / (one.high - one.low)
    y = above + SIDE * (two.high - mark.at[1]) / (two.high - two.low)
    r = 5.0 if count <= FEW else max(2.0, min(5.0, 0.25 * SIDE / math.sqrt(count)))
    if mark.right:
        return tag("circle", cx=x, cy=y, r=r, class_="spot")
    cross = (
        f"M{x - r:.5g} {y - r:.5g}l{2 * r:.5g} {2 * r:.5g}m0 -{2 * r:.5g}l-{2 * r:.5g} {2 * r:.5g}"
    )
    return tag("g", tag("path", d=cross, class_="halo"), tag("path", d=cross, class_="cross"))


def _class(value: Plain) -> str:
    if not isinstance(value, int | float) or not value or math.isnan(value):
        return "neither"
    return "above" if value > 0 else "below"


def _runs(kinds: Sequence[Kind]) -> Iterable[tuple[int, int, Kind]]:
    """Where each run of equal *kinds* begins and ends."""
    start = 0
    for index in range(1, len(kinds) + 1):
        if index == len(kinds) or kinds[index] != kinds[start]:
            yield start, index, kinds[start]
            start = index


def _numbers(values: Plain) -> list[float]:
    if not isinstance(values, list):
        return []
    return [float(value) if isinstance(value, int | float) else math.nan for value in values]


def _leaves(values: Plain) -> list[float]:
    if isinstance(values, list):
        return [leaf for item in values for leaf in _leaves(item)]
    return [float(values)] if isinstance(values, int | float) else []


def _range(values: Sequence[float]) -> tuple[float, float]:
    """The least and the greatest of the values that can be drawn, some way apart."""
    finite = [value for value in values if abs(value) < HUGE] or [0.0]
    low, high = min(finite), max(finite)
    least = max(1e-9, 1e-9 * abs(low))
    return (low, high) if high - low > least else (low - 0.5 - abs(low), low + 0.5 + abs(low))
