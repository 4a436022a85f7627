"""Equation 15 as it is printed, for sigmoid units."""

import numpy as np


def softmax(net):
    e = np.exp(net - net.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def sigmoid(net):
    return 0.5 * (1 + np.tanh(net / 2))


def grad_input_hidden_sigmoid(X, w_ih, w_ho, y):
    Yh = sigmoid(X @ w_ih.T)
    B = (np.eye(len(w_ho))[y] - softmax(Yh @ w_ho.T)) / len(X) @ w_ho
    delta_h = np.array([b @ (np.diag(h) - np.outer(h, h)) for b, h in zip(B, Yh)])
    return {"delta_h": delta_h, "dw_ih": -delta_h.T @ X}
