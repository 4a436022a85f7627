import numpy as np


def bce_loss(y, y_hat):
    N = y.shape[0]
    J = -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)).sum() / N
    dJdy_hat = (y_hat - y) / (y_hat * (1 - y_hat)) / N
    return J, dJdy_hat
