"""
This module implements various modules of the network.
You should fill in code into indicated sections.
"""
import numpy as np


class SoftMaxModule(object):
    def forward(self, x):
        shifted = x - x.max(axis=1)[:, np.newaxis]
        self.probs = np.exp(shifted) / np.exp(shifted).sum(1)[:, None]
        return self.probs

    def backward(self, dout):
        jacobians = []
        for p in self.probs:
            n_cls = p.shape[0]
            jac = np.zeros((n_cls, n_cls))
            for i in range(n_cls):
                for j in range(n_cls):
                    if i == j:
                        jac[i, j] = p[i] * (1 - p[i])
                    else:
                        jac[i, j] = -p[i] * p[j]
            jacobians.append(jac)
        return np.array([d @ jac for d, jac in zip(dout, jacobians)])
