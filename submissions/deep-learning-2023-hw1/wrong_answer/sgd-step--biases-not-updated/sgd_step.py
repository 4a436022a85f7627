import numpy as np


def sgd_step(x, y, W1, b1, W2, b2, eta):
    s1 = W1 @ x + b1
    a1 = 5 * np.maximum(0, s1)
    g2 = 2 * (W2 @ a1 + b2 - y)
    g1 = (W2.T @ g2) * np.where(s1 > 0, 5, 0)
    return {"W1": W1 - eta * np.outer(g1, x), "b1": b1, "W2": W2 - eta * np.outer(g2, a1), "b2": b2}
