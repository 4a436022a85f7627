"""Right values are right in whatever form they come, on cases that no proof has looked at."""

import warnings
from collections import OrderedDict, namedtuple

import numpy as np
import pytest

from grader.comparison import same
from grader.preparation import make_key
from grader.reference import load_reference
from grader.results import Ending, Outcome, Unsupported
from grader.sandbox import wire
from grader.scoring import judge
from grader.spec.load import find_homeworks, load_homework
from grader.spec.model import Kind
from tests.paths import PROBLEMS

ALL = [p for folder in find_homeworks(PROBLEMS).values() for p in load_homework(folder).problems]
FUNCTIONS = [problem for problem in ALL if problem.kind is Kind.FUNCTION]
RUNS = [(1, "student"), (2, "")]


def problem_id(problem):
    return problem.id


def keys(problem, runs):
    return [make_key(problem, seed, student, None) for seed, student in RUNS[:runs]]


# Forms that a value may have.


class Mine(np.ndarray):
    """A subclass that says nothing else."""


def nested(value, container, number):
    if np.ndim(value):
        return container(nested(item, container, number) for item in value)
    return number(value)


def python_number(value):
    return np.asarray(value).item()


def small_integers(value):
    """What is whole as an integer, what is 0 or 1 as a bool."""
    array = np.asarray(value)
    if ((array == 0) | (array == 1)).all():
        return array.astype(bool)
    return array.astype(np.int16) if (array == np.round(np.clip(array, -999, 999))).all() else array


def between(value):
    """Every other number along each axis of a larger array."""
    array = np.asarray(value)
    larger = np.full([2 * size for size in array.shape], np.nan)
    every_other = (slice(None, None, 2),) * array.ndim
    larger[every_other] = array
    return larger[every_other]


def reversed_twice(value):
    """A view with negative strides."""
    array = np.asarray(value)
    backwards = (slice(None, None, -1),) * array.ndim
    return array[backwards].copy()[backwards]


def rounded_differently(value):
    """Whole numbers stay whole: a count is exact."""
    return np.where(np.equal(value, np.round(value)), value, np.asarray(value) * (1 - 4e-16))


def matrix(value):
    with warnings.catch_warnings(action="ignore"):  # numpy would rather not have it
        return np.matrix(value) if np.ndim(value) == 2 else value


def read_only(value):
    array = np.array(value)
    array.flags.writeable = False
    return array


FORMS = {
    "lists": lambda value: nested(value, list, python_number),
    "tuples of numpy numbers": lambda value: nested(value, tuple, np.float64),
    "lists of 0-d arrays": lambda value: nested(value, list, np.array),
    "list of rows": lambda value: list(value) if np.ndim(value) else value,
    "integers and bools": small_integers,
    "Fortran order": lambda value: np.array(value, order="F"),
    "between other numbers": between,
    "negative strides": reversed_twice,
    "big-endian": lambda value: np.asarray(value).astype(">f8"),
    "extended precision": lambda value: np.asarray(value).astype(np.longdouble),
    "matrix": matrix,
    "subclass": lambda value: np.asarray(value).view(Mine),
    "masked array": np.ma.asarray,
    "read-only": read_only,
    "minus zero": lambda value: np.where(np.equal(value, 0), -0.0, value),
    "rounded differently": rounded_differently,
}


def each(form, values):
    return {
        name: [form(item) for item in value] if isinstance(value, list) else form(value)
        for name, value in values.items()
    }


# Ways to hand several values back.

RETURNS = {
    "dict": lambda values: values,
    "dict in another order, with more": lambda values: {
        "cache": (),
        **dict(reversed(values.items())),
        3: None,
    },
    "ordered dict": OrderedDict,
    "tuple": lambda values: tuple(values.values()),
    "list": lambda values: list(values.values()),
    "named tuple": lambda values: namedtuple("Answer", values)(**values),
}


def received(problem, entry, value):
    """The verdict on a value that has come from another process."""
    arrived = wire.decode(wire.encode(value), unsupported=Unsupported)
    arguments = tuple(entry.case.arguments.values())
    return judge(problem, entry, Outcome(Ending.RETURNED, arrived, arguments))


def complaints(problem, answer, *, only=None, runs=1):
    """What is said about *answer*, a function of the entry, on the cases of so many runs."""
    return [
        (entry.case.index, mismatch.message)
        for key in keys(problem, runs)
        for entry in filter(only, key.entries)
        for mismatch in received(problem, entry, answer(entry)).mismatches.values()
        if mismatch is not None
    ]


@pytest.mark.parametrize("problem", FUNCTIONS, ids=problem_id)
def test_right_values_are_right_in_any_form(problem):
    for name, form in FORMS.items():
        assert complaints(problem, lambda entry, form=form: each(form, entry.values)) == [], name


@pytest.mark.parametrize("problem", [p for p in FUNCTIONS if len(p.outputs) > 1], ids=problem_id)
def test_right_values_are_right_however_they_are_returned(problem):
    for name, given in RETURNS.items():
        found = complaints(problem, lambda entry, given=given: given(dict(entry.values)))
        assert found == [], name


@pytest.mark.parametrize("problem", [p for p in FUNCTIONS if len(p.outputs) == 1], ids=problem_id)
def test_a_single_value_is_right_by_itself_and_by_its_name(problem):
    (name,) = (output.name for output in problem.outputs)

    assert complaints(problem, lambda entry: entry.values[name]) == []
    assert complaints(problem, lambda entry: {name: entry.values[name]}) == []


# Single precision.


def single(value):
    if isinstance(value, list):
        return [single(item) for item in value]
    array = np.asarray(value)
    return value if array.dtype.kind in "iU" else array.astype(np.float32)[()]


@pytest.mark.parametrize("through", ["float32", "lists", "doubles"])
@pytest.mark.parametrize("problem", FUNCTIONS, ids=problem_id)
def test_what_was_computed_in_single_precision_is_right(problem, through):
    """The reference in float32 throughout; doubles as `item()`, `tolist()` and `astype` give them.

    A round number among doubles has to be right to the digits of a double, which an extreme case may not
    give: there float32 has to be seen to be float32.
    """
    reference = load_reference(problem)

    def answer(entry):
        arguments = {name: single(value) for name, value in entry.case.arguments.items()}
        steps = reference.evaluate(arguments, targets=entry.values)
        values = {name: single(steps[name]) for name in entry.values}
        if through == "lists":
            return each(FORMS["lists"], values)
        return each(np.float64, values) if through == "doubles" else values

    ordinary = None if through == "float32" else lambda entry: entry.case.name is None

    assert complaints(problem, answer, only=ordinary, runs=2) == []


# The tests above would see an answer that is not right.


@pytest.mark.parametrize("form", FORMS)
def test_a_form_keeps_the_numbers(form):
    array = np.array([[1.5, -2.25, 0.0], [1 / 3, 4.0, 1e-9]])

    assert np.allclose(np.array(FORMS[form](array), float), array, rtol=1e-15, atol=0)
    assert np.shape(FORMS[form](2.0)) == ()


def test_a_wrong_value_is_complained_about_in_any_form():
    (problem,) = (p for p in FUNCTIONS if p.name == "siamese-grad")
    for form in FORMS.values():
        wrong = complaints(
            problem,
            lambda entry, form=form: each(form, {n: 1.001 * v for n, v in entry.values.items()}),
        )
        assert len(wrong) == sum(2 * len(key.entries) for key in keys(problem, 1))


def test_the_runs_have_cases_of_their_own():
    (problem,) = (p for p in FUNCTIONS if p.name == "siamese-grad")
    public = make_key(problem, 0, "", None)
    first, *others = (
        list(key.entries[0].case.arguments.values()) for key in [public, *keys(problem, 2)]
    )

    assert not any(same(first, other) for other in others)
