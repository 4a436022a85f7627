import numpy as np

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
