import numpy as np


def gradients(x, y, W1, b1, W2, b2):
    s1 = W1 @ x + b1
    a1 = np.maximum(0, s1)  # (b)
    yt = W2 @ a1 + b2
    g2 = 2 * (yt - y)
    g1 = (W2.T @ g2) * np.where(s1 > 0, 5, 0)  # (c)
    return {"dW1": np.outer(g1, x), "db1": g1, "dW2": np.outer(g2, a1), "db2": g2}
