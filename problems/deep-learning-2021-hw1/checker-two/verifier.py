"""Right is what has the classes of the pattern at many points, with two hidden layers."""

import numpy as np

from grader.verifier import Check, run

GRIDS = 16  # points in each cell


def verify(call):
    """Yield the signs in the cells, and the number of hidden layers."""
    layers = call("network")["layers"]
    points = _points()
    outputs = run(layers, points.reshape(2, -1))
    if len(outputs) == 1:
        signs = np.sign(outputs).reshape(points.shape[1:])
        for index, (actual, expected) in enumerate(zip(signs, _pattern(points), strict=True)):
            at = {}
            for place in np.argwhere(actual != expected)[:1]:
                at["x1"], at["x2"] = points[:, index, *place]
            yield Check("sign", actual, expected, at=at)
    else:
        told = f"the last layer has {len(outputs)} units; the sign is that of a single one"
        yield Check("sign", 0, 1, sentence=told)
    yield Check("hidden_layers", len(layers) - 1, 2)


def _points():
    """Points (2, GRIDS, 4, 4) in every cell, at least 0.001 from its edges, but crowded there."""
    rng = np.random.default_rng(0)
    cells = np.repeat(np.indices((4, 4))[:, None], GRIDS, axis=1)
    return np.round(cells / 2 + 0.25 + 0.249 * np.sin(rng.uniform(-1.57, 1.57, cells.shape)), 4)


def _pattern(points):
    one, two = np.floor(2 * points).astype(np.int64)
    return np.where(np.bitwise_count(one ^ two) % 2, -1.0, 1.0)
