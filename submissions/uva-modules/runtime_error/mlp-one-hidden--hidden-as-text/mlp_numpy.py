"""
This module implements a multi-layer perceptron (MLP) in NumPy.
"""
from modules import *


class MLP(object):
    def __init__(self, n_inputs, n_hidden, n_classes):
        self.modules = []
        size = n_inputs
        for n in n_hidden.split(','):
            self.modules.append(LinearModule(size, n))
            self.modules.append(ELUModule())
            size = n
        self.modules.append(LinearModule(size, n_classes))
        self.modules.append(SoftMaxModule())

    def forward(self, x):
        out = x
        for module in self.modules:
            out = module.forward(out)
        return out

    def backward(self, dout):
        for module in reversed(self.modules):
            dout = module.backward(dout)
