"""Lists, loops and the math module; numpy is not needed."""

import math


def zeros(rows, columns):
    return [[0.0] * columns for _ in range(rows)]


def transpose(a):
    return [list(row) for row in zip(*a)]


def product(a, b):
    result = zeros(len(a), len(b[0]))
    for i in range(len(a)):
        for j in range(len(b[0])):
            for k in range(len(b)):
                result[i][j] += a[i][k] * b[k][j]
    return result


def entrywise(f, *matrices):
    return [[f(*entries) for entries in zip(*rows)] for rows in zip(*matrices)]


def total(f, a, b):
    return math.fsum(f(p, q) for row_a, row_b in zip(a, b) for p, q in zip(row_a, row_b))


def relu(s):
    return s if s > 0 else 0.0


def act(name, s):
    if name == "relu":
        return relu(s)
    if name == "tanh":
        return math.tanh(s)
    if name == "sigmoid":
        return 1 / (1 + math.exp(-s))
    return s


def slope(name, s):
    if name == "relu":
        return 1 if s > 0 else 0
    if name == "tanh":
        return 1 / math.cosh(s) ** 2
    if name == "sigmoid":
        return math.exp(-s) / (1 + math.exp(-s)) ** 2
    return 1


# Exercise 1


def backprop3(X, W1, W2, W3, Y_gt, acts):
    f1, f2, f3 = acts
    S1 = product(W1, X)
    Z1 = entrywise(lambda s: act(f1, s), S1)
    S2 = product(W2, Z1)
    Z2 = entrywise(lambda s: act(f2, s), S2)
    S3 = product(W3, Z2)
    Y = entrywise(lambda s: act(f3, s), S3)
    L = total(lambda p, q: (p - q) * (p - q) / 2, Y, Y_gt)
    dL_dY = entrywise(lambda p, q: p - q, Y, Y_gt)
    D3 = entrywise(lambda d, s: d * slope(f3, s), dL_dY, S3)
    dZ2 = product(transpose(W3), D3)
    D2 = entrywise(lambda d, s: d * slope(f2, s), dZ2, S2)
    D1 = entrywise(lambda d, s: d * slope(f1, s), product(transpose(W2), D2), S1)
    dW3 = product(D3, transpose(Z2))
    dW2 = product(D2, transpose(Z1))
    dW1 = product(D1, transpose(X))
    return L, Y, dL_dY, D3, D2, D1, dZ2, dW3, dW2, dW1


def dS_dW(W3, Z2):
    d3, d2, N = len(W3), len(Z2), len(Z2[0])
    T = []
    for k in range(d3):
        T.append([])
        for n in range(N):
            T[k].append([])
            for i in range(d3):
                T[k][n].append([Z2[j][n] if i == k else 0 for j in range(d2)])
    return T


# Exercise 2


def worked_example(X, W1, W2, y):
    N = len(X[0])
    S1 = product(W1, X)
    Z1 = entrywise(relu, S1)
    Y = product(W2, Z1)
    L = total(lambda p, q: (p - q) ** 2, Y, y) / (2 * N)
    D_out = entrywise(lambda p, q: (p - q) / N, Y, y)
    D1 = entrywise(lambda d, s: d if s > 0 else 0, product(transpose(W2), D_out), S1)
    dW2 = product(D_out, transpose(Z1))
    dW1 = product(D1, transpose(X))
    names = ["S1", "Z1", "Y", "L", "D_out", "D1", "dW2", "dW1"]
    return dict(zip(names, [S1, Z1, Y, L, D_out, D1, dW2, dW1]))


def forward(X, W1, W2, y):
    done = worked_example(X, W1, W2, y)
    return {"S1": done["S1"], "Z1": done["Z1"], "S2": done["Y"], "Y": done["Y"], "L": done["L"]}


def backward(X, W1, W2, y):
    done = worked_example(X, W1, W2, y)
    return done["D_out"], done["D1"], done["dW2"], done["dW1"]


def sgd_step(X, W1, W2, y, lr):
    _, _, dW2, dW1 = backward(X, W1, W2, y)
    W1n = entrywise(lambda w, d: w - lr * d, W1, dW1)
    W2n = entrywise(lambda w, d: w - lr * d, W2, dW2)
    return W1n, W2n, worked_example(X, W1n, W2n, y)["L"]


# Exercise 3


def softmax(o):
    return [1 / math.fsum(math.exp(min(b - a, 700.0)) for b in o) for a in o]


def hinge_loss(o, y, C):
    p = softmax(o)
    loss = 0
    for k in range(len(p)):
        if k != y and p[k] - p[y] + C > 0:
            loss += p[k] - p[y] + C
    return loss


def term_jacobian(o, y):
    p = softmax(o)
    M = zeros(len(p), len(p))
    for k in range(len(p)):
        for j in range(len(p)):
            M[k][j] = p[k] * ((k == j) - p[j]) - p[y] * ((y == j) - p[j])
    return M


def hinge_grad(o, y, C):
    p = softmax(o)
    rows = [row for row, q in zip(term_jacobian(o, y), p) if p[y] - q < C]
    return [sum(column) for column in zip(*rows)]  # row y is zero


# Exercise 4


def deep_backprop(X, Ws, acts, Y_gt):
    """The gradients by recursion over the layers: what a layer gets from above it passes on."""
    dWs = []

    def layer(k, Z):
        """dL/dZ for the inputs of layer k."""
        if k == len(Ws):
            return entrywise(lambda p, q: p - q, Z, Y_gt)
        S = product(Ws[k], Z)
        back = layer(k + 1, entrywise(lambda s: act(acts[k], s), S))
        D = entrywise(lambda d, s: d * slope(acts[k], s), back, S)
        dWs.insert(0, product(D, transpose(Z)))
        return product(transpose(Ws[k]), D)

    layer(0, X)
    return dWs
