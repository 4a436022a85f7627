"""Lists and recursion; no numpy."""

from itertools import combinations, product
from math import exp, fsum, inf, log, log1p


def dot(v, w):
    if len(v) <= 3:
        return sum(a * b for a, b in zip(v, w))
    middle = len(v) // 2
    return dot(v[:middle], w[:middle]) + dot(v[middle:], w[middle:])


def logaddexp(a, b):
    if a < b:
        a, b = b, a
    return a + log1p(exp(b - a))


def logsumexp(u):
    """By recursion: the logarithm of a sum of two is known, so that of many is."""
    return float(u[0]) if len(u) == 1 else logaddexp(float(u[0]), logsumexp(u[1:]))


def sigmoid(s):
    return 1 / (1 + exp(-s)) if s > -700 else 0.0


def affine(W, x, b):
    return [dot(list(row), list(x)) + c for row, c in zip(W, b)]


def log_softmax(u):
    whole = logsumexp(u)
    logp = [v - whole for v in u]
    return [exp(v) for v in logp], logp


def loglik(x, t, W, b):
    u = affine(W, x, b)
    return {"l": u[t] - logsumexp(u), "u": u}


def dl_du(u, t):
    p, _ = log_softmax(u)
    return [1 - q if j == t else -q for j, q in enumerate(p)]


def multinomial_grad(x, t, W, b):
    delta = dl_du(affine(W, x, b), t)
    return [[d * c for c in x] for d in delta], delta


def dataset_loglik(X, t, W, b):
    L = fsum(loglik(x, i, W, b)["l"] for x, i in zip(X, t))
    C, D = len(W), len(W[0])
    dW, db = [[0.0] * D for _ in range(C)], [0.0] * C
    for x, i in zip(X, t):
        step, delta = multinomial_grad(x, i, W, b)
        for j in range(C):
            db[j] += delta[j]
            for d in range(D):
                dW[j][d] += step[j][d]
    return {"L": L, "dW": dW, "db": db}


def ascent_step(X, t, W, b, eta):
    found = dataset_loglik(X, t, W, b)
    W_new = [[w + eta * g for w, g in zip(*rows)] for rows in zip(W, found["dW"])]
    return W_new, [c + eta * g for c, g in zip(b, found["db"])]


def blocks(x, C):
    return [[list(x) if i == j else [0] * len(x) for i in range(C)] for j in range(C)]


def du_dparams(x, W, b):
    C = range(len(b))
    return blocks(x, len(b)), [[int(i == j) for i in C] for j in C]


def ds_dparams(x, V, a):
    return {"ds_dV": blocks(x, len(a)), "ds_da": du_dparams(x, V, a)[1]}


def mlp_forward(x, t, V, a, W, b):
    s = affine(V, x, a)
    h = list(map(sigmoid, s))
    u = affine(W, h, b)
    p, logp = log_softmax(u)
    return s, h, u, p, logp[t]


def mlp_output_grad(x, t, V, a, W, b):
    _, h, *_ = mlp_forward(x, t, V, a, W, b)
    return multinomial_grad(h, t, W, b)


def dl_dh(x, t, V, a, W, b):
    """The weights of the right class, minus those of all classes on average."""
    p = mlp_forward(x, t, V, a, W, b)[3]
    return [W[t][k] - sum(q * row[k] for q, row in zip(p, W)) for k in range(len(a))]


def mlp_hidden_grad(x, t, V, a, W, b):
    h = mlp_forward(x, t, V, a, W, b)[1]
    da = [d * z * (1 - z) for d, z in zip(dl_dh(x, t, V, a, W, b), h)]
    return {"da": da, "dV": [[d * c for c in x] for d in da]}


def sigmoid_and_derivative(s):
    h = [[sigmoid(v) for v in row] for row in s]
    return h, [[sigmoid(v) * sigmoid(-v) for v in row] for row in s]


def collapse(Ws):
    if len(Ws) == 1:
        return [list(row) for row in Ws[0]]
    rest = collapse(Ws[1:])
    return [[dot(row, [w[j] for w in Ws[0]]) for j in range(len(Ws[0][0]))] for row in rest]


def variance(values):
    mean = fsum(values) / len(values)
    return fsum((v - mean) ** 2 for v in values) / len(values)


def minibatch_variance(g, B):
    """By its definition: every batch that there is."""
    g = [float(v) for v in g]
    if len(g) ** B > 100_000:
        n = len(g)
        return variance(g) / B, variance(g) / B * (n - B) / (n - 1)
    return (
        variance([fsum(batch) / B for batch in product(g, repeat=B)]),
        variance([fsum(batch) / B for batch in combinations(g, B)]),
    )


assert logaddexp(-inf, 0.0) == 0
