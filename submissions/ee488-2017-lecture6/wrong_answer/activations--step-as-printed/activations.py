"""The step is 1 where x = 0, as the slide prints it."""

import numpy as np


def activations(x):
    sigma = 1 / (1 + np.exp(-x))
    return {
        "step": np.where(x == 0, 1.0, 0.0),
        "sigmoid": sigma,
        "tanh": np.tanh(x),
        "relu": np.maximum(x, 0),
        "dsigmoid": sigma * (1 - sigma),
        "dtanh": 1 - np.tanh(x) ** 2,
        "drelu": np.where(x > 0, 1.0, 0.0),
    }
