"""Derivatives by central differences against those known by hand."""

from pathlib import Path

import numpy as np
import pytest

from grader.authoring.differences import derivative
from grader.reference import Reference, Step
from grader.spec.model import Derivative


def graph(*functions):
    """A reference of the given steps, in order."""
    steps = [
        Step(f.__name__, f.__code__.co_varnames[: f.__code__.co_argcount], f) for f in functions
    ]
    return Reference({step.name: step for step in steps}, Path("reference.py"))


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def draw(*shape):
    return np.random.default_rng(len(shape)).normal(size=shape)


def close(found, expected):
    """Equal in shape, and to the digits that central differences give."""
    assert np.shape(found) == np.shape(expected)
    return np.allclose(found, expected, rtol=1e-7, atol=1e-8)


def h(W, x, b):
    return sigmoid(W @ x + b)


def J(h, lam, W):
    return (h**2).sum() / 2 + lam / 2 * (W**2).sum()


@pytest.fixture
def layer():
    """A layer with an objective, and its arguments."""
    return graph(h, J), {"W": draw(3, 2), "x": draw(2), "b": draw(3), "lam": 0.7}


# Shapes: those of the step, then those of what it is differentiated by.


def test_a_scalar_by_a_scalar():
    def y(x):
        return np.sin(x)

    found = derivative(graph(y), {"x": 0.3}, Derivative("y", "x"))

    assert close(found, np.cos(0.3))


def test_a_scalar_by_a_vector():
    def y(x):
        return (x**3).sum()

    x = draw(4)

    assert close(derivative(graph(y), {"x": x}, Derivative("y", "x")), 3 * x**2)


def test_a_vector_by_a_scalar():
    def y(x, t):
        return x * t**2

    x = draw(4)

    assert close(derivative(graph(y), {"x": x, "t": 1.5}, Derivative("y", "t")), 3 * x)


def test_a_vector_by_a_matrix():
    def y(W, x):
        return W @ x

    x = draw(2)
    found = derivative(graph(y), {"W": draw(3, 2), "x": x}, Derivative("y", "W"))

    assert close(found, np.einsum("ij,k->ijk", np.eye(3), x))


def test_a_matrix_by_a_vector():
    def Y(x, v):
        return np.outer(x, v)

    x = draw(3)
    found = derivative(graph(Y), {"x": x, "v": draw(2)}, Derivative("Y", "v"))

    assert close(found, np.einsum("i,jk->ijk", x, np.eye(2)))


def test_a_matrix_by_a_matrix():
    def Y(A, B):
        return A @ B

    B = draw(2, 4)
    found = derivative(graph(Y), {"A": draw(3, 2), "B": B}, Derivative("Y", "A"))

    assert close(found, np.einsum("ik,lj->ijkl", np.eye(3), B))


def test_by_a_list_it_is_a_list():
    """One array an item, each of the item's shape."""

    def y(Ws, x):
        return (Ws[1] @ (Ws[0] @ x)).sum()

    Ws, x = [draw(3, 2), draw(4, 3)], draw(2)
    found = derivative(graph(y), {"Ws": Ws, "x": x}, Derivative("y", "Ws"))

    assert isinstance(found, list)
    assert len(found) == 2
    assert close(found[0], np.outer(Ws[1].sum(axis=0), x))
    assert close(found[1], np.outer(np.ones(4), Ws[0] @ x))


def test_a_vector_by_a_list_of_scalars():
    def y(ts, x):
        return ts[0] * ts[1] * x

    found = derivative(graph(y), {"ts": [2.0, 3.0], "x": draw(3)}, Derivative("y", "ts"))

    assert close(found[0], 3 * draw(3))
    assert close(found[1], 2 * draw(3))


def test_an_item_of_a_list_may_be_used_twice():
    """Only one entry changes at a time, though both items hold the same numbers."""

    def y(Ws):
        return Ws[0] @ Ws[1]

    x = draw(3)
    first, second = derivative(graph(y), {"Ws": [x, x]}, Derivative("y", "Ws"))

    assert close(first, x)
    assert close(second, x)


# What it is differentiated by.


def test_by_an_input_it_counts_every_way_to_the_step(layer):
    """W acts through h and in the regulariser."""
    reference, given = layer
    at = sigmoid(given["W"] @ given["x"] + given["b"])
    through = np.outer(at * at * (1 - at), given["x"])

    found = derivative(reference, given, Derivative("J", "W"))

    assert close(found, through + given["lam"] * given["W"])


def test_by_an_intermediate_step_only_what_follows_from_it_changes(layer):
    reference, given = layer
    at = sigmoid(given["W"] @ given["x"] + given["b"])

    assert close(derivative(reference, given, Derivative("J", "h")), at)


def test_by_an_intermediate_step_that_is_a_list():
    def layers(x):
        return [x, x**2]

    def y(layers):
        return layers[0] @ layers[1]

    x = draw(3)
    found = derivative(graph(layers, y), {"x": x}, Derivative("y", "layers"))

    assert close(found[0], x**2)
    assert close(found[1], x)


def test_an_intermediate_step_of_a_step(layer):
    reference, given = layer
    at = sigmoid(given["W"] @ given["x"] + given["b"])
    found = derivative(reference, given, Derivative("h", "b"))

    assert close(found, np.diag(at * (1 - at)))


def test_by_what_it_does_not_depend_on_it_is_zero(layer):
    reference, given = layer

    assert np.array_equal(derivative(reference, given, Derivative("h", "lam")), np.zeros(3))


@pytest.mark.parametrize("factor", [-1, 2, 0.5])
def test_the_factor_is_applied(layer, factor):
    reference, given = layer
    plain = derivative(reference, given, Derivative("J", "b"))

    assert close(derivative(reference, given, Derivative("J", "b", factor)), factor * plain)


def test_the_factor_is_applied_to_every_item_of_a_list():
    def y(ts):
        return ts[0] + 5 * ts[1]

    found = derivative(graph(y), {"ts": [1.0, 2.0]}, Derivative("y", "ts", -2))

    assert close(np.array(found), np.array([-2.0, -10.0]))


# Values.


@pytest.mark.parametrize(
    ("of", "slope"),
    [
        (sigmoid, lambda z: np.diag(sigmoid(z) * (1 - sigmoid(z)))),
        (np.tanh, lambda z: np.diag(1 - np.tanh(z) ** 2)),
        (lambda z: np.log(np.exp(z).sum()), lambda z: np.exp(z) / np.exp(z).sum()),
        (lambda z: np.linalg.norm(z), lambda z: z / np.linalg.norm(z)),
        (lambda z: z @ np.diag([1, 2, 3]) @ z, lambda z: 2 * np.array([1, 2, 3]) * z),
        (
            lambda z: np.exp(z) / np.exp(z).sum(),
            lambda z: (
                np.diag(np.exp(z)) / np.exp(z).sum()
                - np.outer(np.exp(z), np.exp(z)) / np.exp(z).sum() ** 2
            ),
        ),
    ],
    ids=["sigmoid", "tanh", "log-sum-exp", "norm", "quadratic form", "softmax"],
)
def test_it_equals_the_derivative_by_hand(of, slope):
    def y(z):
        return of(z)

    z = draw(3)

    assert close(derivative(graph(y), {"z": z}, Derivative("y", "z")), slope(z))


@pytest.mark.parametrize("x", [1e-8, 1.0, 1e4, 1e8])
def test_the_step_grows_with_the_number(x):
    """Else rounding would swamp the difference."""

    def y(x):
        return x**2

    found = derivative(graph(y), {"x": x}, Derivative("y", "x"))

    assert found == pytest.approx(2 * x, rel=1e-8)


def test_integers_are_differentiated_by_too():
    def y(x, n):
        return n * (x**2).sum()

    given = {"x": np.array([1, 2, 3]), "n": 4}

    assert close(derivative(graph(y), given, Derivative("y", "x")), np.array([8.0, 16.0, 24.0]))
    assert close(derivative(graph(y), given, Derivative("y", "n")), 14.0)


def test_a_scalar_stays_a_python_number():
    """As it is in a case; a reference may ask `if x > 0` or call `math.exp`."""
    seen = set()

    def y(x):
        seen.add(type(x))
        return x

    derivative(graph(y), {"x": 0.5}, Derivative("y", "x"))

    assert seen == {float}


def test_nothing_is_left_changed(layer):
    reference, given = layer
    kept = {name: np.copy(value) for name, value in given.items()}
    derivative(reference, given, Derivative("J", "W"))

    assert all(np.array_equal(given[name], kept[name]) for name in given)


def test_a_step_that_writes_into_its_arguments_spoils_nothing():
    def y(x):
        x *= x
        return x.sum()

    x = draw(3)

    assert close(derivative(graph(y), {"x": x.copy()}, Derivative("y", "x")), 2 * x)
