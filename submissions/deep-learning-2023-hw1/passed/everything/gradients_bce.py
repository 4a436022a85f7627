import numpy as np


def gradients_bce(x, y, W1, b1, W2, b2):
    K = len(y)
    a1 = np.tanh(W1 @ x + b1)
    z = W2 @ a1 + b2
    # stable: ln(1 + exp(z)) - y z
    C = np.sum(np.logaddexp(0, z) - y * z) / K
    delta2 = (1 / (1 + np.exp(-z)) - y) / K
    delta1 = (delta2 @ W2) / np.cosh(W1 @ x + b1) ** 2
    return C, delta1[:, None] * x[None, :], delta1, delta2[:, None] * a1[None, :], delta2
