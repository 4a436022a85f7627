"""Figures: what the student's functions do on a grid, beside what is right; no verdict depends on them."""

import dataclasses
import json

import numpy as np
import pytest

from grader.drawing import regions
from grader.grading import grade
from grader.results import Axis, Mark, Verdict
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework
from grader.submission import read_submission

SPEC = {
    "id": "hw/line",
    "title": "t",
    "source": "s",
    "kind": "function",
    "function": "cost",
    "inputs": [{"name": "a", "shape": []}, {"name": "k", "shape": []}],
    "outputs": [{"name": "J", "shape": [], "points": 1}, {"name": "D", "shape": [], "points": 1}],
}
REFERENCE = "def squares(a):\n    return a**2\n\ndef J(squares, k):\n    return k * squares\n\ndef D(J, k):\n    return 2 * J + k\n"
DRAWING = '''
import numpy as np

from grader.drawing import Drawing
from grader.results import Axis


def draw(call):
    """The cost J for k = 2."""
    *values, there = (answer["J"] for answer in call.many("cost", [(a, 2.0) for a in (-1.0, 0.0, 3.0, 1.0)]))
    yield Drawing("k = 2", (Axis("a", -1, 1),), np.array(values), np.array([[1.0]]), np.array([there]))
'''
RIGHT = "def cost(a, k):\n    return k * a**2, 2 * k * a**2 + k\n"
WRONG = "def cost(a, k):\n    return a**2, 2 * k * a**2 + k\n"
AGAIN = "calls = 0\n\ndef cost(a, k):\n    global calls\n    calls += 1\n    if calls > 25:\n        {}\n    return k * a**2, 2 * k * a**2 + k\n"


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def graded(sandbox, tmp_path):
    """Grade a text; the result of its one problem."""

    def graded(text, figures=True, drawing=DRAWING, **changes):
        folder = tmp_path / "problems" / "hw"
        (folder / "line").mkdir(parents=True, exist_ok=True)
        names = {"title": "t", "source": "s"}
        (folder / "homework.json").write_text(
            json.dumps({"id": "hw", **names, "problems": ["line"]})
        )
        (folder / "line" / "problem.json").write_text(json.dumps({**SPEC, **changes}))
        (folder / "line" / "reference.py").write_text(REFERENCE)
        (folder / "line" / "drawing.py").write_text(drawing)
        (tmp_path / "mine.py").write_text(text)
        submission = read_submission(tmp_path / "mine.py")
        (result,) = grade(submission, load_homework(folder), sandbox, figures=figures).problems
        return result

    return graded


def test_a_figure_has_the_students_values_and_the_right_ones(graded):
    (figure,) = graded(WRONG).figures
    (panel,) = figure.panels

    assert figure.caption == "The cost J for k = 2."
    assert (panel.title, panel.axes) == ("k = 2", (Axis("a", -1, 1),))
    assert panel.actual == [1.0, 0.0, 9.0]
    assert panel.expected == [2.0, 0.0, 18.0]
    assert panel.marks == (Mark((1.0,), 1.0, False, 2.0),)


def test_of_a_right_answer_both_are_the_same(graded):
    (panel,) = graded(RIGHT).figures[0].panels

    assert panel.actual == panel.expected
    assert [mark.right for mark in panel.marks] == [True]


def test_nothing_but_the_figures_depends_on_them(graded):
    for text in (RIGHT, WRONG, AGAIN.format("raise ValueError(1)"), AGAIN.format("return 'x', 1")):
        without = graded(text, figures=False)

        assert without.figures == ()
        assert dataclasses.replace(graded(text), figures=()) == without


def test_right_values_are_left_out_where_they_may_not_be_seen(graded):
    (panel,) = graded(WRONG, feedback="diagnosis").figures[0].panels

    assert panel.actual == [1.0, 0.0, 9.0]
    assert panel.expected is None
    assert panel.marks == (Mark((1.0,), 1.0, False),)
    assert graded(WRONG, feedback="verdict").figures == ()


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("raise ValueError('no more')", "mine.py:7: ValueError: no more"),
        ("import os; os._exit(0)", "ended the process"),
        ("return 'text', 1", "J is"),
        ("return float('nan'), 1", "NaN"),
    ],
)
def test_a_function_that_gives_nothing_more_to_draw_keeps_its_verdict(graded, what, sentence):
    result = graded(AGAIN.format(what))

    assert result.verdict is Verdict.PASSED
    assert sentence in result.figures[0].caption
    assert result.figures[0].caption.startswith("There is no picture: ")
    assert result.figures[0].panels == ()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('    """The cost J for k = 2."""\n', "", "with a docstring"),
        ("    yield", "    1 / 0\n    yield", "drawing.py raised ZeroDivisionError"),
        ("    yield", "    raise SystemExit\n    yield", "drawing.py raised RuntimeError"),
        ("def draw", "def paint", "drawing.py: expected a function named 'draw' with a docstring"),
        ("def draw", "def (", "SyntaxError"),
    ],
)
def test_a_drawing_that_fails_is_the_graders_and_says_so(graded, old, new, sentence):
    result = graded(RIGHT, drawing=DRAWING.replace(old, new))
    (figure,) = result.figures

    assert result.verdict is Verdict.PASSED
    assert figure.caption.startswith("There is no picture, the grader failed: ")
    assert sentence in figure.caption


def test_what_crashed_is_not_called_again(graded):
    result = graded("def cost(a, k):\n    raise ValueError\n")

    assert result.verdict is Verdict.RUNTIME_ERROR
    assert result.figures == ()


def test_an_output_says_what_it_is_computed_from_but_not_through_which_steps(graded):
    """`squares` is the reference's own."""
    result = graded(RIGHT, figures=False)

    assert {output.name: output.needs for output in result.outputs} == {
        "J": ("a", "k"),
        "D": ("k", "J"),
    }
    assert {o.needs for o in graded(RIGHT, feedback="verdict").outputs} == {()}


def test_regions_are_the_signs_in_the_middles_of_cells_from_the_lower_left_up():
    points = np.array([[0.25, 3.0], [1.5, 0.5]])
    drawing = regions(
        "r", (Axis("x", 0, 4), Axis("y", 1, 2)), lambda x: x[0] - 2 * x[1], points, middle=-1.0
    )

    assert drawing.values.shape == (48, 48)
    assert drawing.values[0, 0] == -1  # x = 1/24, y = 1 + 1/96
    assert drawing.values[0, 17] == 1  # between the middle and 0
    assert drawing.values[0, 47] == 1
    assert drawing.values[47].sum() < drawing.values[0].sum()
    assert drawing.at_points.tolist() == [-2.75, 2.0]
