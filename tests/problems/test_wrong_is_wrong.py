"""No wrong answer is accepted: every way to be wrong that we can think of, put to every problem.

The answers are made of the right values, in this process. What needs a process of its own, such as a class
that lies, stands in `submissions/*/wrong_answer`.
"""

import itertools
import warnings
from functools import partial

import numpy as np
import pytest

from grader.comparison import DOUBLE
from grader.diagnosis.formulas import other_arguments, steps_transformed
from grader.diagnosis.inputs import inputs_as_given, inputs_changed, other_outputs
from grader.diagnosis.scales import transpositions
from grader.diagnosis.search import Search
from grader.follow_through import carried
from grader.preparation import make_key
from grader.results import Ending, Outcome
from grader.scoring import judge
from grader.spec.load import find_homeworks, load_homework
from grader.spec.model import Kind, leaves
from tests.paths import PROBLEMS

RUNS = [(0, ""), (1, "ada")]  # seed and student key
FUNCTIONS = [
    problem
    for folder in find_homeworks(PROBLEMS).values()
    for problem in load_homework(folder).problems
    if problem.kind is Kind.FUNCTION
]
FOR_EVERY_PROBLEM = pytest.mark.parametrize("problem", FUNCTIONS, ids=lambda problem: problem.id)

# Less is left to `off_by_a_little`.
MATERIAL = 1e-3


def keys_of(problem):
    return [make_key(problem, seed, student, None) for seed, student in RUNS]


def is_right(problem, entry, values, name):
    """Whether an answer is right about one output on a case."""
    given = Outcome(Ending.RETURNED, dict(values), tuple(entry.case.arguments.values()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return judge(problem, entry, given).right(name)


def accepted(problem, key, name, answer):
    """Whether all cases of a run accept `answer(entry)` for the output *name* beside right others."""
    return all(
        is_right(problem, entry, {**entry.values, name: answer(entry)}, name)
        for entry in key.entries
    )


def changes(key, name, answer):
    """Whether *answer* differs from the right value on some case, by more than rounding could."""
    return any(
        differs(answer(entry), entry.values[name], entry.scales[name].noise(DOUBLE))
        for entry in key.entries
    )


def differs(given, right, noise):
    mine, wanted = list(leaves(given)), list(leaves(right))
    if [np.shape(item) for item in mine] != [np.shape(item) for item in wanted]:
        return True
    pairs = [
        (np.asarray(a, float), np.asarray(b, float)) for a, b in zip(mine, wanted, strict=True)
    ]
    return any(
        not np.all(np.abs(a - b) <= MATERIAL * np.abs(b).max(initial=0.0) + noise) for a, b in pairs
    )


def each(change, value):
    """*change* of a value, or of each item of a list."""
    return (
        [change(np.asarray(item)) for item in value]
        if isinstance(value, list)
        else change(np.asarray(value))
    )


# Other values in the place of the right one.


def entrywise(place):
    """A change of the entries at *place* of the value in a row."""

    def change(value):
        flat = np.array(value, dtype=float).ravel()
        if flat.size:
            flat[place] = 2 * flat[place] + 1
        return flat.reshape(np.shape(value))

    return change


def sample(rng, value):
    return rng.normal(size=np.shape(value)) * (np.abs(value).max(initial=0.0) + 1)


def along(function, axis):
    def change(value):
        return function(value, axis=axis) if value.ndim > -axis - 1 else value

    return change


def part_only(keep):
    """Zeros but where *keep* of the indices holds."""

    def change(value):
        if not value.ndim:
            return value
        return np.where(keep(*np.indices(value.shape)), value, 0)

    return change


TRANSFORMS = {
    "the sign": lambda v: -v,
    "twice": lambda v: 2 * v,
    "half": lambda v: v / 2,
    "one more": lambda v: v + 1,
    "a tenth": lambda v: v / 10,
    "the square": np.square,
    "the root": lambda v: np.sqrt(np.abs(v)),
    "the reciprocal": lambda v: 1 / np.where(v == 0, 1e-3, v),
    "the absolute value": np.abs,
    "the positive part": lambda v: np.maximum(v, 0),
    "the negative part": lambda v: np.minimum(v, 0),
    "its signs": np.sign,
    "whole numbers": np.trunc,
    "one decimal": lambda v: np.round(v, 1),
    "at most 1": lambda v: np.clip(v, -1, 1),
    "zeros": np.zeros_like,
    "zeros in single precision": lambda v: np.zeros(v.shape, np.float32),
    "zeros in half precision": lambda v: np.zeros(v.shape, np.float16),
    "the sign in single precision": lambda v: np.asarray(-v, np.float32),
    "a hundredth off in single precision": lambda v: np.asarray(1.01 * v, np.float32),
    "ones": np.ones_like,
    "a half": lambda v: np.full(v.shape, 0.5),
    "its mean": lambda v: np.full(v.shape, v.mean()) if v.size else v,
    "its largest": lambda v: np.full(v.shape, v.max()) if v.size else v,
    "NaN": lambda v: np.full(v.shape, np.nan),
    "infinity": lambda v: np.full(v.shape, np.inf),
    "minus infinity": lambda v: np.full(v.shape, -np.inf),
    "one NaN": lambda v: np.where(np.arange(v.size).reshape(v.shape) == 0, np.nan, v),
    "one infinity": lambda v: np.where(np.arange(v.size).reshape(v.shape) == v.size - 1, np.inf, v),
    "noise": lambda v: sample(np.random.default_rng(v.size), v),
    "the first entry wrong": entrywise(0),
    "the last entry wrong": entrywise(-1),
    "the entry in the middle wrong": lambda v: entrywise(v.size // 2)(v),
    "every other entry wrong": entrywise(slice(None, None, 2)),
    "the diagonal alone": part_only(lambda *i: i[0] == i[-1] if len(i) > 1 else i[0] >= 0),
    "without the diagonal": part_only(lambda *i: i[0] != i[-1] if len(i) > 1 else i[0] >= 0),
    "the upper triangle": part_only(lambda *i: i[0] <= i[-1] if len(i) > 1 else i[0] >= 0),
    "the lower triangle": part_only(lambda *i: i[0] >= i[-1] if len(i) > 1 else i[0] >= 0),
    "the first row alone": part_only(lambda *i: i[0] == 0),
    "without the first row": part_only(lambda *i: i[0] != 0),
    "the first column alone": part_only(lambda *i: i[-1] == 0),
    "without the last column": part_only(lambda *i: i[-1] != i[-1].max()),
    "upside down": along(np.flip, -1),
    "rows in reverse": lambda v: v[::-1] if v.ndim else v,
    "shifted by one": lambda v: np.roll(v, 1),
    "rows shifted by one": lambda v: np.roll(v, 1, 0) if v.ndim else v,
    "sorted": along(np.sort, -1),
    "summed up": along(np.cumsum, -1),
    "transposed": np.transpose,
    "in the order of columns": lambda v: v.ravel(order="F").reshape(v.shape),
    "symmetric": lambda v: (v + v.T) / 2 if v.ndim == 2 and v.shape[0] == v.shape[1] else v,
    "the mean of its rows": lambda v: (
        np.broadcast_to(v.mean(0), v.shape) if v.ndim and v.size else v
    ),
    "the mean of its columns": lambda v: (
        np.broadcast_to(v.mean(-1, keepdims=True), v.shape) if v.ndim and v.size else v
    ),
    "normalised": lambda v: v / (np.linalg.norm(v) or 1),
    "centred": lambda v: v - v.mean() if v.size > 1 else v,
}
SHAPES = {
    "in a row": np.ravel,
    "with an axis too many": lambda v: v[None],
    "with an axis too many at the end": lambda v: v[..., None],
    "the first row": lambda v: v[0] if v.ndim else v[None],
    "the first column, as a column": lambda v: v[..., :1] if v.ndim else v[None],
    "the first row, as a row": lambda v: v[:1] if v.ndim else v[None],
    "without its last row": lambda v: v[:-1] if v.ndim else v[None],
    "with a row too many": lambda v: np.concatenate([v, v[-1:]]) if v.ndim else np.stack([v, v]),
    "empty": lambda v: np.empty((0, *v.shape)),
    "its sum": lambda v: v.sum() if v.ndim else v[None],
    "its mean over rows": lambda v: v.mean(0, keepdims=True) if v.ndim else v[None],
    "one number for all": lambda v: v.ravel()[:1].reshape((1,) * (v.ndim or 1)),
}


@FOR_EVERY_PROBLEM
def test_another_value_is_wrong(problem):
    """What differs from the right value somewhere is wrong somewhere, in every run."""
    compared = [output for output in problem.outputs if output.random is None]
    for key, output in itertools.product(keys_of(problem), compared):
        for what, change in (TRANSFORMS | SHAPES).items():
            answer = once(lambda e: each(change, e.values[output.name]))  # noqa: B023
            if changes(key, output.name, answer):
                assert not accepted(problem, key, output.name, answer), (output.name, what)


def once(answer):
    """*answer*, computed once for a case."""
    known = {}

    def computed(entry):
        if entry.case.index not in known:
            with np.errstate(all="ignore"):
                known[entry.case.index] = answer(entry)
        return known[entry.case.index]

    return computed


# The ways to be wrong that the grader itself looks for.


@FOR_EVERY_PROBLEM
def test_what_the_diagnosis_looks_for_is_wrong(problem):
    """Whatever it tries to explain a wrong answer with, such as another argument or function in a step."""
    run = FUNCTIONS.index(problem) % len(RUNS)  # each problem in one of the runs
    key = keys_of(problem)[run]
    for output, value in zip(problem.outputs, problem.function.returns, strict=True):
        for cause in itertools.islice(causes(problem, key, value), run, None, 4):  # to save time
            answer = once(lambda e: cause.predict((e, e.values)))  # noqa: B023
            if any(answer(entry) is None for entry in key.entries[:1]):
                continue
            if not right_on_all(problem, key, output.name, answer):
                continue
            assert not changes(key, output.name, answer), (output.name, cause.message)


def causes(problem, key, value):
    """All that the search tries on a right answer, but mutants: `grade check` tries those."""
    search = Search(problem, key, value, [(entry, entry.values) for entry in key.entries])
    families = (
        transpositions,
        inputs_as_given,
        other_outputs,
        inputs_changed,
        partial(other_arguments, named=True),
        partial(other_arguments, named=False),
        steps_transformed,
    )
    for family in families:
        yield from family(search)


def right_on_all(problem, key, name, answer):
    """As `accepted`, for answers that may raise: then they are None."""
    for entry in key.entries:
        value = answer(entry)
        if value is None or not is_right(problem, entry, {**entry.values, name: value}, name):
            return False
    return True


# Near misses.


@FOR_EVERY_PROBLEM
def test_a_little_more_than_the_tolerance_is_wrong(problem):
    """At a single entry too, even at the smallest."""
    compared = [output for output in problem.outputs if output.random is None]
    for key, output in itertools.product(keys_of(problem), compared):
        for place, sign in itertools.product((np.argmax, np.argmin), (1, -1)):
            answer = partial(off_by_a_little, output.name, place, 3e-6 * sign)
            if any(np.any(leaf) for e in key.entries for leaf in leaves(e.values[output.name])):
                assert not accepted(problem, key, output.name, answer), output.name


def off_by_a_little(name, place, share, entry):
    largest = max((np.abs(leaf).max(initial=0.0) for leaf in leaves(entry.values[name])), default=0)

    def change(value):
        flat = np.array(value, dtype=float).ravel()
        if flat.size:
            flat[place(np.abs(flat))] += share * largest
        return flat.reshape(np.shape(value))

    return each(change, entry.values[name])


# Memory of earlier calls.


def first_call(answers):
    return [answers[0][1]] * len(answers)


def call_before(answers):
    return [answers[0][1], *(values for _, values in answers[:-1])]


def by_shapes(answers):
    """Computed once for each combination of shapes."""
    known = {}
    return [known.setdefault(shapes_of(entry), values) for entry, values in answers]


def by_shape_of_first(answers):
    known = {}
    return [known.setdefault(shapes_of(entry)[0], values) for entry, values in answers]


def by_sizes(answers):
    known = {}
    return [
        known.setdefault(frozenset(entry.case.sizes.items()), values) for entry, values in answers
    ]


def added_up(answers):
    """Added to what earlier calls of the same sizes gave, as `+=` on a global array does."""
    totals = {}
    found = []
    for entry, values in answers:
        sizes = frozenset(entry.case.sizes.items())
        before = totals.get(sizes)
        total = values if before is None else {n: added(before[n], values[n]) for n in values}
        totals[sizes] = total
        found.append(total)
    return found


def first_half(answers):
    return until(answers, len(answers) // 2)


def but_for_the_last(answers):
    return until(answers, len(answers) - 1)


def every_other(answers):
    return [values if i % 2 else others(values) for i, (_, values) in enumerate(answers)]


def golden_alone(answers):
    return [values if entry.case.golden else others(values) for entry, values in answers]


def named_alone(answers):
    return [values if entry.case.name else others(values) for entry, values in answers]


def until(answers, count):
    return [values if i < count else others(values) for i, (_, values) in enumerate(answers)]


def others(values):
    return {name: each(lambda v: 2 * v + 1, value) for name, value in values.items()}


def added(first, second):
    if isinstance(first, list):
        return [added(a, b) for a, b in zip(first, second, strict=True)]
    return np.asarray(first) + np.asarray(second)


def shapes_of(entry):
    """The shapes of the arguments, with a single list of those of a list."""
    return tuple(
        tuple(np.shape(leaf) for leaf in leaves(value)) for value in entry.case.arguments.values()
    )


MEMORIES = [
    *(first_call, call_before, by_shapes, by_shape_of_first, by_sizes, added_up),
    *(first_half, but_for_the_last, every_other, golden_alone, named_alone),
]
# Their arguments are sizes, so that to remember by sizes is to remember all.
SIZES_ALONE = {
    "deep-learning-2021-hw1/checker-unit-count",
    "deep-learning-2021-hw1/siamese-param-count",
    "uva-modules/linear-initialisation",
}


@FOR_EVERY_PROBLEM
@pytest.mark.parametrize("memory", MEMORIES)
def test_what_remembers_or_counts_its_calls_is_wrong(problem, memory):
    if problem.id in SIZES_ALONE and memory in (by_sizes, by_shapes, by_shape_of_first, added_up):
        pytest.skip("its arguments are sizes")
    for key in keys_of(problem):
        answers = memory([(entry, entry.values) for entry in key.entries])
        assert any(
            not is_right(problem, entry, values, output.name)
            for entry, values in zip(key.entries, answers, strict=True)
            for output in problem.outputs
        )


# Right under a condition that many cases fulfil.


def numbers_of(value):
    parts = [np.ravel(np.asarray(leaf)) for leaf in leaves(value) if not isinstance(leaf, str)]
    return np.concatenate(parts) if parts else np.empty(0)


def conditions(problem):
    """Conditions that legal arguments need not fulfil, each a function of a case."""
    yield from conditions_on_sizes(problem)
    for item in problem.function.inputs:
        for words, holds in conditions_on(item):
            yield f"{item.name} {words}", partial(of_argument, item.name, holds)


def of_argument(name, holds, case):
    return bool(holds(numbers_of(case.arguments[name])))


def conditions_on_sizes(problem):
    names = [name for name, d in problem.dimensions.items() if d.count is None and d.high > d.low]
    for name in names:
        low = problem.dimensions[name].low
        yield f"{name} is {low}", lambda case, n=name, low=low: case.sizes[n] == low
        yield f"{name} is even", lambda case, n=name: case.sizes[n] % 2 == 0
        yield f"{name} is odd", lambda case, n=name: case.sizes[n] % 2 == 1
        few = (low + problem.dimensions[name].high) // 2
        yield f"{name} is at most {few}", lambda case, n=name, few=few: case.sizes[n] <= few
    for one, other in itertools.permutations(names, 2):
        yield f"{one} <= {other}", lambda case, a=one, b=other: case.sizes[a] <= case.sizes[b]


def conditions_on(item):
    """What may hold of the numbers of an argument, where its distribution leaves that open."""
    parameters = item.parameters or {}
    if item.distribution == "normal" or parameters.get("either_sign"):
        yield "is nowhere negative", lambda a: (a >= 0).all()
        yield "is nowhere positive", lambda a: (a <= 0).all()
        yield "has no negative sum", lambda a: a.sum() >= 0
        yield "has no positive sum", lambda a: a.sum() <= 0
    if item.distribution == "normal":
        yield "is whole", lambda a: (a == np.round(a)).all()
    if item.distribution in ("normal", "uniform", "probabilities") and item.shape:
        yield "is sorted", lambda a: (np.diff(a) >= 0).all()
        yield "is constant", lambda a: np.ptp(a) == 0
        yield "starts with its largest", lambda a: a.argmax() == 0
        yield "ends with its largest", lambda a: a.argmax() == a.size - 1
    if item.dtype == "int64" and item.shape:
        yield "is sorted", lambda a: (np.diff(a) >= 0).all()
        yield "is the same throughout", lambda a: np.ptp(a) == 0
        yield "has no 0", lambda a: 0 not in a
        if item.distribution == "integers":
            yield "has no number twice", lambda a: np.unique(a).size == a.size
            yield "leaves no number out", lambda a: np.unique(a).size == a.max() + 1
    if item.distribution == "integers" and parameters.get("low") == 0 and not item.shape:
        yield "is 0", lambda a: (a == 0).all()
        yield "is not 0", lambda a: (a != 0).all()
    if item.distribution == "one_hot" and item.shape[1:] != (1,):
        yield "starts with a 1", lambda a: a[0] == 1
        yield "does not start with a 1", lambda a: a[0] == 0


# What the exercise does not leave open.
NEVER = {
    ("ee488-2017-lecture6/xor-linear-fit", "n <= m"): "a least-squares fit needs as many samples",
    ("uva-2017-hw1/ds-dw-tensor", "d3 <= d2"): "only so a wrong range is a wrong value, no error",
}


@FOR_EVERY_PROBLEM
def test_what_is_right_under_a_condition_only_is_wrong(problem):
    """Some case of every run does not fulfil it."""
    for words, holds in conditions(problem):
        if (problem.id, words) not in NEVER:
            for key in keys_of(problem):
                assert not all(holds(entry.case) for entry in key.entries), words


# Games for follow-through credit.


# What a first output is made of, after which everything is gone on with rightly.
DEGENERATE = {
    "zeros": lambda v, _: 0.0 * v,
    "ones": lambda v, _: np.ones(v.shape),
    "a quarter": lambda v, _: np.full(v.shape, 0.25),
    "NaN": lambda v, _: np.full(v.shape, np.nan),
    "infinity": lambda v, _: np.full(v.shape, np.inf),
    "huge numbers": lambda v, rng: 1e60 * rng.uniform(1, 2, v.shape),
    "tiny numbers": lambda v, rng: 1e-200 * rng.uniform(1, 2, v.shape),
    "another shape": lambda v, _: np.ones((1, *v.shape)),
}
# What comes after a wrong output that is no such thing.
DISHONEST = {
    "zeros": lambda v, _: 0.0 * v,
    "ones": lambda v, _: np.ones(v.shape),
    "NaN": lambda v, _: np.full(v.shape, np.nan),
    "noise": lambda v, rng: rng.normal(size=v.shape) + 3,
    "a hundredth off": lambda v, _: 1.01 * v + 0.01,
    "the sign": lambda v, _: -v - 1,
    "another shape": lambda v, _: v[None],
}
FEW = 5  # random cases, to save time
SEVERAL = [problem for problem in FUNCTIONS if len(problem.outputs) > 1]
FOR_SEVERAL_OUTPUTS = pytest.mark.parametrize("problem", SEVERAL, ids=lambda problem: problem.id)


def gone_on(key, entry, first, change):
    """The right outputs but *first*, which is changed, and all that follow from it."""
    rng = np.random.default_rng(entry.case.index)
    given = {**entry.values, first: each(lambda v: change(v, rng), entry.values[first])}
    with np.errstate(all="ignore"):
        for name in entry.values:
            if first in key.earlier(name):
                own = {n: given[n] for n in key.earlier(name)}
                follows = key.value(name, entry, own)
                given[name] = entry.values[name] if follows is None else follows
    return given


def credit(problem, key, answers):
    wrong = [
        output.name
        for output in problem.outputs
        if any(not is_right(problem, e, given, output.name) for e, given in answers)
    ]
    return carried(problem, key, [(e, readable(given)) for e, given in answers], wrong)


def readable(given):
    return {name: each(np.array, value) for name, value in given.items()}


@FOR_SEVERAL_OUTPUTS
def test_nothing_follows_from_a_degenerate_output(problem):
    key = make_key(problem, 0, "", FEW)
    for output, (what, change) in itertools.product(problem.outputs, DEGENERATE.items()):
        answers = [(e, gone_on(key, e, output.name, change)) for e in key.entries]
        found = credit(problem, key, answers)
        assert output.name not in found.values(), (what, found)


@FOR_SEVERAL_OUTPUTS
def test_what_does_not_follow_from_a_wrong_output_earns_nothing(problem):
    """The first output is noise of the right size; one of those after it is made up."""
    key = make_key(problem, 0, "", FEW)

    def noise(value, rng):
        return (rng.uniform(0.2, 1, value.shape) - 0.5) * (np.abs(value).max(initial=0.0) + 0.1)

    names = [output.name for output in problem.outputs]
    for first, other in itertools.permutations(names, 2):
        if first not in key.earlier(other):
            continue
        for what, change in DISHONEST.items():
            answers = []
            for e in key.entries:
                given = gone_on(key, e, first, noise)
                rng = np.random.default_rng(e.case.index + 100)
                given[other] = each(lambda v: change(v, rng), given[other])  # noqa: B023
                answers.append((e, given))
            assert other not in credit(problem, key, answers), (first, other, what)
