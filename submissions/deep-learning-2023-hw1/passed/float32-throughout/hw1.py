import numpy as np

f4 = np.float32


def as32(function):
    """All arguments in single precision, before anything is computed."""

    def wrapped(*args):
        return function(*(f4(a) if np.ndim(a) == 0 else np.asarray(a, f4) for a in args))

    return wrapped


def sigmoid(s):
    return 1 / (1 + np.exp(-s))


def regression(x, W1, b1, W2, b2):
    s1 = W1.dot(x) + b1
    a1 = f4(5) * np.maximum(0, s1)
    s2 = W2.dot(a1) + b2
    return s1, a1, s2


def classification(x, W1, b1, W2, b2):
    s1 = W1.dot(x) + b1
    a1 = np.tanh(s1)
    s2 = W2.dot(a1) + b2
    return s1, a1, s2


@as32
def forward(x, y, W1, b1, W2, b2):
    s1, a1, s2 = regression(x, W1, b1, W2, b2)
    return {"s1": s1, "a1": a1, "s2": s2, "yt": s2, "C": np.sum((s2 - y) ** 2)}


@as32
def forward_cls(x, y, W1, b1, W2, b2):
    s1, a1, s2 = classification(x, W1, b1, W2, b2)
    yt = sigmoid(s2)
    return {"s1": s1, "a1": a1, "s2": s2, "yt": yt, "C": np.dot(yt - y, yt - y)}


@as32
def gradients(x, y, W1, b1, W2, b2):
    s1, a1, s2 = regression(x, W1, b1, W2, b2)
    d2 = 2 * (s2 - y)
    d1 = W2.T.dot(d2) * np.where(s1 > 0, f4(5), f4(0))
    return {"dW1": np.outer(d1, x), "db1": d1, "dW2": np.outer(d2, a1), "db2": d2}


@as32
def gradients_cls(x, y, W1, b1, W2, b2):
    s1, a1, s2 = classification(x, W1, b1, W2, b2)
    yt = sigmoid(s2)
    d2 = 2 * (yt - y) * yt * (1 - yt)
    d1 = W2.T.dot(d2) * (1 - a1**2)
    return {"dW1": np.outer(d1, x), "db1": d1, "dW2": np.outer(d2, a1), "db2": d2}


def cross_entropy(y, yt):
    return -np.mean(y * np.log(yt) + (1 - y) * np.log(1 - yt))


@as32
def gradients_bce(x, y, W1, b1, W2, b2):
    s1, a1, s2 = classification(x, W1, b1, W2, b2)
    yt = sigmoid(s2)
    d2 = (yt - y) / f4(len(y))
    d1 = (d2 @ W2) * (1 - a1 * a1)
    return {"C": cross_entropy(y, yt), "dW1": np.outer(d1, x), "db1": d1, "dW2": np.outer(d2, a1), "db2": d2}


@as32
def gradients_relu_bce(x, y, W1, b1, W2, b2):
    s1 = W1 @ x + b1
    a1 = np.clip(s1, 0, None)
    yt = sigmoid(W2 @ a1 + b2)
    dyt = (yt - y) / (yt * (1 - yt)) / f4(len(y))
    d2 = dyt * yt * (1 - yt)
    d1 = (d2 @ W2) * (s1 > 0)
    return {"C": cross_entropy(y, yt), "dW1": np.outer(d1, x), "db1": d1, "dW2": np.outer(d2, a1), "db2": d2}


@as32
def bce(y, yt):
    K = f4(y.size)
    dC_dy = (yt - y) / (yt * (1 - yt)) / K
    return {"C": cross_entropy(y, yt), "dC_dy": dC_dy[np.newaxis], "dC_ds2": (yt - y)[np.newaxis] / K}


def of_weights(v, n):
    J = np.zeros((n, n, v.size), f4)
    for i in range(n):
        J[i, i] = v
    return J


@as32
def local_jacobians(x, y, W1, b1, W2, b2):
    s1, a1, s2 = regression(x, W1, b1, W2, b2)
    I = np.identity(len(y), f4)
    return {
        "dC_dy": 2 * (s2 - y)[None],
        "dy_ds2": I,
        "ds2_da1": W2,
        "ds2_dW2": of_weights(a1, len(y)),
        "ds2_db2": I,
        "da1_ds1": np.diag(5 * (s1 > 0).astype(f4)),
        "ds1_dW1": of_weights(x, len(b1)),
        "ds1_db1": np.identity(len(b1), f4),
    }


@as32
def local_jacobians_cls(x, y, W1, b1, W2, b2):
    _, a1, s2 = classification(x, W1, b1, W2, b2)
    yt = sigmoid(s2)
    return {
        "dC_dy": 2 * (yt - y)[None],
        "dy_ds2": np.diag(yt - yt**2),
        "ds2_da1": W2,
        "ds2_dW2": of_weights(a1, len(y)),
        "ds2_db2": np.identity(len(y), f4),
        "da1_ds1": np.diag(1 - a1**2),
        "ds1_dW1": of_weights(x, len(b1)),
        "ds1_db1": np.identity(len(b1), f4),
    }


@as32
def sgd_step(x, y, W1, b1, W2, b2, eta):
    g = gradients(x, y, W1, b1, W2, b2)
    return {"W1": W1 - eta * g["dW1"], "b1": b1 - eta * g["db1"], "W2": W2 - eta * g["dW2"], "b2": b2 - eta * g["db2"]}


@as32
def soft_argmax(x, beta):
    e = np.exp(beta * (x - x.max()))
    hard = np.zeros_like(x)
    hard[x.argmax()] = 1
    return {"soft": e / e.sum(), "softmax_value": x.max() + np.log(e.sum()) / beta, "hard": hard}
