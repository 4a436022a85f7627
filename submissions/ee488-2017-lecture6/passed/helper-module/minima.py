"""The minima of the lecture."""

import numpy as np

FIRST = np.ones((2, 2)), np.array([0, -1]), np.array([1, -2]), 0
SECOND = np.array([[1, -1], [-1, 1]]), np.zeros(2), np.ones(2), 0
