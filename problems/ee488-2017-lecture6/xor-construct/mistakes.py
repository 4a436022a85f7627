"""Wrong constructions: a class each, its docstring is what the student reads."""

import numpy as np


class zeros:
    """The network gives 0 everywhere: it has to give 1 where exactly one input is 1."""

    def w():
        return np.zeros(2)

    def b():
        return 0.0


class constant_half:
    """The network gives 1/2 everywhere, the best that one layer can do: the hidden units do not help."""

    def w():
        return np.zeros(2)

    def b():
        return 0.5


class xnor:
    """The network computes XNOR, the opposite of what is asked: 1 where the inputs are equal."""

    def w():
        return np.array([-1.0, 2.0])

    def b():
        return 1.0


class inclusive_or:
    """The network computes OR: it gives 1 at (1, 1) too, where XOR is 0."""

    def w():
        return np.array([1.0, -1.0])


class slice_minimum:
    """This is the second dip of the lecture's slice 10: the cost is 1/4, no minimum of the whole cost."""

    def W():
        return np.array([[-1.0, 1.0], [1.0, 1.0]])

    def c():
        return np.array([0.0, -2.0])

    def w():
        return np.array([1.0, 1.0])


class hidden_bias_dropped:
    """This is the first minimum without its c = (0, -1), which lets the second unit wait for both inputs."""

    def c():
        return np.zeros(2)
