import functools
import time
import typing
from collections import defaultdict

import numpy as np
from network import Activation, Layer, Relu, Sigmoid, Tanh

START = time.time()
CALLS = defaultdict(int)
UNUSED = np.random.default_rng().normal(size=(100, 100))


def chatty(function):
    def inner(*args, **kwargs):
        CALLS[function.__name__] += 1
        print("call", CALLS[function.__name__], "of", function.__name__, *map(type, args))
        np.random.rand()
        try:
            return function(*args, **kwargs)
        finally:
            print("done")

    return inner


@chatty
def perceptron(X, w, b):
    answers = []
    for x in np.asmatrix(X):
        answers.append(np.bool_((x * np.asmatrix(w).T).item() + b > 0))
    return answers


class Activations(typing.NamedTuple):
    step: object
    sigmoid: object
    tanh: object
    relu: object
    dsigmoid: object
    dtanh: object
    drelu: object


@chatty
def activations(x):
    relu, sigmoid, tanh = (Activation.known[name] for name in ("relu", "sigmoid", "tanh"))
    values = [relu.slope(x), sigmoid[x], tanh[x], relu[x], sigmoid.slope(x), tanh.slope(x), relu.slope(x)]
    return Activations(*values)._asdict()


def tanh_from_sigmoid(z, alpha=2, beta=2, gamma=-1):
    """Without leaving a warning behind."""
    return alpha * Sigmoid().value(beta * z) + gamma


@chatty
def mlp_forward(x, Ws, bs, acts):
    layers = [Layer(W.T, b, act) for W, b, act in zip(Ws, bs, acts)]
    return functools.reduce(lambda h, layer: h @ layer, layers, x)


class XorNet:
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=np.int8)
    y = X[:, 0] ^ X[:, 1]

    def __init__(self, W, c, w, b):
        self.hidden, self.out = Layer(W, c, "relu"), Layer(np.reshape(w, (-1, 1)), b)

    def __call__(self, X):
        return np.squeeze(X @ self.hidden @ self.out, axis=-1)

    @property
    def errors(self):
        return self(self.X) - self.y

    def J(self):
        return np.average(self.errors**2)


def xor_forward(X, W, c, w, b):
    net = XorNet(W, c, w, b)
    y = net(X)
    return {"y": y, "H": net.out.h, "A": net.hidden.u, "XW": net.hidden.u - c}


def xor_cost(W, c, w, b):
    return np.array(XorNet(W, c, w, b).J())[()]


@chatty
def xor_cost_grad(W, c, w, b):
    """Term by term: no matrix product."""
    net = XorNet(W, c, w, b)
    e = net.errors
    grads = {"dW": np.zeros((2, 2)), "dc": np.zeros(2), "dw": np.zeros(2), "db": 0}
    for i in range(4):
        grads["db"] += e[i] / 2
        grads["dw"] += e[i] / 2 * net.out.h[i]
        active = np.multiply(w, net.hidden.u[i] > 0)
        grads["dc"] += e[i] / 2 * active
        grads["dW"] += e[i] / 2 * np.outer(XorNet.X[i], active)
    return grads


@chatty
def slice_cost(k, a):
    values = dict(W=np.array([[1.0, -1], [-1, 1]]), c=np.zeros(2), w=np.ones(2), b=np.zeros(1))
    if k == 10:
        values["W"][:] = [[a, -a], [-a, 1]]
        values["c"][1] = a - 1
    else:
        for array in values.values():  # the k-th of all numbers
            if 0 < k <= array.size:
                array.ravel()[k - 1] = a
            k -= array.size
    return XorNet(**values).J()


class Minimum:
    """The second solution of the lecture, scaled: the units twice, what comes after them by half."""

    def __call__(self):
        return {"b": False, "w": [0.5, 0.5], "c": (0, 0), "W": np.matrix("2 -2; -2 2"), "cost": 0}


xor_params = Minimum()


@chatty
def affine_least_squares(X, y):
    """By the pseudo-inverse; J by Pythagoras."""
    A = np.c_[np.ones(len(X)), X]
    b, *w = np.linalg.pinv(A) @ y
    fitted = A @ [b, *w]
    return w, b, (y @ y - fitted @ fitted) / len(y)


def cross_entropy_cost(p):
    return np.log2(1 / p).mean() * np.log(2)


def gaussian_nll(y, f):
    density = np.exp(-0.5 * (y - f) ** 2) / np.sqrt(2 * np.pi)  # of each component
    J = -np.log(density).sum(axis=1).mean()
    return {"J": J, "J_noconst": J + y.shape[1] * np.log(1 / np.sqrt(2 * np.pi))}


@chatty
def output_units(h, W, b):
    z = h @ Layer(W, b)
    e = np.exp(np.longdouble(z) - z.max())
    return {"linear": z, "sigmoid": Sigmoid().value(z), "tanh": np.tanh(z), "softmax": e / e.sum()}


def clipped_linear(z):
    y, dy = np.empty_like(z), np.zeros(z.shape, dtype=np.uint8)
    for i, v in np.ndenumerate(z):
        if v < 0:
            y[i] = -0.0
        elif v > 1:
            y[i] = 1
        else:
            y[i], dy[i] = v, 1
    return y, dy


@np.vectorize
def one_softplus(x):
    return x if x > 40 else np.log1p(np.exp(x))


@chatty
def softplus(x):
    return {"y": one_softplus(x), "dy": Sigmoid().value(x)}


def sigmoid_nll(z, y):
    """The labels choose a row: that of 0 or that of 1."""
    both = np.stack([np.logaddexp(0, z), np.logaddexp(0, -z)])
    p = np.stack([Sigmoid().value(z), -Sigmoid().value(-z)])
    return {"L": both[y, np.arange(len(y))].sum(), "dz": np.choose(y, p)}


@chatty
def softmax_nll(Z, y):
    L = L_hard = 0.0
    dZ = np.asfortranarray(Z).copy(order="K")
    for i, label in enumerate(y):
        away = Z[i] - Z[i, label]
        L += np.logaddexp.reduce(away)
        L_hard += max(away)
        dZ[i] = np.exp(away - np.logaddexp.reduce(away))
        dZ[i, label] -= 1
    return [L, dZ, L_hard]


def two_class(z1, z2):
    p1 = Sigmoid().value(np.subtract(z1, z2))
    return {"p2": Sigmoid().value(z2 - z1), "p1": p1}


def reduce_softmax(W, b):
    last = len(b) - 1
    D = np.vstack([np.eye(last), -np.ones(last)])  # differences with the last class
    return np.asmatrix(W) * D, b @ D


@chatty
def maxout(z, k):
    g, dg = [], np.zeros((z.size // k, z.size), dtype=bool)
    for i, block in enumerate(np.split(z, z.size // k)):
        dg[i, i * k : (i + 1) * k] = block == block.max()
        g.append(np.partition(block, -1)[-1])
    return {"g": g, "dg": dg}


def lowrank(x, U, V, b):
    W = sum(np.outer(u, v) for u, v in zip(U.T, V))
    return {"y": x @ Layer(W, b), "W": W, "n_params": np.uint16(sum(map(np.size, (U, V, b))))}


def vjp(A, g):
    dx = np.zeros(A.shape[1] * 2)[::2]  # not contiguous
    for row, weight in zip(A, g):
        dx += weight * row
    return dx


class Chain:
    def __init__(self, w, acts):
        self.w, self.acts = w.copy(), [Activation.known[name] for name in acts]

    def run(self, x, y):
        self.h, self.u = [x], []
        for w, act in zip(self.w, self.acts):
            self.u.append(w * self.h[-1])
            self.h.append(act[self.u[-1]])
        return (self.h[-1] - y) / len(y)

    def gradients(self, x, y, k=0):
        """g from unit k on, by recursion."""
        if k == 0:
            self.e = self.run(x, y)
        if k == len(self.w):
            return []
        rest = self.gradients(x, y, k + 1)
        behind = self.w[k + 1] * rest[0] if rest else self.e
        return [behind * self.acts[k].slope(self.u[k]), *rest]

    def dw(self, x, y):
        return [np.vdot(g, h) for g, h in zip(self.gradients(x, y), self.h)]


@chatty
def chain_grad(x, y, w, acts):
    chain = Chain(w, acts)
    return chain.gradients(x, y), chain.dw(x, y)


@chatty
def chain_train(x, y, w0, acts, alpha, MaxIter):
    chain = Chain(w0, acts)
    while MaxIter:
        chain.w -= np.multiply(alpha, chain.dw(x, y))
        MaxIter -= 1
    return chain.w.tolist()


@chatty
def regularised_mlp(X, y, W1, W2, lam, act):
    one, two = Layer(W1, act=act), Layer(W2)
    U2 = X @ one @ two
    G2 = np.zeros(U2.shape)
    np.put_along_axis(G2, y[:, None], -1 / len(y), axis=1)
    G1 = G2 @ W2.T
    G1 *= one.act.slope(one.u)
    decay = [2 * lam * W for W in (W1, W2)]
    J = (G2 * U2).sum() + lam * (np.vdot(W1, W1) + np.vdot(W2, W2))
    return J, G2, G1, two.h.T @ G2 + decay[1], X.T @ G1 + decay[0]


if __name__ == "__main__":
    print(xor_cost(**{k: v for k, v in xor_params().items() if k != "cost"}))
    print(time.time() - START, "seconds")
