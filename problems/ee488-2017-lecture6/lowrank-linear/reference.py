"""A layer of low rank: W = U V; EE488 lecture 6 (2017), hidden units, linear units."""


def hidden(x, U):
    return U.T @ x


def y(hidden, V, b):
    return V.T @ hidden + b


def W(U, V):
    return U @ V


def n_params(U, V, b):
    return U.size + V.size + b.size
