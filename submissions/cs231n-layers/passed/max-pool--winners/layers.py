import numpy as np
from itertools import product

def max_pool_forward_naive(x, pool_param):
    ph, pw, s = (pool_param[k] for k in ('pool_height', 'pool_width', 'stride'))
    winners = {}
    Ho, Wo = (x.shape[2] - ph) // s + 1, (x.shape[3] - pw) // s + 1
    out = np.full(x.shape[:2] + (Ho, Wo), -np.inf)
    for place in product(*map(range, out.shape)):
        n, c, i, j = place
        for k, l in product(range(ph), range(pw)):
            here = n, c, i * s + k, j * s + l
            if x[here] > out[place]:
                out[place] = x[here]
                winners[place] = here
    return out.tolist() and out, (x.shape, winners)

def max_pool_backward_naive(dout, cache):
    shape, winners = cache
    dx = np.zeros(shape)
    for place, here in winners.items():
        dx[here] += dout[place]
    return dx
