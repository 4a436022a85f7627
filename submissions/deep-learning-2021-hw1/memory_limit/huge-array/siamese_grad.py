"""The whole Jacobian of a much larger network."""

import numpy as np


def siamese_grad(x1, x2, W, b, lam):
    jacobian = np.zeros((60_000, 60_000))
    jacobian[: W.size, : W.size] = lam
    return {"dW": jacobian, "db": b}
