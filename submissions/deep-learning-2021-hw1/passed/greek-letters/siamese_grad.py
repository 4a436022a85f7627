"""Names in Greek letters, as in the document."""

import numpy as np

σ = lambda z: 1 / (1 + np.exp(-z))


def siamese_grad(x1, x2, W, b, λ):
    h1, h2 = σ(W @ x1 + b), σ(W @ x2 + b)
    δ = h1 - h2
    δ1, δ2 = δ * h1 * (1 - h1), δ * h2 * (1 - h2)
    return {"dW": np.outer(δ1, x1) - np.outer(δ2, x2) + λ * W, "db": δ1 - δ2}
