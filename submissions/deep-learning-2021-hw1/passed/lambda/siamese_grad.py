"""The whole answer is one lambda."""

import numpy as np

h = lambda W, x, b: 1 / (1 + np.exp(-W @ x - b))
d = lambda e, h: e * h * (1 - h)
both = lambda e, h1, h2, x1, x2, W, lam: (
    np.outer(d(e, h1), x1) - np.outer(d(e, h2), x2) + lam * W,
    d(e, h1) - d(e, h2),
)
siamese_grad = lambda x1, x2, W, b, lam: both(h(W, x1, b) - h(W, x2, b), h(W, x1, b), h(W, x2, b), x1, x2, W, lam)
