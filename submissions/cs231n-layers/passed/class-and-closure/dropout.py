import numpy as np


def dropout_forward(x, dropout_param):
    if dropout_param["mode"] == "test":
        return x, lambda dout: dout
    dropped = np.random.uniform(size=x.shape) >= dropout_param["p"]
    scale = 1 / dropout_param["p"]

    def apply(values):
        kept = values * scale
        kept[dropped] = 0
        return kept

    return apply(x), apply


def dropout_backward(dout, cache):
    return cache(dout)
