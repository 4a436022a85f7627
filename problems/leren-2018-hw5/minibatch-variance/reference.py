"""Variance of the mean gradient of a random batch; Leren homework 5 (2018), exercise 3 (c)."""


def v(g):
    return g.var()


def with_replacement(v, B):
    return v / B


def without_replacement(with_replacement, g, B):
    return with_replacement * (len(g) - B) / (len(g) - 1)
