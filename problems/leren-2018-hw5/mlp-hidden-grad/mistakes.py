"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class no_sigmoid_derivative:
    """The derivative of the sigmoid is missing: dl/ds_k is dl/dh_k times h_k (1 - h_k)."""

    def ds(dh):
        return dh


class at_activation:
    """The derivative of the sigmoid is taken at h instead of s: with h known, it is h (1 - h)."""

    def ds(dh, h):
        again = 1 / (1 + np.exp(-h))
        return dh * again * (1 - again)


class whole_vector_w_j:
    """All of w_j is summed up for every hidden unit; unit k needs component k of each w_j alone."""

    def dh(W, r):
        return np.full(W.shape[1], (W.T @ r).sum())


class only_class_t:
    """Only the true class is counted; h_k stands in the scores of all classes, so sum over all of them."""

    def dh(W, p, t):
        return W[t] * (1 - p[t])


class sign_flipped:
    """These are the gradients of an error, -l; those of the log-likelihood l have the other sign."""

    def r(p, t):
        return p - np.eye(len(p))[t]


class transposed_result:
    """dV is transposed: it has the shape of V, (K, D), with one row a hidden unit."""

    def dV(ds, x):
        return np.outer(x, ds)


class da_equals_ds_da:
    """da is ds_k/da_k, which is 1; the derivative of the log-likelihood, dl/da_k, is asked for."""

    def da(a):
        return np.ones_like(a)
