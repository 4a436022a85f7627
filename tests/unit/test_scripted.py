"""Scripts as the student's process runs them: copies, what came before a failure, and what is told of it."""

from types import ModuleType

import numpy as np
import pytest

from grader.sandbox import scripted
from grader.sandbox.scripted import MissingError, Names


@pytest.fixture
def run():
    """Runs lines against functions; the names and the outputs."""

    def run(lines, outputs, arguments, absent=(), **functions):
        module = ModuleType("student")
        vars(module).update(functions)
        names = Names(
            arguments,
            dict.fromkeys(functions, module),
            dict.fromkeys(absent, "gone"),
            tensors=False,
        )
        found = {}
        try:
            scripted.run(lines, names, outputs, found)
        except Exception as error:  # noqa: BLE001 - whatever a line raises
            return names, found, error
        return names, found, None

    return run


class Layer:
    """Keeps what a backward needs, and its gradients in a dict that it reuses."""

    def __init__(self):
        self.grads = {}

    def forward(self, x):
        self.x = x
        return x

    def backward(self, d):
        self.grads["w"] = self.x * d
        return self.grads["w"]

    def clear(self):
        self.grads["w"][...] = 0


def test_values_pass_from_call_to_call_and_outputs_are_found(run):
    lines = ["m = Layer()", "y = m.forward(x)", "m.backward(d)", "g = m.grads['w']"]
    _, found, error = run(
        lines, ["y", "g"], {"x": np.arange(3.0), "d": np.full(3, 2.0)}, Layer=Layer
    )

    assert error is None
    assert found["y"].tolist() == [0, 1, 2]
    assert found["g"].tolist() == [0, 2, 4]


def test_an_output_is_as_it_was_when_it_was_assigned(run):
    lines = ["m = Layer()", "m.forward(x)", "g = m.backward(x)", "m.clear()"]
    _, found, _ = run(lines, ["g"], {"x": np.ones(2)}, Layer=Layer)

    assert found["g"].tolist() == [1, 1]


def test_each_mention_of_an_argument_is_a_copy_and_a_change_is_seen(run):
    def spoil(a, b):
        a[...] = 7
        b[0][...] = 7
        return a

    x, items = np.zeros(2), [np.zeros(1)]
    names, found, _ = run(
        ["y = spoil(x, v)", "z = spoil(x, v)"], ["y"], {"x": x, "v": items}, spoil=spoil
    )

    assert x.tolist() == [0, 0]
    assert items[0].tolist() == [0]
    assert found["y"].tolist() == [7, 7]
    after = names.arguments_after()
    assert after[0].tolist() == [7, 7]
    assert after[1][0].tolist() == [7]


def test_what_is_not_changed_is_the_argument_itself(run):
    names, _, _ = run(["y = f(x)"], ["y"], {"x": np.zeros(2)}, f=lambda x: x + 1)

    assert names.arguments_after()[0].tolist() == [0, 0]


def test_what_came_before_a_failure_is_found(run):
    lines = ["y = f(x)", "z = g(x)"]
    names, found, error = run(lines, ["y", "z"], {"x": 1}, absent=["g"], f=lambda x: x + 1)

    assert found == {"y": 2}
    assert isinstance(error, MissingError)
    assert str(error) == "gone"
    assert names.line == "z = g(x)"


def test_lines_that_need_nothing_of_one_that_raised_are_executed(run):
    lines = [
        "m = Layer()",
        "y = m.forward(x)",
        "p = {'k': x}",
        "t = g(x, p)",
        "u = p['k']",
        "v = f(t, x)",
        "w = f(x)",
        "z = m.backward(x)",
    ]
    names, found, error = run(
        lines,
        ["y", "t", "u", "v", "w", "z"],
        {"x": 2},
        absent=["g"],
        Layer=Layer,
        f=lambda *x: x[-1],
    )

    assert found == {"y": 2, "w": 2, "z": 4}  # p may be half changed
    assert isinstance(error, MissingError)
    assert names.line == "t = g(x, p)"


def test_a_key_that_is_missing_spoils_no_other(run):
    lines = [
        "m = Layer()",
        "a = m.grads['no']",
        "m.forward(x)",
        "m.backward(x)",
        "b = m.grads['w']",
    ]
    _, found, error = run(lines, ["a", "b"], {"x": 3}, Layer=Layer)

    assert found == {"b": 9}
    assert type(error) is LookupError


def test_an_object_whose_method_raised_is_used_no_more(run):
    lines = ["m = Layer()", "y = m.backward(x)", "z = m.forward(x)"]
    _, found, error = run(lines, ["y", "z"], {"x": 3}, Layer=Layer)

    assert found == {}
    assert isinstance(error, AttributeError)


def test_a_missing_key_is_told_with_those_that_are_there(run):
    _, _, error = run(
        ["m = Layer()", "m.backward", "g = m.grads['weight']"], ["g"], {"x": 1}, Layer=Layer
    )

    assert type(error) is LookupError
    assert error.args == ("m.grads has no key 'weight'; its keys: none",)


def test_a_key_that_is_missing_in_the_students_own_code_is_their_error(run):
    def f(x):
        return {}[x]

    _, _, error = run(["y = f(x)"], ["y"], {"x": "k"}, f=f)

    assert error.args == ("k",)


def test_there_are_no_builtins_but_the_students_names(run):
    _, _, error = run(["y = open(x)"], ["y"], {"x": "f"})

    assert isinstance(error, KeyError | NameError)


def test_a_value_that_holds_itself_is_copied_to_a_depth():
    value = []
    value.append(value)

    assert isinstance(scripted.copied(value), list)
