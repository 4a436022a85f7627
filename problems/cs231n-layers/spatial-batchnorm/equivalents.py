"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class along_three_axes:
    """Without reshaping: means along all axes but that of the channels."""

    def out(x, mean, std, gamma, beta):
        def across(values):
            return values[:, None, None]

        return across(gamma) * (x - across(mean)) / across(std) + across(beta)

    def mean(x):
        return x.mean(axis=(0, 2, 3))

    def var(x):
        return x.var(axis=(0, 2, 3))

    def dbeta(dout):
        return dout.sum(axis=(0, 2, 3))


class channel_by_channel:
    """Each channel is a batch of its own."""

    def dx(x, dout, gamma, mean, std):
        found = np.empty_like(x)
        for c in range(x.shape[1]):
            hat = (x[:, c] - mean[c]) / std[c]
            own = dout[:, c] * gamma[c]
            found[:, c] = (own - own.mean() - hat * (own * hat).mean()) / std[c]
        return found
