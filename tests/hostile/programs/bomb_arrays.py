"""Success: more memory than the limit, in arrays that are written."""

import numpy as np
from kit import got


def attack(a):
    kept = [np.ones(2**20) for _ in range(38)]  # 304 MiB
    return got(f"{sum(array.nbytes for array in kept)} bytes")
