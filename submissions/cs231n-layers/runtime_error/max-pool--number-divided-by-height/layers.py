import numpy as np


def max_pool_forward_naive(x, pool_param):
    N, C, H, W = x.shape
    height, width, stride = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    Ho = int((H - height) / stride + 1)
    Wo = int((W - width) / stride + 1)
    out = np.empty((N, C, Ho, Wo))
    where = np.empty((N, C, Ho, Wo), dtype=int)
    for r in range(Ho):
        for c in range(Wo):
            part = x[:, :, r * stride: r * stride + height, c * stride: c * stride + width].reshape(N, C, -1)
            where[:, :, r, c] = part.argmax(axis=2)
            out[:, :, r, c] = part.max(axis=2)
    return out, (x.shape, where, pool_param)


def max_pool_backward_naive(dout, cache):
    shape, where, pool_param = cache
    height, width, stride = pool_param['pool_height'], pool_param['pool_width'], pool_param['stride']
    dx = np.zeros(shape)
    N, C, Ho, Wo = dout.shape
    for n in range(N):
        for ch in range(C):
            for r in range(Ho):
                for c in range(Wo):
                    k = where[n, ch, r, c]
                    row, col = k // height, k % height
                    dx[n, ch, r * stride + row, c * stride + col] += dout[n, ch, r, c]
    return dx
