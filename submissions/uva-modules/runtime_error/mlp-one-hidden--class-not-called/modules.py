"""
This module implements various modules of the network.
"""
from __future__ import absolute_import
from __future__ import division
from __future__ import print_function

import numpy as np


class LinearModule(object):
    """Linear module. Applies a linear transformation to the input data."""

    def __init__(self, in_features, out_features):
        self.params = {'weight': np.random.normal(0, 0.0001, (out_features, in_features)),
                       'bias': np.zeros((1, out_features))}
        self.grads = {'weight': np.zeros((out_features, in_features)), 'bias': np.zeros((1, out_features))}

    def forward(self, x):
        self.x = x
        out = np.dot(x, self.params['weight'].T) + self.params['bias']
        return out

    def backward(self, dout):
        self.grads['weight'] = np.dot(dout.T, self.x)
        self.grads['bias'] = np.sum(dout, axis=0, keepdims=True)
        dx = np.dot(dout, self.params['weight'])
        return dx


class SoftMaxModule(object):
    """Softmax activation module."""

    def forward(self, x):
        b = np.max(x, axis=1, keepdims=True)
        y = np.exp(x - b)
        out = y / np.sum(y, axis=1, keepdims=True)
        self.out = out
        return out

    def backward(self, dout):
        batch, dim = self.out.shape
        diag = np.zeros((batch, dim, dim))
        ids = np.arange(dim)
        diag[:, ids, ids] = self.out
        jac = diag - np.einsum('ij,ik->ijk', self.out, self.out)
        dx = np.einsum('ij,ijk->ik', dout, jac)
        return dx


class CrossEntropyModule(object):
    """Cross entropy loss module."""

    def forward(self, x, y):
        n = x.shape[0]
        onehot = np.zeros(x.shape)
        onehot[np.arange(n), y] = 1
        out = np.mean(-np.sum(onehot * np.log(x), axis=1))
        return out

    def backward(self, x, y):
        n = x.shape[0]
        onehot = np.zeros(x.shape)
        onehot[np.arange(n), y] = 1
        dx = -(onehot / x) / n
        return dx


class ELUModule(object):
    """ELU activation module."""

    def forward(self, x):
        self.x = x
        out = np.where(x > 0, x, np.exp(x) - 1)
        return out

    def backward(self, dout):
        dx = dout * np.where(self.x > 0, 1, np.exp(self.x))
        return dx


class ReLUModule(object):
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, dout):
        return dout * (self.x > 0)
