import numpy as np

def spatial_groupnorm_forward(x, gamma, beta, G, gn_param):
    pieces = []
    store = []
    for block in np.array_split(x, int(G), axis=1):
        flat = block.reshape(len(block), -1)
        m = flat.mean(1)[:, None]
        s = (flat.var(1)[:, None] + gn_param['eps']) ** .5
        z = (flat - m) / s
        store.append((z, s, block.shape))
        pieces.append(z.reshape(block.shape))
    xh = np.concatenate(pieces, 1)
    return xh * gamma + beta, {'store': store, 'gamma': gamma, 'xh': xh}

def spatial_groupnorm_backward(dout, cache):
    d = dout * cache['gamma']
    dx = np.empty_like(dout)
    at = 0
    for z, s, shape in cache['store']:
        c = shape[1]
        g = d[:, at:at + c].reshape(z.shape)
        dx[:, at:at + c] = ((g - g.mean(1)[:, None] - z * (g * z).mean(1)[:, None]) / s).reshape(shape)
        at += c
    sums = lambda a: a.sum(axis=(0, 2, 3)).reshape(1, -1, 1, 1)
    return dx, sums(dout * cache['xh']), sums(dout)
