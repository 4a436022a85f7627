"""The bias as one more weight of a hidden unit that is always 1."""

import numpy as np


def mlp_output_grad(x, t, V, a, W, b):
    h = 1.0 / (1.0 + np.exp(-(V @ x + a)))
    h1 = np.append(h, 1.0)
    W1 = np.column_stack([W, b])
    p = np.exp(W1 @ h1)
    p /= p.sum()
    target = (np.arange(len(b)) == t).astype(float)
    grad = (target - p)[:, np.newaxis] * h1[np.newaxis, :]
    return {"dW": grad[:, :-1], "db": grad[:, -1]}
