"""Convolution and its gradients; CS231n, assignment 2. Axes: image, channel or filter, row, column."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def padded(x, pad):
    return np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))


def windows(padded, w, stride):
    """What each filter sees at each place: (image, channel, row and column of out, row and column of w)."""
    return sliding_window_view(padded, w.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]


def out(windows, w, b):
    return np.moveaxis(np.tensordot(windows, w, axes=([1, 4, 5], [1, 2, 3])) + b, 3, 1)


def loss(out, dout):
    """A loss of which dout is the gradient."""
    return np.sum(out * dout)


def dpadded(dout, w, padded, stride):
    rows, columns = dout.shape[2:]
    total = np.zeros_like(padded)
    for k, m in np.ndindex(w.shape[2:]):
        seen = np.tensordot(dout, w[:, :, k, m], axes=([1], [0])).transpose(0, 3, 1, 2)
        total[:, :, k : k + rows * stride : stride, m : m + columns * stride : stride] += seen
    return total


def dx(dpadded, x, pad):
    rows, columns = x.shape[2:]
    return dpadded[:, :, pad : pad + rows, pad : pad + columns]


def dw(windows, dout):
    return np.tensordot(dout, windows, axes=([0, 2, 3], [0, 2, 3]))


def db(dout):
    return dout.sum(axis=(0, 2, 3))


# What the cases must show.


def filters_fit(padded, w, stride):
    """The filters end at the last row and the last column."""
    room = np.array(padded.shape[2:]) - w.shape[2:]
    return room % stride == 0
