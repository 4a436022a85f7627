import numpy as np

f32 = np.float32


def single(*arrays):
    return [np.asarray(a, dtype=f32) for a in arrays]


def activate(name, s):
    """Value and derivative."""
    if name == "relu":
        return np.maximum(s, f32(0)), (s > 0).astype(f32)
    if name == "tanh":
        t = np.tanh(s)
        return t, f32(1) - t * t
    if name == "sigmoid":
        h = f32(1) / (f32(1) + np.exp(-s))
        return h, h * (f32(1) - h)
    return s, np.ones_like(s)


def backprop3(X, W1, W2, W3, Y_gt, acts):
    X, W1, W2, W3, Y_gt = single(X, W1, W2, W3, Y_gt)
    Z1, d1 = activate(acts[0], W1.dot(X))
    Z2, d2 = activate(acts[1], W2.dot(Z1))
    Y, d3 = activate(acts[2], W3.dot(Z2))
    E = Y - Y_gt
    D3 = np.multiply(E, d3)
    dZ2 = W3.T.dot(D3)
    D2 = np.multiply(dZ2, d2)
    D1 = np.multiply(W2.T.dot(D2), d1)
    return {
        "L": f32(0.5) * np.sum(E**2, dtype=f32),
        "Y": Y,
        "dL_dY": E,
        "D3": D3,
        "D2": D2,
        "D1": D1,
        "dZ2": dZ2,
        "dW3": D3.dot(Z2.T),
        "dW2": D2.dot(Z1.T),
        "dW1": D1.dot(X.T),
    }


def dS_dW(W3, Z2):
    d3, d2 = W3.shape
    T = np.zeros((d3, Z2.shape[1], d3, d2), dtype=np.float32)
    T[np.arange(d3), :, np.arange(d3), :] = Z2.T
    return T


def forward(X, W1, W2, y):
    X, W1, W2, y = single(X, W1, W2, y)
    S1 = W1 @ X
    Z1 = np.fmax(S1, f32(0))
    S2 = W2 @ Z1
    N = f32(X.shape[1])
    return dict(S1=S1, Z1=Z1, S2=S2, Y=S2, L=np.square(S2 - y).sum() / (2 * N))


def backward(X, W1, W2, y):
    X, W1, W2, y = single(X, W1, W2, y)
    N = f32(X.shape[1])
    out = forward(X, W1, W2, y)
    D_out = (out["Y"] - y) / N
    D1 = W2.T @ D_out
    D1[out["S1"] < 0] = 0
    return dict(D_out=D_out, D1=D1, dW2=D_out @ out["Z1"].T, dW1=D1 @ X.T)


def worked_example(X, W1, W2, y):
    results = forward(X, W1, W2, y)
    results.update(backward(X, W1, W2, y))
    assert all(np.asarray(v).dtype == f32 for v in results.values())
    return results


def sgd_step(X, W1, W2, y, lr):
    X, W1, W2, y = single(X, W1, W2, y)
    grads = backward(X, W1, W2, y)
    W1 = W1 - f32(lr) * grads["dW1"]
    W2 = W2 - f32(lr) * grads["dW2"]
    return {"W1n": W1, "W2n": W2, "Ln": forward(X, W1, W2, y)["L"]}


def softmax(o):
    e = np.exp(np.asarray(o, f32) - f32(np.max(o)))
    return e / e.sum()


def hinge_loss(o, y, C):
    p = softmax(o)
    terms = np.maximum(f32(0), p - p[y] + f32(C))
    return np.delete(terms, y).sum()


def term_jacobian(o, y):
    p = softmax(o)
    J = p[:, None] * (np.eye(len(p), dtype=f32) - p[None, :])
    return J - J[[y]]


def hinge_grad(o, y, C):
    p = softmax(o)
    active = (p - p[y] + f32(C) > 0).astype(f32)
    active[y] = -(active.sum() - 1)
    return p * (active - active @ p)  # the softmax's Jacobian times the weights of the p


def deep_backprop(X, Ws, acts, Y_gt):
    X, Y_gt = single(X, Y_gt)
    inputs, slopes, Z = [], [], X
    for W, name in zip(single(*Ws), acts):
        inputs.append(Z)
        Z, d = activate(name, W @ Z)
        slopes.append(d)
    dWs = [None] * len(Ws)
    back = Z - Y_gt
    for k in range(len(Ws) - 1, -1, -1):
        back = back * slopes[k]
        dWs[k] = back @ inputs[k].T
        back = np.asarray(Ws[k], f32).T @ back
    return dWs
