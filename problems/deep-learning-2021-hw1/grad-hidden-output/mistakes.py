"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class missing_one_over_n:
    """The factor 1/N is missing: J is averaged over the samples, so its gradient is too."""

    def delta(T, Z):
        return T - Z


class sign_flipped:
    """This is minus the gradient: delta is minus dJ/dnet, and dJ/dw needs that minus undone."""

    def dw(delta, Yh):
        return delta.T @ Yh


class divided_by_n_twice:
    """The factor 1/N is there twice: delta contains it already."""

    def dw(delta, Yh):
        return -delta.T @ Yh / len(Yh)


class averaged_over_n_and_c:
    """The factor is 1/(N c); J is averaged over the N samples only, not over the c classes."""

    def delta(T, Z):
        return (T - Z) / T.size


class no_softmax:
    """The logits are used where the probabilities belong: Z is the softmax of Yh w^T."""

    def Z(net):
        return net


class last_sample_only:
    """Only the last sample contributes; the gradient is the sum over all of them."""

    def dw(delta, Yh):
        return -np.outer(delta[-1], Yh[-1])


class squared_error_output:
    """There is a factor Z (1 - Z), as for sigmoids; with softmax and cross-entropy Z - T is all."""

    def delta(T, Z):
        return (T - Z) * Z * (1 - Z) / len(T)


class transposed_result:
    """dw is transposed: it has the shape of w, (c, nH), with one row a class."""

    def dw(delta, Yh):
        return -Yh.T @ delta


class misplaced_bracket:
    """1/N multiplies the targets only, as misprinted before equation 7."""

    def delta(T, Z):
        return T / len(T) - Z


class one_based_labels:
    """The classes are counted from 1 here; labels start at 0."""

    def T(y, w):
        return np.eye(len(w))[y - 1]
