"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class mask_from_activation:
    """a1 is positive exactly where s1 is."""

    def da1_ds1(a1):
        return np.diag(5.0 * (a1 > 0))
