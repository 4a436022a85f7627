"""Averages what equation 36 calls the loss of a sample, which has no minus."""

import numpy as np


def pseudo_forward(X, Y, W1, b1, W2, b2, W3, b3):
    h1 = 1 / (1 + np.exp(-(W1 @ X + b1[:, None])))
    h2 = np.maximum(W2 @ X + b2[:, None], 0)
    net = W3 @ (h1 + h2) + b3[:, None]
    net = net - net.max(axis=0)
    Yhat = np.exp(net) / np.exp(net).sum(axis=0)
    losses = [sum(y * np.log(yhat)) for y, yhat in zip(Y.T, Yhat.T)]
    return {"h1": h1, "h2": h2, "Yhat": Yhat, "J": sum(losses) / len(losses)}
