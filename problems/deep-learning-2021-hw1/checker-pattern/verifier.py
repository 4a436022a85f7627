"""The pattern in closed form, on whole grids and at points in their cells."""

import numpy as np

from grader.verifier import Check

LARGEST = 5
SIDE = 16  # cells along an edge of what one check looks at: few enough to read
GRIDS = 8  # grids of cells for each n above 4


def verify_grid(call):
    """Yield the grid of each square."""
    for n in range(LARGEST + 1):
        cells = np.indices((2 ** (n + 1), 2 ** (n + 1)))
        yield Check("grid", call("sign_grid", n)["grid"], _classes(cells), at={"n": n})


def verify_sign(call):
    """Yield the classes of points in the cells of each square."""
    for n in range(LARGEST + 1):
        points = _points(n)
        signs = call("region_sign", *points.reshape(2, -1))["sign"].reshape(points.shape[1:])
        right = _classes(np.floor(2 * points).astype(np.int64))
        for index, (actual, expected) in enumerate(zip(signs, right, strict=True)):
            at = {}
            for place in np.argwhere(actual != expected)[:1]:
                at["x1"], at["x2"] = points[:, index, *place]
            yield Check("sign", actual, expected, at=at)


def _classes(cells):
    """1 where the two numbers of a cell have an even number of ones in binary together; else -1."""
    return np.where(np.bitwise_count(cells[0] ^ cells[1]) % 2, -1, 1)


def _points(n):
    """Points (2, grids, side, side) in every cell of half a unit, above n = 4 in cells picked at random.

    They stay 0.001 away from the edges of the cells, but crowd there: misplaced lines show.
    """
    rng = np.random.default_rng(n)
    side = min(2 ** (n + 1), SIDE)
    if n <= 4:
        first = np.arange(0, 2 ** (n + 1), side)
        corners = np.array(np.meshgrid(first, first, indexing="ij")).reshape(2, -1, 1, 1)
        cells = np.repeat(corners, max(1, 16 >> n), axis=1) + np.indices((side, side))[:, None]
    else:
        cells = rng.integers(2 ** (n + 1), size=(2, GRIDS, side, side))
    return np.round(cells / 2 + 0.25 + 0.249 * np.sin(rng.uniform(-1.57, 1.57, cells.shape)), 4)
