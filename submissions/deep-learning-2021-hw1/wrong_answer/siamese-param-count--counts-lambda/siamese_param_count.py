"""Counts lambda as well, and so gets the 61 of equation 35."""


def param_count(m, n):
    in_W, in_b, in_lambda = m * n, m, 1
    return in_W + in_b + in_lambda
