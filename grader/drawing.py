"""Pictures of what functions do on a grid: `drawing.py` of a problem says what is looked at.

It runs in the grader's process. Its one function, `draw(call)`, calls functions and yields `Drawing` after
`Drawing`; its docstring is the caption, and `CLASSES` names the classes -1 and 1 of regions. The grader has
it draw what the student's functions do and what the reference's do, and puts the two together. It takes no
part in judging.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from grader.errors import ReferenceFailure
from grader.reference import load_module
from grader.results import Axis
from grader.spec.model import Problem
from grader.verifier import Array, Call

SIDE = 48  # cells along each axis of regions; their middles are looked at


@dataclass(frozen=True)
class Drawing:
    """What functions do on a grid, and at points that matter.

    Attributes:
        title: such as "n = 2".
        axes: one for a curve, two for regions.
        values: numbers (n,) of a curve, from one end to the other; -1 and 1 (rows, columns) of regions,
            0 for neither. Rows go up the second axis.
        points: places of points that matter (axes, points).
        at_points: the values there.
        unique: whether the values are the same for all right answers; those at points are.
    """

    title: str
    axes: tuple[Axis, ...]
    values: Array
    points: Array
    at_points: Array
    unique: bool = True


class Calls(Call, Protocol):
    """Calls a function once, or many times at once."""

    def many(self, function: str, arguments: Sequence[tuple[Any, ...]], /) -> list[dict[str, Any]]:
        """Call *function*, which returns no layers, with each tuple of *arguments*."""
        ...


Draw = Callable[[Calls], Iterator[Drawing]]


@dataclass(frozen=True)
class Sketch:
    """The `drawing.py` of a problem."""

    draw: Draw
    caption: str
    classes: tuple[str, ...]


def regions(
    title: str,
    axes: tuple[Axis, Axis],
    output: Callable[[Array], Array],
    points: Array,
    *,
    middle: float = 0.0,
    unique: bool = True,
) -> Drawing:
    """Where an *output* is below the *middle* and where it is above.

    Args:
        title: such as "n = 2".
        axes: the rectangle.
        output: what is looked at, from points (2, number) to numbers (number,).
        points: points that matter (2, number).
        middle: what divides the two classes.
        unique: whether all right answers have these regions.
    """
    one, two = (axis.low + (axis.high - axis.low) * (np.arange(SIDE) + 0.5) / SIDE for axis in axes)
    grid = np.array(np.meshgrid(one, two)).reshape(2, -1)
    values = output(np.hstack([grid, points]))
    signs = np.sign(values[: SIDE**2] - middle).reshape(SIDE, SIDE)
    return Drawing(title, axes, signs, points, values[SIDE**2 :], unique)


def load_sketch(problem: Problem) -> Sketch | None:
    """The `drawing.py` of a problem, if it has one.

    Raises:
        ReferenceFailure: if there is no function `draw` with a docstring in it.
    """
    file = problem.folder / "drawing.py"
    if not file.exists():
        return None
    module = load_module(file)
    draw: Any = getattr(module, "draw", None)
    caption = " ".join((getattr(draw, "__doc__", None) or "").split())
    if not callable(draw) or not caption:
        raise ReferenceFailure(f"{file}: expected a function named 'draw' with a docstring")
    return Sketch(draw, caption, tuple(getattr(module, "CLASSES", ())))
