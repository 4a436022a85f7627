"""Right is what has the pattern's classes at many points, with exactly one hidden layer."""

import numpy as np

from grader.verifier import Check, run

LARGEST = 6  # wrong answers differ from n = 2 or 3 on
SIDE = 16  # cells along an edge of what one check looks at: few enough to read
GRIDS = {5: 8, 6: 1}  # grids of cells; at n = 6 a network may have 4^7 units, one for each cell


def verify(call):
    """Yield the number of hidden layers, and the signs in the cells, for n = 0, ..., 6."""
    for n in range(LARGEST + 1):
        layers = call("network", n)["layers"]
        hidden = len(layers) - 1
        yield Check("hidden_layers", hidden, 1, at={"n": n})
        if hidden == 1:
            yield from _sign_checks(n, layers)
        else:
            told = f"for n = {n} there are {hidden} hidden layers; signs are judged of networks with one"
            yield Check("sign", 0, 1, at={"n": n}, sentence=told)


def _sign_checks(n, layers):
    points = _points(n)
    outputs = run(layers, points.reshape(2, -1))
    if len(outputs) != 1:
        told = (
            f"for n = {n} the last layer has {len(outputs)} units; the sign is that of a single one"
        )
        yield Check("sign", 0, 1, at={"n": n}, sentence=told)
        return
    signs = np.sign(outputs).reshape(points.shape[1:])
    for index, (actual, expected) in enumerate(zip(signs, _pattern(points), strict=True)):
        at = {"n": n}
        for place in np.argwhere(actual != expected)[:1]:
            at["x1"], at["x2"] = points[:, index, *place]
        yield Check("sign", actual, expected, at=at)


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
        cells = rng.integers(2 ** (n + 1), size=(2, GRIDS[n], side, side))
    return np.round(cells / 2 + 0.25 + 0.249 * np.sin(rng.uniform(-1.57, 1.57, cells.shape)), 4)


def _pattern(points):
    one, two = np.floor(2 * points).astype(np.int64)
    return np.where(np.bitwise_count(one ^ two) % 2, -1.0, 1.0)
