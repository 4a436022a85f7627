import random


def dropout_forward(x, dropout_param):
    if dropout_param["mode"] == "test":
        return x, None
    p = dropout_param["p"]
    keep = [[random.random() < p for _ in row] for row in x]
    out = [[v / p if k else 0.0 for v, k in zip(row, ks)] for row, ks in zip(x, keep)]
    return out, (keep, p)


def dropout_backward(dout, cache):
    if cache is None:
        return dout
    keep, p = cache
    return [[v / p if k else 0.0 for v, k in zip(row, ks)] for row, ks in zip(dout, keep)]
