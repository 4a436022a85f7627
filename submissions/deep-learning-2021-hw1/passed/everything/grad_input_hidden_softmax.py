"""The error of each sample goes back through the full Jacobian of its hidden softmax."""

import numpy as np


def softmax(v):
    e = np.exp(v - np.max(v))
    return e / np.sum(e)


def grad_input_hidden(X, w_ih, w_ho, y):
    N = len(X)
    delta_h = []
    for x, label in zip(X, y):
        hidden = softmax(w_ih @ x)
        t = np.zeros(len(w_ho))
        t[label] = 1
        delta = (t - softmax(w_ho @ hidden)) / N
        jacobian = np.diag(hidden) - np.outer(hidden, hidden)
        delta_h.append(jacobian @ w_ho.T @ delta)
    delta_h = np.array(delta_h)
    dw_ih = -sum(np.outer(d, x) for d, x in zip(delta_h, X))
    return {"delta_h": delta_h, "dw_ih": dw_ih}
