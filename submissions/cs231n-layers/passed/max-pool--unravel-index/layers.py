import numpy as np


def max_pool_forward_naive(x, pool_param):
    HH, WW, s = [pool_param[k] for k in ('pool_height', 'pool_width', 'stride')]
    v = np.lib.stride_tricks.sliding_window_view(x, (HH, WW), axis=(2, 3))[:, :, ::s, ::s]
    return v.max(axis=(-1, -2)), (x, v, (HH, WW, s))


def max_pool_backward_naive(dout, cache):
    x, v, (HH, WW, s) = cache
    dx = np.zeros_like(x)
    for n, c, i, j in np.ndindex(*dout.shape):
        k, l = np.unravel_index(np.argmax(v[n, c, i, j]), (HH, WW))
        dx[n, c, i * s + k, j * s + l] += dout[n, c, i, j]
    return dx
