import numpy as np

# Hidden units: on which side of the middle is the point?


def f11(x):
    return np.sign(x - 0.5)


def f12(x):
    return np.sign(x - 0.5)


def g(u, v):
    # 1 if both are on the same side, -1 if not
    return 1 - np.abs(u - v)
