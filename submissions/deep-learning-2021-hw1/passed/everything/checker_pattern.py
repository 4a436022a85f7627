import numpy as np


def ones(k):
    """Number of ones in binary."""
    count = 0
    while k > 0:
        count += k % 2
        k //= 2
    return count


def region_sign(x1, x2):
    signs = []
    for a, b in zip(x1, x2):
        total = ones(int(2 * a)) + ones(int(2 * b))
        signs.append(1 if total % 2 == 0 else -1)
    return signs


def sign_grid(n):
    # four copies, two of them with the classes exchanged
    A = np.array([[1, -1], [-1, 1]])
    if n == 0:
        return A
    smaller = sign_grid(n - 1)
    top = np.hstack([smaller, -smaller])
    return np.vstack([top, -top])
