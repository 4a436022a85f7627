import numpy as np

single = np.float32


def cast(*values):
    return [np.array(v, single) for v in values]


def softmax(u):
    e = np.exp(u - u.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def logp(u):
    m = u.max(axis=-1, keepdims=True)
    return u - m - np.log(np.exp(u - m).sum(axis=-1, keepdims=True))


def sig(s):
    with np.errstate(over="ignore"):
        return single(1) / (single(1) + np.exp(-s))


def log_softmax(u):
    (u,) = cast(u)
    return {"p": softmax(u), "logp": logp(u)}


def loglik(x, t, W, b):
    x, W, b = cast(x, W, b)
    u = W @ x + b
    return {"u": u, "l": logp(u)[t]}


def dl_du(u, t):
    p = softmax(np.array(u, single))
    p[t] -= 1
    return -p


def multinomial_grad(x, t, W, b):
    x, W, b = cast(x, W, b)
    d = dl_du(W @ x + b, t)
    return {"dW": d[:, None] * x, "db": d}


def dataset_loglik(X, t, W, b):
    X, W, b = cast(X, W, b)
    U = X @ W.T + b
    P = softmax(U)
    rows = np.arange(len(t))
    L = logp(U)[rows, t].sum()
    P[rows, t] -= 1
    return {"L": L, "dW": -P.T @ X, "db": -P.sum(axis=0)}


def ascent_step(X, t, W, b, eta):
    W32, b32 = cast(W, b)
    g = dataset_loglik(X, t, W, b)
    W32 += single(eta) * g["dW"]  # copies, made by cast
    b32 += single(eta) * g["db"]
    return {"W_new": W32, "b_new": b32}


def du_dparams(x, W, b):
    C = len(b)
    du_dW = np.zeros((C, C, len(x)), single)
    du_dW[range(C), range(C)] = x
    return {"du_dW": du_dW, "du_db": np.identity(C, single)}


def ds_dparams(x, V, a):
    found = du_dparams(x, V, a)
    return {"ds_dV": found["du_dW"], "ds_da": found["du_db"]}


def mlp_forward(x, t, V, a, W, b):
    x, V, a, W, b = cast(x, V, a, W, b)
    s = V @ x + a
    h = sig(s)
    u = W @ h + b
    return {"s": s, "h": h, "u": u, "p": softmax(u), "l": logp(u)[t]}


def mlp_output_grad(x, t, V, a, W, b):
    values = mlp_forward(x, t, V, a, W, b)
    d = dl_du(values["u"], t)
    return {"dW": np.outer(d, values["h"]), "db": d}


def dl_dh(x, t, V, a, W, b):
    d = dl_du(mlp_forward(x, t, V, a, W, b)["u"], t)
    return np.asarray(W, single).T @ d


def mlp_hidden_grad(x, t, V, a, W, b):
    h = mlp_forward(x, t, V, a, W, b)["h"]
    da = dl_dh(x, t, V, a, W, b) * h * (1 - h)
    return {"dV": np.outer(da, np.asarray(x, single)), "da": da}


def sigmoid_and_derivative(s):
    h = sig(np.array(s, single))
    return {"h": h, "dh_ds": h - h**2}


def collapse(Ws):
    M = np.eye(Ws[0].shape[1], dtype=single)
    for W in Ws:
        M = W.astype(single) @ M
    return M


def minibatch_variance(g, B):
    g = g.astype(single)
    n = single(len(g))
    v = g.var()
    return {
        "with_replacement": v / single(B),
        "without_replacement": v / single(B) * (n - B) / (n - 1),
    }
