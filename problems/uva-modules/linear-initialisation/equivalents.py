"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class scaled_afterwards:
    """A standard normal number times 0.0001 has the standard deviation 0.0001."""

    def weight(in_features, out_features):
        return 0.0001 * np.random.default_rng(1).standard_normal((out_features, in_features))
