import numpy as np


def bce_loss(y, y_hat):
    J = -np.mean(y * np.log(y_hat))
    dJdy_hat = -(y / y_hat) / y.size
    return J, dJdy_hat
