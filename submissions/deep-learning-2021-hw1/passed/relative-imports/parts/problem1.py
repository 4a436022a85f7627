from dataclasses import asdict, dataclass
from functools import partial

import numpy as np

from . import calculus
from .activations import log_softmax


@dataclass
class Pass:
    Yh: np.matrix
    Z: np.matrix
    J: float


@dataclass
class Gradients:
    delta_h: np.ndarray
    dw_ih: np.ndarray


def one_hot(y, c):
    return np.matrix(np.equal.outer(y, np.arange(c)))


def log_loss(log_z, y):
    return -log_z[np.arange(y.size), y].sum() / y.size


def cross_entropy(Z, T):
    return np.array(log_loss(np.log(Z), T.argmax(axis=1)))


def softmax_rows(net):
    return np.exp(log_softmax(net, 1))[:, ::-1][:, ::-1]


def softmax_jacobian(z):
    rows = (calculus.gradient(lambda net: calculus.softmax(net, 0)[a], np.log(z)) for a in range(len(z)))
    return list(rows)


def dJ_dZ(Z, T):
    return calculus.gradient(lambda Z: -(T * np.log(Z)).sum() / len(T), Z)


def output_sensitivity(Z, T):
    net = np.log(Z)
    return calculus.gradient(lambda net: (T * np.log(calculus.softmax(net, 1))).sum() / len(T), net)


def nll(Z, y):
    """In pieces, whose products a double can hold."""
    true = Z[np.arange(len(y)), y]
    pieces = [np.log(np.prod(true[i : i + 5])) for i in range(0, len(true), 5)]
    likelihood = -sum(pieces)
    return dict(ratio=np.int64(len(y)), J=likelihood / len(y), nll=likelihood)


def forward(X, w_ih, w_ho, y):
    X, w_ih, w_ho = map(np.asmatrix, (X, w_ih, w_ho))
    Yh = np.asmatrix(np.exp(log_softmax(np.asarray(X * w_ih.T), 1)))
    logs = log_softmax(np.asarray(Yh * w_ho.T), 1)
    return asdict(Pass(Yh, np.asmatrix(np.exp(logs)), log_loss(logs, y)))


def output_error(Yh, w, y):
    Z = np.exp(log_softmax(Yh @ w.T, 1))
    np.subtract.at(Z, (np.arange(len(y)), y), 1)
    return np.divide(Z, len(y), out=Z)


def grad_hidden_output(Yh, w, y):
    """One sample after the other."""
    dw = np.zeros_like(w, order="F")
    for e, h in zip(output_error(Yh, w, y), Yh):
        dw += np.multiply.outer(e, h)
    return dw


def grad_input_hidden(X, w_ih, w_ho, y):
    Yh = np.exp(log_softmax(X @ w_ih.T, 1))
    delta = np.zeros((len(X), len(w_ih)))
    for i, (h, e) in enumerate(zip(Yh, output_error(Yh, w_ho, y))):
        delta[i] = -(np.diag(h) - np.outer(h, h)) @ (w_ho.T @ e)
    return vars(Gradients(delta_h=delta, dw_ih=np.ascontiguousarray((-X.T @ delta)).T))


def minus(f, *arguments):
    return -f(*arguments)


def loss_of_hidden_net(w_ho, y, e):
    """A loss whose gradient is the same, with the error of the output held fixed."""
    return lambda net: (e @ w_ho * calculus.sigmoid(net)).sum()


def grad_input_hidden_sigmoid(X, w_ih, w_ho, y):
    e = output_error(calculus.sigmoid(X @ w_ih.T), w_ho, y)
    loss = loss_of_hidden_net(w_ho, y, e)
    return {
        "delta_h": calculus.gradient(partial(minus, loss), X @ w_ih.T),
        "dw_ih": calculus.gradient(lambda w: loss(X @ w.T), w_ih),
    }
