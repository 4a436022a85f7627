"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class true_class_included:
    """The true class adds the constant C to the loss, so its term has gradient 0 and may be summed too."""

    def active(excess):
        return excess > 0


class equality_is_active:
    """The loss has no derivative at p_y - p_k = C and the cases keep off it, so <= is as right as <."""

    def active(differences, others, C):
        return others & (-differences <= C)


class closed_form:
    """The sum over the active classes, carried out: p_j ([j in A] - |A| [j = y] - sum of p_k + |A| p_y)."""

    def g(p, y, active):
        v = active - active.sum() * (np.arange(len(p)) == y)
        return p * (v - p @ v)
