import numpy as np


def bce_loss(y, y_hat):
    J = -(y * np.log10(y_hat) + (1 - y) * np.log10(1 - y_hat)).mean()
    dJdy_hat = (y_hat - y) / (y_hat * (1 - y_hat)) / y.size
    return J, dJdy_hat
