"""Also returns what the network computes, keyed by the points."""

import numpy as np


def xor_params():
    W = np.array([[1.0, 1.0], [1.0, 1.0]])
    c = np.array([0.0, -1.0])
    w = np.array([1.0, -2.0])
    b = 0.0
    return {"W": W, "c": c, "w": w, "b": b, (0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 0}
