"""The second opinion by torch: what goes into an oracle and comes out, and derivatives by autograd."""

import json

import numpy as np
import pytest
import torch

from grader.errors import ReferenceFailure
from grader.oracle import consult, differentiated, load_objective
from grader.reference import Step, steps_in
from grader.spec.load import load_problem

PROBLEM = {
    "id": "hw/p",
    "title": "t",
    "source": "s",
    "kind": "function",
    "function": "f",
    "inputs": [{"name": "x", "shape": [3]}],
    "outputs": [{"name": "y", "points": 1, "shape": []}],
}


@pytest.fixture
def problem(tmp_path):
    """Write a problem with an oracle, or an objective; the loaded problem."""

    def problem(text="", file="oracle.py", **changes):
        folder = tmp_path / "hw" / "p"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "problem.json").write_text(json.dumps({**PROBLEM, **changes}))
        if text:
            (folder / file).write_text(f"import torch\n\n\n{text}")
        return load_problem(folder)

    return problem


# Oracles.


SEEN = """
def oracle(X, k, lam, n, act, Ws, acts):
    torch_types = [X.dtype, k.dtype, *[W.dtype for W in Ws]]
    assert torch_types == [torch.float64, torch.int64, torch.float64, torch.float64], torch_types
    assert [type(item) for item in (lam, n, act, Ws, acts)] == [float, int, str, list, list]
    assert [type(item) for item in acts] == [str, str]
    X += 1
    Ws[0] += 1
    return {"all": True}
"""


def test_an_oracle_gets_tensors_numbers_names_and_lists_of_these(problem):
    """Double precision, whole numbers as such; it may write into all of them."""
    values = {
        "X": np.ones((2, 3)),
        "k": np.array([1, 2]),
        "lam": 0.5,
        "n": 3,
        "act": "relu",
        "Ws": [np.ones((1, 2)), np.ones(4)],
        "acts": ["relu", "tanh"],
    }

    assert consult(problem(SEEN), values)["all"]
    assert (values["X"] == 1).all()
    assert (values["Ws"][0] == 1).all()


GIVEN = """
def oracle(x):
    return {
        "vector": 2 * x,
        "scalar": x.sum(),
        "whole": torch.tensor([1, 2]),
        "count": 7,
        "number": 0.1,
        "list": [x, x.sum(), 0.1],
        "gradient": x.clone().requires_grad_() * 3,
        "truth": x > 1,
    }
"""


def test_an_oracle_gives_numpy_arrays_and_lists_of_these(problem):
    found = consult(problem(GIVEN), {"x": np.array([1.0, 2.0, 3.0])})

    assert found["vector"].tolist() == [2.0, 4.0, 6.0]
    assert found["scalar"].shape == ()
    assert found["scalar"] == 6
    assert [item.tolist() for item in found["list"]] == [[1.0, 2.0, 3.0], 6.0, 0.1]
    assert found["gradient"].tolist() == [3.0, 6.0, 9.0]
    assert found["truth"].tolist() == [False, True, True]
    assert {type(item) for item in [*found["list"], found["number"]]} == {np.ndarray}


def test_numbers_of_an_oracle_keep_their_precision(problem):
    """Torch itself would make a Python number a single-precision one."""
    found = consult(problem(GIVEN), {"x": np.ones(3)})

    assert found["number"].dtype == found["list"][2].dtype == np.float64
    assert found["number"] == 0.1
    assert found["count"].dtype == found["whole"].dtype == np.int64


@pytest.mark.parametrize("text", ["def another(x):\n    return {}\n", "oracle = 5\n"])
def test_a_file_without_an_oracle_is_refused(problem, text):
    with pytest.raises(ReferenceFailure, match=r"oracle\.py: expected a function named 'oracle'"):
        consult(problem(text), {"x": np.ones(3)})


def test_a_problem_without_an_oracle_is_refused(problem):
    with pytest.raises(ReferenceFailure, match=r"oracle\.py: expected a Python file, found none"):
        consult(problem(), {"x": np.ones(3)})


# Derivatives by autograd.


def output(name, of, by, **factor):
    """An output that is a derivative."""
    derivative = {"of": of, "by": by, **factor}
    return {"name": name, "points": 1, "shape": [], "derivative": derivative}


class Layered:
    """An objective with two steps before it."""

    def s(W, x):  # noqa: N805 - a step, not a method
        return W @ x

    def z(s):  # noqa: N805
        return torch.tanh(s)

    def L(z, lam, W):  # noqa: N805
        return (z**2).sum() + lam * (W**2).sum()


def inputs(*names):
    return [{"name": name, "shape": []} for name in names]


@pytest.fixture
def slope(problem):
    """The derivative of one step by another, as the steps of a problem compute it."""

    def slope(steps, of, by, arguments, **factor):
        spec = problem(inputs=inputs(*arguments), outputs=[output("g", of, by, **factor)])
        step = differentiated(spec, steps_in(steps))[-1]
        assert (step.name, step.needs) == ("g", tuple(arguments))
        return step.compute(*arguments.values())

    return slope


def given():
    """Arguments of the layered objective."""
    rng = np.random.default_rng(0)
    return {"W": rng.normal(size=(2, 3)), "x": rng.normal(size=3), "lam": 0.3}


def test_a_gradient_by_an_input_follows_every_way_to_it(slope):
    """W stands in a step and in the objective itself."""
    arguments = given()
    W, x, lam = arguments.values()
    z = np.tanh(W @ x)

    found = slope(Layered, "L", "W", arguments)

    assert np.allclose(found, np.outer(2 * z * (1 - z**2), x) + 2 * lam * W, rtol=1e-12)
    assert (found.dtype, found.shape) == (np.float64, (2, 3))


def test_a_gradient_by_a_step_takes_it_as_a_variable_of_its_own(slope):
    """Only what comes after the step counts."""
    arguments = given()
    z = np.tanh(arguments["W"] @ arguments["x"])

    assert np.allclose(slope(Layered, "L", "z", arguments), 2 * z, rtol=1e-12)
    assert np.allclose(slope(Layered, "L", "s", arguments), 2 * z * (1 - z**2), rtol=1e-12)


def test_a_gradient_by_a_number_is_a_number(slope):
    found = slope(Layered, "L", "lam", given())

    assert found.shape == ()
    assert np.isclose(found, (given()["W"] ** 2).sum(), rtol=1e-12)


def test_the_derivative_of_a_vector_is_its_jacobian(slope):
    """Its shape is that of the step, then that of what it is differentiated by."""
    arguments = given()
    W, x, _ = arguments.values()
    z = np.tanh(W @ x)

    by_x = slope(Layered, "z", "x", arguments)
    by_s = slope(Layered, "z", "s", arguments)
    by_W = slope(Layered, "s", "W", arguments)

    assert np.allclose(by_x, (1 - z**2)[:, None] * W, rtol=1e-12)
    assert np.allclose(by_s, np.diag(1 - z**2), rtol=1e-12)
    assert by_W.shape == (2, 2, 3)
    assert np.allclose(by_W, np.einsum("ij,k->ijk", np.eye(2), x), rtol=1e-12)


@pytest.mark.parametrize("factor", [-1, 0.5])
def test_the_factor_multiplies_the_derivative(slope, factor):
    """-1 where the document's sign is the other."""
    plain = slope(Layered, "L", "W", given())

    assert np.allclose(slope(Layered, "L", "W", given(), factor=factor), factor * plain)


def test_what_does_not_depend_on_it_has_a_derivative_of_zero(slope):
    """A step may use it in some problems and not in others."""
    arguments = {"W": np.ones((2, 3)), "unused": np.ones(4)}

    class Alone:
        def s(W):  # noqa: N805
            return W.sum(axis=1)

    assert slope(Alone, "s", "unused", arguments).tolist() == [[0.0] * 4] * 2


class Listed:
    """An objective of a list of matrices, the last of which it does not use."""

    def L(Ws, k):  # noqa: N805
        return sum((i + 1) * (W**2).sum() for i, W in enumerate(Ws[:-1])) + k.sum()

    def halves(Ws):  # noqa: N805
        return [W / 2 for W in Ws]

    def M(halves):  # noqa: N805
        return (halves[0] ** 2).sum() + halves[1].sum()


LISTS = {"Ws": [np.ones((2, 3)), 2 * np.ones((1, 2)), np.ones(4)], "k": np.array([1, 2])}


def test_a_gradient_by_a_list_is_a_list_of_the_same_shapes(slope):
    """Zeros for an item that does not matter."""
    found = slope(Listed, "L", "Ws", LISTS)

    assert [item.shape for item in found] == [(2, 3), (1, 2), (4,)]
    assert (found[0] == 2).all()
    assert (found[1] == 8).all()
    assert (found[2] == 0).all()


def test_a_gradient_by_a_step_that_is_a_list(slope):
    found = slope(Listed, "M", "halves", LISTS)

    assert (found[0] == 1).all()
    assert (found[1] == 1).all()
    assert (found[2] == 0).all()


def test_a_gradient_by_whole_numbers_is_one_of_real_ones(slope):
    """They vary like others for the derivative."""
    found = slope(Listed, "L", "k", LISTS)

    assert found.tolist() == [1.0, 1.0]
    assert found.dtype == np.float64


def test_what_is_given_to_a_derivative_stays_as_it_is(slope):
    arguments = given()
    slope(Layered, "L", "W", arguments)

    assert all(np.array_equal(arguments[name], given()[name]) for name in arguments)


def test_steps_of_an_objective_are_steps_on_arrays(problem):
    """In their order, those that are outputs among them, then the derivatives."""
    outputs = [{"name": "z", "points": 1, "shape": []}, output("g", "L", "W")]
    spec = problem(inputs=inputs("W", "x", "lam"), outputs=outputs)
    steps = differentiated(spec, steps_in(Layered))

    assert [step.name for step in steps] == ["s", "z", "L", "g"]
    assert [step.needs for step in steps] == [
        ("W", "x"),
        ("s",),
        ("z", "lam", "W"),
        ("W", "x", "lam"),
    ]
    found = steps[1].compute(np.array([0.0, 1.0]))
    assert isinstance(found, np.ndarray)
    assert np.allclose(found, np.tanh([0.0, 1.0]))


def test_a_step_that_is_written_is_not_derived(problem):
    """The instructor's own formula comes before autograd."""
    own = [Step("L", ("x",), lambda x: (x**2).sum()), Step("g", ("L",), lambda L: 5 * L)]
    spec = problem(inputs=inputs("x"), outputs=[output("g", "L", "x")])

    steps = differentiated(spec, own)

    assert [step.name for step in steps] == ["L", "g"]
    assert steps[1].compute(np.float64(2.0)) == 10


# Objectives as references.


OBJECTIVE = "def half(x):\n    return 0.5 * x\n\n\ndef y(half):\n    return (half**2).sum()\n"


def test_an_objective_is_a_reference_with_its_derivatives(problem):
    outputs = [*PROBLEM["outputs"], output("g", "y", "x"), output("h", "y", "half")]
    reference = load_objective(problem(OBJECTIVE, "objective.py", outputs=outputs))

    found = reference.right({"x": np.array([1.0, 2.0, 3.0])})

    assert list(found) == ["half", "y", "g", "h"]
    assert found["y"] == 3.5
    assert found["g"].tolist() == [0.5, 1.0, 1.5]
    assert found["h"].tolist() == [1.0, 2.0, 3.0]


def test_an_output_without_formula_or_derivative_is_refused(problem):
    outputs = [{"name": "g", "points": 1, "shape": [3]}]

    with pytest.raises(ReferenceFailure, match=r"objective\.py: expected a function named 'g'"):
        load_objective(problem(OBJECTIVE, "objective.py", outputs=outputs))


def test_a_step_of_unknown_names_is_refused(problem):
    text = OBJECTIVE.replace("def half(x)", "def half(q)")

    with pytest.raises(ReferenceFailure, match=r"objective\.py: half: expected .* found 'q'"):
        load_objective(problem(text, "objective.py"))


def test_an_error_in_an_objective_names_the_step_and_the_line(problem):
    text = OBJECTIVE.replace("0.5 * x", "x @ torch.ones(5, 5)")
    reference = load_objective(problem(text, "objective.py"))

    with pytest.raises(ReferenceFailure, match=r"objective\.py: half \(line 5\) raised RuntimeErr"):
        reference.right({"x": np.ones(3)})


def test_a_missing_objective_is_named(problem):
    with pytest.raises(ReferenceFailure, match=r"objective\.py: expected a Python file"):
        load_objective(problem())
