"""Only the output layer is a softmax: the hidden units are sigmoids."""

import numpy as np


def softmax(net):
    e = np.exp(net - net.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def sigmoid(net):
    return 0.5 * (1 + np.tanh(net / 2))


def grad_input_hidden(X, w_ih, w_ho, y):
    Yh = sigmoid(X @ w_ih.T)
    delta = (np.eye(len(w_ho))[y] - softmax(Yh @ w_ho.T)) / len(X)
    delta_h = delta @ w_ho * Yh * (1 - Yh)
    return {"delta_h": delta_h, "dw_ih": -delta_h.T @ X}
