import numpy as np
from numpy.lib.stride_tricks import as_strided


def _view(xp, HH, WW, s, Ho, Wo):
    N, C, _, _ = xp.shape
    sn, sc, sh, sw = xp.strides
    return as_strided(xp, (N, C, Ho, Wo, HH, WW), (sn, sc, sh * s, sw * s, sh, sw), writeable=False)


def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param["stride"], conv_param["pad"]
    xp = np.pad(x, ((0,), (0,), (p,), (p,)))
    Ho = (xp.shape[2] - w.shape[2]) // s + 1
    Wo = (xp.shape[3] - w.shape[3]) // s + 1
    out = np.einsum("nchwij,fcij->nfhw", _view(xp, w.shape[2], w.shape[3], s, Ho, Wo), w)
    return out + b[None, :, None, None], (x, w, s, p)


def conv_backward_naive(dout, cache):
    x, w, s, p = cache
    xp = np.pad(x, ((0,), (0,), (p,), (p,)))
    F, C, HH, WW = w.shape
    Ho, Wo = dout.shape[2:]
    dw = np.einsum("nchwij,nfhw->fcij", _view(xp, HH, WW, s, Ho, Wo), dout)
    db = np.mean(np.sum(dout, axis=(2, 3)), axis=0)
    dxp = np.zeros_like(xp)
    for i in range(HH):
        for j in range(WW):
            dxp[:, :, i:i + s * Ho:s, j:j + s * Wo:s] += np.einsum("nfhw,fc->nchw", dout, w[:, :, i, j])
    return dxp[:, :, p:p + x.shape[2], p:p + x.shape[3]], dw, db
