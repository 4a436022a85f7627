import numpy as np


def dropout_forward(x, dropout_param):
    """
    Performs the forward pass for (inverted) dropout.
    """
    p, mode = dropout_param['p'], dropout_param['mode']
    mask = None
    out = None

    if mode == 'train':
        mask = np.random.random_sample(x.shape) < p
        out = np.where(mask, x / p, 0)
    elif mode == 'test':
        out = x

    cache = (dropout_param, mask)
    return out, cache


def dropout_backward(dout, cache):
    """
    Perform the backward pass for (inverted) dropout.
    """
    dropout_param, mask = cache
    mode = dropout_param['mode']
    dx = None
    if mode == 'train':
        dx = dout * mask / dropout_param['p']
    elif mode == 'test':
        dx = dout
    return dx
