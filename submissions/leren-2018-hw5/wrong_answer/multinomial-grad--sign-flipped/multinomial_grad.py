"""The gradients of an error that is to be minimised, -log p_t, as exercise 3 (a) speaks of one."""

import numpy as np


def multinomial_grad(x, t, W, b):
    p = np.exp(W @ x + b)
    p /= p.sum()
    p[t] -= 1
    return {"dW": np.outer(p, x), "db": p}
