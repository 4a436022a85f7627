import numpy as np
from numpy.lib.stride_tricks import sliding_window_view as windows

def conv_forward_naive(x, w, b, conv_param):
    s, p = int(conv_param['stride']), int(conv_param['pad'])
    big = np.zeros(x.shape[:2] + (x.shape[2] + 2 * p, x.shape[3] + 2 * p))
    inner = big[:, :, p:p + x.shape[2], p:p + x.shape[3]]
    inner[...] = x
    view = windows(big, w.shape[2:], axis=(2, 3))[:, :, ::s, ::s]
    out = np.tensordot(view, w, axes=((1, 4, 5), (1, 2, 3))).transpose(0, 3, 1, 2) + b[:, None, None]
    def backward(d):
        dw = np.tensordot(d, view, axes=((0, 2, 3), (0, 2, 3)))
        dbig = np.zeros_like(big)
        dview = windows(dbig, w.shape[2:], axis=(2, 3), writeable=True)[:, :, ::s, ::s]
        for k in range(w.shape[2]):
            for l in range(w.shape[3]):
                dview[..., k, l] += np.tensordot(d, w[:, :, k, l], axes=((1,), (0,))).transpose(0, 3, 1, 2)
        return dbig[:, :, p:p + x.shape[2], p:p + x.shape[3]], dw, d.sum((0, 2, 3))
    return out, backward

def conv_backward_naive(dout, cache):
    return cache(dout)
