"""Max-pooling and its gradient; CS231n, assignment 2. Axes: image, channel, row, column."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def windows(x, pool_height, pool_width, stride):
    """What is seen at each place: (image, channel, row and column of out, pixel of the window)."""
    every = sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    taken = every[:, :, ::stride, ::stride]
    return taken.reshape(*taken.shape[:4], pool_height * pool_width)


def out(windows):
    return windows.max(axis=-1)


def loss(out, dout):
    """A loss of which dout is the gradient."""
    return np.sum(out * dout)


def greatest(windows):
    """The number of the greatest pixel of each window, counted along its rows."""
    return windows.argmax(axis=-1)


def dx(x, greatest, dout, pool_width, stride):
    n, c, i, j = np.indices(dout.shape)
    down, right = np.divmod(greatest, pool_width)
    total = np.zeros_like(x)
    np.add.at(total, (n, c, i * stride + down, j * stride + right), dout)
    return total


# What the cases must show.


def lead(x, pool_height, pool_width):
    """By how much the greatest number is greater than the second, wherever a window may stand."""
    if pool_height * pool_width == 1:
        return np.ones(1)
    every = sliding_window_view(x, (pool_height, pool_width), axis=(2, 3))
    ordered = np.sort(every.reshape(*every.shape[:4], pool_height * pool_width), axis=-1)
    return ordered[..., -1] - ordered[..., -2]
