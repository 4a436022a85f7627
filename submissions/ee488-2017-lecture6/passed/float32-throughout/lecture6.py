import numpy as np

f32 = np.float32


def s(*values):
    return [np.asarray(v, f32) for v in values]


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, f32(1), e) / (f32(1) + e)


def softmax(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def phi(name, u):
    if name == "relu":
        return np.maximum(u, f32(0)), (u > 0).astype(f32)
    if name == "tanh":
        return np.tanh(u), 1 - np.tanh(u) ** 2
    if name == "sigmoid":
        return sigmoid(u), sigmoid(u) * sigmoid(-u)
    return u, np.ones_like(u)


def perceptron(X, w, b):
    X, w, b = s(X, w, b)
    return np.heaviside(X @ w + b, f32(0))


def activations(x):
    (x,) = s(x)
    h = sigmoid(x)
    return {
        "step": (x > 0).astype(f32),
        "sigmoid": h,
        "tanh": np.tanh(x),
        "relu": np.maximum(x, 0),
        "dsigmoid": h * sigmoid(-x),
        "dtanh": 4 * sigmoid(2 * x) * sigmoid(-2 * x),
        "drelu": np.where(x > 0, f32(1), f32(0)),
    }


def tanh_from_sigmoid(z):
    return f32(2) * sigmoid(f32(2) * f32(z)) - f32(1)


def mlp_forward(x, Ws, bs, acts):
    (h,) = s(x)
    for W, b, act in zip(Ws, bs, acts):
        h, _ = phi(act, f32(W) @ h + f32(b))
    return h


def xor_forward(X, W, c, w, b):
    X, W, c, w, b = s(X, W, c, w, b)
    XW = X @ W
    A = XW + c
    H = np.maximum(0, A)
    return {"XW": XW, "A": A, "H": H, "y": H @ w + b}


X4 = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], f32)
Y4 = np.array([0, 1, 1, 0], f32)


def xor_cost(W, c, w, b):
    return np.mean((xor_forward(X4, W, c, w, b)["y"] - Y4) ** 2)


def xor_cost_grad(W, c, w, b):
    values = xor_forward(X4, W, c, w, b)
    e = (values["y"] - Y4) / f32(2)
    D = e[:, None] * f32(w) * (values["A"] > 0)
    return {"dW": X4.T @ D, "dc": D.sum(0), "dw": values["H"].T @ e, "db": e.sum()}


def slice_cost(k, a):
    W, c, w, b = s([[1, -1], [-1, 1]], [0, 0], [1, 1], [0])
    if k == 10:
        W[...] = [[a, -a], [-a, 1]]
        c[1] = a - 1
    else:
        everything = [(W, (0, 0)), (W, (0, 1)), (W, (1, 0)), (W, (1, 1)), (c, 0), (c, 1), (w, 0), (w, 1), (b, 0)]
        array, place = everything[k - 1]
        array[place] = a
    return xor_cost(W, c, w, b[0])


def xor_params():
    return tuple(s([[1, 1], [1, 1]], [0, -1], [1, -2], 0))


def affine_least_squares(X, y):
    X, y = s(X, y)
    A = np.hstack([X, np.ones((len(X), 1), f32)])
    found, *_ = np.linalg.lstsq(A, y, rcond=None)
    return {"w": found[:-1], "b": found[-1], "J": np.square(A @ found - y).mean()}


def cross_entropy_cost(p):
    return -np.log(f32(p)).mean()


def gaussian_nll(y, f):
    y, f = s(y, f)
    J = np.square(y - f).sum(1).mean() / 2
    return {"J": J + f32(y.shape[1] / 2 * np.log(2 * np.pi)), "J_noconst": J}


def output_units(h, W, b):
    h, W, b = s(h, W, b)
    z = W.T @ h + b
    return {"linear": z, "sigmoid": sigmoid(z), "tanh": np.tanh(z), "softmax": softmax(z)}


def clipped_linear(z):
    (z,) = s(z)
    return {"y": np.minimum(np.maximum(z, f32(0)), f32(1)), "dy": ((z > 0) & (z < 1)).astype(f32)}


def softplus(x):
    (x,) = s(x)
    return {"y": np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x))), "dy": sigmoid(x)}


def sigmoid_nll(z, y):
    z, y = s(z, y)
    L = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    return {"L": L.sum(), "dz": sigmoid(z) - y}


def softmax_nll(Z, y):
    (Z,) = s(Z)
    top = Z.max(1)
    true = Z[np.arange(len(y)), y]
    dZ = softmax(Z)
    dZ[np.arange(len(y)), y] -= 1
    L = np.log(np.exp(Z - top[:, None]).sum(1)) + top - true
    return {"L": L.sum(), "dZ": dZ, "L_hard": (top - true).sum()}


def two_class(z1, z2):
    p = softmax(np.stack(s(z1, z2), axis=1))
    return {"p1": p[:, 0], "p2": p[:, 1]}


def reduce_softmax(W, b):
    W, b = s(W, b)
    return {"W_red": W[:, :-1] - W[:, [-1]], "b_red": b[:-1] - b[-1]}


def maxout(z, k):
    blocks = f32(z).reshape(-1, k)
    n = len(blocks)
    dg = np.zeros((n, n * k), f32)
    dg[np.arange(n), np.arange(n) * k + blocks.argmax(1)] = 1
    return {"g": blocks.max(1), "dg": dg}


def lowrank(x, U, V, b):
    x, U, V, b = s(x, U, V, b)
    return {"y": V.T @ (U.T @ x) + b, "W": U @ V, "n_params": f32(U.size + V.size + b.size)}


def vjp(A, g):
    A, g = s(A, g)
    return A.T @ g


def chain_grad(x, y, w, acts):
    x, y, w = s(x, y, w)
    h, d = [x], []
    for v, act in zip(w, acts):
        value, slope = phi(act, h[-1] * v)
        h.append(value)
        d.append(slope)
    g = np.zeros((len(w), len(x)), f32)
    back = (h[-1] - y) / f32(len(x))
    for k in reversed(range(len(w))):
        g[k] = back * d[k]
        back = g[k] * w[k]
    return {"g": g, "dw": np.array([g[k] @ h[k] for k in range(len(w))])}


def chain_train(x, y, w0, acts, alpha, MaxIter):
    w = np.array(w0, f32)
    for _ in range(MaxIter):
        w -= f32(alpha) * chain_grad(x, y, w, acts)["dw"]
    return w


def regularised_mlp(X, y, W1, W2, lam, act):
    X, W1, W2, lam = s(X, W1, W2, lam)
    H, slope = phi(act, X @ W1)
    U2 = H @ W2
    rows = np.arange(len(y))
    G2 = np.zeros_like(U2)
    G2[rows, y] = f32(-1) / f32(len(y))
    G1 = (G2 @ W2.T) * slope
    J = -U2[rows, y].mean() + lam * ((W1 * W1).sum() + (W2 * W2).sum())
    return {"J": J, "G2": G2, "G1": G1, "dW2": H.T @ G2 + 2 * lam * W2, "dW1": X.T @ G1 + 2 * lam * W1}
