import numpy as np


@np.vectorize
def parity(x):
    """Whether the number of ones in the cell's number is odd."""
    return f"{int(x // 0.5):b}".count("1") % 2


def sign_of_bit(values, k):
    return 1 - 2 * (np.right_shift(np.floor(2 * values).astype(np.int64), k) & 1)
