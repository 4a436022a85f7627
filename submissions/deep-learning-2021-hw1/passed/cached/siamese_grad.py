"""Remembers what it has computed, and gives the very same arrays again."""

import numpy as np


def branch(W, b, x):
    """Activation of one branch and its derivative."""
    h = 1 / (1 + np.exp(-(np.dot(W, x) + b)))
    return h, h * (1 - h)


memory = {}


def siamese_grad(*arguments):
    key = b"".join(np.asarray(item).tobytes() for item in arguments)
    if key not in memory:
        memory[key] = compute(*arguments)
    return memory[key]


def compute(x1, x2, W, b, lam):
    a, da = branch(W, b, x1)
    c, dc = branch(W, b, x2)
    diff = a - c

    # both branches use the same W and b, so their gradients are put together
    grads = {}
    grads["dW"] = (diff * da)[:, None] * x1 - (diff * dc)[:, None] * x2
    grads["dW"] += lam * W
    grads["db"] = diff * da - diff * dc
    return grads
