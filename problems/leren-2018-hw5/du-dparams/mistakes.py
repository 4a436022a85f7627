"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np


class no_delta:
    """du_dW has x in every block; u_j depends on w_j only, so the blocks with i other than j are 0."""

    def du_dW(W, x):
        return np.ones((len(W), len(W), 1)) * x


class returns_w:
    """du_dW holds w_j; the derivative of w_j · x + b_j by w_j is x."""

    def du_dW(W):
        return np.eye(len(W))[:, :, None] * W


class collapsed:
    """du_dW has a row for each class; asked for is a block for each pair of classes, of shape (C, C, D)."""

    def du_dW(W, x):
        return np.ones((len(W), 1)) * x


class bias_zero:
    """du_db is 0 everywhere; u_j contains b_j itself, with derivative 1."""

    def du_db(b):
        return np.zeros((len(b), len(b)))
