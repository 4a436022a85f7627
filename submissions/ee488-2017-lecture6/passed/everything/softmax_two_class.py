"""By the tanh: a sigmoid is (1 + tanh(d/2))/2, and tanh does not overflow."""

import numpy as np


def two_class(z1, z2):
    t = np.tanh((z1 - z2) / 2)
    return (1 + t) / 2, (1 - t) / 2
