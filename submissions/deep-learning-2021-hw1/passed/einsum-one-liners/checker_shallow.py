import numpy as np


def network(n):
    k = np.arange(2 ** (n + 1))
    s = np.array([(-1) ** bin(v).count("1") for v in k])
    unit = lambda i: lambda x: s[(2 * x[i]).astype(int)]
    return [[unit(0), unit(1)], [lambda h: h[0] * h[1]]]
