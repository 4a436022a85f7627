"""The decision regions of the four fields."""

import numpy as np

from grader.drawing import regions
from grader.results import Axis

CLASSES = ("output below 0", "output above 0")


def draw(call):
    """The sign of your g(f11(x1), f12(x2)) on the unit square."""

    def output(x):
        return call("g", call("f11", x[0])["h1"], call("f12", x[1])["h2"])["y"]

    yield regions("the unit square", (Axis("x1", 0, 1), Axis("x2", 0, 1)), output, _points(0))


def _points(n):
    """A point in every cell of half a unit (2, points), 0.001 or more away from its edges."""
    rng = np.random.default_rng(n)
    cells = np.indices((2 ** (n + 1), 2 ** (n + 1))).reshape(2, -1)
    return np.round(cells / 2 + 0.25 + 0.249 * np.sin(rng.uniform(-1.57, 1.57, cells.shape)), 4)
