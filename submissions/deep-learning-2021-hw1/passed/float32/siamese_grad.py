"""Single precision throughout, as one would on a graphics card."""

import numpy as np

f32 = np.float32


def siamese_grad(x1, x2, W, b, lam):
    x1, x2, W, b = (a.astype(f32) for a in (x1, x2, W, b))
    h1 = f32(1) / (f32(1) + np.exp(-(W @ x1 + b)))
    h2 = f32(1) / (f32(1) + np.exp(-(W @ x2 + b)))
    d1 = (h1 - h2) * h1 * (f32(1) - h1)
    d2 = (h1 - h2) * h2 * (f32(1) - h2)
    dW = np.outer(d1, x1) - np.outer(d2, x2) + f32(lam) * W
    return {"dW": dW.astype(f32), "db": (d1 - d2).astype(f32)}
