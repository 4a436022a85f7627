"""Everything that large numbers can spoil; the formulas stand in a file of their own."""

import formulas
import numpy as np


def hinge_loss(o, y, C):
    p = formulas.softmax(o, 0)
    return np.maximum(0, np.delete(p, y) - p[y] + C).sum()


def term_jacobian(o, y):
    p = formulas.softmax(o, 0)
    J = np.diag(p) - np.outer(p, p)
    return J - J[y]


def hinge_grad(o, y, C):
    p = formulas.softmax(o, 0)
    active = p - p[y] + C > 0
    active[y] = False
    J = np.diag(p) - np.outer(p, p)
    return (J - J[y])[active].sum(axis=0)
