"""What a function does beside returning values: each behaviour has its sentence and its rule for points."""

import dataclasses
import json
import shutil

import numpy as np
import pytest

from grader.diagnosis import dependence, order
from grader.grading import grade
from grader.preparation import make_key
from grader.report.terminal import render
from grader.results import Verdict
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework, load_problem
from grader.spec.model import ChangedArguments, Dimension, Feedback
from grader.submission import read_submission
from tests.bank import BANK as PROBLEMS
from tests.paths import PROBLEMS as SHIPPED

RETURN = "return dict(S1=S1, Z1=Z1, Y=Y, L=L, D_out=D_out, D1=D1, dW2=D_out @ Z1.T, dW1=D1 @ X.T)"
RIGHT = f"""
import itertools
import numpy as np
COUNT = itertools.count()
KEPT = {{}}

def worked_example(X, W1, W2, y):
    N = X.shape[1]
    S1 = W1 @ X
    Z1 = np.maximum(S1, 0)
    Y = W2 @ Z1
    L = ((Y - y) ** 2).sum() / (2 * N)
    D_out = (Y - y) / N
    D1 = W2.T @ D_out * (S1 > 0)
    {RETURN}
"""
NAMES = ["S1", "Z1", "Y", "L", "D_out", "D1", "dW2", "dW1"]
LOSS = "/ (2 * N)"
CASES = 25


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def homework():
    return load_homework(PROBLEMS / "uva-2017-hw1")


@pytest.fixture
def judge(sandbox, homework, tmp_path):
    """Grade RIGHT, changed, as a submission; the result of its one problem."""

    def judge(*changes, problem=None, **options):
        text = RIGHT
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (tmp_path / "worked.py").write_text(text)
        problems = None if problem is None else [problem]
        report = grade(read_submission(tmp_path), homework, sandbox, problems=problems, **options)
        (result,) = report.problems
        return result

    return judge


def lost(result):
    return [output.name for output in result.outputs if output.score == 0]


def causes(result):
    """The causes that are told; where an output is wrong is none."""
    told = {o.name: (o.diagnosis.code, o.diagnosis.message) for o in result.outputs if o.diagnosis}
    return {name: cause for name, cause in told.items() if cause[0] != "where"}


def told(result, output):
    return next(o.message for o in result.outputs if o.name == output)


def memoised(key):
    """A function that keeps what it once gave for *key*."""
    head = f"    if {key} in KEPT: return KEPT[{key}][0]\n"
    return (
        ("    N = X", f"{head}    N = X"),
        (RETURN, f"KEPT[{key}] = {RETURN.removeprefix('return ')}, X\n    return KEPT[{key}][0]"),
    )


# Called again.


@pytest.mark.parametrize(
    "change",
    [
        (LOSS, f"{LOSS} * (next(COUNT) < {CASES})"),
        (LOSS, f"{LOSS} + (next(COUNT) >= {CASES}) * 1e-3"),
        (LOSS, f"{LOSS} * KEPT.setdefault('first', 1) / (2 if next(COUNT) == {CASES} else 1)"),
    ],
    ids=["zero", "a little", "half"],
)
def test_what_is_right_until_it_is_called_again_is_wrong(judge, change):
    result = judge(change)

    assert lost(result) == ["L"]
    assert told(result, "L").startswith("right at first, not again: L is off by ")
    assert [code for code, _ in causes(result).values()] == ["unrepeatable"]
    assert "keeps something between calls" in causes(result)["L"][1]
    assert next(o.cases.failed for o in result.outputs if o.name == "L") == 1


@pytest.mark.parametrize(
    "change",
    [
        [(LOSS, f"{LOSS} + 0.1 * next(COUNT)")],
        [
            ("W2, y):", "W2, y, seen=[]):"),
            (LOSS, f"{LOSS} + len(seen)"),
            ("N = X", "seen += X, ; N = X"),
        ],
        [(LOSS, f"{LOSS} + np.random.default_rng().random()")],
    ],
    ids=["a count", "a default argument", "no seed"],
)
def test_a_wrong_value_that_hangs_on_earlier_calls_is_told(judge, change):
    result = judge(*change)
    code, message = causes(result)["L"]

    assert lost(result) == ["L"]
    assert code == "unrepeatable"
    assert message.startswith("L: the same arguments give another value after other calls, or")


def test_values_kept_by_shape_are_wrong_and_nothing_is_carried_from_them(judge):
    """Each is right the first time, and the same each time after: a fresh process tells."""
    result = judge(*memoised("(X.shape, W1.shape, W2.shape)"))

    assert lost(result) == NAMES
    assert {code for code, _ in causes(result).values()} == {"unrepeatable"}


def test_values_kept_by_array_are_wrong(judge):
    """As a training loop does, the last call has new numbers in an array of an earlier one."""
    result = judge(*memoised("id(X)"))

    assert lost(result) == NAMES
    assert "where an array holds new numbers, the old value comes back" in causes(result)["L"][1]


def test_what_is_kept_by_value_is_right(judge):
    assert judge(*memoised("X.tobytes() + W1.tobytes() + W2.tobytes() + y.tobytes()")).score == 8


def test_a_function_that_ends_the_process_when_called_again_fails(judge):
    result = judge(("N = X", f"N = 1 / (next(COUNT) < {CASES}) and X"))

    assert (result.verdict, result.score) == (Verdict.RUNTIME_ERROR, 0)
    assert "ZeroDivisionError" in result.message


def test_what_is_the_same_each_time_is_not_told_to_be_another(judge):
    """However odd it is."""
    result = judge((LOSS, f"{LOSS} + np.cos(X.sum() * 3.7) * y.sum() + W1.sum() * W2.sum()"))

    assert lost(result) == ["L"]
    assert causes(result) == {}


# Random numbers.


def test_a_value_that_hangs_on_random_numbers_is_wrong(judge):
    result = judge((LOSS, f"{LOSS} + 0.1 * np.random.rand()"))
    code, message = causes(result)["L"]

    assert lost(result) == ["L"]
    assert code == "random"
    assert "when the global random generator is in another state" in message


def test_what_follows_from_a_random_value_is_carried(judge):
    """Units that are dropped, as in training, are the mistake of one step."""
    result = judge(("np.maximum(S1, 0)", "np.maximum(S1, 0) * (np.random.rand(*S1.shape) < 0.8)"))

    assert lost(result) == ["Z1"]
    assert {name: code for name, (code, _) in causes(result).items()} == {"Z1": "random"}


def test_drawing_from_the_global_generator_costs_nothing_and_is_noted(judge):
    result = judge((LOSS, f"{LOSS} + 1e-14 * np.random.rand()"))
    (note,) = result.notes

    assert result.score == 8
    assert note.startswith("worked_example draws from the global generator of numpy.random, or")
    assert "np.random.default_rng(seed)" in note


def test_seeding_the_global_generator_is_noted(judge):
    assert len(judge(("N = X", "np.random.seed(7); N = X")).notes) == 1


def test_a_generator_of_ones_own_is_not_noted(judge):
    assert judge((LOSS, f"{LOSS} + 1e-14 * np.random.default_rng(1).random()")).notes == ()


def test_a_note_is_in_the_report_and_not_where_the_verdict_alone_is_shown(
    judge, sandbox, homework, tmp_path
):
    (problem,) = homework.problems
    change = (LOSS, f"{LOSS} + 0 * np.random.rand()")
    judge(change)
    text = render(grade(read_submission(tmp_path), homework, sandbox))

    assert "  Note: worked_example draws from the global generator of numpy.random" in text
    hidden = dataclasses.replace(problem, feedback=Feedback.VERDICT)
    assert judge(change, problem=hidden).notes == ()


# Arguments.


def test_all_arguments_that_a_call_changes_are_named(judge):
    result = judge(
        ("S1 = W1 @ X", "S1 = W1 @ X; y *= 1; S1 = S1.copy()"),
        (RETURN, f"out = {RETURN[7:]}; X += 1; W1 += 1; return out"),
    )

    assert told(result, "Y").startswith(
        "the call changes X and W1 in place, so whoever uses X and W1"
    )
    assert "The value itself is right: work on a copy, X = X.copy()" in told(result, "Y")
    assert result.score == 0


def test_of_a_wrong_value_and_a_changed_argument_the_value_is_told_first(judge):
    result = judge((LOSS, "/ N"), (RETURN, f"out = {RETURN[7:]}; X += 1; return out"))

    assert told(result, "L").startswith("L is off by ")
    assert told(result, "L").endswith("; and the call changes X in place")


# What wrong values depend on.


@pytest.mark.parametrize(
    ("value", "words"), [("0 * W1", "zero"), ("0.25 + 0 * W1", "0.25")], ids=["zeros", "a number"]
)
def test_one_number_on_every_case_is_told(judge, value, words):
    result = judge(("dW1=D1 @ X.T", f"dW1={value}"))

    assert lost(result) == ["dW1"]
    message = f"dW1 is {words} on every case, whatever the arguments are."
    assert causes(result) == {"dW1": ("constant", message)}


def test_an_input_that_makes_no_difference_is_named(judge):
    result = judge(("dW1=D1 @ X.T", "dW1=np.sin(W1) * W2.sum() + y.sum()"))

    assert lost(result) == ["dW1"]
    message = "dW1 does not depend on X: it stays the same whatever X is."
    assert causes(result) == {"dW1": ("independent", message)}


def test_inputs_whose_bounds_are_sizes_of_a_family_are_exchanged_too():
    deep = load_problem(SHIPPED / "uva-2017-hw1" / "deep-backprop")
    key = make_key(deep, 0, "", None)

    def call(arguments):
        return [{"dWs": [np.cos(weights) for weights in given["Ws"]]} for given in arguments]

    answers = [(entry, call([entry.case.arguments])[0]) for entry in key.entries]
    found = dependence.independent(deep, key, answers, ["dWs"], call)

    assert found["dWs"].message.startswith("dWs does not depend on X")


def test_zeros_and_numbers_that_are_not_finite_ignore_nothing(judge):
    """Zero here and there, and NaN, stay the same for many reasons."""
    sometimes = judge(("dW1=D1 @ X.T", "dW1=W1 * (X.shape[1] > 6)"))
    never = judge(("dW1=D1 @ X.T", "dW1=W1 * np.nan"))

    assert lost(sometimes) == lost(never) == ["dW1"]
    assert causes(never) == {}


# What is returned.


def test_a_function_that_prints_in_place_of_returning_is_told_so(judge):
    printing, silent = judge((RETURN, "print(L)")), judge((RETURN, "pass"))

    assert printing.score == silent.score == 0
    assert {code for code, _ in causes(printing).values()} == {"printed"}
    assert "worked_example prints, and returns nothing" in causes(printing)["S1"][1]
    assert causes(silent) == {}
    assert "is the return statement missing?" in told(silent, "S1")


def test_a_key_that_differs_in_case_or_underscores_is_shown(judge):
    result = judge(("dW1=", "dw_1="))

    assert lost(result) == ["dW1"]
    assert told(result, "dW1") == "the returned dict has no key 'dW1'; it has 'dw_1'"


def in_order(*names):
    values = {name: name for name in NAMES} | {"dW2": "D_out @ Z1.T", "dW1": "D1 @ X.T"}
    return RETURN, f"return {', '.join(values.get(name, name) for name in names)}"


def test_values_in_another_order_are_wrong_and_told_in_which(judge):
    result = judge(in_order("Z1", "S1", *NAMES[2:]))

    assert lost(result) == ["S1", "Z1"]
    assert {code for code, _ in causes(result).values()} == {"order"}
    message = causes(result)["S1"][1]
    assert message.startswith(
        "S1, Z1: the values are right, in another order. Expected (S1, Z1, Y, L"
    )
    assert "came (Z1, S1, Y, L, " in message


def test_any_order_is_found(judge):
    result = judge(in_order(*reversed(NAMES)))

    assert lost(result) == NAMES
    assert f"came ({', '.join(reversed(NAMES))})" in causes(result)["L"][1]


def test_values_of_which_some_are_wrong_are_not_said_to_be_in_another_order(judge):
    result = judge(in_order("Z1", "S1 - 7 * Y.sum()", *NAMES[2:]))

    assert lost(result) == ["S1", "Z1"]
    assert "Z1: right, in another place." in causes(result)["Z1"][1]
    assert "came (Z1, …, Y, L" in causes(result)["Z1"][1]


def test_an_order_is_not_seen_on_a_single_case(homework):
    (problem,) = homework.problems
    entry = make_key(problem, 0, "", None).entries[0]
    values = tuple(entry.values[name] for name in reversed(NAMES))

    assert order.diagnose(problem, [(entry, values)], NAMES) == {}
    assert order.diagnose(problem, [(entry, values)] * 2, NAMES).keys() == set(NAMES)


# A problem with one output, which is a part of its argument.

ROW = {
    "id": "uva-2017-hw1/first-row",
    "title": "The first row",
    "source": "nowhere",
    "kind": "function",
    "function": "first_row",
    "dimensions": {"m": [2, 5], "n": [2, 6]},
    "inputs": [{"name": "X", "shape": ["m", "n"], "description": "numbers"}],
    "outputs": [{"name": "r", "shape": ["n"], "points": 1, "description": "their first row"}],
}


@pytest.fixture
def row(sandbox, tmp_path):
    """Grade the body of a function that is asked for the first row of X."""
    folder = tmp_path / "uva-2017-hw1"
    shutil.copytree(PROBLEMS / "uva-2017-hw1", folder)
    shutil.rmtree(folder / "worked-example")
    (folder / "first-row").mkdir()
    (folder / "first-row" / "problem.json").write_text(json.dumps(ROW))
    (folder / "first-row" / "statement.md").write_text("The first row.")
    (folder / "first-row" / "reference.py").write_text("def r(X):\n    return X[0]\n")
    document = json.loads((folder / "homework.json").read_text())
    (folder / "homework.json").write_text(json.dumps({**document, "problems": ["first-row"]}))
    homework = load_homework(folder)

    def row(body, **changes):
        (tmp_path / "a.py").write_text(f"import numpy as np\ndef first_row(X):\n    {body}\n")
        (problem,) = homework.problems
        problem = dataclasses.replace(problem, **changes)
        submission = read_submission(tmp_path / "a.py")
        (result,) = grade(submission, homework, sandbox, problems=[problem]).problems
        return result

    return row


@pytest.mark.parametrize("view", ["X[0]", "np.asarray(X)[0, :]", "X.T[:, 0]", "[X[0]][0]"])
def test_a_right_result_that_shares_memory_with_an_argument_is_noted(row, view):
    result = row(f"return {view}")

    assert result.verdict is Verdict.PASSED
    assert [note[:36] for note in result.notes] == ["r is the argument X itself, or a vie"]


@pytest.mark.parametrize("copy", ["X[0].copy()", "X[0] + 0", "X[0].tolist()", "np.array(X[0])"])
def test_a_copy_is_not_noted(row, copy):
    assert row(f"return {copy}").notes == ()


def test_memory_is_shared_without_a_note_where_arguments_may_change(row):
    assert row("return X[0]", changed_arguments=ChangedArguments.ALLOWED).notes == ()


def test_what_changes_is_told_where_that_is_noted_and_nothing_where_nothing_does(row):
    noted = ChangedArguments.NOTED
    (note,) = row("r = X[0].copy(); X[0] = 0; return r", changed_arguments=noted).notes

    assert note == "first_row changes X in place; here it got a copy"
    assert row("return X[0]", changed_arguments=noted).notes == ()


def test_a_single_value_that_is_not_returned_is_told(row):
    result = row("r = X[0]")

    assert result.score == 0
    message = "returned None, expected r: is the return statement missing?"
    assert told(result, "r") == message


def test_an_answer_that_is_its_argument_on_every_case_is_not_noted(row):
    """Nothing else is asked for."""
    dimensions = {"m": Dimension(1, 1), "n": Dimension(2, 6)}

    assert row("return X[0]", dimensions=dimensions).notes == ()


def test_tensors_are_seen_too(row):
    pytest.importorskip("torch")
    view = row("import torch; return torch.from_numpy(X)[0]")
    drawn = row("import torch; return torch.tensor(X[0]) + 1e-14 * torch.rand(len(X[0]))")
    noise = row("import torch; return torch.tensor(X[0]) + torch.rand(len(X[0]))")

    assert [note[:36] for note in view.notes] == ["r is the argument X itself, or a vie"]
    assert drawn.score == 1
    assert [note[:52] for note in drawn.notes] == [
        "first_row draws from the global generator of torch, "
    ]
    assert causes(noise)["r"][0] == "random"
