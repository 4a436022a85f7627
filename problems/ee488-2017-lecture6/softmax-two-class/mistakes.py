"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class difference_reversed:
    """The difference is the wrong way round: the larger z1 is than z2, the nearer p1 is to 1."""

    def d(z1, z2):
        return z2 - z1


class z1_only:
    """p1 is the sigmoid of z1 alone; it depends on the difference z1 - z2."""

    def d(z1):
        return z1


class doubled:
    """The difference of the logits is doubled, as for tanh; the softmax of two logits is sigmoid(z1 - z2)."""

    def d(z1, z2):
        return 2 * (z1 - z2)


class overflow:
    """exp overflows for large logits or rounds to 0; only their difference matters, so take exp of that."""

    def p1(z1, z2):
        return np.exp(z1) / (np.exp(z1) + np.exp(z2))

    def p2(z1, z2):
        return np.exp(z2) / (np.exp(z1) + np.exp(z2))
