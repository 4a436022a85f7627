"""
This module implements a multi-layer perceptron (MLP) in NumPy.
"""
from modules import *


class MLP(object):
    def __init__(self, n_inputs, n_hidden, n_classes):
        self.layers = []
        size = n_inputs
        for n in n_hidden:
            self.layers.append(LinearModule(size, n))
            self.layers.append(ELUModule())
            size = n
        self.layers.append(LinearModule(size, n_classes))
        self.layers.append(SoftMaxModule())

    def forward(self, x):
        out = x
        for module in self.layers:
            out = module.forward(out)
        return out

    def backward(self, dout):
        for module in reversed(self.layers):
            dout = module.backward(dout)
