"""The pipeline on small submissions: points, verdicts, sentences, diagnoses, feedback."""

import dataclasses
import json
import shutil

import numpy as np
import pytest

from grader.grading import grade
from grader.results import Verdict
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework
from grader.spec.model import ChangedArguments, Extreme, Feedback
from grader.submission import read_submission
from tests.bank import BANK as PROBLEMS

RIGHT = """
import numpy as np

def worked_example(X, W1, W2, y):
    N = X.shape[1]
    S1 = W1 @ X
    Z1 = np.maximum(S1, 0)
    Y = W2 @ Z1
    L = ((Y - y) ** 2).sum() / (2 * N)
    D_out = (Y - y) / N
    D1 = W2.T @ D_out * (S1 > 0)
    return dict(S1=S1, Z1=Z1, Y=Y, L=L, D_out=D_out, D1=D1, dW2=D_out @ Z1.T, dW1=D1 @ X.T)
"""


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def homework():
    return load_homework(PROBLEMS / "uva-2017-hw1")


@pytest.fixture
def judge(sandbox, homework, tmp_path):
    """Grade a text as a submission; the result of its one problem."""

    def judge(text, problem=None, **options):
        (tmp_path / "worked.py").write_text(text)
        problems = None if problem is None else [problem]
        submission = read_submission(tmp_path)
        report = grade(submission, homework, sandbox, problems=problems, **options)
        (result,) = report.problems
        return result

    return judge


def changed(old, new):
    assert old in RIGHT
    return RIGHT.replace(old, new)


def scores(result):
    return {output.name: output.score for output in result.outputs}


def test_a_right_answer_gets_all_points(judge):
    result = judge(RIGHT)

    assert (result.verdict, result.score, result.max_score) == (Verdict.PASSED, 8, 8)
    assert {output.cases.passed for output in result.outputs} == {25}
    assert (result.file, result.line) == ("worked.py", 4)


def test_a_wrong_output_costs_its_own_points(judge):
    result = judge(changed("/ (2 * N)", "/ N"))

    assert result.verdict is Verdict.WRONG_ANSWER
    assert scores(result) == {**dict.fromkeys(scores(result), 1), "L": 0}


def test_a_listed_mistake_is_named_once_for_all_it_explains(judge):
    result = judge(changed("(Y - y) / N", "Y - y"))
    named = {o.name: o.diagnosis.mistake for o in result.outputs if o.diagnosis}

    assert named == dict.fromkeys(["D_out", "D1", "dW2", "dW1"], "missing-one-over-n")
    assert result.outputs[4].diagnosis.message.startswith("D_out = Y - y lacks the 1/N")
    assert "on all 25 cases" in result.outputs[4].diagnosis.evidence


def test_a_listed_mistake_is_not_named_beside_what_it_would_have_spoilt(judge):
    """dW2 is as if D_out lacked the 1/N, but D_out has it."""
    result = judge(changed("dW2=D_out", "dW2=(Y - y)"))
    (diagnosis,) = [output.diagnosis for output in result.outputs if output.diagnosis]

    assert scores(result) == {**dict.fromkeys(scores(result), 1), "dW2": 0}
    assert diagnosis.mistake is None


def test_an_unlisted_mistake_is_not_given_a_name(judge):
    result = judge(changed("(Y - y) / N", "(Y - y) / (N + 1)"))

    assert all(o.diagnosis is None or o.diagnosis.code == "where" for o in result.outputs)


def test_far_more_numbers_than_asked_for_are_not_looked_into(judge):
    """Arrays of millions would take the grader's memory and time."""
    result = judge(changed("D_out=D_out", "D_out=np.ones(50_000)"))

    (found,) = (output for output in result.outputs if output.name == "D_out")
    assert found.verdict is Verdict.WRONG_ANSWER
    assert "has shape (50000,)" in found.message
    assert found.diagnosis is None


def test_cases_of_one_size_alone_explain_nothing(judge, homework):
    """On a single case every constant factor could be anything."""
    (problem,) = homework.problems
    alone = dataclasses.replace(problem, golden=())
    result = judge(changed("(Y - y) / N", "Y - y"), alone, cases=1)

    assert result.verdict is Verdict.WRONG_ANSWER
    assert all(o.diagnosis is None or o.diagnosis.code == "where" for o in result.outputs)


def test_the_counterexample_is_shrunk(judge):
    result = judge(changed("/ (2 * N)", "/ N"))
    shown = next(output for output in result.outputs if output.name == "L").counterexample

    assert (shown.index, shown.shrunk) == (0, True)
    assert list(shown.arguments) == ["X", "W1", "W2", "y"]
    assert [np.shape(value) for value in shown.arguments.values()] == [(2, 2)] * 2 + [(1, 2)] * 2
    assert shown.actual == pytest.approx(2 * shown.expected)
    assert shown.max_abs_difference == pytest.approx(shown.expected)


def test_an_extreme_case_is_shown_only_if_no_other_fails(judge, homework):
    """A slip that shows anywhere has nothing to do with extreme numbers, however small their case."""
    (problem,) = homework.problems
    sizes = {name: dimension.low for name, dimension in problem.dimensions.items()}
    extreme = Extreme("huge", scale={"X": 1e3}, sizes=sizes)
    tried = dataclasses.replace(problem, extreme=(extreme,), golden=())
    everywhere = judge(changed("/ (2 * N)", "/ N"), tried)
    there = judge(changed("/ (2 * N)", "/ (2 * N) * (1 + (abs(X).max() > 100))"), tried)

    shown = [
        next(o for o in result.outputs if o.name == "L").counterexample
        for result in (everywhere, there)
    ]
    assert [item.name for item in shown] == [None, "huge"]


def test_an_answer_right_on_the_printed_numbers_alone_is_wrong(judge):
    """The printed outputs are all positive, so a relu on the output does not show there."""
    result = judge(changed("Y = W2 @ Z1", "Y = np.maximum(W2 @ Z1, 0)"))
    output = next(output for output in result.outputs if output.name == "Y")

    assert output.verdict is Verdict.WRONG_ANSWER
    assert output.cases.passed >= 1
    assert output.diagnosis.mistake == "relu-on-output"


def test_a_missing_key_costs_its_own_output(judge):
    result = judge(changed("dW1=D1 @ X.T", "dw1=D1 @ X.T"))

    assert result.score == 7
    assert "no key 'dW1'" in result.outputs[-1].message


def test_changing_an_argument_is_wrong_and_says_which(judge):
    result = judge(changed("S1 = W1 @ X", "S1 = W1 @ X; X *= 1; W1 += 1"))

    assert result.verdict is Verdict.WRONG_ANSWER
    assert result.score == 0
    assert "the call changes W1 in place" in result.outputs[0].message


def test_a_spec_may_allow_changed_arguments(judge, homework):
    (problem,) = homework.problems
    text = changed("    return dict", "    W2[:] = 0\n    return dict")
    allowed = dataclasses.replace(problem, changed_arguments=ChangedArguments.ALLOWED)
    noted = dataclasses.replace(problem, changed_arguments=ChangedArguments.NOTED)

    assert judge(text).verdict is Verdict.WRONG_ANSWER
    assert judge(text, allowed).verdict is Verdict.PASSED
    assert judge(text, allowed).notes == ()
    assert judge(text, noted).verdict is Verdict.PASSED
    assert judge(text, noted).notes == ("worked_example changes W2 in place; here it got a copy",)
    assert judge(RIGHT, noted).verdict is Verdict.PASSED
    assert judge(RIGHT, noted).notes == ()


def test_of_a_call_that_fails_the_later_outputs_tell_no_cause(judge):
    """Where all sizes are equal the call returns; that dW1 is then transposed follows from what is wrong in D1."""
    text = changed("D1 = W2.T @ D_out * (S1 > 0)", "D1 = np.sin(W2 @ D_out + 3) * (S1 + 2)")
    text = text.replace("dW1=D1 @ X.T", "dW1=-(D1 @ X.T)")

    found = {output.name: output.diagnosis for output in judge(text).outputs}

    assert found["D1"] is None
    assert found["dW1"] is None


def test_an_exception_on_some_cases_is_a_runtime_error_with_the_students_line(judge):
    result = judge(changed("N = X.shape[1]", "N = X.shape[1]; assert N < 5, 'too many'"))

    assert result.verdict is Verdict.RUNTIME_ERROR
    assert result.score == 0
    assert result.message.startswith("worked.py:5: AssertionError: too many\n    N = X.shape[1]")
    assert 0 < result.outputs[0].cases.failed < 25


@pytest.mark.parametrize(
    ("old", "new", "output", "code", "fits"),
    [
        ("D1 @ X.T", "D1 @ X", "dW1", "inside-transposition", "would fit with `X.T`"),
        ("W2.T @ D_out", "W2 @ D_out", "D1", "inside-transposition", "would fit with `W2.T`"),
        ("S1 = W1 @ X", "S1 = X @ W1", "S1", "inside-exchange", "would fit with `W1 @ X`"),
    ],
)
def test_a_wrong_transposition_that_nobody_listed_is_named_where_all_sizes_are_equal(
    judge, old, new, output, code, fits
):
    """On the cases of the run it cannot be computed."""
    result = judge(changed(old, new))
    (found,) = [(o.name, o.diagnosis) for o in result.outputs if o.diagnosis]

    assert (result.verdict, result.score) == (Verdict.RUNTIME_ERROR, 0)
    assert fits in result.message
    assert (found[0], found[1].code, found[1].mistake) == (output, code, None)
    assert found[1].evidence.endswith("; with other sizes the call fails")


def test_what_raises_on_equal_sizes_too_is_not_explained(judge):
    result = judge(changed("S1 = W1 @ X", "S1 = W1 @ X @ np.ones(99)"))

    assert result.verdict is Verdict.RUNTIME_ERROR
    assert all(output.diagnosis is None for output in result.outputs)


def test_no_cause_is_sought_for_what_is_right_on_equal_sizes(judge, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "grader.explanation.generic.diagnose", lambda _p, _k, _a, names: asked.extend(names) or {}
    )
    raises = "assert X.shape == W1.shape; S1 = W1 @ X"

    assert judge(changed("S1 = W1 @ X", raises)).verdict is Verdict.RUNTIME_ERROR
    assert asked == []
    judge(changed("S1 = W1 @ X", f"{raises} + 1"))
    assert asked != []


def test_the_wrong_number_of_parameters_names_the_call(judge):
    result = judge(changed("(X, W1, W2, y)", "(X, W1, W2)"))

    assert result.verdict is Verdict.RUNTIME_ERROR
    assert "the exercise calls worked_example(X, W1, W2, y)" in result.message


BY_AUTOGRAD = """
import torch

def worked_example(X, W1, W2, y):
    X, W1, W2, y = map(torch.as_tensor, (X, W1, W2, y))
    W1.requires_grad_()
    S1 = W1 @ X
    L = ((W2 @ S1.relu() - y) ** 2).sum() / (2 * X.shape[1])
    L.backward()
    return dict(dW1=W1.grad)
"""


def test_autograd_where_the_exercise_asks_for_the_formula_earns_nothing_and_is_told_where(
    judge, homework
):
    (problem,) = homework.problems
    by_hand = dataclasses.replace(problem, autograd=False)
    result = judge(BY_AUTOGRAD, by_hand)

    assert (result.verdict, result.score) == (Verdict.INVALID_SUBMISSION, 0)
    assert result.message == (
        "worked.py:9: AutogradNotAllowed: this exercise asks for the formula: write it out; "
        "autograd is not allowed here\n    L.backward()"
    )
    assert judge(BY_AUTOGRAD).score == 1
    assert judge(RIGHT, by_hand).verdict is Verdict.PASSED


def test_autograd_that_the_source_names_is_told_before_any_call(judge, homework):
    (problem,) = homework.problems
    by_hand = dataclasses.replace(problem, autograd=False)
    named = BY_AUTOGRAD.replace("L.backward()", "print(torch.autograd.grad(L, W1))")
    result = judge(named, by_hand)

    assert (result.verdict, result.score) == (Verdict.INVALID_SUBMISSION, 0)
    assert result.message == (
        "worked.py:9: torch.autograd.grad: this exercise asks for the formula: write it out; "
        "autograd is not allowed here"
    )


@pytest.mark.parametrize("option", [{"seed": 3}, {"student": "ada"}, {"cases": 5}])
def test_a_right_answer_is_right_on_any_cases(judge, option):
    assert judge(RIGHT, **option).verdict is Verdict.PASSED


def test_less_feedback_leaves_out_right_values_then_everything(judge, homework):
    (problem,) = homework.problems
    wrong = changed("(Y - y) / N", "Y - y")
    diagnosis = judge(wrong, dataclasses.replace(problem, feedback=Feedback.DIAGNOSIS))
    verdict = judge(wrong, dataclasses.replace(problem, feedback=Feedback.VERDICT))

    assert judge(wrong).outputs[4].counterexample.expected is not None
    assert diagnosis.outputs[4].counterexample.expected is None
    assert diagnosis.outputs[4].diagnosis is not None
    told = diagnosis.outputs[4].message + repr(diagnosis.outputs[4].counterexample)
    assert "D_out differs in" in told
    assert " by " not in told  # beside the student's value that is the right one
    assert "max_abs_difference=None" in told
    assert "allowed=None" in told
    assert all(
        (o.message, o.diagnosis, o.counterexample) == (None, None, None) for o in verdict.outputs
    )
    assert verdict.score == diagnosis.score == 7  # three outputs follow from the wrong one


def test_a_process_that_ends_at_a_second_load_does_not_escape_the_verifier(sandbox, tmp_path):
    """The grader's own failure costs no marks, so a student must not be able to bring it about."""
    (tmp_path / "a.py").write_text(
        "import os, sys\n"
        "server = sys.modules['grader.sandbox.child']._Server\n"
        "server.load = lambda *_: os._exit(0)\n"
        "def xor_params():\n    return None\n"
    )
    homework = load_homework(PROBLEMS / "ee488-2017-lecture6")
    report = grade(read_submission(tmp_path), homework, sandbox)

    assert [problem.verdict for problem in report.problems] == [Verdict.RUNTIME_ERROR]
    assert (report.score, report.max_score) == (0, 3)


def test_pictures_are_drawn_of_what_was_loaded(sandbox, tmp_path):
    """The file fails as a whole; the function needs less."""
    right = "def xor_params():\n    return [[1, 1], [1, 1]], [0, -1], [1, -2], 0\n"
    (tmp_path / "a.py").write_text(f"{right}open('lost.csv')\n")
    homework = load_homework(PROBLEMS / "ee488-2017-lecture6")
    (problem,) = grade(read_submission(tmp_path), homework, sandbox, figures=True).problems

    assert (problem.verdict, problem.score) == (Verdict.PASSED, 3)
    assert problem.notes[0].startswith(
        "only what xor_params needs was run (line 3 of a.py skipped)"
    )
    assert problem.figures[0].panels


@pytest.fixture
def broken_homework(tmp_path_factory):
    """A homework of two problems, of which the reference of the first is broken."""
    folder = tmp_path_factory.mktemp("problems") / "uva-2017-hw1"
    shutil.copytree(PROBLEMS / "uva-2017-hw1", folder)
    shutil.copytree(folder / "worked-example", folder / "again")
    spec = (folder / "again" / "problem.json").read_text()
    spec = spec.replace("uva-2017-hw1/worked-example", "uva-2017-hw1/again")
    spec = spec.replace('"function": "worked_example"', '"function": "again"')
    (folder / "again" / "problem.json").write_text(spec)
    index = json.loads((folder / "homework.json").read_text())
    index["problems"] = ["again", *index["problems"]]
    (folder / "homework.json").write_text(json.dumps(index))
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("reference.py", "return W1 @ X", "return X @ W1"),
        ("reference.py", "return W1 @ X", "return W1 @ X / 0"),
        ("reference.py", "return W1 @ X", "return 1.01 * W1 @ X"),
        ("reference.py", "def S1", "def S_1"),
        ("mistakes.py", "class root", "def"),
        ("problem.json", '"by": 0.001', '"by": 1000'),
        ("problem.json", "0.4916", "0.4915"),
    ],
)
def test_the_graders_failure_costs_no_marks_and_no_other_problem(
    sandbox, broken_homework, tmp_path, file, old, new
):
    path = broken_homework / "again" / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    (tmp_path / "a.py").write_text(RIGHT + "\ndef again(X, W1, W2, y):\n    return {}\n")
    report = grade(read_submission(tmp_path), load_homework(broken_homework), sandbox)

    assert [p.verdict for p in report.problems] == [Verdict.INTERNAL_ERROR, Verdict.PASSED]
    assert (report.score, report.max_score) == (8, 8)
    assert report.grader_failed


def test_a_reference_that_loops_costs_no_marks(sandbox, broken_homework, tmp_path, monkeypatch):
    monkeypatch.setattr("grader.preparation.MAX_SECONDS", 0.5)
    path = broken_homework / "again" / "reference.py"
    path.write_text(path.read_text().replace("return W1 @ X", "while True: pass"))
    (tmp_path / "a.py").write_text(RIGHT + "\ndef again(X, W1, W2, y):\n    return {}\n")
    report = grade(read_submission(tmp_path), load_homework(broken_homework), sandbox)

    assert [p.verdict for p in report.problems] == [Verdict.INTERNAL_ERROR, Verdict.PASSED]
    assert "S1 (line 7) raised TimeoutError: took more than 0.5 s" in report.problems[0].message


def test_a_loop_costs_only_its_own_problem(sandbox, broken_homework, tmp_path):
    spec = broken_homework / "again" / "problem.json"
    limits = '"limits": {"call_seconds": 0.2}, "kind"'
    spec.write_text(spec.read_text().replace('"kind"', limits, 1))
    (tmp_path / "a.py").write_text(RIGHT + "\ndef again(X, W1, W2, y):\n    while True: pass\n")
    report = grade(read_submission(tmp_path), load_homework(broken_homework), sandbox)

    assert [p.verdict for p in report.problems] == [Verdict.TIME_LIMIT, Verdict.PASSED]
    assert "one call took more than 0.2 s" in report.problems[0].message


def test_a_cause_that_nobody_listed_is_in_the_report(judge):
    result = judge(changed("/ (2 * N)", "/ (2 * N) * X.shape[0]"))
    diagnosis = next(o.diagnosis for o in result.outputs if o.name == "L")

    assert diagnosis.code == "scaled"
    assert diagnosis.message.startswith("L is d0 times the right one (2 times where d0 = 2,")


# Where the code runs.


def test_what_comes_of_an_older_python_is_told_of_the_outputs_that_failed(judge):
    text = changed("    return dict", "    half = N / 2\n    S1[:, :half]\n    return dict")
    result = judge(text)

    assert result.verdict is Verdict.RUNTIME_ERROR
    assert {output.diagnosis.code for output in result.outputs} == {"environment"}
    assert "use // in `N / 2`" in result.message
    assert "use // in `N / 2`" in result.outputs[0].diagnosis.message


def test_a_file_of_python_2_is_told_to_be_one(judge):
    result = judge(changed("    Y = W2 @ Z1\n", "    Y = W2 @ Z1\n    print Y\n"))

    assert result.verdict is Verdict.INVALID_SUBMISSION
    assert "worked.py:9: this is Python 2 (print without parentheses)" in result.message
    assert {output.diagnosis.code for output in result.outputs} == {"environment"}


def test_a_crash_of_the_students_own_has_no_such_cause(judge):
    result = judge(changed("W2 @ Z1", "Z1 @ W2 @ undefined"))

    assert result.verdict is Verdict.RUNTIME_ERROR
    assert all(o.diagnosis is None or o.diagnosis.code != "environment" for o in result.outputs)


def test_what_a_missing_module_is_needed_for_cannot_be_graded(judge):
    text = "from course.layers import relu\n" + changed("np.maximum(S1, 0)", "relu(S1)")
    result = judge(text)

    assert result.verdict is Verdict.INVALID_SUBMISSION
    assert result.score == 0
    assert {output.diagnosis.code for output in result.outputs} == {"environment"}
    assert "relu is of course.layers, which is not here" in result.message
    assert result.notes == (
        "course.layers is not here, and an empty module stands in for it: what needs it cannot be graded",
    )


def test_code_that_does_without_a_missing_module_is_graded(judge):
    text = "from course.layers import relu\n" + changed(
        "    Z1 = np.maximum(S1, 0)\n",
        "    try:\n        Z1 = relu(S1)\n    except ImportError:\n        Z1 = np.maximum(S1, 0)\n",
    )

    assert judge(text).verdict is Verdict.PASSED
