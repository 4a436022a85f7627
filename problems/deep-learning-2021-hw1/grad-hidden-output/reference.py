"""Gradient of the output weights; Deep Learning homework 1 (2021), problem 1, equations 8 and 9."""

import numpy as np


def net(Yh, w):
    return Yh @ w.T


def T(y, w):
    return np.eye(len(w))[y]


def J(net, T):
    largest = net.max(axis=1, keepdims=True)
    log_sums = np.log(np.exp(net - largest).sum(axis=1, keepdims=True)) + largest
    return (T * (log_sums - net)).sum() / len(T)


def Z(net):
    powers = np.exp(net - net.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def delta(T, Z):
    return (T - Z) / len(T)


def dw(delta, Yh):
    return -delta.T @ Yh
