"""
This module implements a multi-layer perceptron (MLP) in NumPy.
"""
from modules import *


class MLP(object):

    def __init__(self, n_inputs, n_hidden, n_classes):
        self.modules = []
        sizes = [n_inputs] + list(n_hidden)
        for i in range(len(n_hidden)):
            self.modules.append(LinearModule(sizes[i], sizes[i + 1]))
            self.modules.append(ReLUModule())
        self.modules.append(LinearModule(sizes[-1], n_classes))
        self.modules.append(SoftMaxModule())

    def forward(self, x):
        out = x
        for module in self.modules:
            out = module.forward(out)
        return out

    def backward(self, dout):
        for module in reversed(self.modules):
            dout = module.backward(dout)
