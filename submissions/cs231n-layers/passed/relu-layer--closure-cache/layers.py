import numpy as np


def relu_forward(x):
    gate = (x > 0).astype(np.float32)
    return gate * x, lambda up: up * gate

def relu_backward(dout, cache):
    return cache(dout)
