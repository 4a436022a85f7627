from math import cosh, erf, exp, fsum, log, log1p, pi, prod, tanh


def sigmoid(z):
    return 1 / (1 + exp(-z)) if z > 0 else 1 - 1 / (1 + exp(z)) if z > -30 else exp(z)


def dot(a, b):
    return fsum(p * q for p, q in zip(a, b))


def column(A, j):
    return [row[j] for row in A]


def softmax(z):
    weights = [exp(v - max(z)) for v in z]
    return [w / fsum(weights) for w in weights]


def logsumexp(z):
    largest = max(z)
    rest = list(z)
    rest.remove(largest)
    return largest + log1p(fsum(exp(v - largest) for v in rest))


ACTS = {"relu": lambda u: max(u, 0), "tanh": tanh, "sigmoid": sigmoid, "identity": lambda u: u}
SLOPES = {
    "relu": lambda u: int(u > 0),
    "tanh": lambda u: 1 - tanh(u) ** 2,
    "sigmoid": lambda u: sigmoid(u) * sigmoid(-u),
}


def perceptron(X, w, b):
    return [1 if dot(x, w) > -b else 0 for x in X]


def activations(x):
    slope = lambda v: 0.0 if abs(v) > 350 else 1 / cosh(v) ** 2
    return {
        "step": [v > 0 for v in x],
        "sigmoid": [sigmoid(v) for v in x],
        "tanh": [tanh(v) for v in x],
        "relu": [v * (v > 0) for v in x],
        "dsigmoid": [slope(v / 2) / 4 for v in x],
        "dtanh": [slope(v) for v in x],
        "drelu": [float(v > 0) for v in x],
    }


def tanh_from_sigmoid(z):
    return [2 * sigmoid(2 * v) - 1 for v in z]


def mlp_forward(x, Ws, bs, acts):
    if not acts:
        return list(x)
    h = [ACTS[acts[0]](dot(row, x) + b) for row, b in zip(Ws[0], bs[0])]
    return mlp_forward(h, Ws[1:], bs[1:], acts[1:])


def xor_forward(X, W, c, w, b):
    units = range(len(c))
    XW = [[dot(x, column(W, j)) for j in units] for x in X]
    A = [[row[j] + c[j] for j in units] for row in XW]
    H = [[max(v, 0.0) for v in row] for row in A]
    return XW, A, H, [dot(h, w) + b for h in H]


XOR = [([0, 0], 0), ([0, 1], 1), ([1, 0], 1), ([1, 1], 0)]


def xor_cost(W, c, w, b):
    total = 0
    for x, wanted in XOR:
        y = b
        for j in range(2):
            y += w[j] * max(0, x[0] * W[0][j] + x[1] * W[1][j] + c[j])
        total += (wanted - y) ** 2
    return total / 4


def xor_cost_grad(W, c, w, b):
    dW, dc, dw, db = [[0, 0], [0, 0]], [0, 0], [0, 0], 0
    for x, wanted in XOR:
        _, ((a),), ((h),), (y,) = xor_forward([x], W, c, w, b)
        e = (y - wanted) / 2
        db += e
        for j in range(2):
            dw[j] += e * h[j]
            if a[j] > 0:
                dc[j] += e * w[j]
                for i in range(2):
                    dW[i][j] += e * w[j] * x[i]
    return dW, dc, dw, db


def slice_cost(k, a):
    W, c, w, b = [[1, -1], [-1, 1]], [0, 0], [1, 1], 0
    if k <= 4:
        W[(k - 1) // 2][(k - 1) % 2] = a
    elif k <= 6:
        c[k - 5] = a
    elif k <= 8:
        w[k - 7] = a
    elif k == 9:
        b = a
    else:
        W, c = [[a, -a], [-a, 1]], [0, a - 1]
    return xor_cost(W, c, w, b)


def xor_params():
    return [[1, -1], [-1, 1]], [0, 0], [1, 1], 0


def solve(A, r):
    """Gauss elimination with the largest pivot, by recursion."""
    if not A:
        return []
    n = len(A)
    p = max(range(n), key=lambda i: abs(A[i][0]))
    A, r = [A[p], *A[:p], *A[p + 1 :]], [r[p], *r[:p], *r[p + 1 :]]
    smaller = [[A[i][j] - A[i][0] / A[0][0] * A[0][j] for j in range(1, n)] for i in range(1, n)]
    rest = solve(smaller, [r[i] - A[i][0] / A[0][0] * r[0] for i in range(1, n)])
    return [(r[0] - dot(A[0][1:], rest)) / A[0][0], *rest]


def affine_least_squares(X, y):
    """The normal equations of the centred data."""
    m, n = len(X), len(X[0])
    mean = [fsum(column(X, j)) / m for j in range(n)]
    Xc = [[v - mu for v, mu in zip(x, mean)] for x in X]
    ym = fsum(y) / m
    A = [[dot(column(Xc, i), column(Xc, j)) for j in range(n)] for i in range(n)]
    w = solve(A, [dot(column(Xc, i), [v - ym for v in y]) for i in range(n)])
    b = ym - dot(w, mean)
    return w, b, fsum((v - dot(w, x) - b) ** 2 for x, v in zip(X, y)) / m


def cross_entropy_cost(p):
    return fsum(-log(v) for v in p) / len(p)


def gaussian_nll(y, f):
    m, d = len(y), len(y[0])
    half = fsum((p - q) ** 2 for a, b in zip(y, f) for p, q in zip(a, b)) / 2 / m
    return half + d / 2 * log(2 * pi), half


def output_units(h, W, b):
    z = [dot(h, column(W, j)) + b[j] for j in range(len(b))]
    return z, [sigmoid(v) for v in z], [tanh(v) for v in z], softmax(z)


def clipped_linear(z):
    return {"y": [max(0, min(1, v)) for v in z], "dy": [0 < v < 1 for v in z]}


def softplus(x):
    y = [v + log1p(exp(-v)) if v > 0 else log1p(exp(v)) for v in x]
    return y, [sigmoid(v) for v in x]


def sigmoid_nll(z, y):
    signed = [-v if label else v for v, label in zip(z, y)]
    L = fsum(softplus(signed)[0])
    return {"L": L, "dz": [(-1) ** int(label) * sigmoid(s) for s, label in zip(signed, y)]}


def softmax_nll(Z, y):
    L = L_hard = 0
    dZ = []
    for row, label in zip(Z, y):
        row = [float(v) for v in row]
        L += logsumexp(row) - row[label]
        L_hard += max(row) - row[label]
        dZ.append([p - (j == label) for j, p in enumerate(softmax(row))])
    return {"L": L, "dZ": dZ, "L_hard": L_hard}


def two_class(z1, z2):
    return [sigmoid(a - b) for a, b in zip(z1, z2)], [sigmoid(b - a) for a, b in zip(z1, z2)]


def reduce_softmax(W, b):
    return [[v - row[-1] for v in row[:-1]] for row in W], [v - b[-1] for v in b[:-1]]


def maxout(z, k):
    z = [float(v) for v in z]
    blocks = [z[i : i + k] for i in range(0, len(z), k)]
    dg = []
    for i, block in enumerate(blocks):
        row = [0] * len(z)
        row[i * k + block.index(max(block))] = 1
        dg.append(row)
    return [max(block) for block in blocks], dg


def lowrank(x, U, V, b):
    n, r, q = len(U), len(V), len(b)
    W = [[dot(U[i], column(V, j)) for j in range(q)] for i in range(n)]
    y = [dot(x, column(W, j)) + b[j] for j in range(q)]
    return {"y": y, "W": W, "n_params": n * r + r * q + q}


def vjp(A, g):
    return [dot(column(A, j), g) for j in range(len(A[0]))]


def chain_grad(x, y, w, acts):
    """Each dJ/du as a product of all that lies behind it."""
    l, m = len(w), len(x)
    h, u = [list(x)], []
    for k in range(l):
        u.append([v * w[k] for v in h[k]])
        h.append([ACTS[acts[k]](v) for v in u[k]])
    g = []
    for k in range(l):
        row = []
        for i in range(m):
            slopes = [SLOPES[acts[j]](u[j][i]) for j in range(k, l)]
            row.append((h[l][i] - y[i]) / m * prod(slopes) * prod(w[j] for j in range(k + 1, l)))
        g.append(row)
    return {"g": g, "dw": [dot(g[k], h[k]) for k in range(l)]}


def chain_train(x, y, w0, acts, alpha, MaxIter):
    if MaxIter == 0:
        return list(w0)
    dw = chain_grad(x, y, w0, acts)["dw"]
    return chain_train(x, y, [v - alpha * d for v, d in zip(w0, dw)], acts, alpha, MaxIter - 1)


def regularised_mlp(X, y, W1, W2, lam, act):
    m = len(X)
    U1 = [[dot(x, column(W1, j)) for j in range(len(W2))] for x in X]
    H = [[ACTS[act](u) for u in row] for row in U1]
    J = -fsum(dot(h, column(W2, label)) for h, label in zip(H, y)) / m
    J += lam * fsum(v * v for W in (W1, W2) for row in W for v in row)
    G2 = [[-1 / m if k == label else 0 for k in range(len(W2[0]))] for label in y]
    G1 = [
        [-W2[j][label] / m * SLOPES[act](u) for j, u in enumerate(row)] for row, label in zip(U1, y)
    ]
    dW2 = [[dot(column(H, j), column(G2, k)) + 2 * lam * W2[j][k] for k in range(len(W2[0]))] for j in range(len(W2))]
    dW1 = [[dot(column(X, i), column(G1, j)) + 2 * lam * W1[i][j] for j in range(len(W2))] for i in range(len(W1))]
    return J, G2, G1, dW2, dW1
