"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class from_logits:
    """-ln(yt) is softplus(-s2), and -ln(1 - yt) is softplus(-s2) + s2."""

    def C(y, s2):
        return (np.logaddexp(0, -s2) + (1 - y) * s2).mean()


class sigma_prime_in_full:
    """The slope of the sigmoid cancels the denominator of dC/dyt, written out or not."""

    def d2(yt, y):
        return (yt - y) / (yt * (1 - yt)) / len(y) * yt * (1 - yt)
