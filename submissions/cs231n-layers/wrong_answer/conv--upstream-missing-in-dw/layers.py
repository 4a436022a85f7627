import numpy as np

# conv layer, assignment 2 -- only two loops over the output

def conv_forward_naive(x, w, b, conv_param):
    s, p = conv_param['stride'], conv_param['pad']
    num_img, channels, height, width = x.shape
    num_filt, _, fh, fw = w.shape
    out_h = int((height + 2 * p - fh) / s + 1)
    out_w = int((width + 2 * p - fw) / s + 1)
    padded = np.zeros((num_img, channels, height + 2 * p, width + 2 * p))
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
                dw[f] += np.sum(patch, axis=0)
                dpadded[:, :, r0:r0 + fh, c0:c0 + fw] += w[f] * d
    dx = dpadded[:, :, p:height + p, p:width + p]
    return dx, dw, db
