import numpy as np


def checker_hidden(x1, x2, n):
    P = len(x1)
    H1 = np.zeros((n + 1, P))
    H2 = np.zeros((n + 1, P))
    H3 = np.zeros((n, P))
    H1[0] = x1 - 2 ** (n - 1)
    H2[0] = x2 - 2 ** (n - 1)
    carried = np.ones(P)
    for i in range(1, n + 1):
        size = 2.0 ** (n - i - 1)
        H1[i] = np.where(H1[i - 1] > 0, H1[i - 1] - size, H1[i - 1] + size)
        H2[i] = np.where(H2[i - 1] > 0, H2[i - 1] - size, H2[i - 1] + size)
        carried = carried * H1[i - 1] * H2[i - 1]
        H3[i - 1] = carried
    return {"H1": H1, "H2": H2, "H3": H3, "y": H1[n] * H2[n] * carried}
