"""The pattern on the squares of side 2, 4 and 8."""

import numpy as np

from grader.drawing import regions
from grader.results import Axis

CLASSES = ("class -1", "class 1")


def draw(call):
    """What your region_sign gives on the squares of side 2, 4 and 8."""

    def output(x):
        return call("region_sign", *x)["sign"]

    for n in (1, 2, 3):
        yield regions(f"n = {n}", (Axis("x1", 0, 2**n), Axis("x2", 0, 2**n)), output, _points(n))


def _points(n):
    """A point in every cell of half a unit (2, points), 0.001 or more away from its edges."""
    rng = np.random.default_rng(n)
    cells = np.indices((2 ** (n + 1), 2 ** (n + 1))).reshape(2, -1)
    return np.round(cells / 2 + 0.25 + 0.249 * np.sin(rng.uniform(-1.57, 1.57, cells.shape)), 4)
