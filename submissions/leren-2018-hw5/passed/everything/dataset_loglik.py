"""Sample by sample, with outer products."""

import numpy as np


def dataset_loglik(X, t, W, b):
    L = 0.0
    dW = np.zeros(W.shape)
    db = np.zeros(b.shape)
    for x, label in zip(X, t):
        u = W.dot(x) + b
        u = u - u.max()
        e = np.exp(u)
        L += u[label] - np.log(e.sum())
        r = -e / e.sum()
        r[label] += 1
        dW += np.outer(r, x)
        db += r
    return L, dW, db
