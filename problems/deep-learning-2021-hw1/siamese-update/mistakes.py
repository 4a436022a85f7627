"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class used_w_after_update:
    """b_new uses the gradient at the new W: both gradients belong to the old W and b."""

    def b_new(x1, x2, W_new, b, alpha):
        h1 = 1 / (1 + np.exp(-(W_new @ x1 + b)))
        h2 = 1 / (1 + np.exp(-(W_new @ x2 + b)))
        return b - alpha * (h1 - h2) * (h1 * (1 - h1) - h2 * (1 - h2))


class gradient_ascent:
    """The step goes up the gradient: J is minimised, so alpha times the gradient is subtracted."""

    def W_new(W, dW, alpha):
        return W + alpha * dW

    def b_new(b, db, alpha):
        return b + alpha * db


class alpha_not_on_regulariser:
    """The regulariser's gradient lam W lacks alpha: the whole gradient is multiplied with it."""

    def W_new(W, dW_distance, lam, alpha):
        return W - alpha * dW_distance - lam * W


class bias_not_updated:
    """b_new is the old b: the bias has a gradient too and takes a step."""

    def b_new(b):
        return b


class returns_the_step:
    """These are the steps -alpha dJ/dW and -alpha dJ/db; asked for are the parameters after the step."""

    def W_new(dW, alpha):
        return -alpha * dW

    def b_new(db, alpha):
        return -alpha * db
