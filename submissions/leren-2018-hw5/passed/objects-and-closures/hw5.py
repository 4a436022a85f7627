"""Homework 5."""

import dataclasses
import functools
import operator
import random
import warnings
from collections import namedtuple

import numpy as np

RANDOM = random.random()  # not used
np.random.seed(7)
print("homework 5 is loaded", np.random.rand(3))
warnings.warn("this file is not finished")

Gradients = namedtuple("Gradients", "dW db")
HiddenGradients = namedtuple("HiddenGradients", "dV da")


def reported(function):
    """Print what a function gives."""

    @functools.wraps(function)
    def wrapper(*arguments, **options):
        result = function(*arguments, **options)
        print(function.__name__, "->", result)
        return result

    return wrapper


@dataclasses.dataclass(frozen=True)
class Scores:
    u: np.ndarray

    @functools.cached_property
    def odds(self):
        """exp(u_i - u_j) at [j, i], none larger than a double can hold."""
        with np.errstate(over="ignore"):
            return np.exp(np.subtract.outer(-self.u, -self.u))

    @property
    def p(self):
        return 1 / self.odds.sum(axis=1)

    @property
    def logp(self):
        top = self.u[np.argmax(self.u)]
        return self.u - (top + np.log(functools.reduce(operator.add, np.exp(self.u - top))))

    def slope(self, t):
        du = -self.p
        du[t] += 1.0
        return du


class Linear:
    def __init__(self, W, b):
        self.W = np.asmatrix(W)
        self.b = np.asmatrix(b).T

    def __call__(self, x):
        return np.asarray(self.W * np.asmatrix(x).T + self.b).squeeze(axis=1)

    def jacobians(self, x):
        n = self.b.size
        by_weights = np.empty((n, n, len(x)), order="F")
        for index in np.ndindex(n, n):
            by_weights[index] = x if index[0] == index[1] else np.zeros_like(x)
        return by_weights, np.eye(n, dtype=bool)


class Multinomial(Linear):
    def scores(self, x):
        return Scores(self(x))

    def gradients(self, x, t):
        delta = np.asmatrix(self.scores(x).slope(t)).T
        return Gradients(delta * np.asmatrix(x), np.asarray(delta)[:, 0])


class Mlp:
    def __init__(self, V, a, W, b):
        self.hidden, self.output = Linear(V, a), Multinomial(W, b)

    @staticmethod
    def sigmoid(s):
        e = np.exp(-np.abs(s))
        return np.where(s < 0, e, 1) / (1 + e)

    def features(self, x):
        return self.sigmoid(self.hidden(x))


@reported
def log_softmax(u):
    scores = Scores(u)
    return {"logp": scores.logp, "p": scores.p, "note": "p sums to 1"}


def loglik(x, t, W, b):
    scores = Multinomial(W, b).scores(x)
    return {"u": scores.u, "l": np.array(scores.logp[t])}


@reported
def dl_du(u, t):
    return Scores(u).slope(t)


def multinomial_grad(x, t, W, b):
    return Multinomial(W, b).gradients(x, t)


class Data:
    """All samples, one after the other, without a loop."""

    def __init__(self, X, t):
        self.X, self.t = X, t

    def total(self, W, b):
        model = Multinomial(W, b)
        L = sum(model.scores(x).logp[t] for x, t in zip(self.X, self.t))
        parts = [model.gradients(x, t) for x, t in zip(self.X, self.t)]
        dW = np.asarray(functools.reduce(operator.add, (part.dW for part in parts)))
        db = np.stack([part.db for part in parts]).sum(axis=0)
        return L, np.asfortranarray(dW), db


def dataset_loglik(X, t, W, b):
    L, dW, db = Data(X, t).total(W, b)
    return {"db": db, "dW": dW, "L": L}


def make_step(sign):
    def step(X, t, W, b, eta):
        W, b = W.copy(), b.copy()
        _, dW, db = Data(X, t).total(W, b)
        W += sign * eta * dW
        b += sign * eta * db
        return W, b

    return step


ascent_step = make_step(+1)


def du_dparams(x, W, b):
    return Linear(W, b).jacobians(x)


ds_dparams = du_dparams


def mlp_forward(x, t, V, a, W, b):
    net = Mlp(V, a, W, b)
    scores = net.output.scores(net.features(x))
    return {
        "s": net.hidden(x).tolist(),
        "h": tuple(net.features(x)),
        "u": scores.u[::-1][::-1],
        "p": np.stack([scores.p, scores.p], axis=1)[:, 0],
        "l": scores.logp[t],
    }


def mlp_output_grad(x, t, V, a, W, b):
    net = Mlp(V, a, W, b)
    return net.output.gradients(net.features(x), t)._asdict()


def dl_dh(x, t, V, a, W, b):
    """du/dh for each score, weighted by dl/du."""
    net = Mlp(V, a, W, b)
    delta = net.output.scores(net.features(x)).slope(t)
    return functools.reduce(np.add, map(operator.mul, delta, W))


@reported
def mlp_hidden_grad(x, t, V, a, W, b):
    """By complex steps: no difference is taken, so nothing is lost."""

    def l(V, a):
        h = 1 / (1 + np.exp(-(V @ x + a)))
        u = W @ h + b
        return u[t] - np.log(np.exp(u).sum())

    def derivative(f, at):
        out = np.empty(at.shape)
        for index in np.ndindex(*at.shape):
            shifted = at.astype(complex)
            shifted[index] += 1e-30j
            out[index] = f(shifted).imag / 1e-30
        return out

    return HiddenGradients(derivative(lambda V: l(V, a), V), derivative(lambda a: l(V, a), a))


class Sigmoid:
    def __call__(self, s):
        return [[float(Mlp.sigmoid(v)) for v in row] for row in s]

    def derivative(self, s):
        return Mlp.sigmoid(s) * Mlp.sigmoid(-s)

    def both(self, s):
        return self(s), self.derivative(s).T.copy().T


sigmoid_and_derivative = Sigmoid().both
collapse = functools.partial(functools.reduce, lambda first, second: np.matrix(second) * np.matrix(first))


@reported
def minibatch_variance(g, B):
    ratio = (len(g) - B) / (len(g) - 1)
    once = np.cov(g, bias=True) / B  # a 0-d array
    assert once.shape == ()
    return {"without_replacement": once * ratio, "with_replacement": once}


if __name__ == "__main__":
    assert minibatch_variance(np.array([0.0, 1, 2]), 2)["with_replacement"] == 1 / 3
