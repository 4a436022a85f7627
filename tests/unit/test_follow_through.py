"""Follow-through credit: for what follows rightly from a wrong output of one's own, and for nothing else."""

import json
import shutil

import numpy as np
import pytest

from grader.follow_through import carried
from grader.grading import grade
from grader.preparation import make_key
from grader.results import Ending, Outcome, Verdict
from grader.sandbox.host import Sandbox
from grader.scoring import judge
from grader.spec.load import load_homework, load_problem
from grader.submission import read_submission
from tests.bank import BANK
from tests.paths import PROBLEMS

WORKED = load_problem(BANK / "uva-2017-hw1" / "worked-example")
KEY = make_key(WORKED, 0, "", None)
AFTER = ("D1", "dW2", "dW1")


def forward(X, W1, W2, y):
    """The right outputs before D_out, and what the rest is computed from."""
    S1 = W1 @ X
    Z1 = np.maximum(S1, 0)
    Y = W2 @ Z1
    return {"S1": S1, "Z1": Z1, "Y": Y, "L": ((Y - y) ** 2).sum() / (2 * y.shape[1])}


def backward(found, D_out, X, W2):
    """Everything after *D_out*, rightly."""
    D1 = (W2.T @ D_out) * (found["S1"] > 0)
    return {**found, "D_out": D_out, "D1": D1, "dW2": D_out @ found["Z1"].T, "dW1": D1 @ X.T}


def with_d_out(wrong):
    """Answers of a student whose D_out is *wrong*(Y, y), and who goes on rightly."""
    answers = []
    for entry in KEY.entries:
        a = entry.case.arguments
        found = forward(**a)
        answers.append((entry, backward(found, wrong(found["Y"], a["y"]), a["X"], a["W2"])))
    return answers


def changed(answers, **outputs):
    """The same with some outputs replaced by a function of all of them."""
    return [
        (entry, {**given, **{name: new(given) for name, new in outputs.items()}})
        for entry, given in answers
    ]


def credit(answers):
    """What is carried of what is wrong."""

    def is_right(entry, given, name):
        arguments = tuple(entry.case.arguments.values())
        return judge(WORKED, entry, Outcome(Ending.RETURNED, dict(given), arguments)).right(name)

    wrong = [
        output.name
        for output in WORKED.outputs
        if not all(is_right(entry, given, output.name) for entry, given in answers)
    ]
    return carried(WORKED, KEY, answers, wrong), wrong


def test_what_follows_rightly_from_a_wrong_output_is_carried():
    """It names the first wrong step, which itself earns nothing."""
    found, wrong = credit(with_d_out(lambda Y, y: Y - y))

    assert wrong == ["D_out", *AFTER]
    assert found == dict.fromkeys(AFTER, ("D_out",))


def test_nothing_is_carried_of_a_right_answer():
    assert credit(with_d_out(lambda Y, y: (Y - y) / y.shape[1])) == ({}, [])


def test_a_mistake_of_its_own_is_not_carried():
    """dW1 is wrong also for this student's D1; what does not follow from it is carried all the same."""
    answers = changed(with_d_out(lambda Y, y: Y - y), dW1=lambda given: 2 * given["dW1"])

    found, _ = credit(answers)

    assert found == {"D1": ("D_out",), "dW2": ("D_out",)}


def test_a_mistake_in_the_middle_is_the_first_wrong_step_for_what_comes_after():
    """The mask is missing in D1, and everything before is right."""
    answers = []
    for entry in KEY.entries:
        a = entry.case.arguments
        found = forward(**a)
        D_out = (found["Y"] - a["y"]) / a["y"].shape[1]
        D1 = a["W2"].T @ D_out
        dW2, dW1 = D_out @ found["Z1"].T, D1 @ a["X"].T
        answers.append((entry, {**found, "D_out": D_out, "D1": D1, "dW2": dW2, "dW1": dW1}))

    assert credit(answers) == ({"dW1": ("D1",)}, ["D1", "dW1"])


def test_all_first_wrong_steps_are_named():
    """D1 has a mistake of its own, and D_out before it: dW1 follows from both."""
    answers = []
    for entry in KEY.entries:
        a = entry.case.arguments
        found = forward(**a)
        D_out = found["Y"] - a["y"]
        D1 = a["W2"].T @ D_out
        dW2, dW1 = D_out @ found["Z1"].T, D1 @ a["X"].T
        answers.append((entry, {**found, "D_out": D_out, "D1": D1, "dW2": dW2, "dW1": dW1}))

    assert credit(answers)[0] == {"dW2": ("D_out",), "dW1": ("D_out", "D1")}


def test_a_right_output_beside_a_wrong_one_is_not_wrong():
    """The gradients are computed rightly, although the student's D_out is not."""
    right = with_d_out(lambda Y, y: (Y - y) / y.shape[1])

    found, wrong = credit(changed(right, D_out=lambda given: 2 * given["D_out"]))

    assert (found, wrong) == ({}, ["D_out"])


GAMES = {
    "zeros": lambda Y, _y: 0 * Y,
    "ones": lambda Y, _y: np.ones_like(Y),
    "a constant": lambda Y, _y: np.full_like(Y, 0.25),
    "NaN": lambda Y, _y: np.full_like(Y, np.nan),
    "infinity": lambda Y, y: (Y - y) * np.inf,
    "a copy of an input": lambda _Y, y: y.copy(),
    "a single one": lambda Y, _y: np.eye(1, Y.size).reshape(Y.shape),
    "huge numbers": lambda Y, y: (Y - y) * 1e60,
    "tiny numbers": lambda Y, y: (Y - y) * 1e-200,
    "mostly zeros": lambda Y, y: (Y - y) * (np.arange(Y.size).reshape(Y.shape) == 0),
}


@pytest.mark.parametrize("game", GAMES.values(), ids=GAMES)
def test_nothing_follows_from_a_degenerate_answer(game):
    """However rightly it is gone on with."""
    with np.errstate(all="ignore"):
        found, wrong = credit(with_d_out(game))

    assert "D_out" in wrong
    assert found == {}


@pytest.mark.parametrize(("first", "rest"), [(1e60, 1e-3), (1e-200, 1e-200), (1e3, 1e-3)])
def test_noise_after_numbers_out_of_proportion_earns_nothing(first, rest):
    """Their rounding would be as large as one pleases, and swallow whatever comes after."""
    rng = np.random.default_rng(0)
    answers = []
    for entry in KEY.entries:
        sizes = {name: first if name == "S1" else rest for name in entry.values}
        given = {
            name: sizes[name] * rng.uniform(1, 2, np.shape(value))
            for name, value in entry.values.items()
        }
        answers.append((entry, given))

    assert credit(answers)[0] == {}


def test_noise_in_single_precision_earns_nothing():
    """There a few thousand are enough for rounding to swallow what comes after."""
    rng = np.random.default_rng(0)
    answers = []
    for entry in KEY.entries:
        sizes = {name: 4000 if name == "S1" else 1 for name in entry.values}
        given = {
            name: np.float32(sizes[name] * rng.normal(size=np.shape(value)))
            for name, value in entry.values.items()
        }
        answers.append((entry, given))

    assert credit(answers)[0] == {}


def test_what_follows_in_single_precision_is_carried():
    answers = [
        (entry, {name: np.float32(value) for name, value in given.items()})
        for entry, given in with_d_out(lambda Y, y: Y - y)
    ]

    assert set(credit(answers)[0]) == set(AFTER)


def test_a_relu_that_had_nothing_to_do_earns_nothing():
    """A number that is as good as zero makes the right Z1 no copy of S1, and S1 still passes for it."""
    rng = np.random.default_rng(0)
    answers = []
    for entry in KEY.entries:
        S1 = rng.uniform(0.1, 2, np.shape(entry.values["S1"]))
        S1[0, 0] = -1e-13
        answers.append((entry, {**entry.values, "S1": S1, "Z1": S1}))

    assert "Z1" not in credit(answers)[0]


def test_constants_that_a_made_up_value_leads_to_earn_nothing():
    """With Y = y + 3 the right D_out is 3/N everywhere."""
    answers = []
    for entry in KEY.entries:
        y = entry.case.arguments["y"]
        if np.ptp(y):
            made_up = {"Y": y + 3.0, "D_out": np.full(y.shape, 3 / entry.case.sizes["N"])}
            answers.append((entry, {**entry.values, **made_up}))
        else:
            answers.append((entry, entry.values))

    assert "D_out" not in credit(answers)[0]


@pytest.mark.parametrize("shape", [lambda D: D.T, lambda D: D.ravel(), lambda D: D[None]])
def test_nothing_follows_from_a_wrong_shape(shape):
    answers = changed(with_d_out(lambda Y, y: Y - y), D_out=lambda given: shape(given["D_out"]))

    assert credit(answers)[0] == {}


def test_nothing_follows_from_what_is_missing():
    answers = [
        (entry, {name: value for name, value in given.items() if name != "D_out"})
        for entry, given in with_d_out(lambda Y, y: Y - y)
    ]

    found = carried(WORKED, KEY, answers, ["D_out", *AFTER])

    assert found == {}


def test_zeros_after_a_wrong_output_earn_nothing():
    """They do not follow from it."""
    zeros = {name: (lambda given, name=name: 0 * given[name]) for name in AFTER}

    assert credit(changed(with_d_out(lambda Y, y: Y - y), **zeros))[0] == {}


def test_a_copy_of_a_wrong_output_earns_nothing():
    """S1 without a negative entry makes Z1 = S1 right, for whoever knows nothing of a relu."""
    answers = changed(
        with_d_out(lambda Y, y: (Y - y) / y.shape[1]),
        S1=lambda given: np.abs(given["S1"]) + 1,
        Z1=lambda given: np.abs(given["S1"]) + 1,
    )

    found, wrong = credit(answers)

    assert wrong[:2] == ["S1", "Z1"]
    assert "Z1" not in found


def test_what_differs_from_a_wrong_output_is_carried():
    """The relu of a wrong S1 that has negative entries is work."""
    answers = changed(
        with_d_out(lambda Y, y: (Y - y) / y.shape[1]),
        S1=lambda given: 2 * given["S1"],
        Z1=lambda given: 2 * given["Z1"],
    )

    assert credit(answers)[0]["Z1"] == ("S1",)


def test_outputs_that_feed_on_themselves_earn_nothing():
    """Each is computed from the one after it: the graph of the reference does not go backwards."""
    answers = changed(
        with_d_out(lambda Y, y: (Y - y) / y.shape[1]),
        dW2=lambda given: 2 * given["dW2"],
        dW1=lambda given: 2 * given["dW1"],
    )

    assert credit(answers) == ({}, ["dW2", "dW1"])


def test_one_case_on_which_it_does_not_follow_is_enough():
    answers = with_d_out(lambda Y, y: Y - y)
    entry, given = answers[7]
    answers[7] = (entry, {**given, "dW2": given["dW2"] + 1})

    assert "dW2" not in credit(answers)[0]


def test_the_same_value_on_every_case_is_no_work():
    """A loss that does not depend on the arguments."""
    answers = changed(
        with_d_out(lambda Y, y: (Y - y) / y.shape[1]), L=lambda _given: np.array(0.4916)
    )

    assert credit(answers) == ({}, ["L"])


# Through the pipeline.


SUBMISSION = """
import numpy as np

def worked_example(X, W1, W2, y):
    S1 = W1 @ X
    Z1 = np.maximum(S1, 0)
    Y = W2 @ Z1
    L = ((Y - y) ** 2).sum() / (2 * y.shape[1])
    D_out = Y - y
    D1 = (W2.T @ D_out) * (S1 > 0)
    return S1, Z1, Y, L, D_out, D1, D_out @ Z1.T, D1 @ X.T
"""


@pytest.mark.parametrize(("share", "points"), [(None, 7.0), (1, 7.0), (0.5, 5.5), (0, 4.0)])
def test_a_homework_sets_the_share_of_the_points(share, points, tmp_path):
    """All of them, if it says nothing; the problem is a wrong answer in any case."""
    folder = shutil.copytree(BANK / "uva-2017-hw1", tmp_path / "uva-2017-hw1")
    if share is not None:
        document = json.loads((folder / "homework.json").read_text("utf-8"))
        document["follow_through"] = share
        (folder / "homework.json").write_text(json.dumps(document), "utf-8")
    (tmp_path / "mine.py").write_text(SUBMISSION)
    with Sandbox() as sandbox:
        report = grade(read_submission(tmp_path / "mine.py"), load_homework(folder), sandbox)
    (problem,) = report.problems

    assert problem.score == points
    assert problem.verdict is Verdict.WRONG_ANSWER
    assert [o.verdict for o in problem.outputs[4:]] == [
        Verdict.WRONG_ANSWER,
        *[Verdict.CARRIED] * 3,
    ]
    assert problem.outputs[5].message == "right for your own D_out: correct D_out first"


def test_the_first_wrong_step_is_the_first_one_computed():
    """D2 stands before dZ2 in the exercise and follows from it; each has a mistake of its own."""
    problem = load_problem(PROBLEMS / "uva-2017-hw1" / "three-layer-backprop")
    key, answers = make_key(problem, 0, "", None), []
    for entry in key.entries:
        a, right = entry.case.arguments, entry.values
        dZ2 = 2 * right["dZ2"]
        D2 = 3 * right["D2"]
        steps = key.reference.right(a)
        dW2 = D2 @ steps["Z1"].T
        D1 = (a["W2"].T @ D2) * steps["slope1"]
        own = {"dZ2": dZ2, "D2": D2, "D1": D1, "dW2": dW2, "dW1": D1 @ a["X"].T}
        answers.append((entry, {**right, **own}))

    found = carried(problem, key, answers, ["D2", "D1", "dZ2", "dW2", "dW1"])

    assert found == dict.fromkeys(["D1", "dW2", "dW1"], ("dZ2", "D2"))
