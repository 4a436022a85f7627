"""Where an output is wrong is told if it separates exactly, on cases that no call was made for as well."""

import numpy as np
import pytest

from grader.diagnosis.conditions import condition
from grader.localisation import localise
from grader.preparation import make_key
from grader.probe import MAX_CALLS, Probe
from grader.results import Diagnosis, Ending, Outcome
from grader.scoring import judge
from grader.spec.load import load_problem
from tests.bank import BANK
from tests.paths import PROBLEMS

WORKED = load_problem(BANK / "uva-2017-hw1" / "worked-example")
SIAMESE = load_problem(BANK / "deep-learning-2021-hw1" / "siamese-grad")
CLASSES = load_problem(PROBLEMS / "cs231n-layers" / "softmax-loss")
NET = load_problem(PROBLEMS / "cs231n-layers" / "two-layer-net")


class Student:
    """A function in this process: right but for what *spoil* makes of the outputs."""

    def __init__(self, problem, spoil):
        self.problem = problem
        self.key = make_key(problem, 0, "", None)
        self.spoil = spoil
        self.asked = 0

    def calls(self, _, arguments):
        for items in arguments:
            self.asked += 1
            names = [value.name for value in self.problem.function.inputs]
            known = dict(zip(names, items, strict=True))
            found = self.key.reference.right(known)
            values = {output.name: found[output.name] for output in self.problem.outputs}
            yield Outcome(Ending.RETURNED, {**values, **self.spoil(values, known)}, items)


def localised(spoil, problem=WORKED, diagnoses=(), **options):
    """What is told of each output, by its name."""
    student = Student(problem, spoil)
    entries = student.key.entries
    calls = [tuple(e.case.arguments[v.name] for v in problem.function.inputs) for e in entries]
    outcomes = list(student.calls("", calls))
    judged = [judge(problem, e, o) for e, o in zip(entries, outcomes, strict=True)]
    answers = [
        (e, {n: np.asarray(v) for n, v in o.value.items()})
        for e, o in zip(entries, outcomes, strict=True)
    ]
    student.asked = 0
    probe = Probe(problem, student.key.reference, student, seconds_a_call=1e-4, seconds=60)
    found = localise(
        problem, student.key, judged, answers, options.get("carried", ()), dict(diagnoses), probe
    )
    assert student.asked <= MAX_CALLS
    return found


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda a: a["X"].shape[1] > 4, "N > 4"),
        (lambda a: a["X"].shape[1] <= 4, "N ≤ 4"),
        (lambda a: a["W2"].shape[0] == 1, "dout = 1"),
        (lambda a: a["W2"].shape[0] > 1, "dout > 1"),
        (lambda a: a["W1"].shape[0] % 2 == 0, "d1 is even"),
        (lambda a: a["W1"].shape[0] < a["X"].shape[1], "N > d1"),
    ],
)
def test_a_condition_on_the_case_is_told(wrong, words):
    found = localised(lambda values, known: {"L": values["L"] + 3.7} if wrong(known) else {})

    # An equal condition may be put in other words.
    told = {"N > d1": ("N > d1", "d1 ≤ N", "d1 < N")}.get(words, (words,))
    assert found["L"].code == "where"
    assert found["L"].when in told
    assert f"L is wrong where {found['L'].when}, and right elsewhere." in found["L"].message


def test_that_the_last_class_has_no_example_is_told():
    """As of np.eye(y.max() + 1)[y], which has a column too few then."""
    found = localised(
        lambda s, k: {"dx": s["dx"] + 1} if k["y"].max() + 1 < k["x"].shape[1] else {}, CLASSES
    )

    assert found["dx"].when == "C - 1 is not in y"


def test_a_condition_on_a_scalar_argument_is_told():
    found = localised(lambda s, k: {"dW": s["dW"] + 1} if k["lam"] <= 1 else {}, SIAMESE)

    assert found["dW"].when == "lam ≤ 1"


def test_a_condition_that_does_not_hold_on_new_cases_is_not_told():
    """What tells the wrong cases of a run apart may be chance; each of these is told by its first number."""
    entries = make_key(WORKED, 0, "", None).entries
    even = {e.case.arguments["X"][0, 0] for e in entries if e.case.sizes["N"] > 4}

    found = localised(
        lambda values, known: {"L": values["L"] + 3.7} if known["X"][0, 0] in even else {}
    )

    assert found["L"].when is None
    assert "where N" not in found["L"].message


def test_two_names_that_are_equal_or_not_are_a_condition():
    problem = load_problem(PROBLEMS / "nyu-mlp" / "mlp-forward-backward")
    entries = make_key(problem, 0, "", None).entries
    both = [[e.case.arguments[name] for name in ("f_function", "g_function")] for e in entries]
    seen = [(entry, f == g) for entry, (f, g) in zip(entries, both, strict=True)]

    assert condition(problem, "y_hat", seen).when == "f_function = g_function"
    other = [(entry, not wrong) for entry, wrong in seen]
    assert condition(problem, "y_hat", other).when == "f_function ≠ g_function"


def test_a_condition_that_the_sizes_of_a_run_meet_by_chance_is_not_told():
    """New cases have other sizes too."""
    entries = make_key(WORKED, 0, "", None).entries
    shapes = {
        (e.case.arguments["X"].shape, e.case.arguments["W1"].shape)
        for e in entries
        if e.case.sizes["N"] > 4
    }

    found = localised(
        lambda values, known: (
            {"L": values["L"] + 3.7} if (known["X"].shape, known["W1"].shape) in shapes else {}
        )
    )

    assert found["L"].when is None


def test_a_single_case_shows_no_condition():
    entries = make_key(WORKED, 0, "", None).entries
    one = entries[5].case.arguments["X"]

    found = localised(
        lambda values, known: {"L": values["L"] + 1} if np.array_equal(known["X"], one) else {}
    )

    assert found["L"].when is None


@pytest.mark.parametrize(
    ("mask", "words"),
    [
        (lambda s: s["S1"] < 0, "the entries where S1 < 0"),
        (lambda s: s["S1"] > 0, "the entries where S1 > 0"),
        (lambda s: np.arange(s["D1"].shape[1]) == 0, "the first column"),
        (lambda s: np.arange(s["D1"].shape[0])[:, None] > 0, "all but the first row"),
        (lambda s: np.eye(*s["D1"].shape) > 0, "the diagonal"),
    ],
)
def test_entries_that_are_wrong_are_told(mask, words):
    found = localised(lambda s, _: {"D1": s["D1"] + 0.37 * (mask(s) & np.ones_like(s["D1"], bool))})

    assert f"Wrong in D1: {words}; the rest is right." in found["D1"].message
    assert found["D1"].when is None


def test_entries_are_not_told_where_all_are_wrong():
    found = localised(lambda s, _: {"D1": s["D1"] + 0.37})

    assert "Wrong in" not in found["D1"].message


def test_the_first_wrong_step_is_told():
    found = localised(lambda s, _: {"Y": np.sin(s["Y"]) + 2, "L": s["L"] + 2})

    assert found["Y"].message == "The fault is in Y itself: Z1, which it follows from, is right."
    assert "L" not in found  # what it follows from is wrong, too


def test_nothing_is_told_of_right_and_carried_outputs():
    found = localised(lambda s, _: {"Y": s["Y"] + 1, "L": s["L"] + 2}, carried={"L": "Y"})

    assert set(found) == {"Y"}


def test_a_cause_gets_its_condition():
    cause = Diagnosis("sign", "dW2 has the wrong sign.", "…")

    found = localised(
        lambda s, k: {"dW2": -s["dW2"]} if k["X"].shape[1] > 4 else {}, diagnoses={"dW2": cause}
    )

    assert found["dW2"] == Diagnosis("sign", "dW2 has the wrong sign.", "…", when="N > 4")


def test_a_wrong_shape_is_no_matter_of_where():
    assert "L" not in localised(lambda s, _: {"L": np.full(3, s["L"])})


def test_what_earlier_calls_leave_may_hold_the_fault():
    """A call of `loss` may have changed the parameters that `predict` uses."""
    found = localised(lambda s, _: {"y_pred": s["y_pred"] + 1}, problem=NET)

    assert found["y_pred"].message.startswith(
        "The fault is in y_pred itself, or in what earlier calls leave in net: scores, "
    )
