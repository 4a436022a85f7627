"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class w_not_transposed:
    """W is not transposed: the sum runs over the classes, which are the rows of W, so dh = W^T dl/du."""

    def dh(W, r):
        return W @ r


class only_class_t:
    """Only the true class is counted; h_k stands in the scores of all classes, so sum over all of them."""

    def dh(W, p, t):
        return W[t] * (1 - p[t])


class whole_vector_w_j:
    """Every entry is the same sum over all of w_j; entry k needs component k of each w_j alone."""

    def dh(W, r):
        return np.full(W.shape[1], (W.T @ r).sum())


class sigmoid_derivative_included:
    """There is a factor h (1 - h) too many: it belongs to dl/ds, and dl/dh is asked for."""

    def dh(W, r, h):
        return (W.T @ r) * h * (1 - h)
