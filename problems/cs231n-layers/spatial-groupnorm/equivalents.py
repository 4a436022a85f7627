"""Other right ways: a class each, its docstring says why it is right."""

import numpy as np


class as_layer_normalisation:
    """A group of an example is a row, and layer normalisation normalises rows."""

    def out(x, gamma, beta, G, eps):
        rows = x.reshape(len(x) * G, -1)
        hat = (rows.T - rows.mean(axis=1)) / np.sqrt(rows.var(axis=1) + eps)
        return gamma * hat.T.reshape(x.shape) + beta

    def dx(dx_hat, x_hat, std, x, G):
        rows, own = x_hat.reshape(len(x) * G, -1), dx_hat.reshape(len(x) * G, -1)
        d = rows.shape[1]
        inner = own.T - own.sum(axis=1) / d - rows.T * (own * rows).sum(axis=1) / d
        return (inner / std.ravel()).T.reshape(x.shape)


class group_by_group:
    """Each group of each example is an array of its own."""

    def x_hat(grouped, eps):
        found = np.empty_like(grouped)
        for n, example in enumerate(grouped):
            for g, group in enumerate(example):
                found[n, g] = (group - group.mean()) / np.sqrt(group.var() + eps)
        return found
