import numpy as np


def gradients_relu_bce(x, y, W1, b1, W2, b2):
    K = len(y)
    N_1 = np.sum(y)
    s1 = W1 @ x + b1
    a1 = np.maximum(0, s1)
    yt = 1 / (1 + np.exp(-(W2 @ a1 + b2)))
    C = -np.mean(y * np.log(yt) + (1 - y) * np.log(1 - yt))
    dC_dy = np.where(y == 1, -N_1 / (K * yt), (K - N_1) / (K * (1 - yt)))
    g2 = dC_dy * yt * (1 - yt)
    g1 = (W2.T @ g2) * (s1 > 0)
    return {"C": C, "dW1": np.outer(g1, x), "db1": g1, "dW2": np.outer(g2, a1), "db2": g2}
