"""Wrong versions that students write: a class each, its docstring is what the student reads."""

import numpy as np

FUNCTIONS = {"tanh": np.tanh, "sigmoid": lambda u: 1 / (1 + np.exp(-u))}
DERIVATIVES = {"tanh": lambda h: 1 - h**2, "sigmoid": lambda h: h * (1 - h)}


def _forward(x, weights, acts):
    h = [x]
    for weight, act in zip(weights, acts, strict=True):
        h.append(FUNCTIONS[act](h[-1] * weight))
    return h


def _backward(y, weights, acts, h, next_weight=1):
    """The gradients by the pre-activations; passing back from unit k + 1 uses weight k + *next_weight*."""
    slopes = [DERIVATIVES[act](row) for act, row in zip(acts, h[1:], strict=True)]
    g = [slopes[-1] * (h[-1] - y) / len(y)]
    for k in range(len(weights) - 2, -1, -1):
        g.insert(0, slopes[k] * g[0] * weights[k + next_weight])
    return g


def _gradient(h, g):
    return np.array([before @ signal for before, signal in zip(h, g, strict=True)])


class w_k_instead_of_k_plus_1:
    """g of unit k uses w[k], as algorithm 1 prints it; it needs the next unit's weight, w[k+1]."""

    def w(x, y, w0, acts, alpha, MaxIter):
        weights = w0
        for _ in range(MaxIter):
            h = _forward(x, weights, acts)
            g = _backward(y, weights, acts, h, next_weight=0)
            weights = weights - alpha * _gradient(h[:-1], g)
        return weights


class updated_during_backward:
    """g of unit k uses a w[k+1] that is already updated; compute all g before any weight changes."""

    def w(x, y, w0, acts, alpha, MaxIter):
        weights = w0
        for _ in range(MaxIter):
            h = _forward(x, weights, acts)
            signal = h[-1] - y
            for k in range(len(weights) - 1, -1, -1):
                signal = signal * DERIVATIVES[acts[k]](h[k + 1])
                weights[k] -= alpha * (h[k] @ signal) / len(y)
                signal = signal * weights[k]
        return weights


class gradient_ascent:
    """The steps go up the gradient; to lower J, subtract alpha times the gradient."""

    def w(x, y, w0, acts, alpha, MaxIter):
        weights = w0
        for _ in range(MaxIter):
            h = _forward(x, weights, acts)
            weights = weights + alpha * _gradient(h[:-1], _backward(y, weights, acts, h))
        return weights


class stale_forward:
    """Every step uses the gradient at the start w0; compute it anew with the weights of each step."""

    def w(x, y, w0, acts, alpha, MaxIter):
        h = _forward(x, w0, acts)
        return w0 - MaxIter * alpha * _gradient(h[:-1], _backward(y, w0, acts, h))


class h_k_instead_of_k_minus_1:
    """The gradient by w_k uses the unit's own output h_k; it is its input h_(k-1) times g_k."""

    def w(x, y, w0, acts, alpha, MaxIter):
        weights = w0
        for _ in range(MaxIter):
            h = _forward(x, weights, acts)
            weights = weights - alpha * _gradient(h[1:], _backward(y, weights, acts, h))
        return weights


class one_step_less:
    """One step is missing: MaxIter steps are asked for, and range(1, MaxIter) has one less."""

    def w(x, y, w0, acts, alpha, MaxIter):
        weights = w0
        for _ in range(1, MaxIter):
            h = _forward(x, weights, acts)
            weights = weights - alpha * _gradient(h[:-1], _backward(y, weights, acts, h))
        return weights


class one_step_more:
    """There is a step too many: MaxIter steps are asked for."""

    def w(x, y, w0, acts, alpha, MaxIter):
        weights = w0
        for _ in range(MaxIter + 1):
            h = _forward(x, weights, acts)
            weights = weights - alpha * _gradient(h[:-1], _backward(y, weights, acts, h))
        return weights
