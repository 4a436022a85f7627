"""No imports but math. Vectors are lists, matrices lists of rows."""

import math


def mv(W, x, b):
    return [sum(W[i][j] * x[j] for j in range(len(x))) + b[i] for i in range(len(b))]


def outer(a, b):
    return [[p * q for q in b] for p in a]


def diagonal(values):
    n = len(values)
    return [[values[i] if i == j else 0 for j in range(n)] for i in range(n)]


def identity(n):
    return diagonal([1] * n)


def weights_jacobian(v, rows):
    return [[[v[k] if i == j else 0.0 for k in range(len(v))] for j in range(rows)] for i in range(rows)]


def sigma(s):
    if s >= 0:
        return 1 / (1 + math.exp(-s))
    return math.exp(s) / (1 + math.exp(s))


def squares(yt, y):
    return sum((p - q) ** 2 for p, q in zip(yt, y))


def entropy(yt, y):
    C = 0
    for p, q in zip(yt, y):
        C -= math.log(p) if q == 1 else math.log1p(-p)
    return C / len(y)


def relu5(s):
    return 5 * s if s > 0 else 0.0


def run(x, W1, b1, W2, b2, hidden, out):
    s1 = mv(W1, x, b1)
    a1 = [hidden(s) for s in s1]
    s2 = mv(W2, a1, b2)
    return s1, a1, s2, [out(s) for s in s2]


def back(x, s1, a1, W2, ds2, dhidden):
    """The four gradients that follow from dC/ds2."""
    da1 = [sum(ds2[k] * W2[k][d] for k in range(len(ds2))) for d in range(len(a1))]
    ds1 = [g * dhidden(s) for g, s in zip(da1, s1)]
    return {"dW1": outer(ds1, x), "db1": ds1, "dW2": outer(ds2, a1), "db2": ds2}


def forward(x, y, W1, b1, W2, b2):
    s1, a1, s2, yt = run(x, W1, b1, W2, b2, relu5, lambda s: s)
    return s1, a1, s2, yt, squares(yt, y)


def forward_cls(x, y, W1, b1, W2, b2):
    s1, a1, s2, yt = run(x, W1, b1, W2, b2, math.tanh, sigma)
    return s1, a1, s2, yt, squares(yt, y)


def gradients(x, y, W1, b1, W2, b2):
    s1, a1, _, yt, _ = forward(x, y, W1, b1, W2, b2)
    return back(x, s1, a1, W2, [2 * (p - q) for p, q in zip(yt, y)], lambda s: 5 if s > 0 else 0)


def gradients_cls(x, y, W1, b1, W2, b2):
    s1, a1, s2, yt, _ = forward_cls(x, y, W1, b1, W2, b2)
    ds2 = [2 * (p - q) * sigma(s) * sigma(-s) for p, q, s in zip(yt, y, s2)]
    return back(x, s1, a1, W2, ds2, lambda s: 1 / math.cosh(s) ** 2)


def gradients_bce(x, y, W1, b1, W2, b2):
    s1, a1, _, yt = run(x, W1, b1, W2, b2, math.tanh, sigma)
    found = back(x, s1, a1, W2, [(p - q) / len(y) for p, q in zip(yt, y)], lambda s: 1 - math.tanh(s) ** 2)
    found["C"] = entropy(yt, y)
    return found


def gradients_relu_bce(x, y, W1, b1, W2, b2):
    s1, a1, _, yt = run(x, W1, b1, W2, b2, lambda s: max(s, 0.0), sigma)
    found = back(x, s1, a1, W2, [(p - q) / len(y) for p, q in zip(yt, y)], lambda s: s > 0)
    found["C"] = entropy(yt, y)
    return found


def bce(y, yt):
    K = len(y)
    dC_dy = [[-1 / p / K if q else 1 / (1 - p) / K for p, q in zip(yt, y)]]
    return entropy(yt, y), dC_dy, [[(p - q) / K for p, q in zip(yt, y)]]


def jacobians(x, y, W2, a1, yt, dy, da):
    return {
        "dC_dy": [[2 * (p - q) for p, q in zip(yt, y)]],
        "dy_ds2": diagonal(dy),
        "ds2_da1": [list(row) for row in W2],
        "ds2_dW2": weights_jacobian(a1, len(y)),
        "ds2_db2": identity(len(y)),
        "da1_ds1": diagonal(da),
        "ds1_dW1": weights_jacobian(x, len(a1)),
        "ds1_db1": identity(len(a1)),
    }


def local_jacobians(x, y, W1, b1, W2, b2):
    s1, a1, _, yt, _ = forward(x, y, W1, b1, W2, b2)
    return jacobians(x, y, W2, a1, yt, [1] * len(y), [5 * (s > 0) for s in s1])


def local_jacobians_cls(x, y, W1, b1, W2, b2):
    s1, a1, s2, yt, _ = forward_cls(x, y, W1, b1, W2, b2)
    return jacobians(x, y, W2, a1, yt, [p - p * p for p in yt], [1 - a * a for a in a1])


def sgd_step(x, y, W1, b1, W2, b2, eta):
    g = gradients(x, y, W1, b1, W2, b2)

    def down(parameter, slope):
        if isinstance(slope, list):
            return [down(p, s) for p, s in zip(parameter, slope)]
        return parameter - eta * slope

    return [down(W1, g["dW1"]), down(b1, g["db1"]), down(W2, g["dW2"]), down(b2, g["db2"])]


def soft_argmax(x, beta):
    top = max(x)
    weights = [math.exp(beta * (v - top)) for v in x]
    return {
        "soft": [w / sum(weights) for w in weights],
        "softmax_value": top + math.log(sum(weights)) / beta,
        "hard": [v == top for v in x],
    }
