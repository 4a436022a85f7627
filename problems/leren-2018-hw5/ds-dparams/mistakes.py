"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class no_delta:
    """ds_dV has x in every block; s_k depends on v_k only, so the blocks with i other than k are 0."""

    def ds_dV(V, x):
        return np.ones((len(V), len(V), 1)) * x


class returns_v:
    """ds_dV holds v_k; the derivative of v_k · x + a_k by v_k is x."""

    def ds_dV(V):
        return np.eye(len(V))[:, :, None] * V


class bias_a:
    """ds_da holds the biases; the derivative of s_k by a_k is 1, whatever a_k is."""

    def ds_da(a):
        return np.diag(a)
