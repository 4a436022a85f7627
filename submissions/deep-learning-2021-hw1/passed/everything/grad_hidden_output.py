"""Sum over the samples of an outer product each."""

import numpy as np


def grad_hidden_output(Yh, w, y):
    N = len(y)
    dw = np.zeros_like(w)
    for hidden, label in zip(Yh, y):
        net = w @ hidden
        z = np.exp(net - net.max())
        z /= z.sum()
        z[label] -= 1
        dw += np.outer(z, hidden) / N
    return dw
