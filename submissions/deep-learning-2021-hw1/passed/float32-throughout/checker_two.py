import numpy as np


def network():
    x1 = lambda x: x[0].astype(np.float32)
    x2 = lambda x: x[1].astype(np.float32)
    inner = lambda i: lambda h: np.where(abs(h[i] - 1) < 0.5, -1, 1).astype("f4")
    return [[x1, x2], [inner(0), inner(1)], [lambda h: h[0] * h[1]]]
