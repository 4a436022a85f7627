import numpy as np


def pseudo_hidden_jacobians(X, Y, W1, b1, W2, b2, W3, b3):
    x = X.ravel()
    z1 = W1.dot(x) + b1
    z2 = W2.dot(x) + b2
    sigma_prime = 1 / (2 + np.exp(z1) + np.exp(-z1))
    relu_prime = np.heaviside(z2, 0.5)
    return {"dh1_dx": np.diag(sigma_prime) @ W1, "dh2_dx": np.diag(relu_prime) @ W2}
