import numpy as np


def im2col(x_pad, HH, WW, stride, H_out, W_out):
    N, C = x_pad.shape[0], x_pad.shape[1]
    cols = np.zeros((N, C * HH * WW, H_out * W_out))
    k = 0
    for i in range(H_out):
        for j in range(W_out):
            cols[:, :, k] = x_pad[:, :, i*stride:i*stride+HH, j*stride:j*stride+WW].reshape(N, -1)
            k += 1
    return cols


def col2im(dcols, x_pad_shape, HH, WW, stride, H_out, W_out):
    N, C = x_pad_shape[0], x_pad_shape[1]
    dx_pad = np.zeros(x_pad_shape)
    k = 0
    for i in range(H_out):
        for j in range(W_out):
            dx_pad[:, :, i*stride:i*stride+HH, j*stride:j*stride+WW] += dcols[:, :, k].reshape(N, C, HH, WW)
            k += 1
    return dx_pad


def conv_forward_naive(x, w, b, conv_param):
    stride, pad = conv_param['stride'], conv_param['pad']
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    H_out = 1 + (H - HH) // stride
    W_out = 1 + (W - WW) // stride
    x_pad = np.pad(x, [(0, 0), (0, 0), (pad, pad), (pad, pad)], 'constant', constant_values=0)
    cols = im2col(x_pad, HH, WW, stride, H_out, W_out)
    w_row = w.reshape(F, -1)
    out = np.matmul(w_row, cols) + b.reshape(-1, 1)
    out = out.reshape(N, F, H_out, W_out)
    cache = (x.shape, x_pad.shape, cols, w, stride, pad)
    return out, cache


def conv_backward_naive(dout, cache):
    x_shape, x_pad_shape, cols, w, stride, pad = cache
    N, C, H, W = x_shape
    F, C, HH, WW = w.shape
    H_out, W_out = dout.shape[2], dout.shape[3]
    d = dout.reshape(N, F, -1)
    db = d.sum(axis=(0, 2))
    dw = np.matmul(d, cols.transpose(0, 2, 1)).sum(axis=0).reshape(w.shape)
    dcols = np.matmul(w.reshape(F, -1).T, d)
    dx_pad = col2im(dcols, x_pad_shape, HH, WW, stride, H_out, W_out)
    dx = dx_pad[:, :, pad:pad+H, pad:pad+W]
    return dx, dw, db
