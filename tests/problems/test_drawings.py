"""Every `drawing.py` draws what the reference does; right and wrong submissions show as such."""

import numpy as np
import pytest

from grader.drawing import load_sketch
from grader.grading import grade
from grader.reference import Constructed, load_reference
from grader.report.plots import agrees
from grader.sandbox.host import Sandbox
from grader.spec.load import find_homeworks, load_homework
from grader.submission import read_submission
from tests.paths import PROBLEMS, SUBMISSIONS

HOMEWORKS = {name: load_homework(path) for name, path in find_homeworks(PROBLEMS).items()}
DRAWN = [
    problem
    for homework in HOMEWORKS.values()
    for problem in homework.problems
    if (problem.folder / "drawing.py").exists()
]


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


def figures(sandbox, homework, submission, *names):
    """The figures of a submission of the corpus, by the name of the problem."""
    chosen = [p for p in HOMEWORKS[homework].problems if p.name in names]
    folder = read_submission(SUBMISSIONS / homework / submission)
    report = grade(folder, HOMEWORKS[homework], sandbox, problems=chosen, figures=True)
    return {result.id.partition("/")[2]: result.figures for result in report.problems}


def wrong_points(figure):
    return [sum(not mark.right for mark in panel.marks) for panel in figure.panels]


@pytest.mark.parametrize("problem", DRAWN, ids=lambda problem: problem.id)
def test_a_drawing_shows_finite_numbers_inside_its_axes(problem):
    sketch = load_sketch(problem)
    drawings = list(sketch.draw(Constructed(problem, load_reference(problem))))

    assert drawings
    for drawing in drawings:
        assert drawing.values.ndim == len(drawing.axes)
        assert np.isfinite(drawing.values).all()
        assert drawing.points.shape == (len(drawing.axes), *drawing.at_points.shape)
        if len(drawing.axes) == 2:
            assert len(sketch.classes) == 2
            assert set(np.unique(drawing.values)) == {-1, 1}  # no cell has its middle on a line
        for axis, places in zip(drawing.axes, drawing.points, strict=True):
            assert ((axis.low <= places) & (places <= axis.high)).all()


def test_networks_and_landscapes_are_drawn():
    assert {problem.name for problem in DRAWN} == {
        "checker-base", "checker-two", "checker-pattern", "checker-deep", "checker-shallow",
        "xor-construct", "xor-cost", "xor-landscape",
    }  # fmt: skip


@pytest.mark.parametrize("homework", sorted({problem.homework for problem in DRAWN}))
def test_of_right_answers_every_panel_agrees(homework, sandbox):
    names = [problem.name for problem in DRAWN if problem.homework == homework]
    found = figures(sandbox, homework, "passed/everything", *names)

    assert found.keys() == set(names)
    assert all(agrees(panel) for (figure,) in found.values() for panel in figure.panels)


def test_another_right_network_for_xor_has_other_regions_and_right_points(sandbox):
    """So that there are no wanted regions."""
    one, other = (
        figures(sandbox, "ee488-2017-lecture6", f"passed/{name}", "xor-construct")["xor-construct"][0].panels[0]
        for name in ("first-minimum", "one-minus")
    )  # fmt: skip

    assert agrees(one)
    assert agrees(other)
    assert one.expected is None


@pytest.mark.parametrize(
    ("submission", "problem", "wrong"),
    [
        ("deep-learning-2021-hw1/checker-shallow--index-list-as-printed", "checker-shallow", [0, 32, 128]),
        ("deep-learning-2021-hw1/checker-pattern--mirror-images", "checker-pattern", [0, 32, 128]),
        ("ee488-2017-lecture6/xnor", "xor-construct", [4]),
        ("ee488-2017-lecture6/inclusive-or", "xor-construct", [1]),
        ("ee488-2017-lecture6/constant-half", "xor-construct", [4]),
    ],
)  # fmt: skip
def test_wrong_networks_are_wrong_at_these_points(submission, problem, wrong, sandbox):
    homework, _, name = submission.partition("/")
    (figure,) = figures(sandbox, homework, f"wrong_answer/{name}", problem)[problem]

    assert wrong_points(figure) == wrong
