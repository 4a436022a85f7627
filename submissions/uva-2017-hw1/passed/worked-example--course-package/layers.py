"""The layers, which the course keeps in its package."""

import numpy as np

from .layer_utils import *


def relu(s):
    return np.maximum(0, s)
