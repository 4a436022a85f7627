from math import exp, floor, fsum, log


def zip_map(f, *rows):
    return [[f(*entries) for entries in zip(*pair)] for pair in zip(*rows)]


def T(A):
    return list(map(list, zip(*A)))


def mul(A, B):
    B = T(B)
    return [[fsum(p * q for p, q in zip(a, b)) for b in B] for a in A]


def sigmoid(s):
    if s < 0:
        return 1 - sigmoid(-s)
    return 1.0 / (1.0 + exp(-s))


def softmax(row):
    top = max(row)
    e = [exp(v - top) for v in row]
    return [v / fsum(e) for v in e]


# Problem 1


def one_hot(y, c):
    rows = []
    for label in y:
        row = [0] * c
        row[label] = 1
        rows.append(row)
    return rows


def cross_entropy(Z, T):
    J = 0
    for z, t in zip(Z, T):
        for k in range(len(z)):
            if t[k] == 1:
                J -= log(z[k])
    return J / len(Z)


def softmax_rows(net):
    return [softmax(list(row)) for row in net]


def softmax_jacobian(z):
    return [[z[a] * (1 - z[a]) if a == b else -z[a] * z[b] for b in range(len(z))] for a in range(len(z))]


def dJ_dZ(Z, T):
    return [[-t / z / len(Z) if t else 0 for z, t in zip(*rows)] for rows in zip(Z, T)]


def output_sensitivity(Z, T):
    """The chain rule, written out: sum over k of dJ/dz_k dz_k/dnet_a."""
    delta = []
    for z, d in zip(Z, dJ_dZ(Z, T)):
        J = softmax_jacobian(z)
        delta.append([-sum(d[k] * J[k][a] for k in range(len(z))) for a in range(len(z))])
    return delta


def forward(X, w_ih, w_ho, y):
    Yh = softmax_rows(mul(X, T(w_ih)))
    net = mul(Yh, T(w_ho))
    J = 0
    for row, label in zip(net, y):
        top = max(row)
        J += log(sum(exp(v - top) for v in row)) + top - row[label]
    return {"Yh": Yh, "Z": softmax_rows(net), "J": J / len(net)}


def output_delta(Yh, w, y):
    """dJ/dnet of the output layer."""
    Z = softmax_rows(mul(Yh, T(w)))
    return zip_map(lambda z, t: (z - t) / len(y), Z, one_hot(y, len(w)))


def grad_hidden_output(Yh, w, y):
    return mul(T(output_delta(Yh, w, y)), Yh)


def grad_input_hidden(X, w_ih, w_ho, y):
    Yh = softmax_rows(mul(X, T(w_ih)))
    back = mul(output_delta(Yh, w_ho, y), w_ho)
    delta = []
    for h, b in zip(Yh, back):
        mean = fsum(p * q for p, q in zip(h, b))
        delta.append([-p * (q - mean) for p, q in zip(h, b)])
    return delta, [[-g for g in row] for row in mul(T(delta), X)]


def grad_input_hidden_sigmoid(X, w_ih, w_ho, y):
    net = mul(X, T(w_ih))
    Yh = [[sigmoid(s) for s in row] for row in net]
    back = mul(output_delta(Yh, w_ho, y), w_ho)
    delta_h = zip_map(lambda s, b: -b * sigmoid(s) * sigmoid(-s), net, back)
    return {"delta_h": delta_h, "dw_ih": zip_map(lambda g: -g, mul(T(delta_h), X))}


def nll(Z, y):
    total = -fsum(log(z[k]) for z, k in zip(Z, y))
    return {"nll": total, "J": total / len(y), "ratio": len(y)}


# Problem 2


def parity(k):
    return 0 if k == 0 else (k & 1) ^ parity(k >> 1)


def cell(a, b):
    return -1 if parity(int(floor(2 * a))) ^ parity(int(floor(2 * b))) else 1


def region_sign(x1, x2):
    return [cell(a, b) for a, b in zip(x1, x2)]


def sign_grid(n):
    if n < 0:
        return [[1]]
    smaller = sign_grid(n - 1)
    opposite = [[-v for v in row] for row in smaller]
    return [p + q for p, q in zip(smaller, opposite)] + [q + p for p, q in zip(smaller, opposite)]


def f11(x):
    return [v - 0.5 for v in x]


def f12(x):
    return [0.5 - v for v in x]


def g(u, v):
    return [-p * q for p, q in zip(u, v)]


def unit_count(n):
    return 5 if n == 0 else unit_count(n - 1) + 3


def checker_hidden(x1, x2, n):
    H1, H2, H3 = [[v - 2 ** (n - 1) for v in x1]], [[v - 2 ** (n - 1) for v in x2]], []

    def step(h, i):
        return [v - 2.0 ** (n - i - 1) if v > 0 else v + 2.0 ** (n - i - 1) for v in h]

    for i in range(1, n + 1):
        third = H3[-1] if H3 else [1] * len(x1)
        H3.append([a * b * c for a, b, c in zip(H1[-1], H2[-1], third)])
        H1.append(step(H1[-1], i))
        H2.append(step(H2[-1], i))
    return H1, H2, H3, [a * b * c for a, b, c in zip(H1[-1], H2[-1], H3[-1])]


# Problem 3


def branch(x, W, b):
    return [sigmoid(sum(w * v for w, v in zip(row, x)) + c) for row, c in zip(W, b)]


def siamese(x1, x2, W, b, lam):
    h1, h2 = branch(x1, W, b), branch(x2, W, b)
    J = sum((p - q) ** 2 for p, q in zip(h1, h2)) / 2
    for row in W:
        for w in row:
            J += lam * w * w / 2
    return h1, h2, J


def siamese_grad(x1, x2, W, b, lam):
    h1, h2, _ = siamese(x1, x2, W, b, lam)
    d1 = [(p - q) * p * (1 - p) for p, q in zip(h1, h2)]
    d2 = [(q - p) * q * (1 - q) for p, q in zip(h1, h2)]
    m, n = len(b), len(x1)
    dW = [[d1[j] * x1[i] + d2[j] * x2[i] + lam * W[j][i] for i in range(n)] for j in range(m)]
    return dW, [p + q for p, q in zip(d1, d2)]


def siamese_step(x1, x2, W, b, lam, alpha):
    dW, db = siamese_grad(x1, x2, W, b, lam)
    return zip_map(lambda w, g: w - alpha * g, W, dW), [v - alpha * g for v, g in zip(b, db)]


def param_count(m, n):
    return sum(1 for _ in range(m) for _ in range(n + 1))


def plus(S, b):
    return [[v + c for v in row] for row, c in zip(S, b)]


def pseudo(X, Y, W1, b1, W2, b2, W3, b3):
    S1, S2 = plus(mul(W1, X), b1), plus(mul(W2, X), b2)
    h1 = zip_map(sigmoid, S1)
    h2 = zip_map(lambda s: max(s, 0.0), S2)
    H = zip_map(lambda p, q: p + q, h1, h2)
    Yhat = T(softmax_rows(T(plus(mul(W3, H), b3))))
    D = zip_map(lambda p, t: (p - t) / len(X[0]), Yhat, Y)
    dh = mul(T(W3), D)
    D1 = zip_map(lambda d, h: d * h * (1 - h), dh, h1)
    D2 = zip_map(lambda d, s: d if s > 0 else 0.0, dh, S2)
    return h1, h2, H, Yhat, D, dh, D1, D2


def pseudo_forward(X, Y, W1, b1, W2, b2, W3, b3):
    h1, h2, _, Yhat, *_ = pseudo(X, Y, W1, b1, W2, b2, W3, b3)
    return h1, h2, Yhat, cross_entropy(T(Yhat), T(Y))


def pseudo_grad_h(*arguments):
    dh = pseudo(*arguments)[5]
    return dh, dh


def pseudo_hidden_jacobians(X, Y, W1, b1, W2, b2, W3, b3):
    x = [row[0] for row in X]
    h1 = branch(x, W1, b1)
    active = [sum(w * v for w, v in zip(row, x)) + c > 0 for row, c in zip(W2, b2)]
    return (
        [[h * (1 - h) * w for w in row] for h, row in zip(h1, W1)],
        [list(row) if on else [0] * len(x) for on, row in zip(active, W2)],
    )


def pseudo_grad_x(X, Y, W1, b1, W2, b2, W3, b3):
    *_, D1, D2 = pseudo(X, Y, W1, b1, W2, b2, W3, b3)
    return zip_map(lambda p, q: p + q, mul(T(W1), D1), mul(T(W2), D2))


def pseudo_grad_weights(X, Y, W1, b1, W2, b2, W3, b3):
    _, _, H, _, D, _, D1, D2 = pseudo(X, Y, W1, b1, W2, b2, W3, b3)
    found = {"dW1": mul(D1, T(X)), "dW2": mul(D2, T(X)), "dW3": mul(D, T(H))}
    return found | {"db1": list(map(fsum, D1)), "db2": list(map(fsum, D2)), "db3": list(map(fsum, D))}
