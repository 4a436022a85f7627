import numpy as np

# conv layer, assignment 2 -- only two loops over the output

def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param['stride'], conv_param['pad']
    num_img, channels, height, width = x.shape
    num_filt, _, fh, fw = w.shape
    out_h = int((height + 2 * p - fh) / s + 1)
    out_w = int((width + 2 * p - fw) / s + 1)
    x = x.astype(np.float32)
    padded = np.zeros((num_img, channels, height + 2 * p, width + 2 * p), dtype=np.float32)
    padded[:, :, p:p + height, p:p + width] = x
    out = np.zeros((num_img, num_filt, out_h, out_w))
    for r in range(out_h):
        for c in range(out_w):
            r0, c0 = r * s, c * s
            patch = padded[:, :, r0:r0 + fh, c0:c0 + fw]        # (N, C, fh, fw)
            for f in range(num_filt):
                out[:, f, r, c] = np.sum(patch * w[f, :, :, :], axis=(1, 2, 3))
    out += b.reshape(1, num_filt, 1, 1)
    cache = {'padded': padded, 'w': w, 's': s, 'p': p, 'shape': x.shape}
    return out, cache


def conv_backward_naive(dout, cache):
    dout = dout.astype(np.float32)
    padded, w, s, p = cache['padded'], cache['w'], cache['s'], cache['p']
    num_img, channels, height, width = cache['shape']
    num_filt, _, fh, fw = w.shape
    dpadded = np.zeros(padded.shape)
    dw = np.zeros(w.shape)
    db = np.sum(dout, axis=(0, 2, 3))
    for r in range(dout.shape[2]):
        for c in range(dout.shape[3]):
            r0, c0 = r * s, c * s
            patch = padded[:, :, r0:r0 + fh, c0:c0 + fw]
            for f in range(num_filt):
                d = dout[:, f, r, c][:, None, None, None]
                dw[f] += np.sum(patch * d, axis=0)
                dpadded[:, :, r0:r0 + fh, c0:c0 + fw] += w[f] * d
    dx = dpadded[:, :, p:height + p, p:width + p]
    return dx, dw, db


def max_pool_forward_naive(x, pool_param):
    x = x.astype(np.float32)
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
                    row, col = k // width, k % width
                    dx[n, ch, r * stride + row, c * stride + col] += dout[n, ch, r, c]
    return dx
