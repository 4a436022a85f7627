from __future__ import annotations

from collections import OrderedDict

import numpy as np

from . import calculus as ca
from .activations import sigmoid, step


class Siamese:
    def __init__(self, W, b, lam):
        self.W, self.b, self.lam = W.copy(), b.copy(), lam

    def branch(self, x):
        return sigmoid(self.W @ x + self.b)

    def loss(self, x1, x2):
        return np.sum((self.branch(x1) - self.branch(x2)) ** 2) / 2 + self.lam * np.vdot(self.W, self.W) / 2

    def gradients(self, x1, x2):
        def J(W, b):
            e = ca.sigmoid(W @ x1 + b) - ca.sigmoid(W @ x2 + b)
            return (e * e).sum() / 2 + self.lam / 2 * (W * W).sum()

        return ca.gradient(lambda W: J(W, self.b), self.W), ca.gradient(lambda b: J(self.W, b), self.b)

    def step(self, x1, x2, alpha):
        dW, db = self.gradients(x1, x2)
        self.W -= alpha * dW
        self.b -= alpha * db
        return self


def siamese(x1, x2, W, b, lam):
    model = Siamese(W, b, lam)
    return OrderedDict(J=model.loss(x1, x2), h2=model.branch(x2), h1=model.branch(x1))


def siamese_grad(x1, x2, W, b, lam):
    return Siamese(W, b, lam).gradients(x1, x2)


def siamese_step(x1, x2, W, b, lam, alpha):
    after = Siamese(W, b, lam).step(x1, x2, alpha)
    return {"W_new": after.W, "b_new": after.b}


def param_count(m, n):
    model = Siamese(np.zeros((m, n)), np.zeros(m), 0)
    return model.W.size + model.b.size


def loss(X, Y, W1, b1, W2, b2, W3, b3):
    H = ca.sigmoid(W1 @ X + b1[:, None]) + ca.relu(W2 @ X + b2[:, None])
    net = W3 @ H + b3[:, None]
    top = net.real.max(axis=0)
    logs = net - top - np.log(np.exp(net - top).sum(axis=0))
    return -(Y * logs).sum() / X.shape[1]


NAMES = ("X", "Y", "W1", "b1", "W2", "b2", "W3", "b3")


def by(name, arguments):
    values = dict(zip(NAMES, arguments))
    return ca.gradient(lambda value: loss(**{**values, name: value}), values[name])


def pseudo_forward(X, Y, W1, b1, W2, b2, W3, b3):
    column = np.s_[:, np.newaxis]
    h1 = sigmoid(W1 @ X + b1[column])
    h2 = (W2 @ X + b2[column]) * step(W2 @ X + b2[column])
    Yhat = ca.softmax(W3 @ (h1 + h2) + b3[column], 0)
    return {"h1": h1.tolist(), "h2": h2, "Yhat": np.asfortranarray(Yhat), "J": loss(X, Y, W1, b1, W2, b2, W3, b3)}


def pseudo_grad_h(X, Y, W1, b1, W2, b2, W3, b3):
    done = pseudo_forward(X, Y, W1, b1, W2, b2, W3, b3)
    h = np.array(done["h1"]) + done["h2"]
    dh = np.empty_like(h)
    for j in range(h.shape[1]):
        for i in range(h.shape[0]):
            up = sum(W3[k, i] * (done["Yhat"][k, j] - Y[k, j]) for k in range(len(b3)))
            dh[i, j] = up / h.shape[1]
    return {"dh2": dh, "dh1": dh}


def pseudo_hidden_jacobians(X, Y, W1, b1, W2, b2, W3, b3):
    x = X.ravel()
    one = [ca.gradient(lambda x: ca.sigmoid(w @ x + b), x) for w, b in zip(W1, b1)]
    two = [ca.gradient(lambda x: ca.relu(w @ x + b), x) for w, b in zip(W2, b2)]
    return one, np.vstack(two)


def pseudo_grad_x(*arguments):
    return by("X", arguments)


def pseudo_grad_weights(*arguments):
    return {f"d{name}": by(name, arguments) for name in NAMES[2:]}
