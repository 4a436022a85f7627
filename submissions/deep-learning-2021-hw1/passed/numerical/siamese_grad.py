"""Central differences in extended precision where there is one; exact enough."""

import numpy as np


def siamese_grad(x1, x2, W, b, lam):
    def J(W, b):
        h1 = 1 / (1 + np.exp(-(W @ x1 + b)))
        h2 = 1 / (1 + np.exp(-(W @ x2 + b)))
        return ((h1 - h2) ** 2).sum() / 2 + lam * (W * W).sum() / 2

    def slope(f, step=1e-3):
        # Richardson: the errors of order step**2 cancel
        def central(h):
            return (f(h) - f(-h)) / (2 * h)

        return (4 * central(step / 2) - central(step)) / 3

    dW, db = np.zeros_like(W), np.zeros_like(b)
    for at in np.ndindex(W.shape):
        unit = np.zeros_like(W)
        unit[at] = 1
        dW[at] = slope(lambda h: J(W + h * unit, b))
    for at in np.ndindex(b.shape):
        unit = np.zeros_like(b)
        unit[at] = 1
        db[at] = slope(lambda h: J(W, b + h * unit))
    return {"dW": dW, "db": db}
