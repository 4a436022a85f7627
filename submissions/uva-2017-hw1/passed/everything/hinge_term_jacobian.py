import numpy as np


def term_jacobian(o, y):
    e = np.exp(o - np.max(o))
    p = e / e.sum()
    J = np.diag(p) - np.outer(p, p)  # J[k, j] = dp_k/do_j
    return J - J[y][None, :]
