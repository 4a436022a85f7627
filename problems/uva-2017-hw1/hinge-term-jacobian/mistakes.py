"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class transposed_result:
    """M is transposed: row k is the term, column j the logit, M[k, j] = d(p_k - p_y)/do_j."""

    def M(p, deltas, differences):
        return (p * (deltas - differences[:, None])).T


class p_k_outer_factor:
    """The factor in front is p_k; it is p_j, the probability of the logit that is differentiated by."""

    def M(p, deltas, differences):
        return p[:, None] * (deltas - differences[:, None])


class signs_of_pk_py_swapped:
    """p_k and p_y have the wrong signs: p_j (delta_jk - delta_jy - p_k + p_y)."""

    def M(p, deltas, differences):
        return p * (deltas + differences[:, None])


class only_deltas:
    """The derivative of the softmax's denominator is missing: it gives the terms - p_k + p_y."""

    def M(p, deltas):
        return p * deltas


class derivative_by_exponential:
    """This is the derivative by exp(o_j), as one line prints; that by o_j is exp(o_j) times as large."""

    def M(o, deltas, differences):
        return (deltas - differences[:, None]) / np.exp(o).sum()


class unstable_overflow:
    """The softmax overflows for large logits: subtract the largest logit before taking exp."""

    def p(o):
        return np.exp(o) / np.exp(o).sum()
