"""Shrinking: the simpler case is a legal one that still fails, and asking for it is bounded."""

import itertools
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.cases.generate import make_case, met
from grader.cases.shrinking import numbers_in, shrink, smallest_sizes
from grader.counterexample import shrink_all
from grader.preparation import make_key
from grader.probe import Probe
from grader.results import Ending, Outcome, Verdict
from grader.scoring import Findings, judge, score_output
from grader.spec.load import load_problem
from grader.spec.model import Credit, leaves
from tests.bank import BANK

WORKED = load_problem(BANK / "uva-2017-hw1" / "worked-example")
SIAMESE = load_problem(BANK / "deep-learning-2021-hw1" / "siamese-grad")


class Student:
    """Calls of a function in this process: right but for what *spoil* does to the outputs."""

    def __init__(self, problem, spoil, ending=None):
        self.key = make_key(problem, 0, "", None)
        self.problem = problem
        self.spoil = spoil
        self.ending = ending
        self.asked = 0

    def calls(self, _, arguments):
        for items in arguments:
            self.asked += 1
            if self.ending is not None:
                yield Outcome(self.ending)
                return
            names = [value.name for value in self.problem.function.inputs]
            known = dict(zip(names, items, strict=True))
            found = self.key.reference.right(known)
            values = {output.name: found[output.name] for output in self.problem.outputs}
            yield Outcome(Ending.RETURNED, {**values, **self.spoil(values, known)}, items)


def graded(student):
    """Judged cases of the run, and the results."""
    key, problem = student.key, student.problem
    calls = [tuple(e.case.arguments[v.name] for v in problem.function.inputs) for e in key.entries]
    whole = Student(problem, student.spoil)
    outcomes = whole.calls("", calls)
    judged = [judge(problem, e, o) for e, o in zip(key.entries, outcomes, strict=True)]
    return judged, [
        score_output(o, judged, len(judged), Findings(), Credit()) for o in problem.outputs
    ]


def shrunk(student, **bounds):
    judged, outputs = graded(student)
    options = {"seconds_a_call": 1e-4, "seconds": 60, **bounds}
    probe = Probe(student.problem, student.key.reference, student, **options)
    after, _ = shrink_all(student.problem, student.key, outputs, judged, probe)
    return outputs, after


def example(results, name):
    return next(item.counterexample for item in results if item.name == name)


def test_sizes_come_in_the_order_of_how_many_numbers_there_are():
    sizes = list(itertools.islice(smallest_sizes(WORKED), 30))

    def numbers(s):
        return s["d0"] * s["N"] + s["d1"] * s["d0"] + s["dout"] * (s["d1"] + s["N"])

    assert sizes[0] == {"d0": 2, "d1": 2, "dout": 1, "N": 2}
    assert [numbers(s) for s in sizes] == sorted(numbers(s) for s in sizes)
    assert len({tuple(s.items()) for s in sizes}) == 30


def test_all_sizes_are_within_the_ranges():
    sizes = list(smallest_sizes(SIAMESE))
    m, n = SIAMESE.dimensions["m"], SIAMESE.dimensions["n"]

    assert {(s["m"], s["n"]) for s in sizes} == set(
        itertools.product(range(m.low, m.high + 1), range(n.low, n.high + 1))
    )


@settings(max_examples=30, deadline=None)
@given(
    index=st.integers(1, 20),
    least=st.integers(1, 6),
    sign=st.sampled_from([-1, 1]),
    seed=st.integers(0, 5),
)
def test_what_is_shrunk_fails_is_legal_and_is_not_larger(index, least, sign, seed):
    compute = make_key(WORKED, 0, "", None).reference.step
    case = make_case(WORKED, compute, index, seed=seed)

    def fails(other):
        x = other.arguments["X"]
        return x.shape[1] >= least and (sign * x > 0).any()

    def first_failing(cases):
        return next((other for other in cases if fails(other)), None)

    found = shrink(WORKED, case, compute, first_failing, seed=seed)

    assert found is case or fails(found)
    assert numbers_in(found.arguments) <= numbers_in(case.arguments)
    assert met(WORKED, found.arguments, compute)
    assert set(np.unique(found.arguments["y"])) <= {-1.0, 1.0}
    if fails(case):
        assert found.arguments["X"].shape[1] == max(least, WORKED.dimensions["N"].low)


def test_a_condition_on_a_size_is_kept_at_its_least():
    def spoil(values, known):
        return {"dW2": values["dW2"] * 2} if known["X"].shape[1] > 3 else {}

    _, after = shrunk(Student(WORKED, spoil))

    assert np.shape(example(after, "dW2").arguments["X"]) == (2, 4)
    assert np.shape(example(after, "dW2").arguments["W2"]) == (1, 2)


def test_a_shape_is_not_shrunk_into_a_wrong_value():
    """A transposed matrix has a wrong shape where it is not square; a square one would tell another story."""
    _, after = shrunk(Student(WORKED, lambda values, _: {"dW1": values["dW1"].T}))
    result = next(item for item in after if item.name == "dW1")

    assert "shape" in result.message
    rows, columns = np.shape(result.counterexample.arguments["W1"])
    assert rows != columns


def test_no_case_is_shown_on_which_right_values_jump():
    """A relu has two derivatives at 0; the answer for the other is wrong on no ordinary case."""
    free = replace(WORKED, constraints=())

    def spoil(values, known):
        return {"D1": (known["W2"].T @ values["D_out"]) * (values["S1"] >= 0) * 2}

    _, after = shrunk(Student(free, spoil))
    arguments = {k: np.array(v) for k, v in example(after, "D1").arguments.items()}

    assert example(after, "D1").shrunk
    assert (arguments["W1"] @ arguments["X"] != 0).all()


def test_right_outputs_are_left_alone():
    before, after = shrunk(Student(WORKED, lambda values, _: {"L": values["L"] + 1}))

    assert [item for item in after if item.name != "L"] == [
        item for item in before if item.name != "L"
    ]
    assert next(item for item in after if item.name == "L").verdict is Verdict.WRONG_ANSWER


@pytest.mark.parametrize("calls", [0, 1, 7])
def test_no_more_calls_than_allowed(calls):
    student = Student(WORKED, lambda values, _: {"L": values["L"] + 1})

    shrunk(student, calls=calls)

    assert student.asked <= calls


def test_a_slow_function_is_not_called_for_longer_than_the_time_allows():
    student = Student(WORKED, lambda values, _: {"L": values["L"] + 1})

    before, after = shrunk(student, seconds_a_call=10.0, seconds=5)

    assert student.asked == 0
    assert after == tuple(before)


def test_a_process_that_ends_is_not_asked_again():
    student = Student(WORKED, lambda values, _: {"L": values["L"] + 1}, ending=Ending.TIME_LIMIT)

    before, after = shrunk(student)

    assert student.asked == 1
    assert after == tuple(before)


def test_what_the_report_shows_can_be_computed_again():
    def spoil(values, known):
        return {"Y": values["Y"] + known["X"].shape[0]}

    student = Student(WORKED, spoil)
    _, after = shrunk(student)
    shown = example(after, "Y")
    arguments = {name: np.array(value) for name, value in shown.arguments.items()}
    right = student.key.reference.right(arguments)

    assert np.array_equal(right["Y"], shown.expected)
    assert np.allclose(np.array(shown.actual) - shown.expected, arguments["X"].shape[0])
    assert all(float(leaf) == round(leaf) for leaf in leaves(list(shown.arguments.values())))


def test_what_is_done_between_the_calls_takes_no_time_of_theirs(monkeypatch):
    student = Student(WORKED, lambda right, _known: {"D1": 2 * right["D1"]})
    clock = [0.0]
    monkeypatch.setattr("grader.probe.time", SimpleNamespace(monotonic=lambda: clock[0]))
    probe = Probe(WORKED, student.key.reference, student, seconds_a_call=0.1, seconds=0.25)
    clock[0] += 60  # a long search for a cause
    case = student.key.entries[0].case

    assert len(probe([case] * 5)) == 2
