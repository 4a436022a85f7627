"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class sigma_prime_twice:
    """The slope of the sigmoid is in dC/ds2 once too often: it cancels the denominator of dC/dyt."""

    def d2(yt, y):
        return (yt - y) * yt * (1 - yt) / len(y)


class missing_one_over_k:
    """The 1/K is missing: the cost is the mean over the K outputs, and its gradients too."""

    def C(y, yt):
        return -(y * np.log(yt) + (1 - y) * np.log(1 - yt)).sum()

    def d2(yt, y):
        return yt - y


class spurious_n1_factors:
    """dC/dyt carries the printed counts of ones and zeros; entry i depends on component i only."""

    def d2(yt, y):
        ones = y.sum()
        dC_dy = np.where(y == 1, -ones / yt, (len(y) - ones) / (1 - yt)) / len(y)
        return dC_dy * yt * (1 - yt)


class squared_loss_kept:
    """These belong to the squared cost of the exercise before; here the cost is the binary cross-entropy."""

    def C(y, yt):
        return ((yt - y) ** 2).sum()

    def d2(yt, y):
        return 2 * (yt - y) * yt * (1 - yt)


class sigma_prime_omitted:
    """dC/dyt is used as if it were dC/ds2; the slope of the sigmoid, yt (1 - yt), lies between."""

    def d2(yt, y):
        return (yt - y) / (yt * (1 - yt)) / len(y)


class sign_flipped:
    """All gradients have the wrong sign: the cost falls as yt comes nearer to y."""

    def d2(yt, y):
        return (y - yt) / len(y)


class hidden_derivative_omitted:
    """The derivative of tanh is missing from the hidden layer's gradients: they need the factor 1 - a1^2."""

    def d1(W2, d2):
        return W2.T @ d2


class w2_not_transposed:
    """The error goes back through W2; dC/da1 = W2^T d2 needs the transpose."""

    def d1(W2, d2, a1):
        return (W2 @ d2) * (1 - a1**2)


class minus_for_one_term:
    """The factor -1/K stands before the first sum only; it belongs to both: put them in brackets."""

    def C(y, yt):
        return -(y * np.log(yt)).mean() + ((1 - y) * np.log(1 - yt)).sum()
