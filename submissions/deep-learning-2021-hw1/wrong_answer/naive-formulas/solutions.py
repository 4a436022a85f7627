"""Everything that large numbers can spoil; the formulas stand in a file of their own."""

import formulas
import numpy as np


def cross_entropy(Z, T):
    return -formulas.log_likelihood(Z[T == 1]) / len(Z)


def softmax_rows(net):
    return formulas.softmax(net, 1)


def forward(X, w_ih, w_ho, y):
    Yh = formulas.softmax(X @ w_ih.T, 1)
    net = Yh @ w_ho.T
    log_Z = formulas.log_of_softmax(net, 1)
    J = -log_Z[np.arange(len(y)), y].mean()
    return {"Yh": Yh, "Z": formulas.softmax(net, 1), "J": J}


def grad_hidden_output(Yh, w, y):
    error = formulas.softmax(Yh @ w.T, 1) - np.eye(len(w))[y]
    return error.T @ Yh / len(y)


def grad_input_hidden_sigmoid(X, w_ih, w_ho, y):
    Yh = formulas.sigmoid(X @ w_ih.T)
    error = formulas.softmax(Yh @ w_ho.T, 1) - np.eye(len(w_ho))[y]
    delta_h = -error @ w_ho * Yh * (1 - Yh) / len(y)
    return {"delta_h": delta_h, "dw_ih": -delta_h.T @ X}


def grad_input_hidden(X, w_ih, w_ho, y):
    Yh = formulas.softmax(X @ w_ih.T, 1)
    error = formulas.softmax(Yh @ w_ho.T, 1) - np.eye(len(w_ho))[y]
    back = -error @ w_ho / len(y)
    delta_h = Yh * (back - (back * Yh).sum(axis=1, keepdims=True))
    return {"delta_h": delta_h, "dw_ih": -delta_h.T @ X}


def nll(Z, y):
    total = -formulas.log_likelihood(Z[np.arange(len(y)), y])
    return {"nll": total, "J": total / len(y), "ratio": total / (total / len(y))}


def _pseudo(X, W1, b1, W2, b2, W3, b3):
    h1 = formulas.sigmoid(W1 @ X + b1[:, None])
    h2 = np.maximum(W2 @ X + b2[:, None], 0)
    return h1, h2, W3 @ (h1 + h2) + b3[:, None]


def pseudo_forward(X, Y, W1, b1, W2, b2, W3, b3):
    h1, h2, net = _pseudo(X, W1, b1, W2, b2, W3, b3)
    J = -formulas.log_of_softmax(net, 0)[Y == 1].sum() / X.shape[1]
    return {"h1": h1, "h2": h2, "Yhat": formulas.softmax(net, 0), "J": J}


def _pseudo_back(X, Y, W1, b1, W2, b2, W3, b3):
    h1, h2, net = _pseudo(X, W1, b1, W2, b2, W3, b3)
    dnet = (formulas.softmax(net, 0) - Y) / X.shape[1]
    dh = W3.T @ dnet
    return h1 + h2, dnet, dh, dh * h1 * (1 - h1), dh * (h2 > 0)


def pseudo_grad_h(X, Y, W1, b1, W2, b2, W3, b3):
    _, _, dh, _, _ = _pseudo_back(X, Y, W1, b1, W2, b2, W3, b3)
    return {"dh1": dh, "dh2": dh.copy()}


def pseudo_grad_x(X, Y, W1, b1, W2, b2, W3, b3):
    _, _, _, D1, D2 = _pseudo_back(X, Y, W1, b1, W2, b2, W3, b3)
    return W1.T @ D1 + W2.T @ D2


def pseudo_grad_weights(X, Y, W1, b1, W2, b2, W3, b3):
    h, dnet, _, D1, D2 = _pseudo_back(X, Y, W1, b1, W2, b2, W3, b3)
    found = {}
    for k, (D, before) in enumerate([(D1, X), (D2, X), (dnet, h)], start=1):
        found[f"dW{k}"] = D @ before.T
        found[f"db{k}"] = D.sum(axis=1)
    return found
