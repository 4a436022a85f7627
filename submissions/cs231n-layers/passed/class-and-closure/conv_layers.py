import numpy as np


class Padding:
    """Zeros around images, and how to take them off again."""

    def __init__(self, pad):
        self.pad = pad

    def on(self, x):
        return np.pad(x, ((0, 0), (0, 0), (self.pad, self.pad), (self.pad, self.pad)))

    def off(self, x):
        return x[:, :, self.pad:x.shape[2] - self.pad, self.pad:x.shape[3] - self.pad]


def conv_forward_naive(x, w, b, conv_param):
    padding, s = Padding(conv_param["pad"]), conv_param["stride"]
    padded = padding.on(x)
    fh, fw = w.shape[2:]
    rows = range(0, padded.shape[2] - fh + 1, s)
    columns = range(0, padded.shape[3] - fw + 1, s)
    places = [(i, j, top, left) for i, top in enumerate(rows) for j, left in enumerate(columns)]
    out = np.zeros((len(x), len(w), len(rows), len(columns)))
    for i, j, top, left in places:
        out[:, :, i, j] = np.tensordot(padded[:, :, top:top + fh, left:left + fw], w, ([1, 2, 3], [1, 2, 3])) + b

    def backward(dout):
        dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
        for i, j, top, left in places:
            dw += np.tensordot(dout[:, :, i, j], padded[:, :, top:top + fh, left:left + fw], ([0], [0]))
            dpadded[:, :, top:top + fh, left:left + fw] += np.tensordot(dout[:, :, i, j], w, 1)
        return padding.off(dpadded), dw, dout.sum((0, 2, 3))

    return out, backward


def conv_backward_naive(dout, cache):
    return cache(dout)


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
