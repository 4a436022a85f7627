"""Gradient of the hidden weights; Deep Learning homework 1 (2021), problem 1, equations 10 to 15."""

import numpy as np


def hidden_net(X, w_ih):
    return X @ w_ih.T


def Yh(hidden_net):
    return _softmax_rows(hidden_net)


def net(Yh, w_ho):
    return Yh @ w_ho.T


def T(y, w_ho):
    return np.eye(len(w_ho))[y]


def J(net, T):
    shifted = net - net.max(axis=1, keepdims=True)
    return (T * (np.log(np.exp(shifted).sum(axis=1, keepdims=True)) - shifted)).sum() / len(T)


def Z(net):
    return _softmax_rows(net)


def delta(T, Z):
    return (T - Z) / len(T)


def B(delta, w_ho):
    return delta @ w_ho


def delta_h(B, Yh):
    return Yh * (B - (B * Yh).sum(axis=1, keepdims=True))


def dw_ih(delta_h, X):
    return -delta_h.T @ X


def _softmax_rows(net):
    powers = np.exp(net - net.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
