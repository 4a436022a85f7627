"""The two cases of the exercise, with p_j as one over a sum of exponentials of differences."""

import numpy as np


def dl_du(u, t):
    with np.errstate(over="ignore"):
        p = 1 / np.exp(u[None, :] - u[:, None]).sum(axis=1)
    return [1 - p[j] if j == t else -p[j] for j in range(len(u))]
