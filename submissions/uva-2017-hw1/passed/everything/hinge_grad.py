import numpy as np


def hinge_grad(o, y, C):
    e = np.exp(o - o.max())
    p = e / np.sum(e)
    active = [k for k in range(len(o)) if k != y and p[y] - p[k] <= C]
    # derivative by the probabilities first, then through the softmax
    dp = np.zeros(len(o))
    for k in active:
        dp[k] += 1
        dp[y] -= 1
    return p * (dp - dp.dot(p))
