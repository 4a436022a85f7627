"""What is wrong only where floating point fails it loses the points for that, and is told the remedy."""

import dataclasses

import pytest

from grader.answer_key import Entry
from grader.cases.generate import Case
from grader.diagnosis.generic import explain
from grader.grading import grade
from grader.preparation import make_key
from grader.report import terminal
from grader.results import Diagnosis, Ending, Mismatch, Outcome, StudentError, Verdict
from grader.sandbox.host import Sandbox
from grader.scoring import Findings, Judged, overflowed, score_output
from grader.spec.load import load_homework
from grader.spec.model import Credit, Feedback, Output, Stability
from grader.submission import read_submission
from tests.paths import PROBLEMS

# Points, from cases that are judged.

OUTPUT = Output("Z", 4, stability=Stability(1, "Shift."))
WRONG = Mismatch("Z is NaN")


def case(index, ending=Ending.RETURNED, *, wrong=False, extreme=False):
    """One judged case; a function that did not return is not right on it."""
    mismatches = {"Z": WRONG if wrong else None} if ending is Ending.RETURNED else {}
    made = Case(index, {}, {}, "far out" if extreme else None, stability=extreme)
    return Judged(Entry(made, {"Z": 1.0}, {}), Outcome(ending), mismatches)


RIGHT = [case(i) for i in range(3)]
NOT = [case(0, wrong=True), *RIGHT[1:]]
FAR = case(3, extreme=True)
NAN = case(3, wrong=True, extreme=True)


def result_of(
    judged, *, output=OUTPUT, total=4, roots=(), throughout=False, share=1.0, advice=None
):
    found = Findings(
        diagnoses={"Z": advice} if advice else {},
        roots={"Z": roots} if roots else {},
        throughout=frozenset({"Z"} if throughout else ()),
    )
    return score_output(output, judged, total, found, Credit(share))


def scored(judged, **options):
    result = result_of(judged, **options)
    return result.verdict, result.score


def test_right_everywhere_is_all_points():
    assert scored([*RIGHT, FAR]) == (Verdict.PASSED, 4)


def test_wrong_only_where_numbers_are_extreme_loses_the_points_for_that():
    result = result_of([*RIGHT, NAN])

    assert (result.verdict, result.score, result.max_score) == (Verdict.WRONG_ANSWER, 3, 4)
    assert result.message == "Z is NaN; right on all ordinary cases: loses 1 of 4 points"
    assert result.counterexample.name == "far out"


def test_to_raise_there_is_as_bad_as_to_be_wrong_there():
    result = result_of([*RIGHT, case(3, Ending.RAISED, extreme=True)])

    assert (result.verdict, result.score) == (Verdict.RUNTIME_ERROR, 3)
    assert result.message == "right on all ordinary cases: loses 1 of 4 points"


@pytest.mark.parametrize(
    "ending", [Ending.TIME_LIMIT, Ending.MEMORY_LIMIT, Ending.OUTPUT_LIMIT, Ending.DIED]
)
def test_a_limit_hit_there_costs_everything(ending):
    """Even if a case after it were right."""
    stopped = case(0, ending, extreme=True)

    assert scored([stopped], total=1)[1] == 0
    assert scored([stopped, *RIGHT])[1] == 0


def test_cases_that_were_never_called_are_not_right():
    assert scored([NAN, *RIGHT], total=5)[1] == 0
    assert scored([*RIGHT, FAR], total=5)[1] == 0


def test_one_ordinary_case_costs_everything():
    assert scored([*NOT, FAR]) == (Verdict.WRONG_ANSWER, 0)
    assert scored([*NOT, NAN]) == (Verdict.WRONG_ANSWER, 0)


@pytest.mark.parametrize("stability", [None, Stability(0, "Shift.")])
def test_an_output_without_points_for_it_passes_and_keeps_the_advice(stability):
    advice = Diagnosis("overflow", "Shift.", "right on all 3 ordinary cases")
    output = Output("Z", 4, stability=stability)
    result = result_of([*RIGHT, NAN], output=output, advice=advice)

    assert (result.verdict, result.score) == (Verdict.PASSED, 4)
    assert result.diagnosis == advice
    assert (result.message, result.counterexample) == ("right on all ordinary cases", None)


def test_what_follows_from_a_wrong_value_and_overflows_keeps_the_rest():
    """With half of the points for what is carried: half of 3."""
    result = result_of([*NOT, NAN], roots=("S",), share=0.5)

    assert (result.verdict, result.score) == (Verdict.WRONG_ANSWER, 1.5)
    assert result.message.endswith(
        "right for your own S on all ordinary cases: loses 0.5 of 4 points"
    )
    assert result.counterexample.name == "far out"


def test_what_follows_throughout_is_carried():
    assert scored([*NOT, NAN], roots=("S",), throughout=True) == (Verdict.CARRIED, 4)
    assert scored([*NOT, NAN], roots=("S",), throughout=True, share=0.5) == (Verdict.CARRIED, 2)
    assert scored([*NOT, FAR], roots=("S",), share=0.5) == (Verdict.CARRIED, 2)


def test_only_the_points_for_stability_are_carried_of_what_is_right_elsewhere():
    assert scored([*RIGHT, NAN], roots=("S",), throughout=True, share=0.5) == (Verdict.CARRIED, 3.5)


# What arithmetic raises.


@pytest.mark.parametrize(
    ("name", "message", "found"),
    [
        ("OverflowError", "math range error", True),
        ("ZeroDivisionError", "float division by zero", True),
        ("FloatingPointError", "overflow encountered in exp", True),
        ("ValueError", "math domain error", True),
        ("ValueError", "operands could not be broadcast together", False),
        ("RecursionError", "maximum recursion depth exceeded", False),
        ("AssertionError", "", False),
    ],
)
def test_what_arithmetic_raises_is_told_from_the_rest(name, message, found):
    assert overflowed(Outcome(Ending.RAISED, error=StudentError(message, name))) is found


def test_a_call_that_returned_raised_nothing():
    assert not overflowed(Outcome(Ending.RETURNED))


# The whole way, on shipped exercises.


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def report(sandbox, tmp_path):
    """Grade a text on one problem; *options* are those of `grade`, *changes* those of the problem."""

    def report(problem, text, changes=None, share=1.0):
        (tmp_path / "a.py").write_text("import math\nimport numpy as np\n" + text)
        homework = load_homework(PROBLEMS / problem.partition("/")[0])
        homework = dataclasses.replace(homework, follow_through=share)
        (chosen,) = (item for item in homework.problems if item.id == problem)
        chosen = dataclasses.replace(chosen, **(changes or {}))
        return grade(read_submission(tmp_path), homework, sandbox, problems=[chosen])

    return report


@pytest.fixture
def outputs(report):
    """The same; its outputs by name."""

    def outputs(*arguments, **options):
        (result,) = report(*arguments, **options).problems
        return {output.name: output for output in result.outputs}

    return outputs


LOG_SOFTMAX = "leren-2018-hw5/log-softmax"
NAIVE = """
def log_softmax(u):
    p = np.exp(u) / np.exp(u).sum()
    return {"p": p, "logp": np.log(p)}
"""


def test_a_naive_softmax_loses_what_the_spec_says_and_is_told_each_remedy(outputs):
    found = outputs(LOG_SOFTMAX, NAIVE)

    assert {name: item.score for name, item in found.items()} == {"p": 0.5, "logp": 1}
    assert found["logp"].diagnosis.code == "overflow"
    assert "log p is v" in found["logp"].diagnosis.message
    assert "(scores around 1000, scores 2000 apart)" in found["logp"].diagnosis.message
    assert found["logp"].diagnosis.evidence == (
        "right on all 24 ordinary cases, wrong on 2 of 2 with extreme numbers"
    )


@pytest.mark.parametrize("dtype", ["np.float32", "np.float64"])
def test_cut_off_scores_lose_the_points_in_any_precision(outputs, dtype):
    """Rounding of scores around 1000 would excuse any probability in single precision."""
    found = outputs(
        LOG_SOFTMAX,
        f"""
def log_softmax(u):
    e = np.exp(np.clip(u, -60, 60).astype({dtype}))
    p = e / e.sum()
    return {{"p": p, "logp": np.log(p)}}
""",
    )

    assert (found["p"].score, found["logp"].score) == (0.5, 1)
    assert {item.diagnosis.code for item in found.values()} == {"overflow"}


def test_a_small_loss_is_not_zero(outputs):
    """Rounding of logits of 30 is larger than the loss, which no sum of them leads to."""
    found = outputs(
        "ee488-2017-lecture6/sigmoid-nll",
        """
def sigmoid_nll(z, y):
    s = (1 - 2 * y) * z
    L = 0.0 if (s < -29).all() else np.logaddexp(0, s).sum()
    return L, 1 / (1 + np.exp(-np.clip(z, -700, 700))) - y
""",
    )

    assert (found["L"].score, found["dz"].score) == (1, 2)


def test_half_a_remedy_is_told_the_other_half(outputs):
    """The log of a shifted softmax fails only where scores are far apart."""
    found = outputs(LOG_SOFTMAX, NAIVE.replace("exp(u)", "exp(u - u.max())"))

    assert (found["p"].verdict, found["p"].score) == (Verdict.PASSED, 1)
    assert (found["logp"].verdict, found["logp"].score) == (Verdict.WRONG_ANSWER, 1)
    assert found["logp"].diagnosis.mistake == "log-of-underflowed-softmax"


def test_a_function_that_raises_there_is_told_the_remedy_too(report):
    text = """
def log_softmax(u):
    weights = [math.exp(x) for x in u]
    p = [w / sum(weights) for w in weights]
    return {"p": p, "logp": [math.log(x) for x in p]}
"""
    (result,) = report(LOG_SOFTMAX, text).problems

    assert (result.verdict, result.score) == (Verdict.RUNTIME_ERROR, 1.5)
    assert result.message.startswith("a.py:5: OverflowError: math range error")
    assert {output.diagnosis.code for output in result.outputs} == {"overflow"}


def test_a_logarithm_of_zero_is_told_the_remedy_too(outputs):
    text = """
def log_softmax(u):
    weights = [math.exp(x - max(u)) for x in u]
    p = [w / sum(weights) for w in weights]
    return {"p": p, "logp": [math.log(x) for x in p]}
"""
    found = outputs(LOG_SOFTMAX, text)

    assert found["logp"].score == 1
    assert found["logp"].diagnosis.evidence.endswith("wrong on 1 of 2 with extreme numbers")


def test_another_exception_there_gets_no_remedy(outputs):
    """It is no matter of floating point; what is lost is the same."""
    text = """
def nll(Z, y):
    assert len(y) < 1000, "too many"
    total = -np.log(Z[np.arange(len(y)), y]).sum()
    return {"nll": total, "J": total / len(y), "ratio": len(y)}
"""
    found = outputs("deep-learning-2021-hw1/nll-equivalence", text)

    assert {item.score for item in found.values()} == {0.5}
    assert {item.diagnosis for item in found.values()} == {None}


def test_what_is_wrong_on_ordinary_cases_is_not_called_an_overflow(outputs):
    text = NAIVE.replace("np.log(p)", "np.log(p) + 1")
    found = outputs(LOG_SOFTMAX, text)

    assert (found["logp"].score, found["logp"].diagnosis) == (0, None)
    assert found["p"].score == 0.5


LOGLIK = """
def loglik(x, t, W, b):
    u = W @ x - b
    return {"u": u, "l": u[t] - np.log(np.exp(u).sum())}
"""


def test_a_later_output_that_is_stable_is_carried(outputs):
    stable = LOGLIK.replace("np.log(np.exp(u).sum())", "np.logaddexp.reduce(u)")
    found = outputs("leren-2018-hw5/loglik", stable)

    assert (found["u"].score, found["l"].score) == (0, 2)
    assert found["l"].verdict is Verdict.CARRIED


def test_a_later_output_that_overflows_for_the_students_own_values(outputs):
    found = outputs("leren-2018-hw5/loglik", LOGLIK.replace("W @ x - b", "W @ x + 2 * b"))

    assert (found["u"].score, found["l"].score) == (0, 1.5)
    assert found["l"].verdict is Verdict.WRONG_ANSWER
    assert "right for your own u on all ordinary cases" in found["l"].message
    assert "m + log Σ exp(u" in found["l"].diagnosis.message
    assert found["l"].diagnosis.evidence.startswith("right for your own earlier values on all 24")


def test_an_overflow_is_not_lost_again_by_every_output_after_it(outputs):
    """Six gradients follow from one softmax: each loses a quarter."""
    text = """
def pseudo_grad_weights(X, Y, W1, b1, W2, b2, W3, b3):
    h1 = 1 / (1 + np.exp(-(W1 @ X + b1[:, None])))
    s2 = W2 @ X + b2[:, None]
    net = W3 @ (h1 + np.maximum(s2, 0)) + b3[:, None]
    D = (np.exp(net) / np.exp(net).sum(axis=0) - Y) / X.shape[1]
    D1, D2 = W3.T @ D * h1 * (1 - h1), W3.T @ D * (s2 > 0)
    return {
        "dW1": D1 @ X.T, "db1": D1.sum(axis=1), "dW2": D2 @ X.T, "db2": D2.sum(axis=1),
        "dW3": D @ (h1 + np.maximum(s2, 0)).T, "db3": D.sum(axis=1),
    }
"""
    found = outputs("deep-learning-2021-hw1/pseudo-grad-weights", text)

    assert all(item.score == 0.75 * item.max_score for item in found.values())
    assert len({item.diagnosis.message for item in found.values()}) == 1


NAIVE_GRADIENT = """
def grad_hidden_output(Yh, w, y):
    p = np.exp(Yh @ w.T)
    p /= p.sum(axis=1, keepdims=True)
    return (p - np.eye(len(w))[y]).T @ Yh{rest}
"""


def test_an_overflow_does_not_hide_a_listed_mistake(outputs):
    """NaN on two cases says nothing against it."""
    (found,) = outputs(
        "deep-learning-2021-hw1/grad-hidden-output", NAIVE_GRADIENT.format(rest="")
    ).values()

    assert (found.score, found.diagnosis.mistake) == (0, "missing-one-over-n")
    assert found.diagnosis.evidence.startswith(
        "it gives exactly your values on all 24 cases, from "
    )
    assert found.diagnosis.evidence.endswith("; extreme numbers aside")


def test_an_overflow_does_not_hide_a_cause_that_nobody_listed(outputs):
    (found,) = outputs(
        "deep-learning-2021-hw1/grad-hidden-output", NAIVE_GRADIENT.format(rest="/ len(y) * 3")
    ).values()

    assert (found.diagnosis.code, found.diagnosis.mistake) == ("scaled", None)
    assert found.diagnosis.message == "dw is exactly 3 times the right one."
    assert found.diagnosis.evidence.endswith("; extreme numbers aside")


def test_a_finite_value_there_does_say_something(outputs):
    """Three times the right one on ordinary cases alone is not a factor of 3."""
    text = NAIVE_GRADIENT.replace("Yh @ w.T)", "np.clip(Yh @ w.T, -500, 500))")
    (found,) = outputs(
        "deep-learning-2021-hw1/grad-hidden-output", text.format(rest="/ len(y) * 3")
    ).values()

    assert found.diagnosis is None


@pytest.fixture
def free():
    """Outputs that lose nothing by it."""
    homework = load_homework(PROBLEMS / "leren-2018-hw5")
    (problem,) = (item for item in homework.problems if item.id == LOG_SOFTMAX)
    return tuple(
        dataclasses.replace(o, stability=Stability(0, o.stability.remedy)) for o in problem.outputs
    )


def test_where_it_costs_nothing_it_is_told_as_advice(report, free):
    found = report(LOG_SOFTMAX, NAIVE, {"outputs": free})
    text = terminal.render(found, width=200)

    assert found.passed
    assert found.score == 3
    assert "✓ logp  2/2  right on all ordinary cases" in text
    assert "Advice: Floating point overflows" in text
    assert "Likely cause" not in text


def test_where_feedback_is_the_verdict_alone_nothing_more_is_told(outputs):
    found = outputs(LOG_SOFTMAX, NAIVE, {"feedback": Feedback.VERDICT})

    assert {name: item.score for name, item in found.items()} == {"p": 0.5, "logp": 1}
    assert all((o.message, o.diagnosis) == (None, None) for o in found.values())


def test_a_case_without_values_is_explained_and_not_looked_at():
    """What a function gives that raised on it."""
    homework = load_homework(PROBLEMS / "leren-2018-hw5")
    (problem,) = (item for item in homework.problems if item.id == LOG_SOFTMAX)
    key = make_key(problem, 0, "", None)
    answers = [(entry, {} if entry.case.stability else entry.values) for entry in key.entries]

    assert explain(problem, key, "logp", answers).code == "overflow"
    assert explain(problem, key, "logp", [(e, e.values) for e in key.entries]) is None


def test_a_mistake_is_named_where_the_formula_overflows_besides(outputs):
    """Beside the logits on which it is NaN, there are some on which it only rounds too much."""
    text = """
def sigmoid_nll(z, y):
    p = 1 / (1 + np.exp(-z))
    L = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return {"L": L, "dz": p - y}
"""
    diagnosis = outputs("ee488-2017-lecture6/sigmoid-nll", text)["L"].diagnosis

    assert diagnosis.message.startswith("L is 1/m times the right one")
    assert diagnosis.evidence.endswith("extreme numbers aside")
