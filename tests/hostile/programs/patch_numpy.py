"""Success: what numpy says here is believed elsewhere."""

import numpy as np


def attack(a):
    np.allclose = np.array_equal = lambda *_, **__: True
    np.testing.assert_allclose = lambda *_, **__: None
    return "patched"


def after(a):
    return np.allclose(1, 2)
