from __future__ import annotations

from functools import partial, reduce, wraps
from typing import NamedTuple

import numpy as np

from . import dual
from .dual import Dual, lift

FUNCTIONS = {"relu": dual.relu, "tanh": dual.tanh, "sigmoid": dual.sigmoid, "identity": lift}


class Matrix:
    """A matrix of duals."""

    def __init__(self, rows):
        self.rows = [list(row) for row in rows]

    @classmethod
    def variables(cls, array, name):
        return cls(
            [Dual.variable(v, (name, i, j)) for j, v in enumerate(row)]
            for i, row in enumerate(np.asarray(array))
        )

    def __matmul__(self, other):
        return Matrix(
            [reduce(lambda s, pq: s + pq[0] * pq[1], zip(row, column), lift(0)) for column in zip(*other.rows)]
            for row in self.rows
        )

    def map(self, f):
        return Matrix([f(x) for x in row] for row in self.rows)

    def half_squares(self, target):
        pairs = zip(sum(self.rows, []), np.ravel(target))
        return reduce(lambda s, yt: s + (yt[0] - yt[1]) * (yt[0] - yt[1]) * 0.5, pairs, lift(0))

    @property
    def values(self):
        return np.array([[x.value for x in row] for row in self.rows], order="F")


def gradient(loss, name, shape):
    found = np.zeros(shape)
    for index in np.ndindex(*shape):
        found[index] = loss.slopes.get((name, *index), 0.0)
    return found


def quiet(function):
    """Warnings are not wanted."""

    @wraps(function)
    def inner(*arguments):
        with np.errstate(all="ignore"):
            return function(*arguments)

    return inner


class Network:
    """A stack of layers without biases."""

    def __init__(self, weights, names):
        self.layers = list(zip(weights, names))

    def shifted(self, X, k=None, name=None):
        """Outputs of the last layer, where layer k (from 1) adds zeros whose derivatives are wanted."""
        Z = X if isinstance(X, Matrix) else Matrix(np.vectorize(lift, otypes=[object])(X))
        for number, (W, function) in enumerate(self.layers, 1):
            S = (W if isinstance(W, Matrix) else Matrix(np.vectorize(lift, otypes=[object])(W))) @ Z
            if number == k:
                extra = Matrix.variables(np.zeros((len(S.rows), len(S.rows[0]))), name)
                S = Matrix([a + b for a, b in zip(r, q)] for r, q in zip(S.rows, extra.rows))
            Z = S.map(FUNCTIONS[function])
        return Z


def every_gradient(X, Ws, acts, Y_gt):
    for k, W in enumerate(Ws):
        weights = [Matrix.variables(V, "W") if i == k else V for i, V in enumerate(Ws)]
        yield gradient(Network(weights, acts).shifted(X).half_squares(Y_gt), "W", W.shape)


@quiet
def deep_backprop(X, Ws, acts, Y_gt):
    return tuple(every_gradient(X, Ws, acts, Y_gt))


class Backprop3(NamedTuple):
    L: float
    Y: np.ndarray
    dL_dY: np.ndarray
    D3: np.ndarray
    D2: np.ndarray
    D1: np.ndarray
    dZ2: np.ndarray
    dW3: np.ndarray
    dW2: np.ndarray
    dW1: np.ndarray


def backprop3(X, W1, W2, W3, Y_gt, acts):
    net = Network([W1, W2, W3], acts)

    def error_signal(k):
        loss = net.shifted(X, k, "S").half_squares(Y_gt)
        return gradient(loss, "S", ((W1, W2, W3)[k - 1].shape[0], X.shape[1]))

    out = net.shifted(X)
    Z2 = Network([W1, W2], acts[:2]).shifted(X).values
    last = Network([W3], acts[2:]).shifted(Matrix.variables(Z2, "Z")).half_squares(Y_gt)
    dW1, dW2, dW3 = every_gradient(X, [W1, W2, W3], acts, Y_gt)
    return Backprop3(
        L=out.half_squares(Y_gt).value,
        Y=out.values,
        dL_dY=out.values - Y_gt,
        D3=error_signal(3),
        D2=error_signal(2),
        D1=error_signal(1),
        dZ2=gradient(last, "Z", Z2.shape),
        dW3=dW3,
        dW2=dW2,
        dW1=dW1,
    )


def dS_dW(W3, Z2):
    S = Matrix.variables(W3, "W") @ Matrix(np.vectorize(lift, otypes=[object])(Z2))
    return [[gradient(s, "W", W3.shape) for s in row] for row in S.rows]


class TwoLayers:
    """Exercise 2 with numpy.matrix, on which * is the product of matrices."""

    def __init__(self, X, W1, W2, y):
        self.X, self.W1, self.W2, self.y = map(np.matrix, (X, W1, W2, y))
        self.N = self.X.shape[1]

    @property
    def S1(self):
        return self.W1 * self.X

    @property
    def Z1(self):
        return np.maximum(self.S1, 0)

    @property
    def Y(self):
        return self.W2 * self.Z1

    S2 = Y

    @property
    def L(self):
        error = self.Y - self.y
        return (error * error.T).trace()[0, 0] / (2 * self.N)

    @property
    def D_out(self):
        return (self.Y - self.y) / self.N

    @property
    def D1(self):
        return np.multiply(self.W2.T * self.D_out, self.S1 > 0)

    @property
    def dW2(self):
        return self.D_out * self.Z1.T

    @property
    def dW1(self):
        return self.D1 * self.X.T

    def stepped(self, lr):
        return TwoLayers(self.X, self.W1 - lr * self.dW1, self.W2 - lr * self.dW2, self.y)


def ask(names, X, W1, W2, y):
    model = TwoLayers(X, W1, W2, y)
    return {name: getattr(model, name) for name in names.split()}


forward = partial(ask, "Y Z1 S2 S1 L")
backward = partial(ask, "D1 D_out dW1 dW2")
worked_example = partial(ask, "L Y S1 Z1 D_out D1 dW2 dW1")


def sgd_step(X, W1, W2, y, lr):
    after = TwoLayers(X, W1, W2, y).stepped(lr)
    return {"W1n": after.W1, "W2n": after.W2, "Ln": np.array(after.L)}


class Softmax:
    def __init__(self, o):
        self.o = o = [Dual.variable(v, i) for i, v in enumerate(o - np.median(o[o > o.max() - 500]))]
        e = [dual.exp(v) if v.value > -700 else lift(0) for v in o]
        below = dual.inverse(reduce(Dual.__add__, e))
        self.p = [x * below for x in e]

    def terms(self, y):
        return [q - self.p[y] for q in self.p]

    def row(self, number):
        return [number.slopes.get(j, 0.0) for j in range(len(self.o))]


def term_jacobian(o, y):
    softmax = Softmax(o)
    return [softmax.row(term) for term in softmax.terms(y)]


def hinge(o, y, C):
    softmax = Softmax(o)
    active = [t + C for k, t in enumerate(softmax.terms(y)) if k != y and t + C > 0]
    return softmax, reduce(Dual.__add__, active, lift(0))


hinge_loss = lambda o, y, C: np.float64(hinge(o, y, C)[1].value)


def hinge_grad(o, y, C):
    softmax, loss = hinge(o, y, C)
    return np.array(softmax.row(loss))[::-1][::-1]
