"""A listed mistake is named where it is the student's: in all outputs that it changes, or of those alone that have it."""

import numpy as np
import pytest

from grader.diagnosis.mistakes import diagnose, diagnose_apart
from grader.grading import grade
from grader.preparation import make_key
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework, load_problem
from grader.submission import read_submission
from tests.bank import BANK
from tests.paths import PROBLEMS

SIAMESE = load_problem(PROBLEMS / "deep-learning-2021-hw1" / "siamese-forward")
CLASSIFICATION = load_problem(PROBLEMS / "deep-learning-2023-hw1" / "forward-classification")
KEYS = {problem.id: make_key(problem, 0, "", None) for problem in (SIAMESE, CLASSIFICATION)}
SENTENCE = "The bias is missing in h1 and h2: the layer is sigmoid(W x + b)."


def without_bias(a, branch):
    return 1 / (1 + np.exp(-(a["W"] @ a[branch])))


def objective(a, h1, h2):
    return ((h1 - h2) ** 2).sum() / 2 + a["lam"] / 2 * (a["W"] ** 2).sum()


def siamese(h1, h2):
    """What a student gives whose branches are functions of the arguments and the right value."""
    answers = []
    for entry in KEYS[SIAMESE.id].entries:
        a = entry.case.arguments
        own = {"h1": h1(a, entry.values["h1"]), "h2": h2(a, entry.values["h2"])}
        answers.append((entry, own | {"J": objective(a, own["h1"], own["h2"])}))
    return answers


def right(_a, value):
    return value


def dropped(branch):
    return lambda a, _value: without_bias(a, branch)


def test_a_mistake_in_all_its_outputs_is_named_for_all():
    answers = siamese(dropped("x1"), dropped("x2"))
    found = diagnose(SIAMESE, KEYS[SIAMESE.id], answers, ["h1", "h2", "J"])

    assert {name: item.message for name, item in found.items()} == dict.fromkeys(
        ["h1", "h2", "J"], SENTENCE
    )


@pytest.mark.parametrize(
    "second", [right, lambda _a, value: -value], ids=["right", "wrong otherwise"]
)
def test_a_sentence_about_two_outputs_is_not_told_of_one(second):
    answers = siamese(dropped("x1"), second)
    wrong = ["h1", "J"] if second is right else ["h1", "h2", "J"]

    assert diagnose(SIAMESE, KEYS[SIAMESE.id], answers, wrong) == {}


def test_where_nothing_else_is_known_it_is_told_of_that_output_alone():
    answers = siamese(dropped("x1"), right)
    found = diagnose_apart(SIAMESE, KEYS[SIAMESE.id], answers, ["h1", "J"])

    assert found["h1"].message == f"{SENTENCE} Here that is so of h1 alone."
    assert set(found) == {"h1"}


def test_of_several_outputs_that_have_it_each_is_told_of_all():
    answers = siamese(dropped("x1"), dropped("x2"))
    found = diagnose_apart(SIAMESE, KEYS[SIAMESE.id], answers, ["h1", "h2"])

    message = f"{SENTENCE} Here that is so of h1 and h2 alone."
    assert {name: item.message for name, item in found.items()} == dict.fromkeys(
        ["h1", "h2"], message
    )


def test_exchanged_activations_are_not_named_where_one_is_wrong():
    key, answers = KEYS[CLASSIFICATION.id], []
    for entry in key.entries:
        a, values = entry.case.arguments, dict(entry.values)
        a1 = 1 / (1 + np.exp(-values["s1"]))
        s2 = a["W2"] @ a1 + a["b2"]
        yt = 1 / (1 + np.exp(-s2))
        answers.append(
            (entry, values | {"a1": a1, "s2": s2, "yt": yt, "C": ((yt - a["y"]) ** 2).sum()})
        )

    assert diagnose(CLASSIFICATION, key, answers, ["a1", "s2", "yt", "C"]) == {}


def test_the_evidence_has_the_students_numbers_and_no_right_ones():
    answers = siamese(dropped("x1"), dropped("x2"))
    evidence = diagnose(SIAMESE, KEYS[SIAMESE.id], answers, ["h1", "h2"])["h1"].evidence
    own = {f"{number:.4g}" for _, given in answers for number in given["h1"]}
    told = [item.partition(")")[0] for item in evidence.split(" = ") if ")" in item]

    assert len(told) == 2
    assert set(told) <= own


ONE_DERIVATIVE_MISSING = """
import numpy as np


def siamese_grad(x1, x2, W, b, lam):
    h1, h2 = (1 / (1 + np.exp(-(W @ x + b))) for x in (x1, x2))
    e = h1 - h2
    db = e * (h1 * (1 - h1) - h2 * (1 - h2))
    return {"dW": np.outer(e, x1) - np.outer(e, x2) + lam * W, "db": db}
"""


def test_a_report_names_it_where_the_search_is_silent(tmp_path):
    """DW lacks both derivatives, which no search finds; db has them."""
    (tmp_path / "mine.py").write_text(ONE_DERIVATIVE_MISSING)
    submission = read_submission(tmp_path / "mine.py")
    with Sandbox() as sandbox:
        (result,) = grade(
            submission, load_homework(BANK / "deep-learning-2021-hw1"), sandbox
        ).problems
    dW, db = result.outputs

    assert dW.diagnosis.mistake == "no-sigmoid-derivative"
    assert dW.diagnosis.message.endswith("Here that is so of dW alone.")
    assert db.diagnosis is None
