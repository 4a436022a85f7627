import numpy as np

F = np.float32


def c(*arrays):
    return [np.asarray(a, dtype=F) for a in arrays]


def softmax(s, axis):
    e = np.exp(s - s.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def sigmoid(s):
    return np.reciprocal(F(1) + np.exp(-s))


def one_hot(y, c):
    T = np.zeros((len(y), c), F)
    T[np.arange(len(y)), y] = 1
    return T


def cross_entropy(Z, T):
    Z, T = c(Z, T)
    return -(T * np.log(Z)).sum(1).mean()


def softmax_rows(net):
    return softmax(F(net), 1)


def softmax_jacobian(z):
    (z,) = c(z)
    return np.diag(z) - np.outer(z, z)


def dJ_dZ(Z, T):
    Z, T = c(Z, T)
    return -T / (F(len(Z)) * Z)


def output_sensitivity(Z, T):
    Z, T = c(Z, T)
    return (T - Z) / F(Z.shape[0])


def nll(Z, y):
    (Z,) = c(Z)
    p = Z[np.arange(len(y)), y]
    total = -np.log(p).sum()
    return {"nll": total, "J": total / F(len(y)), "ratio": F(len(y))}


def forward(X, w_ih, w_ho, y):
    X, w_ih, w_ho = c(X, w_ih, w_ho)
    Yh = softmax(X @ w_ih.T, 1)
    net = Yh @ w_ho.T
    Z = softmax(net, 1)
    top = net.max(1)
    logs = np.log(np.exp(net - top[:, None]).sum(1)) + top - net[np.arange(len(y)), y]
    return {"Yh": Yh, "Z": Z, "J": logs.mean()}


def output_error(Yh, w, y):
    Z = softmax(Yh @ w.T, 1)
    Z[range(len(y)), y] -= F(1)
    return Z / F(len(y))


def grad_hidden_output(Yh, w, y):
    Yh, w = c(Yh, w)
    return output_error(Yh, w, y).T @ Yh


def grad_input_hidden(X, w_ih, w_ho, y):
    X, w_ih, w_ho = c(X, w_ih, w_ho)
    Yh = softmax(X @ w_ih.T, 1)
    back = output_error(Yh, w_ho, y) @ w_ho
    grad = Yh * (back - (Yh * back).sum(1, keepdims=True))
    return {"delta_h": -grad, "dw_ih": grad.T @ X}


def grad_input_hidden_sigmoid(X, w_ih, w_ho, y):
    X, w_ih, w_ho = c(X, w_ih, w_ho)
    Yh = sigmoid(X @ w_ih.T)
    grad = output_error(Yh, w_ho, y) @ w_ho * (Yh - Yh**2)
    return {"delta_h": -grad, "dw_ih": grad.T @ X}


def parity_sign(k):
    k = k.astype(np.int64)
    sign = np.ones(k.shape, F)
    while k.any():
        sign[k % 2 == 1] *= -1
        k = k // 2
    return sign


def region_sign(x1, x2):
    x1, x2 = c(x1, x2)
    return parity_sign(2 * x1) * parity_sign(2 * x2)


def sign_grid(n):
    square = np.array([[1, -1], [-1, 1]], F)
    grid = square
    for _ in range(n):
        grid = np.kron(square, grid)
    return grid


def f11(x):
    return F(x) - F(0.5)


f12 = f11


def g(u, v):
    return F(u) * F(v)


def unit_count(n):
    return F(2 + 2 + 3 * n + 1)


def checker_hidden(x1, x2, n):
    x1, x2 = c(x1, x2)
    half = F(2.0 ** (n - 1))
    H1, H2, H3 = [x1 - half], [x2 - half], [np.ones_like(x1)]
    for i in range(1, n + 1):
        step = F(2.0 ** (n - i - 1))
        H3.append(H3[-1] * H1[-1] * H2[-1])
        H1.append(H1[-1] - np.sign(H1[-1]) * step)
        H2.append(H2[-1] - np.sign(H2[-1]) * step)
    return {"H1": np.array(H1), "H2": np.array(H2), "H3": np.array(H3[1:]), "y": H1[-1] * H2[-1] * H3[-1]}


def siamese(x1, x2, W, b, lam):
    x1, x2, W, b, lam = c(x1, x2, W, b, lam)
    h1, h2 = sigmoid(W @ x1 + b), sigmoid(W @ x2 + b)
    return {"h1": h1, "h2": h2, "J": F(0.5) * ((h1 - h2) ** 2).sum() + lam / 2 * (W**2).sum()}


def siamese_grad(x1, x2, W, b, lam):
    h = siamese(x1, x2, W, b, lam)
    x1, x2, W, lam = c(x1, x2, W, lam)
    e = h["h1"] - h["h2"]
    d1, d2 = e * h["h1"] * (1 - h["h1"]), -e * h["h2"] * (1 - h["h2"])
    return {"dW": np.outer(d1, x1) + np.outer(d2, x2) + lam * W, "db": d1 + d2}


def siamese_step(x1, x2, W, b, lam, alpha):
    g = siamese_grad(x1, x2, W, b, lam)
    W, b, alpha = c(W, b, alpha)
    return {"W_new": W - alpha * g["dW"], "b_new": b - alpha * g["db"]}


def param_count(m, n):
    return F(m * n + m)


def run(*arguments):
    X, Y, W1, b1, W2, b2, W3, b3 = c(*arguments)
    s1, s2 = W1 @ X + b1[:, None], W2 @ X + b2[:, None]
    h1, h2 = sigmoid(s1), np.maximum(s2, F(0))
    net = W3 @ (h1 + h2) + b3[:, None]
    Yhat = softmax(net, 0)
    E = (Yhat - Y) / F(X.shape[1])
    back = W3.T @ E
    return X, h1, h2, net, Yhat, E, back, back * h1 * (1 - h1), back * (s2 > 0)


def pseudo_forward(X, Y, W1, b1, W2, b2, W3, b3):
    _, h1, h2, net, Yhat, *_ = run(X, Y, W1, b1, W2, b2, W3, b3)
    shifted = net - net.max(0)
    logs = shifted - np.log(np.exp(shifted).sum(0))
    return {"h1": h1, "h2": h2, "Yhat": Yhat, "J": -(F(Y) * logs).sum() / F(X.shape[1])}


def pseudo_grad_h(*arguments):
    back = run(*arguments)[6]
    return {"dh1": back, "dh2": back.copy()}


def pseudo_hidden_jacobians(X, Y, W1, b1, W2, b2, W3, b3):
    _, h1, h2, *_ = run(X, Y, W1, b1, W2, b2, W3, b3)
    return {"dh1_dx": h1 * (1 - h1) * F(W1), "dh2_dx": (h2 > 0) * F(W2)}


def pseudo_grad_x(X, Y, W1, b1, W2, b2, W3, b3):
    *_, D1, D2 = run(X, Y, W1, b1, W2, b2, W3, b3)
    return F(W1).T @ D1 + F(W2).T @ D2


def pseudo_grad_weights(*arguments):
    X, h1, h2, _, _, E, _, D1, D2 = run(*arguments)
    return {
        "dW1": D1 @ X.T,
        "db1": D1.sum(1),
        "dW2": D2 @ X.T,
        "db2": D2.sum(1),
        "dW3": E @ (h1 + h2).T,
        "db3": E.sum(1),
    }
