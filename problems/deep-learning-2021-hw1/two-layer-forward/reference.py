"""Forward pass; Deep Learning homework 1 (2021), problem 1, the network. Rows are samples."""

import numpy as np


def hidden_net(X, w_ih):
    return X @ w_ih.T


def Yh(hidden_net):
    return _softmax_rows(hidden_net)


def net(Yh, w_ho):
    return Yh @ w_ho.T


def Z(net):
    return _softmax_rows(net)


def log_Z(Z, net):
    """From the logits where Z has rounded to 0."""
    shifted = net - net.max(axis=1, keepdims=True)
    stable = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return np.where(Z > 0, np.log(Z), stable)


def J(log_Z, y):
    return -log_Z[np.arange(len(y)), y].mean()


def _softmax_rows(net):
    powers = np.exp(net - net.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
