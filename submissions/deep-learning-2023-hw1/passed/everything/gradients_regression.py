import numpy as np


def gradients(x, y, W1, b1, W2, b2):
    # columns, so that products read as on paper
    x, y, b1, b2 = (v.reshape(-1, 1) for v in (x, y, b1, b2))
    hidden = W1 @ x + b1
    a = 5 * np.clip(hidden, 0, None)
    error = 2 * (W2 @ a + b2 - y)
    back = W2.T @ error
    back[hidden < 0] = 0
    back *= 5
    return {"dW1": back @ x.T, "db1": back.ravel(), "dW2": error @ a.T, "db2": error.ravel()}
