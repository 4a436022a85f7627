"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class missing_half_on_distance:
    """J has the whole squared distance; the objective has half of it, 1/2 ‖h1 - h2‖²."""

    def distance(h1, h2):
        return ((h1 - h2) ** 2).sum()


class forgot_regulariser:
    """J lacks the regulariser lam/2 ‖W‖²."""

    def penalty():
        return 0.0


class norm_not_squared:
    """J has the norms themselves; both are squared in the objective."""

    def distance(h1, h2):
        return np.linalg.norm(h1 - h2) / 2

    def penalty(W, lam):
        return lam / 2 * np.linalg.norm(W)


class bias_regularised:
    """J has lam/2 ‖b‖² as well; only the weights are regularised."""

    def penalty(W, b, lam):
        return lam / 2 * ((W**2).sum() + (b**2).sum())


class bias_dropped:
    """The bias is missing in h1 and h2: the layer is sigmoid(W x + b)."""

    def h1(W, x1):
        return 1 / (1 + np.exp(-(W @ x1)))

    def h2(W, x2):
        return 1 / (1 + np.exp(-(W @ x2)))


class w_transposed:
    """The layer multiplies with the transpose of W; a row of W belongs to a unit, so it is W x + b."""

    def h1(W, x1, b):
        return 1 / (1 + np.exp(-(W.T @ x1 + b)))

    def h2(W, x2, b):
        return 1 / (1 + np.exp(-(W.T @ x2 + b)))


class distance_not_squared:
    """The distance is the norm of h1 - h2 itself; the objective has half of its square, 1/2 ‖h1 - h2‖²."""

    def distance(h1, h2):
        return np.linalg.norm(h1 - h2) / 2


class penalty_not_squared:
    """The regulariser has the norm of W itself; the objective has its square, lam/2 ‖W‖²."""

    def penalty(W, lam):
        return lam / 2 * np.linalg.norm(W)
