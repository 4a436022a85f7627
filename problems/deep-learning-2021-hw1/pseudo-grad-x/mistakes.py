"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class b1_for_b2:
    """The relu's derivative is taken at W2 X + b1, as printed; the second branch has the bias b2."""

    def active(W2, X, b1):
        return W2 @ X + b1[:, None] > 0


class only_sigmoid_branch:
    """Only the sigmoid branch is differentiated: the inputs act through the relu branch too."""

    def dX(W1, D1):
        return W1.T @ D1


class missing_one_over_n:
    """The 1/N is missing: the loss is averaged over the samples, so its gradient is too."""

    def dnet(Yhat, Y):
        return Yhat - Y


class sign_flipped:
    """The sign is wrong: the gradient at the logits is (Yhat - Y)/N."""

    def dnet(Yhat, Y):
        return (Y - Yhat) / Y.shape[1]


class no_relu_mask:
    """The relu's derivative is missing: units with W2 X + b2 < 0 pass nothing on."""

    def active(S2):
        return np.ones_like(S2)


class inverted_relu_mask:
    """The relu's derivative is the wrong way round: it is 1 where W2 X + b2 > 0 and 0 elsewhere."""

    def active(S2):
        return S2 < 0


class derivatives_swapped:
    """The derivatives are exchanged: h1 (1 - h1) belongs to the first branch, the relu's to the second."""

    def D1(active, dh):
        return active * dh

    def D2(slope, dh):
        return slope * dh


class no_sigmoid_derivative:
    """The sigmoid's derivative is missing: the first branch needs its factor h1 (1 - h1)."""

    def slope(h1):
        return np.ones_like(h1)
