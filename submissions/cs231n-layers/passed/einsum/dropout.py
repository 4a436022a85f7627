import numpy as np

rng = np.random.default_rng()


def dropout_forward(x, dropout_param):
    p = dropout_param["p"]
    if dropout_param["mode"] == "test":
        mask = np.ones(x.shape)
    else:
        mask = rng.choice([0.0, 1.0 / p], size=x.shape, p=[1 - p, p])
    return np.einsum("nd,nd->nd", x, mask), mask


def dropout_backward(dout, cache):
    return np.einsum("nd,nd->nd", dout, cache)
