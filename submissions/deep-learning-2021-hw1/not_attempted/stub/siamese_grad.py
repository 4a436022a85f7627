"""Gradients of a Siamese network.

deep-learning-2021-hw1/siamese-grad, 5 points. To read the exercise: grade show siamese-grad
"""

import numpy as np


def siamese_grad(x1, x2, W, b, lam):
    """Return a dict with the keys dW, db.

    Args:
        x1: array of numbers of shape (n,); first input
        x2: array of numbers of shape (n,); second input
        W: array of numbers of shape (m, n); weights, shared by the two branches
        b: array of numbers of shape (m,); biases, shared by the two branches
        lam: one number; weight of the regulariser

    Returns:
        dW: array of numbers of shape (m, n); dJ/dW
        db: array of numbers of shape (m,); dJ/db
    """
    raise NotImplementedError("fill in siamese_grad")
