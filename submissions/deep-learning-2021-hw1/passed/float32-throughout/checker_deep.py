import numpy as np


def network(n):
    """The recursion of the document: each layer halves what is left."""
    layers = [[lambda x: np.float32(x[0] - 2.0 ** (n - 1)), lambda x: np.float32(x[1] - 2.0 ** (n - 1))]]
    for i in range(1, n + 1):
        step = np.float32(2.0 ** (n - i - 1))
        one = lambda h, step=step: h[0] - np.sign(h[0]) * step
        two = lambda h, step=step: h[1] - np.sign(h[1]) * step
        layers.append([one, two, lambda h: np.sign(np.prod(h, axis=0)).astype(np.float32)])
    return layers + [[lambda h: np.prod(h, axis=0, dtype=np.float32)]]
