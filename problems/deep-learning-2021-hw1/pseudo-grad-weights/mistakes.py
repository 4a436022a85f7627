"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class missing_one_over_n:
    """The 1/N is missing: the loss is averaged over the samples, so its gradients are too."""

    def dnet(Yhat, Y):
        return Yhat - Y


class sign_flipped:
    """The sign is wrong: the gradient at the logits is (Yhat - Y)/N."""

    def dnet(Yhat, Y):
        return (Y - Yhat) / Y.shape[1]


class no_sigmoid_derivative:
    """The sigmoid's derivative is missing: dW1 and db1 need the factor h1 (1 - h1)."""

    def slope(h1):
        return np.ones_like(h1)


class no_relu_mask:
    """The relu's derivative is missing: in dW2 and db2, units with W2 X + b2 < 0 count nothing."""

    def active(S2):
        return np.ones_like(S2)


class bias_not_summed:
    """The bias gradients have a column for each sample: sum over the samples, the 1/N is already in."""

    def db1(D1):
        return D1

    def db2(D2):
        return D2

    def db3(dnet):
        return dnet


class b1_for_b2:
    """The relu's derivative is taken at W2 X + b1; the second branch has the bias b2."""

    def active(W2, X, b1):
        return W2 @ X + b1[:, None] > 0
