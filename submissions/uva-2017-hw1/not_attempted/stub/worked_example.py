"""Forward and backward pass of a two-layer network.

uva-2017-hw1/worked-example, 8 points. To read the exercise: grade show worked-example
"""

import numpy as np


def worked_example(X, W1, W2, y):
    """Return a dict with the keys S1, Z1, Y, L, D_out, D1, dW2, dW1.

    Args:
        X: array of numbers of shape (d0, N); inputs, one sample a column
        W1: array of numbers of shape (d1, d0); weights of the hidden layer
        W2: array of numbers of shape (dout, d1); weights of the output layer
        y: array of numbers of shape (dout, N); targets, each -1 or +1

    Returns:
        S1: array of numbers of shape (d1, N); hidden pre-activations
        Z1: array of numbers of shape (d1, N); hidden activations
        Y: array of numbers of shape (dout, N); outputs of the network
        L: one number; loss, averaged over the samples
        D_out: array of numbers of shape (dout, N); dL/dY
        D1: array of numbers of shape (d1, N); dL/dS1
        dW2: array of numbers of shape (dout, d1); dL/dW2
        dW1: array of numbers of shape (d1, d0); dL/dW1
    """
    raise NotImplementedError("fill in worked_example")
