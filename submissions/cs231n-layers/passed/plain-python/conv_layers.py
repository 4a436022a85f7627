# without numpy, but for what is returned
import numpy as np


def zeros(*shape):
    if len(shape) == 1:
        return [0.0] * shape[0]
    return [zeros(*shape[1:]) for _ in range(shape[0])]


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param['stride'], conv_param['pad']
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    Ho, Wo = (H + 2 * pad - HH) // stride + 1, (W + 2 * pad - WW) // stride + 1
    xs, ws = x.tolist(), w.tolist()
    out = zeros(N, F, Ho, Wo)
    for n in range(N):
        for f in range(F):
            for i in range(Ho):
                for j in range(Wo):
                    total = float(b[f])
                    for k in range(HH):
                        r = i * stride + k - pad
                        for l in range(WW):
                            s = j * stride + l - pad
                            if 0 <= r < H and 0 <= s < W:
                                for c in range(C):
                                    total += xs[n][c][r][s] * ws[f][c][k][l]
                    out[n][f][i][j] = total
    return np.array(out), (xs, ws, x.shape, w.shape, stride, pad)


def conv_backward_naive(dout, cache):
    xs, ws, (N, C, H, W), (F, _, HH, WW), stride, pad = cache
    d = dout.tolist()
    dx, dw, db = zeros(N, C, H, W), zeros(F, C, HH, WW), zeros(F)
    for n in range(N):
        for f in range(F):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    g = d[n][f][i][j]
                    db[f] += g
                    for k in range(HH):
                        r = i * stride + k - pad
                        for l in range(WW):
                            s = j * stride + l - pad
                            if 0 <= r < H and 0 <= s < W:
                                for c in range(C):
                                    dw[f][c][k][l] += g * xs[n][c][r][s]
                                    dx[n][c][r][s] += g * ws[f][c][k][l]
    return np.array(dx), np.array(dw), np.array(db)


def max_pool_forward_naive(x, pool_param):
    # go through the window and keep the biggest value
    N, C, H, W = x.shape
    hp = pool_param["pool_height"]
    wp = pool_param["pool_width"]
    S = pool_param["stride"]
    out = np.zeros((N, C, (H - hp) // S + 1, (W - wp) // S + 1))
    for n in range(N):
        for c in range(C):
            for i in range(out.shape[2]):
                for j in range(out.shape[3]):
                    best = -np.inf
                    for a in range(hp):
                        for b in range(wp):
                            if x[n, c, i * S + a, j * S + b] > best:
                                best = x[n, c, i * S + a, j * S + b]
                    out[n, c, i, j] = best
    return out, (x, out, pool_param)


def max_pool_backward_naive(dout, cache):
    x, out, pool_param = cache
    hp = pool_param["pool_height"]
    wp = pool_param["pool_width"]
    S = pool_param["stride"]
    dx = np.zeros_like(x)
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            for i in range(out.shape[2]):
                for j in range(out.shape[3]):
                    for a in range(hp):
                        for b in range(wp):
                            if x[n, c, i * S + a, j * S + b] == out[n, c, i, j]:
                                dx[n, c, i * S + a, j * S + b] += dout[n, c, i, j]
    return dx
