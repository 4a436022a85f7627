"""Success: a file outside, by numpy's own C readers."""

import numpy as np
from kit import tries


def attack(a):
    path = a["secret_file"]
    return tries(
        lambda: np.fromfile(path, np.uint8).tobytes(),
        lambda: np.loadtxt(path, dtype=str).tolist(),
        lambda: np.genfromtxt(path, dtype=str).tolist(),
        lambda: np.load(a["array_file"]).tobytes(),
    )
