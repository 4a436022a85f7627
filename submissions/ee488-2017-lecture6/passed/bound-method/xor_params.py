"""The function is a method of a network object."""

import numpy as np


class XorNetwork:
    def params(self):
        return np.ones((2, 2)), np.array([0, -1]), np.array([1, -2]), 0


network = XorNetwork()
xor_params = network.params
