import numpy as np

sig = lambda z: np.exp(-np.logaddexp(0, -z))
lse = lambda z: np.logaddexp.reduce(z, axis=-1, keepdims=True)
PHI = {"relu": lambda u: u.clip(0), "tanh": np.tanh, "sigmoid": sig, "identity": np.asarray}
DPHI = {"relu": lambda u: u > 0, "tanh": lambda u: np.cosh(u) ** -2.0, "sigmoid": lambda u: sig(u) * sig(-u)}

perceptron = lambda X, w, b: (X @ w + b > 0)
tanh_from_sigmoid = lambda z: sig(2 * z) - sig(-2 * z)
cross_entropy_cost = lambda p: -np.log(p).mean()
clipped_linear = lambda z: (np.clip(z, 0, 1), (z == np.clip(z, 0, 1)) + 0)
softplus = lambda x: (np.logaddexp(x, 0), sig(x))
two_class = lambda z1, z2: tuple(np.exp(np.array([z1, z2]) - np.logaddexp(z1, z2)))
reduce_softmax = lambda W, b: ((W - W[:, -1:])[:, :-1], b[:-1] - b[-1])
vjp = lambda A, g: (g[:, None] * A).sum(0)
lowrank = lambda x, U, V, b: dict(n_params=U.size + V.size + b.size, W=U @ V, y=(x @ U) @ V + b)


def activations(x):
    with np.errstate(over="ignore"):
        e = np.exp(-np.abs(x))
        one = (x > 0, np.where(x > 0, 1, e) / (1 + e), np.copysign((1 - e * e) / (1 + e * e), x))
        return *one, np.maximum(x, 0), e / (1 + e) ** 2, 4 * e * e / (1 + e * e) ** 2, np.sign(x) / 2 + 0.5


def mlp_forward(x, Ws, bs, acts):
    for W, b, act in zip(Ws, bs, acts):
        x = PHI[act]((W * x).sum(1) + b)
    return x


def xor_forward(X, W, c, w, b):
    XW = np.einsum("mi,ij->mj", X, W)
    return XW, XW + c, (XW + c).clip(0), np.einsum("mj,j->m", (XW + c).clip(0), w) + b


XOR = np.indices((2, 2)).reshape(2, 4).T
TARGET = np.logical_xor(*XOR.T)
xor_cost = lambda W, c, w, b: np.var(np.r_[e := np.maximum(XOR @ W + c, 0) @ w + b - TARGET, -e])


def xor_cost_grad(W, c, w, b):
    A = XOR @ W + c
    e = (A.clip(0) @ w + b - TARGET) / 2
    D = np.outer(e, w) * (A > 0)
    return dict(dW=XOR.T @ D, dc=D.sum(0), dw=e @ A.clip(0), db=e.sum())


def slice_cost(k, a):
    """All parameters in one row: W, c, w, b. A slice is a point and a direction."""
    best = np.array([1, -1, -1, 1, 0, 0, 1, 1, 0.0])
    if k < 10:
        best[k - 1] = a
    else:
        best[:6] = a, -a, -a, 1, 0, a - 1
    return xor_cost(best[:4].reshape(2, 2), best[4:6], best[6:8], best[8])


xor_params = lambda: {"W": np.ones((2, 2)), "c": -np.arange(2), "w": np.array([1, -2]), "b": np.zeros(())}


def affine_least_squares(X, y):
    A = np.pad(X, [(0, 0), (0, 1)], constant_values=1)
    Q, R = np.linalg.qr(A)
    w = np.linalg.solve(R, Q.T @ y)
    return w[:-1], w[-1], np.mean((A @ w - y) ** 2)


def gaussian_nll(y, f):
    half = 0.5 * ((y - f) ** 2).sum(1)
    return np.mean(half + y.shape[1] * np.log(np.sqrt(2 * np.pi))), half.mean()


def output_units(h, W, b):
    z = h @ W + b
    return dict(softmax=np.exp(z - lse(z)), tanh=np.tanh(z), sigmoid=sig(z), linear=z)


def sigmoid_nll(z, y):
    s = 1 - 2 * y
    return np.logaddexp(0, s * z).sum(), s * sig(s * z)


def softmax_nll(Z, y):
    true = Z[range(len(y)), y]
    dZ = np.exp(Z - lse(Z)) - (y[:, None] == np.arange(Z.shape[1]))
    return (lse(Z)[:, 0] - true).sum(), dZ, (Z.max(1) - true).sum()


def maxout(z, k):
    Z = z.reshape(-1, k)
    hot = Z == Z.max(1, keepdims=True)
    return Z.max(1), (np.eye(len(Z))[:, :, None] * hot).reshape(len(Z), -1)


def chain_grad(x, y, w, acts):
    u, h = [], [x]
    for v, act in zip(w, acts):
        u.append(h[-1] * v)
        h.append(PHI[act](u[-1]))
    slopes = np.array([DPHI[act](s) for act, s in zip(acts, u)])
    behind = slopes * np.r_[w[1:], 1][:, None]
    g = np.cumprod(behind[::-1], 0)[::-1] * (h[-1] - y) / len(x)
    return g, np.einsum("km,km->k", g, np.array(h[:-1]))


def chain_train(x, y, w0, acts, alpha, MaxIter):
    w = w0 * 1.0
    for _ in range(MaxIter):
        w = w - alpha * chain_grad(x, y, w, acts)[1]
    return w


def regularised_mlp(X, y, W1, W2, lam, act):
    H, Y = PHI[act](X @ W1), np.eye(W2.shape[1])[y]
    G2 = Y / -len(y)
    G1 = G2 @ W2.T * DPHI[act](X @ W1)
    J = np.sum(G2 * (H @ W2)) + lam * sum(np.linalg.norm(W) ** 2 for W in (W1, W2))
    return {"dW1": X.T @ G1 + 2 * lam * W1, "dW2": H.T @ G2 + 2 * lam * W2, "G1": G1, "G2": G2, "J": J}
