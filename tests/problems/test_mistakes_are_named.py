"""Every listed mistake, played by a student, is named as itself, with evidence of two sizes."""

import re

import pytest

from grader.diagnosis import chance
from grader.diagnosis.mistakes import diagnose
from grader.preparation import make_key, make_square_key
from grader.results import Ending, Outcome
from grader.scoring import judge
from grader.spec.load import find_homeworks, load_homework
from grader.spec.model import Kind
from tests.paths import PROBLEMS

FUNCTIONS = [
    problem
    for folder in find_homeworks(PROBLEMS).values()
    for problem in load_homework(folder).problems
    if problem.kind is Kind.FUNCTION
]
# Sizes with a number seen there; where sizes are fixed, two cases with theirs.
NUMBERS = {
    True: re.compile(r"from (.*) \(.* (?:= .*|is empty)\) to (.*) \(.* = .*\)$"),
    False: re.compile(r"such as .* = .* on case (\d+) and .* = .* on case (\d+)$"),
}
UNNAMED = {"leren-2018-hw5/du-dparams bias-zero"}  # zeros come from anything that was forgotten


def played(problem, key, mistake):
    """What a student gives who makes the mistake, and the outputs that it makes wrong; None if it raises."""
    answers = [(entry, key.mistaken(mistake, entry)) for entry in key.entries]
    if any(values is None for _, values in answers):
        return None
    wrong = [
        output.name
        for output in problem.outputs
        if not all(is_right(problem, entry, values, output.name) for entry, values in answers)
    ]
    return answers, wrong


def is_right(problem, entry, values, output):
    arguments = tuple(entry.case.arguments.values())
    return judge(problem, entry, Outcome(Ending.RETURNED, dict(values), arguments)).right(output)


@pytest.mark.parametrize("problem", FUNCTIONS, ids=lambda problem: problem.id)
def test_every_listed_mistake_is_named(problem):
    key, square = make_key(problem, 0, "", None), make_square_key(problem, 0, "")
    for mistake, sentence in key.mistakes.items():
        tried = next((k for k in (key, square) if k and played(problem, k, mistake)), None)
        if tried is None:
            assert f"{problem.id} {mistake}" in UNNAMED
            continue
        answers, wrong = played(problem, tried, mistake)
        found = chance.diagnose(problem, tried, answers, wrong)
        if found:  # by likelihood, over all cases
            assert {item.mistake for item in found.values()} == {mistake}
            continue
        found = diagnose(problem, tried, answers, wrong)
        if f"{problem.id} {mistake}" in UNNAMED:
            assert mistake not in {item.mistake for item in found.values()}
            continue
        assert list(found) == wrong
        for name, diagnosis in found.items():
            assert diagnosis.message == sentence, (mistake, name)
            shown = NUMBERS[bool(problem.dimensions)].search(diagnosis.evidence)
            assert shown is not None, diagnosis.evidence
            assert shown[1] != shown[2]
