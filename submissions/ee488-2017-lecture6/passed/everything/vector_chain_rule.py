"""The sum over the entries of y, written out."""


def vjp(A, g):
    n, m = A.shape
    return [sum(g[i] * A[i, j] for i in range(n)) for j in range(m)]
