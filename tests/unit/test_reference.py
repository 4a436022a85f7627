"""The reference as a graph of named steps, and mistakes as changes to it."""

import shutil

import numpy as np
import pytest

from grader.errors import ReferenceFailure
from grader.reference import load_reference
from grader.spec.load import load_problem
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
