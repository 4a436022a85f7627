"""The reference as a graph of named steps, and mistakes as changes to it."""

import json
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

import grader.reference
from grader.errors import ReferenceFailure
from grader.reference import (
    Constructed,
    Reference,
    Step,
    load_equivalents,
    load_reference,
    time_limit,
)
from grader.spec.load import load_problem
from grader.verifier import run
from tests.paths import PROBLEMS


@pytest.fixture
def folder(tmp_path):
    """A copy of the worked example that a test may break."""
    target = tmp_path / "uva-2017-hw1" / "worked-example"
    shutil.copytree(PROBLEMS / "uva-2017-hw1" / "worked-example", target)
    return target


def arguments():
    rng = np.random.default_rng(0)
    shapes = {"X": (2, 5), "W1": (3, 2), "W2": (1, 3), "y": (1, 5)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


def test_steps_come_in_the_order_of_the_file(folder):
    reference = load_reference(load_problem(folder))

    assert list(reference.steps) == ["S1", "Z1", "Y", "L", "D_out", "D1", "dW2", "dW1"]
    assert reference.steps["D1"].needs == ("W2", "D_out", "S1")


def test_only_what_a_target_needs_is_computed(folder):
    reference = load_reference(load_problem(folder))

    assert list(reference.evaluate(arguments(), targets=["Z1"])) == ["S1", "Z1"]


def test_a_later_step_is_not_needed_for_an_input_of_its_name():
    """New weights are called as the old ones, which all of them are computed from."""
    steps = (
        Step("slope", ("W",), lambda W: 2 * W),
        Step("W", ("W", "slope"), lambda W, slope: W - slope),
        Step("b", ("b", "slope"), lambda b, slope: b - slope),
    )
    reference = Reference({step.name: step for step in steps}, Path("reference.py"))

    assert reference.needed(["b"]) == {"slope", "b"}
    assert reference.evaluate({"W": 1, "b": 5}, targets=["b"]) == {"slope": 2, "b": 3}


def test_a_replaced_step_changes_what_follows_from_it_and_nothing_else(folder):
    reference = load_reference(load_problem(folder))
    mistake = next(item for item in reference.mistakes if item.id == "missing-one-over-n")
    right = reference.evaluate(arguments())
    wrong = reference.evaluate(arguments(), replaced=mistake.steps)

    for name in ("S1", "Z1", "Y", "L"):
        assert np.array_equal(right[name], wrong[name])
    for name in ("D_out", "D1", "dW2", "dW1"):
        assert np.allclose(wrong[name], 5 * right[name])


def test_a_mistake_is_named_after_its_class_and_says_what_its_docstring_says(folder):
    mistakes = {item.id: item for item in load_reference(load_problem(folder)).mistakes}

    assert "s1-in-dw2" in mistakes
    assert "factor-2" in mistakes
    assert mistakes["root"].sentence == (
        "The loss is the square root of the one asked for: the norm is squared."
    )


def test_a_step_that_writes_into_its_arguments_spoils_nothing(folder):
    text = (folder / "reference.py").read_text()
    text = text.replace("    return np.maximum(S1, 0)", "    S1[S1 < 0] = 0\n    return S1")
    (folder / "reference.py").write_text(text)
    given = arguments()
    kept = {name: value.copy() for name, value in given.items()}
    right = load_reference(load_problem(folder)).evaluate(given)

    assert (right["S1"] < 0).any()
    assert all(np.array_equal(given[name], kept[name]) for name in given)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("def Y(W2, Z1)", "def Y(W2, Z9)", "Y: expected inputs and earlier steps as parameters"),
        ("def S1(W1, X)", "def S1(W1, X, dW1)", "found 'dW1'"),
        ("def dW2(", "def dW_2(", "expected a function named 'dW2', found none"),
        ("import numpy as np", "import no_such_module", "ModuleNotFoundError"),
    ],
)
def test_a_graph_that_is_none_is_refused_with_file_and_name(folder, old, new, sentence):
    file = folder / "reference.py"
    file.write_text(file.read_text().replace(old, new))

    with pytest.raises(ReferenceFailure) as caught:
        load_reference(load_problem(folder))

    assert sentence in str(caught.value)
    assert str(file) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("class a_mistake:\n    def L(Y, y):\n        return 0\n", "expected a docstring"),
        ('class a_mistake:\n    """Says."""\n', "and a replaced step"),
        ('class a:\n    """Says."""\n    def Q(Y):\n        return 0\n', "a.Q: expected the name"),
        ('class a:\n    """Says."""\n    def Y(L):\n        return 0\n', "found 'L'"),
    ],
)
def test_a_mistake_that_fits_no_graph_is_refused(folder, text, sentence):
    (folder / "mistakes.py").write_text(text)

    with pytest.raises(ReferenceFailure, match=r"mistakes\.py") as caught:
        load_reference(load_problem(folder))

    assert sentence in str(caught.value)


def test_a_reference_that_raises_is_the_graders_failure(folder):
    file = folder / "reference.py"
    file.write_text(file.read_text().replace("return W1 @ X", "return X @ W1"))
    reference = load_reference(load_problem(folder))

    with pytest.raises(ReferenceFailure, match=r"S1 \(line 7\) raised ValueError"):
        reference.right(arguments())


def test_a_missing_reference_is_named(folder):
    (folder / "reference.py").unlink()

    with pytest.raises(
        ReferenceFailure, match=r"reference\.py: expected a Python file, found none"
    ):
        load_reference(load_problem(folder))


# Other right answers, and no listed mistakes.


def test_a_problem_without_listed_mistakes_has_none(folder):
    (folder / "mistakes.py").unlink()

    assert load_reference(load_problem(folder)).mistakes == ()


def test_a_problem_without_other_right_answers_has_none(folder):
    (folder / "equivalents.py").unlink(missing_ok=True)
    problem = load_problem(folder)

    assert load_equivalents(problem, load_reference(problem)) == ()


def test_another_right_answer_is_a_change_to_the_graph_that_changes_no_value(folder):
    """In the form of a mistake; the sentence says why it is right."""
    (folder / "equivalents.py").write_text(
        "class _1_by_columns:\n"
        '    """A sum over\n    columns is the same."""\n\n'
        "    def dW2(D_out, Z1):\n"
        "        return sum(D_out[:, [n]] * Z1[:, n] for n in range(Z1.shape[1]))\n"
    )
    problem = load_problem(folder)
    reference = load_reference(problem)

    (found,) = load_equivalents(problem, reference)

    assert (found.id, found.sentence) == ("1-by-columns", "A sum over columns is the same.")
    assert list(found.steps) == ["dW2"]
    other = reference.evaluate(arguments(), replaced=found.steps)
    assert all(
        np.allclose(other[name], value) for name, value in reference.right(arguments()).items()
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("class other:\n    def L(Y, y):\n        return 0\n", "other: expected a docstring"),
        ('class a:\n    """Says."""\n    def Q(Y):\n        return 0\n', "a.Q: expected the name"),
        ('class a:\n    """Says."""\n    def Y(L):\n        return 0\n', "found 'L'"),
        ("import no_such_module\n", "ModuleNotFoundError"),
    ],
)
def test_another_right_answer_that_fits_no_graph_is_refused(folder, text, sentence):
    (folder / "equivalents.py").write_text(text)
    problem = load_problem(folder)
    reference = load_reference(problem)

    with pytest.raises(ReferenceFailure, match=r"equivalents\.py") as caught:
        load_equivalents(problem, reference)

    assert sentence in str(caught.value)


# Errors, and steps that take too long.


def test_an_error_in_a_helper_names_the_step_that_called_it(folder):
    """With the line that raised, wherever it stands in the file."""
    file = folder / "reference.py"
    text = file.read_text().replace("    return np.maximum(S1, 0)", "    return _relu(S1)")
    file.write_text(f"{text}\n\ndef _relu(S):\n    return S.no_such_thing\n")
    line = len(file.read_text().splitlines())
    reference = load_reference(load_problem(folder))

    with pytest.raises(ReferenceFailure, match=rf"Z1 \(line {line}\) raised AttributeError"):
        reference.right(arguments())


def test_an_error_inside_a_library_names_the_line_that_called_it(folder):
    file = folder / "reference.py"
    text = file.read_text()
    line = text[: text.index("return np.maximum(S1, 0)")].count("\n") + 1
    file.write_text(text.replace("np.maximum(S1, 0)", "np.linalg.inv(S1)"))
    reference = load_reference(load_problem(folder))

    with pytest.raises(ReferenceFailure) as caught:
        reference.right(arguments())

    assert str(caught.value).startswith(f"{file}: Z1 (line {line}) raised LinAlgError")


def test_a_step_that_does_not_end_in_time_is_named(folder):
    """The limit is on everything together; the step that it hits is told."""
    file = folder / "reference.py"
    loop = "    while True:\n        S1 = S1 + 0\n"
    file.write_text(file.read_text().replace("    return np.maximum(S1, 0)", loop))
    reference = load_reference(load_problem(folder))

    with (
        pytest.raises(ReferenceFailure, match=r"Z1 \(line \d+\) raised TimeoutError: took more"),
        time_limit(0.05),
    ):
        reference.right(arguments())


@pytest.mark.parametrize("end", ["raise SystemExit", "sys.exit(0)", "sys.exit('done')", "exit(3)"])
def test_a_step_that_ends_the_program_is_the_graders_failure(folder, end):
    """Else the grader would end, as if all were well."""
    file = folder / "reference.py"
    text = file.read_text().replace("    return np.maximum(S1, 0)", f"    {end}")
    file.write_text(text.replace("import numpy", "import sys\n\nimport numpy", 1))
    reference = load_reference(load_problem(folder))

    with pytest.raises(ReferenceFailure, match=r"Z1 \(line \d+\) raised .*ends the program"):
        reference.right(arguments())


def test_a_file_that_ends_the_program_is_refused(folder):
    (folder / "mistakes.py").write_text("raise SystemExit(0)\n")

    with pytest.raises(ReferenceFailure, match=r"mistakes\.py: .*ends the program"):
        load_reference(load_problem(folder))


def test_a_file_may_define_classes_that_look_their_module_up(folder):
    """A dataclass does, and nothing of it stays behind."""
    file = folder / "reference.py"
    text = file.read_text().replace(
        "import numpy as np",
        "from __future__ import annotations\n\nfrom dataclasses import dataclass\n\n"
        "import numpy as np\n\n\n@dataclass\nclass Layer:\n    width: int = 3\n",
        1,
    )
    file.write_text(text)

    assert "S1" in load_reference(load_problem(folder)).steps
    assert not any("worked_example" in name for name in sys.modules)


def test_a_file_that_does_not_end_is_stopped(folder, monkeypatch):
    monkeypatch.setattr(grader.reference, "MAX_SECONDS", 0.05)
    (folder / "mistakes.py").write_text("while True:\n    pass\n")

    with pytest.raises(
        ReferenceFailure, match=r"mistakes\.py: TimeoutError: took more than 0.05 s"
    ):
        load_reference(load_problem(folder))


@pytest.fixture
def clock():
    """The handler of the signal before a limit; no limit is left over afterwards."""
    before = signal.getsignal(signal.SIGALRM)
    yield before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before


def spin(seconds=5.0):
    """Compute for so long; an interruption comes through."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def running():
    """The seconds until the clock rings; 0 if it does not."""
    return signal.getitimer(signal.ITIMER_REAL)[0]


@pytest.mark.usefixtures("clock")
def test_what_takes_longer_than_its_limit_is_interrupted():
    with pytest.raises(TimeoutError, match=r"took more than 0\.01 s"), time_limit(0.01):
        spin()


@pytest.mark.usefixtures("clock")
def test_what_ends_in_time_is_left_alone():
    with time_limit(10):
        assert 9 < running() <= 10

    assert running() == 0


def fail_under_a_limit():
    """Its handler of the signal while it held."""
    with time_limit(10):
        raise KeyError(signal.getsignal(signal.SIGALRM))


def test_an_error_inside_ends_the_limit(clock):
    """Handler and clock are as they were."""
    with pytest.raises(KeyError) as caught:
        fail_under_a_limit()

    assert caught.value.args[0] is not clock
    assert signal.getsignal(signal.SIGALRM) is clock
    assert running() == 0


@pytest.mark.usefixtures("clock")
def test_ending_the_program_under_a_limit_is_an_error():
    with pytest.raises(RuntimeError, match="ends the program"), time_limit(10):
        sys.exit(0)


@pytest.mark.usefixtures("clock")
def test_an_outer_limit_goes_on_when_the_inner_one_is_over():
    with time_limit(10):
        with time_limit(100):
            assert running() > 50
        assert 9 < running() <= 10


@pytest.mark.usefixtures("clock")
def test_an_outer_limit_goes_on_when_the_inner_one_was_reached():
    with time_limit(10):
        with pytest.raises(TimeoutError, match=r"took more than 0\.005 s"), time_limit(0.005):
            spin()
        assert 9 < running() <= 10


@pytest.mark.usefixtures("clock")
def test_an_outer_limit_that_passed_inside_the_inner_one_is_reached_after_it():
    """It says its own number of seconds."""

    def both():
        with time_limit(0.005):
            with time_limit(10):
                spin(0.01)
            spin()

    with pytest.raises(TimeoutError, match=r"took more than 0\.005 s"):
        both()


@pytest.mark.usefixtures("clock")
def test_time_spent_inside_counts_for_the_outer_limit():
    with time_limit(10):
        with time_limit(100):
            spin(0.01)
        assert running() <= 9.99


def test_in_another_thread_there_is_no_limit():
    """The system interrupts the main thread alone; what runs elsewhere runs on."""
    found = []

    def limited():
        with time_limit(0.001):
            spin(0.005)
        found.append("done")

    thread = threading.Thread(target=limited)
    thread.start()
    thread.join()

    assert found == ["done"]


# Constructions.

NETWORK = {
    "id": "hw/net",
    "title": "t",
    "source": "s",
    "kind": "construct",
    "functions": [
        {
            "name": "network",
            "inputs": [{"name": "n", "shape": [], "dtype": "int64"}],
            "returns": [
                {"name": "layers", "shape": [], "dtype": "layers"},
                {"name": "count", "shape": []},
            ],
        },
        {
            "name": "scaled",
            "inputs": [{"name": "x", "shape": [2]}],
            "returns": [{"name": "y", "shape": [2]}],
        },
    ],
    "outputs": [{"name": "sum", "points": 1}],
}
NETWORK_STEPS = """
def factor():
    return 2


def layers(n, factor):
    return [[lambda h: h[0] + n, lambda h: factor * h[1]], [lambda h: h.sum(axis=0)]]


def count(layers):
    return len(layers)


def y(x, factor):
    return [int(item) * factor for item in x]
"""


@pytest.fixture
def network(tmp_path):
    """A construction that returns layers, and its reference."""
    folder = tmp_path / "hw" / "net"
    folder.mkdir(parents=True)
    (folder / "problem.json").write_text(json.dumps(NETWORK))
    (folder / "reference.py").write_text(NETWORK_STEPS)
    problem = load_problem(folder)
    return problem, load_reference(problem)


def test_a_construction_answers_as_its_reference_would(network):
    """By name, as arrays in double precision, whatever the steps give."""
    call = Constructed(*network)

    answer = call("scaled", np.array([1.0, 3.0]))

    assert list(answer) == ["y"]
    assert answer["y"].tolist() == [2.0, 6.0]
    assert answer["y"].dtype == np.float64
    assert call("network", 5)["count"].shape == ()


def test_layers_of_a_construction_can_be_run(network):
    """Each has a length, and makes an array (functions, points) of the one before."""
    layers = Constructed(*network)("network", 5)["layers"]
    points = np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]])

    first = layers[0](points)

    assert [len(layer) for layer in layers] == [2, 1]
    assert first.tolist() == [[6.0, 7.0, 8.0], [20.0, 40.0, 60.0]]
    assert layers[1](first).tolist() == [[26.0, 47.0, 68.0]]
    assert run(layers, points).tolist() == [[26.0, 47.0, 68.0]]


def test_a_construction_with_a_replaced_step_answers_as_whoever_makes_the_mistake(network):
    problem, reference = network
    mistaken = Constructed(problem, reference, {"factor": Step("factor", (), lambda: 3)})
    points = np.ones((2, 1))

    assert mistaken("scaled", np.array([1.0, 2.0]))["y"].tolist() == [3.0, 6.0]
    assert run(mistaken("network", 0)["layers"], points).tolist() == [[4.0]]


def test_only_what_a_function_returns_is_computed(network):
    """A step of another function, with arguments of its own, is not asked for."""
    problem, reference = network
    steps = {"y": Step("y", ("x",), lambda _x: pytest.fail("asked for"))}

    assert len(Constructed(problem, reference, steps)("network", 1)["layers"]) == 2


def test_no_step_is_given_what_is_not_finite_where_that_is_asked_for():
    """A solver of LAPACK may not come back from it, and no clock interrupts that."""
    seen = []
    steps = {
        "logs": Step("logs", ("x",), np.log),
        "fit": Step("fit", ("logs",), lambda logs: seen.append(logs) or 0.0),
    }
    reference = Reference(steps, Path("reference.py"))
    arguments = {"x": np.array([0.0, 1.0])}

    with pytest.raises(ArithmeticError, match="fit needs a value that is not finite"):
        reference.evaluate(arguments, finite=True)
    assert seen == []
    assert np.isneginf(reference.evaluate(arguments, targets=["logs"], finite=True)["logs"][0])


def test_the_nearest_are_inputs_and_known_steps_through_no_other_known_one(folder):
    reference = load_reference(load_problem(folder))

    assert reference.nearest("L", {"Y", "S1"}) == {"Y", "y"}
    assert reference.nearest("Y", {"S1"}) == {"W2", "S1"}
    assert reference.nearest("S1", ()) == {"W1", "X"}
