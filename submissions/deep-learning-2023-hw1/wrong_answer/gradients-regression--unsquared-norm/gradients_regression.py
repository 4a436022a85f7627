import numpy as np


def gradients(x, y, W1, b1, W2, b2):
    s1 = W1 @ x + b1
    a1 = 5 * np.maximum(0, s1)
    error = W2 @ a1 + b2 - y
    g2 = error / np.sqrt(np.sum(error**2))  # of C = ||yt - y||, as in (b)
    g1 = (W2.T @ g2) * np.where(s1 > 0, 5, 0)
    return {"dW1": np.outer(g1, x), "db1": g1, "dW2": np.outer(g2, a1), "db2": g2}
