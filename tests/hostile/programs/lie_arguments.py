"""Success: the arguments that come back make the grader fail."""

import numpy as np


def attack(a):
    a.clear()
    a["self"] = a
    a[1] = object()
    a["array"] = np.array([None])
    return None
