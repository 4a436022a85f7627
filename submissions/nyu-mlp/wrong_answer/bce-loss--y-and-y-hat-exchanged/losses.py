import numpy as np


def bce_loss(y_hat, y):
    J = -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
    dJdy_hat = (y_hat - y) / (y_hat * (1 - y_hat)) / y.size
    return J, dJdy_hat
