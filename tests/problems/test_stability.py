"""What the points for stability come to, on all shipped exercises that have them."""

import numpy as np
import pytest

from grader.grading import grade
from grader.preparation import make_key
from grader.results import Verdict
from grader.sandbox.host import Sandbox
from grader.spec.load import find_homeworks, load_homework
from grader.spec.model import leaves
from grader.submission import read_submission
from tests.paths import PROBLEMS, SUBMISSIONS

HOMEWORKS = {name: load_homework(folder) for name, folder in find_homeworks(PROBLEMS).items()}
STABLE = [
    problem
    for homework in HOMEWORKS.values()
    for problem in homework.problems
    if any(output.stability for output in problem.outputs)
]


@pytest.fixture(scope="module")
def results():
    """What becomes of the document's own formulas; those that do not overflow stand in `passed`."""
    found = {}
    with Sandbox() as sandbox:
        for name in {problem.homework for problem in STABLE}:
            folder = SUBMISSIONS / name / "wrong_answer" / "naive-formulas"
            report = grade(read_submission(folder), HOMEWORKS[name], sandbox)
            found.update({result.id: result for result in report.problems})
    return found


def test_exercises_with_points_for_it():
    assert len(STABLE) == 31


@pytest.mark.parametrize("problem", STABLE, ids=lambda problem: problem.id)
def test_the_formulas_of_the_document_lose_these_points_and_no_others(problem, results):
    """And are told a remedy wherever they lose some."""
    result = results[problem.id]
    outputs = {output.name: output for output in problem.outputs}

    assert result.verdict is Verdict.WRONG_ANSWER
    for found in result.outputs:
        costs = outputs[found.name].stability_points
        lost = found.max_score - found.score
        if found.verdict is Verdict.PASSED:
            assert lost == 0
        else:
            assert lost == costs > 0
            assert found.diagnosis.mistake or found.diagnosis.code == "overflow"


@pytest.mark.parametrize("problem", STABLE, ids=lambda problem: problem.id)
def test_the_points_for_it_are_a_part(problem):
    """A quarter at least, half at most, of every output that large numbers can spoil."""
    for output in filter(lambda output: output.stability, problem.outputs):
        assert 0.25 <= output.stability_points / output.points <= 0.5


def test_extreme_cases_of_other_exercises_are_no_trouble_for_floating_point():
    """Their numbers are small, and few."""
    for homework in HOMEWORKS.values():
        for problem in homework.problems:
            for index, extreme in enumerate(problem.extreme):
                if not extreme.stability:
                    entry = make_key(problem, 0, "", None).entries[len(problem.golden) + index]
                    numbers = [
                        np.asarray(leaf) for leaf in leaves(list(entry.case.arguments.values()))
                    ]
                    assert max(np.abs(array).max() for array in numbers) < 100
                    assert max(entry.case.sizes.values()) < 20
