"""Cases: remade from five values, within the spec's ranges, small first, meeting the constraints."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.cases.generate import make_case, make_cases, make_square_cases
from grader.comparison import same
from grader.errors import ReferenceFailure
from grader.reference import load_reference
from grader.spec.load import find_homeworks, load_homework, load_problem
from grader.spec.model import Constraint, Dimension, Extreme, Function, Golden, Input, Kind, Value
from tests.bank import BANK as PROBLEMS

FUNCTIONS = [
    problem
    for folder in find_homeworks(PROBLEMS).values()
    for problem in load_homework(folder).problems
    if problem.kind is Kind.FUNCTION
]
WORKED = load_problem(PROBLEMS / "uva-2017-hw1" / "worked-example")
SIAMESE = load_problem(PROBLEMS / "deep-learning-2021-hw1" / "siamese-grad")


def no_steps(arguments, name):
    """Stands for the reference where no constraint is on a step."""
    raise AssertionError(f"the step {name} of {sorted(arguments)} was asked for")


def number(name, distribution, dtype="float64", shape=(), **parameters):
    """An argument."""
    return Input(name, shape, dtype, distribution=distribution, parameters=parameters)


def problem_with(*inputs, dimensions=None, **changes):
    """A problem with just these inputs: no golden cases, constraints or extreme cases."""
    return replace(
        WORKED,
        functions=(Function("f", inputs, (Value("y", ()),)),),
        dimensions={name: Dimension(*sizes) for name, sizes in (dimensions or {}).items()},
        **{"constraints": (), "golden": (), "extreme": (), **changes},
    )


def drawn(*inputs, seed=0, **changes):
    """The arguments of the first case of such a problem."""
    return make_case(problem_with(*inputs, **changes), no_steps, 0, seed=seed).arguments


def content(case):
    """Everything of a case that a student's function can see, comparable."""
    return {
        name: (np.asarray(value).dtype.str, np.shape(value), np.asarray(value).tobytes())
        for name, value in case.arguments.items()
    }


def random_cases(problem, seed):
    """The cases that are neither golden nor extreme."""
    cases = make_cases(problem, load_reference(problem).step, seed=seed)
    return cases[len(problem.golden) + len(problem.extreme) :]


def by_id(problem):
    return problem.id


# The same five values make the same case.


@pytest.mark.parametrize("problem", FUNCTIONS, ids=by_id)
def test_the_same_five_values_make_the_same_cases(problem):
    """Homework, problem, seed, student and index are all there is."""
    step = load_reference(problem).step

    first = make_cases(problem, step, seed=7, student="a")
    again = make_cases(problem, step, seed=7, student="a")

    assert list(map(content, first)) == list(map(content, again))
    assert [case.sizes for case in first] == [case.sizes for case in again]


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "uva-2018-hw1/worked-example"},
        {"id": "uva-2017-hw1/another-example"},
        {"id": "uva-2017-hw1w/orked-example"},
        {"seed": 1},
        {"seed": 2**32},
        {"student": "ada"},
        {"student": "0"},
        {"index": 6},
    ],
    ids=str,
)
def test_changing_one_of_the_five_values_makes_another_case(changed):
    """A case of one homework, problem, seed, student or index tells nothing of another."""
    values = {"id": WORKED.id, "seed": 0, "student": "", "index": 5}
    step = load_reference(WORKED).step

    def case(values):
        problem = replace(WORKED, id=values["id"])
        index, seed, student = values["index"], values["seed"], values["student"]
        return make_case(problem, step, index, seed=seed, student=student)

    assert content(case(values)) == content(case(dict(values)))
    assert content(case(values)) != content(case({**values, **changed}))


@pytest.mark.parametrize("problem", FUNCTIONS, ids=by_id)
def test_a_case_is_remade_by_its_index_alone(problem):
    """The report prints the index; remaking the case takes no other case."""
    step = load_reference(problem).step
    cases = make_cases(problem, step, seed=3, student="ada")

    remade = [make_case(problem, step, case.index, seed=3, student="ada") for case in cases]

    assert [case.index for case in cases] == list(range(len(cases)))
    assert list(map(content, remade)) == list(map(content, cases))


def test_a_case_does_not_depend_on_how_many_there_are():
    """A run with more random cases begins with the same ones."""
    few = make_cases(WORKED, load_reference(WORKED).step, seed=0, count=3)
    many = make_cases(WORKED, load_reference(WORKED).step, seed=0, count=10)

    assert list(map(content, few)) == list(map(content, many))[: len(few)]


def test_the_count_is_that_of_random_cases():
    """Golden and extreme cases come on top, first."""
    problem = replace(SIAMESE, extreme=(Extreme("large", {"W": 1e3}, {}),))
    step = load_reference(problem).step

    assert len(make_cases(problem, step, seed=0)) == 1 + problem.random_cases
    assert len(make_cases(problem, step, seed=0, count=5)) == 1 + 5
    assert len(make_cases(WORKED, load_reference(WORKED).step, seed=0, count=1)) == 2


def test_no_random_state_but_its_own_is_touched():
    """Neither numpy's global generator nor Python's is read or moved."""
    step = load_reference(WORKED).step
    before, python_before = np.random.get_state(), random.getstate()  # noqa: NPY002 - not to draw

    first = make_cases(WORKED, step, seed=0)
    after, python_after = np.random.get_state(), random.getstate()  # noqa: NPY002
    np.random.random(5)  # noqa: NPY002 - moves the state that must not matter
    again = make_cases(WORKED, step, seed=0)

    assert str(before) == str(after)
    assert python_before == python_after
    assert list(map(content, first)) == list(map(content, again))


# Sizes.


@pytest.mark.parametrize("problem", FUNCTIONS, ids=by_id)
@pytest.mark.parametrize("seed", range(3))
def test_sizes_are_distinct_and_within_their_ranges(problem, seed):
    """A wrong transposition changes a shape, on every random case."""
    cases = random_cases(problem, seed)

    for case in cases:
        assert set(case.sizes) == set(problem.dimensions)
        assert len(set(case.sizes.values())) == len(case.sizes)
        for name, size in case.sizes.items():
            low, high = problem.dimensions[name].low, problem.dimensions[name].high
            assert low <= size <= high


@pytest.mark.parametrize("problem", FUNCTIONS, ids=by_id)
def test_arguments_have_the_shapes_that_the_sizes_say(problem):
    """Names of dimensions become sizes, fixed sizes stay, and () is a number."""
    cases = make_cases(problem, load_reference(problem).step, seed=0)

    for case in cases:
        for value in problem.function.inputs:
            shape = tuple(case.sizes[n] if isinstance(n, str) else n for n in value.shape)
            assert np.shape(case.arguments[value.name]) == shape


@pytest.mark.parametrize(
    ("problem", "smallest"), [(SIAMESE, 3), (WORKED, 4)], ids=["two sizes", "four sizes"]
)
def test_random_cases_start_small_and_may_grow_every_third_case(problem, smallest):
    """The largest size allowed starts at the smallest that fits, and never shrinks."""
    largest = [
        [max(case.sizes.values()) for case in random_cases(problem, seed)] for seed in range(10)
    ]

    reached = [max(sizes) for sizes in zip(*largest, strict=True)]
    assert reached[:3] == [smallest] * 3
    assert all(size <= smallest + rank // 3 for rank, size in enumerate(reached))
    assert max(reached) == max(item.high for item in problem.dimensions.values())


@pytest.mark.parametrize("student", ["", "ada"])
@pytest.mark.parametrize("problem", FUNCTIONS, ids=by_id)
def test_two_cases_have_the_same_sizes_and_other_arguments(problem, student):
    """Whoever keeps answers by the shapes of the arguments gives the wrong one."""
    step = load_reference(problem).step
    cases = make_cases(problem, step, seed=5, student=student)
    _, second, third = cases[len(problem.golden) + len(problem.extreme) :][:3]

    assert second.sizes == third.sizes
    assert content(second) != content(third)


def test_a_dimension_that_starts_large_does_not_keep_the_others_from_being_small():
    """Its smallest size is allowed from the first case on."""
    problem = problem_with(
        number("x", "normal", shape=("a", "b", 3)), dimensions={"a": (20, 30), "b": (1, 2)}
    )

    case = make_case(problem, no_steps, 0, seed=0)

    assert case.sizes["a"] == 20
    assert case.arguments["x"].shape == (20, case.sizes["b"], 3)


def test_sizes_that_only_just_fit_are_found():
    """Three dimensions with three sizes in all."""
    problem = problem_with(
        number("x", "normal", shape=("a", "b", "c")),
        dimensions={"a": (1, 3), "b": (1, 2), "c": (1, 1)},
    )

    cases = [make_case(problem, no_steps, index, seed=0) for index in range(5)]

    assert [case.sizes for case in cases] == [{"a": 3, "b": 2, "c": 1}] * 5


def test_a_constant_that_no_axis_is_as_long_as_may_equal_a_size():
    """Such as a stride, or a padding, in the arithmetic of a shape."""
    problem = problem_with(
        number("x", "normal", shape=("a", "a * s + p")),
        dimensions={"a": (2, 2), "s": (2, 2), "p": (2, 2)},
    )

    case = make_case(problem, no_steps, 0, seed=0)

    assert case.sizes == {"p": 2, "s": 2, "a": 2}
    assert case.arguments["x"].shape == (2, 6)


def test_sizes_that_cannot_be_distinct_are_refused():
    """The failure is the homework's, and names the place in its file."""
    problem = problem_with(
        number("x", "normal", shape=("a", "b")), dimensions={"a": (2, 2), "b": (2, 2)}
    )

    with pytest.raises(ReferenceFailure) as caught:
        make_case(problem, no_steps, 0, seed=0)

    assert str(problem.folder / "problem.json") in str(caught.value)
    assert "$.dimensions" in str(caught.value)


# Values.


def test_arguments_are_float64_and_int64_arrays_and_python_numbers():
    """As a person would pass them."""
    arguments = drawn(
        number("x", "normal", shape=(2, 3)),
        number("k", "integers", "int64", (4,), low=0, high=9),
        number("c", "choice", "int64", (4,), values=[0, 1]),
        number("s", "uniform", low=1, high=2),
        number("n", "integers", "int64", low=1, high=5),
        number("p", "choice", "int64", values=[0, 1]),
    )

    assert arguments["x"].dtype == np.float64
    assert arguments["k"].dtype == np.int64
    assert arguments["c"].dtype == np.int64
    assert type(arguments["s"]) is float
    assert type(arguments["n"]) is int
    assert type(arguments["p"]) is int


def test_normal_and_uniform_numbers_have_two_decimals():
    """A case can be copied by hand."""
    arguments = drawn(
        number("x", "normal", shape=(500,), mean=3, std=2),
        number("y", "uniform", shape=(500,), low=-1, high=1),
    )

    for values in arguments.values():
        assert [float(f"{value:.2f}") for value in values] == values.tolist()
        assert len(set(values.tolist())) > 100


def test_no_number_is_minus_zero():
    """It would print as a puzzle, and 1/x would differ."""
    arguments = drawn(
        number("x", "normal", shape=(1000,), std=0.01), number("y", "choice", values=[-0.0])
    )

    assert (arguments["x"] == 0).any()
    assert not np.signbit(arguments["x"][arguments["x"] == 0]).any()
    assert not np.signbit(arguments["y"])


def test_normal_numbers_have_the_mean_and_spread_of_the_spec():
    """Standard ones if nothing is said."""
    arguments = drawn(
        number("x", "normal", shape=(10_000,)),
        number("y", "normal", shape=(10_000,), mean=5, std=0.5),
    )

    assert abs(arguments["x"].mean()) < 0.05
    assert abs(arguments["x"].std() - 1) < 0.05
    assert abs(arguments["y"].mean() - 5) < 0.05
    assert abs(arguments["y"].std() - 0.5) < 0.05


@pytest.mark.parametrize(
    ("low", "high"), [(0.1, 2), (-1, 1), (0.1, 0.12), (0.004, 0.016), (1e-6, 2e-6), (0, 1e4)]
)
def test_uniform_numbers_stay_between_their_ends(low, high):
    """The lower may be reached, the upper not; rounding must not leave the range."""
    x = drawn(number("x", "uniform", shape=(2000,), low=low, high=high))["x"]

    assert low <= x.min()
    assert x.max() < high


def test_integers_reach_both_ends():
    """Both are included."""
    k = drawn(number("k", "integers", "int64", (200,), low=-1, high=2))["k"]

    assert set(k.tolist()) == {-1, 0, 1, 2}


@pytest.mark.parametrize("values", [[-1, 1], [0.5], [0.125, 1 / 3, 2.0]], ids=str)
def test_choices_are_the_values_of_the_spec(values):
    """Each of them comes, and none is rounded."""
    x = drawn(number("x", "choice", shape=(100,), values=values))["x"]

    assert sorted(set(x.tolist())) == sorted(values)


def test_arguments_of_a_case_do_not_depend_on_those_after():
    """Values are drawn in the order of the arguments."""
    x, y = number("x", "normal", shape=(3,)), number("y", "normal", shape=(3,))

    assert drawn(x)["x"].tolist() == drawn(x, y)["x"].tolist()


# Constraints.


@pytest.mark.parametrize("problem", FUNCTIONS, ids=by_id)
@pytest.mark.parametrize("seed", range(3))
def test_every_random_case_meets_the_constraints(problem, seed):
    """They are computed here from the steps of the reference, all at once."""
    reference = load_reference(problem)
    cases = random_cases(problem, seed)
    known = [{**case.arguments, **reference.evaluate(case.arguments)} for case in cases]

    for constraint in problem.constraints:
        for values in (np.asarray(item[constraint.values]) for item in known):
            if constraint.away_from is not None:
                assert (np.abs(values - constraint.away_from) > constraint.by).all()
            if constraint.some == "negative":
                assert (values < 0).any()
            if constraint.some == "positive":
                assert (values > 0).any()


@pytest.mark.parametrize(
    ("constraint", "holds"),
    [
        (Constraint("x", away_from=0.5, by=0.25), lambda x: abs(x - 0.5) > 0.25),
        (Constraint("x", some="negative"), lambda x: x < 0),
        (Constraint("x", some="positive"), lambda x: x > 0),
    ],
    ids=["away from", "negative", "positive"],
)
def test_a_constraint_on_an_argument_is_met(constraint, holds):
    """No step of the reference is needed for it, and without it some cases would not."""
    free = problem_with(number("x", "normal"))
    bound = replace(free, constraints=(constraint,))

    free_values = [make_case(free, no_steps, i, seed=0).arguments["x"] for i in range(30)]
    bound_values = [make_case(bound, no_steps, i, seed=0).arguments["x"] for i in range(30)]

    assert not all(map(holds, free_values))
    assert all(map(holds, bound_values))


IMPOSSIBLE = Constraint("lam", some="negative")


@pytest.mark.parametrize("seed", range(4))
def test_a_constraint_that_no_draw_meets_is_named(seed):
    """It is the homework's failure; one that is only met seldom is not to blame."""
    seldom = Constraint("x1", away_from=0, by=1)
    problem = replace(SIAMESE, constraints=(seldom, IMPOSSIBLE))

    with pytest.raises(ReferenceFailure) as caught:
        make_case(problem, no_steps, 0, seed=seed)

    assert str(problem.folder / "problem.json") in str(caught.value)
    assert "$.constraints[1]" in str(caught.value)
    assert "1000 tries" in str(caught.value)


def test_a_constraint_on_an_unknown_step_is_named():
    """The name is looked for among the arguments, then among the steps."""
    problem = replace(SIAMESE, constraints=(Constraint("S1", some="negative"),))

    with pytest.raises(ReferenceFailure, match="'S1'"):
        make_case(problem, load_reference(problem).step, 0, seed=0)


# Golden cases.


def test_golden_cases_come_first_with_the_printed_arguments():
    """Exactly as printed, whatever the seed and the student."""
    golden = WORKED.golden[0]
    cases = [
        make_case(WORKED, no_steps, 0, seed=seed, student=student)
        for seed, student in [(0, ""), (5, "ada")]
    ]

    for case in cases:
        assert case.golden is golden
        assert case.name == golden.name
        assert case.sizes == {"d0": 2, "d1": 3, "dout": 1, "N": 4}
        assert {name: value.tolist() for name, value in case.arguments.items()} == golden.arguments
        assert all(value.dtype == np.float64 for value in case.arguments.values())


def test_a_golden_scalar_is_a_python_number():
    """An integer that is printed for a float64 argument is a float."""
    problem = problem_with(
        number("lam", "normal"),
        number("n", "integers", "int64", low=0, high=1),
        golden=(Golden("printed", {"lam": 2, "n": 3}, {}, 2),),
    )

    case = make_case(problem, no_steps, 0, seed=0)

    assert case.arguments == {"lam": 2.0, "n": 3}
    assert type(case.arguments["lam"]) is float
    assert type(case.arguments["n"]) is int


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X", [0.75, 0.2]),
        ("X", [[0.75, 0.2], [0.8]]),
        ("X", [["three", "quarters"]]),
        ("X", "quarters"),
        ("y", [[1, 1, -1]]),
        ("W2", [[0.02, 0.03]]),
        ("W2", None),
    ],
    ids=["an axis missing", "ragged", "words", "a word", "other N", "other d1", "nothing"],
)
def test_a_golden_argument_that_does_not_fit_is_named(name, value):
    """The failure is the homework's, and names the place in its file."""
    golden = WORKED.golden[0]
    broken = replace(golden, arguments={**golden.arguments, name: value})
    problem = replace(WORKED, golden=(golden, broken))

    with pytest.raises(ReferenceFailure) as caught:
        make_case(problem, no_steps, 1, seed=0)

    assert str(problem.folder / "problem.json") in str(caught.value)
    assert f"$.golden[1].arguments.{name}" in str(caught.value)


@pytest.mark.parametrize(
    ("shape", "value"),
    [((2,), [1, 2, 3]), ((), None), ((2,), [1, None])],
    ids=["another size", "nothing", "a gap"],
)
def test_a_golden_argument_without_the_right_numbers_is_named(shape, value):
    """A shape may hold plain sizes beside names, and JSON has a null."""
    problem = problem_with(
        number("x", "normal", shape=shape), golden=(Golden("printed", {"x": value}, {}, 2),)
    )

    with pytest.raises(ReferenceFailure, match=r"\$\.golden\[0\]\.arguments\.x"):
        make_case(problem, no_steps, 0, seed=0)


# Extreme cases.


def test_extreme_cases_are_random_cases_pushed_far_out():
    """Named arguments are scaled, then shifted; the others are as drawn."""
    plain = replace(SIAMESE, extreme=(Extreme("none", {}, {}),))
    pushed = replace(
        SIAMESE, extreme=(Extreme("large", {"W": 1e3, "lam": 2}, {"lam": -1, "b": 7}),)
    )

    drawn = make_case(plain, no_steps, 0, seed=0)
    case = make_case(pushed, no_steps, 0, seed=0)

    assert case.name == "large"
    assert case.sizes == drawn.sizes
    assert np.array_equal(case.arguments["W"], drawn.arguments["W"] * 1e3)
    assert case.arguments["lam"] == drawn.arguments["lam"] * 2 - 1
    assert np.array_equal(case.arguments["b"], drawn.arguments["b"] + 7)
    assert np.array_equal(case.arguments["x1"], drawn.arguments["x1"])
    assert type(case.arguments["lam"]) is float


def test_a_case_knows_whether_it_is_about_floating_point():
    extreme = (Extreme("large", {"W": 1e3}), Extreme("larger", {"W": 1e6}, stability=True))
    cases = make_cases(replace(SIAMESE, extreme=extreme), no_steps, seed=0)

    assert [case.name for case in cases if case.stability] == ["larger"]


def test_extreme_cases_stand_between_golden_and_random_ones():
    """In the order of the spec."""
    extreme = (Extreme("large", {"X": 1e3}, {}), Extreme("larger", {"X": 1e6}, {}))
    problem = replace(WORKED, extreme=extreme)

    cases = make_cases(problem, load_reference(problem).step, seed=0, count=2)

    names = [WORKED.golden[0].name, "large", "larger", None, None]
    assert [case.name for case in cases] == names
    assert [case.index for case in cases] == [0, 1, 2, 3, 4]
    assert [case.golden is not None for case in cases] == [True, False, False, False, False]


def test_extreme_cases_keep_whole_numbers_whole():
    """An int64 argument stays one when it is scaled and shifted."""
    problem = problem_with(
        number("k", "integers", "int64", (3,), low=1, high=9),
        number("n", "integers", "int64", low=1, high=9),
        extreme=(Extreme("large", {"k": 1000, "n": 1000}, {"k": 1}),),
    )

    arguments = make_case(problem, no_steps, 0, seed=0).arguments

    assert arguments["k"].dtype == np.int64
    assert (arguments["k"] % 1000).tolist() == [1, 1, 1]
    assert type(arguments["n"]) is int
    assert arguments["n"] % 1000 == 0


# Families of values for sizes, probabilities, names and turns.


def several(count, value):
    """The argument as a list of *count* items."""
    return replace(value, count=count)


def random_arguments(*inputs, count=12, **changes):
    """The arguments of the first random cases of a problem with just these inputs."""
    problem = problem_with(*inputs, **changes)
    first = len(problem.golden) + len(problem.extreme)
    cases = make_cases(problem, no_steps, seed=0, count=count)
    return [case.arguments for case in cases[first:]]


def test_a_size_is_the_value_of_its_arithmetic():
    """Nothing is drawn for it: it says what the shapes of the others are."""
    problem = problem_with(
        number("x", "normal", shape=("n", "k")),
        number("total", "size", "int64", value="n * k + 1"),
        number("share", "size", value="n / 4"),
        number("row", "size", "int64", ("k",), value="n"),
        dimensions={"n": (2, 6), "k": (2, 6)},
    )

    for case in make_cases(problem, no_steps, seed=0):
        n, k = case.arguments["x"].shape
        assert case.arguments["total"] == n * k + 1
        assert type(case.arguments["total"]) is int
        assert case.arguments["share"] == n / 4
        assert type(case.arguments["share"]) is float
        assert case.arguments["row"].tolist() == [n] * k


@pytest.mark.parametrize("classes", [*range(1, 13), 23, 60, 100, 400])
@pytest.mark.parametrize("std", [0.01, 0.3, 1.0, 4.0])
def test_probabilities_are_positive_and_sum_to_one(classes, std):
    """No entry is zero, so its logarithm exists, and rounding takes nothing away."""
    p = drawn(number("p", "probabilities", shape=(200, classes), std=std))["p"]

    assert (p > 0).all()
    assert np.abs(p.sum(axis=-1) - 1).max() < 1e-12


@pytest.mark.parametrize(("classes", "decimals"), [(1, 2), (2, 2), (10, 2), (11, 3), (100, 3)])
def test_probabilities_can_be_copied_by_hand(classes, decimals):
    """Two decimals, and more only where two would not leave something for each."""
    p = drawn(number("p", "probabilities", shape=(50, classes)))["p"]

    assert [float(f"{value:.{decimals}f}") for value in p.flat] == p.ravel().tolist()


@pytest.mark.parametrize("shape", [(5,), (4, 3), (2, 4, 3)], ids=str)
def test_probabilities_sum_to_one_along_the_last_axis(shape):
    """Whatever stands before it."""
    p = drawn(number("p", "probabilities", shape=shape))["p"]

    assert p.shape == shape
    assert np.allclose(p.sum(axis=-1), 1, rtol=0, atol=1e-12)


def test_probabilities_spread_as_the_spec_says():
    """Any class may be the likeliest; a larger spread of the logits makes it likelier."""
    flat, peaked = (
        drawn(number("p", "probabilities", shape=(1000, 4), std=std))["p"] for std in (0.2, 3.0)
    )

    assert set(flat.argmax(axis=1).tolist()) == set(peaked.argmax(axis=1).tolist()) == {0, 1, 2, 3}
    assert flat.max(axis=1).mean() < 0.4
    assert peaked.max(axis=1).mean() > 0.7


@pytest.mark.parametrize(
    ("shape", "parameters", "axis"),
    [
        ((3, 200), {"axis": 0}, 0),
        ((200, 3), {"axis": 1}, 1),
        ((200, 3), {}, -1),
        ((3,), {}, -1),
        ((3,), {"axis": 0}, 0),
        ((40, 3, 5), {"axis": 1}, 1),
        ((40, 5, 3), {}, -1),
    ],
    ids=str,
)
def test_one_hot_values_have_a_single_one_along_their_axis(shape, parameters, axis):
    """The last axis if none is named; zeros elsewhere."""
    values = drawn(number("T", "one_hot", shape=shape, **parameters))["T"]

    assert values.shape == shape
    assert values.dtype == np.float64
    assert set(values.ravel().tolist()) == {0.0, 1.0}
    assert (values.sum(axis=axis) == 1).all()


@pytest.mark.parametrize(("shape", "axis"), [((4, 400), 0), ((400, 4), 1)])
def test_the_one_may_stand_anywhere(shape, axis):
    """All places are about equally likely."""
    values = drawn(number("T", "one_hot", shape=shape, axis=axis))["T"]

    counts = values.sum(axis=1 - axis)
    assert counts.min() > 60
    assert counts.max() < 140


def test_a_cycle_takes_its_values_in_turn():
    """By the number of the random case, and all entries alike."""
    found = random_arguments(
        number("act", "cycle", "text", values=["relu", "tanh", "sigmoid"]),
        number("q", "cycle", "int64", (2,), values=[5, 6]),
        count=7,
    )

    names = [arguments["act"] for arguments in found]
    assert names == ["relu", "tanh", "sigmoid", "relu", "tanh", "sigmoid", "relu"]
    assert [arguments["q"].tolist() for arguments in found] == [[5, 5], [6, 6]] * 3 + [[5, 5]]


def test_a_cycle_starts_with_the_first_random_case():
    """Golden and extreme cases before them do not count."""
    found = random_arguments(
        number("act", "cycle", "text", values=["relu", "tanh", "sigmoid"]),
        number("x", "normal"),
        golden=(Golden("printed", {"act": "tanh", "x": 1}, {}, 2),),
        extreme=(Extreme("large", {"x": 1e3}),),
        count=4,
    )

    assert [arguments["act"] for arguments in found] == ["relu", "tanh", "sigmoid", "relu"]


def test_names_are_chosen_from_the_list():
    """A single one is text, several are an array or a list of text; each comes."""
    found = random_arguments(
        number("act", "choice", "text", values=["relu", "tanh"]),
        several("n", number("acts", "choice", "text", values=["a", "b", "c"])),
        number("row", "choice", "text", (2,), values=["left", "right"]),
        dimensions={"n": (3, 3)},
        count=30,
    )

    assert {type(arguments["act"]) for arguments in found} == {str}
    assert {arguments["act"] for arguments in found} == {"relu", "tanh"}
    assert {name for arguments in found for name in arguments["acts"]} == {"a", "b", "c"}
    assert {type(name) for arguments in found for name in arguments["acts"]} == {str}
    assert {name for item in found for name in item["row"].tolist()} == {"left", "right"}


def test_either_sign_gives_each_number_a_sign_of_its_own():
    """The magnitude stays between the two ends."""
    x = drawn(number("x", "uniform", shape=(2000,), low=0.5, high=2, either_sign=True))["x"]

    assert (np.abs(x) >= 0.5).all()
    assert (np.abs(x) < 2).all()
    assert 800 < (x < 0).sum() < 1200
    assert [float(f"{value:.2f}") for value in x] == x.tolist()


def test_zero_has_no_sign():
    """Also where the others get one at random."""
    x = drawn(number("x", "uniform", shape=(2000,), low=0, high=1, either_sign=True))["x"]

    assert (x == 0).any()
    assert not np.signbit(x[x == 0]).any()


def test_without_either_sign_numbers_keep_theirs():
    x = drawn(number("x", "uniform", shape=(500,), low=0.5, high=2, either_sign=False))["x"]

    assert (x > 0).all()


def test_parameters_may_be_arithmetic_on_sizes():
    """Labels below the number of classes, weights that shrink with their number."""
    problem = problem_with(
        number("labels", "integers", "int64", (300,), low="c - c", high="c - 1"),
        number("u", "uniform", shape=(300,), low="c", high="c + 1"),
        number("w", "normal", shape=(3000,), mean="10 * c", std="c**-0.5"),
        dimensions={"c": (2, 7)},
    )

    for index in (0, 10, 20):
        case = make_case(problem, no_steps, index, seed=0)
        c = case.sizes["c"]
        assert set(case.arguments["labels"].tolist()) == set(range(c))
        assert c <= case.arguments["u"].min() < case.arguments["u"].max() < c + 1
        assert abs(case.arguments["w"].mean() - 10 * c) < 0.1
        assert abs(case.arguments["w"].std() * c**0.5 - 1) < 0.1


def test_a_single_whole_number_is_at_each_end_in_every_run():
    problem = problem_with(number("t", "integers", "int64", low=3, high=9))

    for seed in range(5):
        drawn = [case.arguments["t"] for case in make_cases(problem, no_steps, seed=seed)]
        assert drawn[:2] == [3, 9]
        assert set(drawn) <= set(range(3, 10))


@pytest.mark.parametrize(
    "argument",
    [
        number("x", "normal", std="m"),
        number("x", "normal", std="n - n"),
        number("x", "normal", std="1 / (n - n)"),
        number("x", "normal", shape=("n - 5",)),
        number("x", "normal", shape=("n / 2",)),
        number("x", "uniform", low="n", high=1),
        number("x", "integers", "int64", low="n", high=1),
        number("x", "size", value="d[0]"),
        number("x", "size", "int64", value="n / 2"),
        number("x", "integers", "int64", low=0, high="n / 2"),
        number("x", "one_hot", shape=("n",), axis=1),
        number("x", "one_hot"),
        number("x", "probabilities"),
        replace(number("x", "normal"), count="n / 2"),
        replace(number("x", "normal"), count="n - 5"),
    ],
    ids=lambda argument: f"{argument.distribution} {argument.shape} {argument.parameters}",
)
def test_what_cannot_be_drawn_is_the_homeworks_failure(argument):
    """Some arithmetic fails on the sizes of a case alone; file and argument are named."""
    problem = problem_with(argument, dimensions={"n": (3, 3)})

    with pytest.raises(ReferenceFailure) as caught:
        make_case(problem, no_steps, 0, seed=0)

    assert str(caught.value).startswith(f"{problem.folder / 'problem.json'}: x cannot be drawn: ")


# Lists.


def test_a_list_has_as_many_items_as_its_count_says():
    """Each of the shape that its number gives, drawn by itself."""
    problem = problem_with(
        several("n + 1", number("xs", "normal", shape=("i", 2))),
        several("n", number("ks", "integers", "int64", low=0, high=9)),
        dimensions={"n": (2, 5)},
    )

    for case in make_cases(problem, no_steps, seed=0):
        n = case.sizes["n"]
        assert [item.shape for item in case.arguments["xs"]] == [(i, 2) for i in range(1, n + 2)]
        assert len({item.tobytes() for item in case.arguments["xs"]}) == n + 1
        assert len(case.arguments["ks"]) == n
        assert {type(item) for item in case.arguments["ks"]} == {int}


def test_parameters_of_an_item_may_use_its_number():
    """It counts from 1."""
    arguments = drawn(
        several("n", number("numbers", "size", "int64", value="10 * i")),
        dimensions={"n": (3, 3)},
    )

    assert arguments["numbers"] == [10, 20, 30]


def test_the_number_of_an_item_is_no_size_of_the_case():
    """It would be told to the student among the sizes."""
    problem = problem_with(
        several("n", number("xs", "normal", shape=("i",))), dimensions={"n": (2, 2)}
    )

    assert make_case(problem, no_steps, 0, seed=0).sizes == {"n": 2}


# Families of dimensions.


NETWORK = problem_with(
    number("X", "normal", shape=("d[0]", "N")),
    several("n", number("Ws", "normal", shape=("d[i]", "d[i - 1]"))),
    several("n", number("acts", "choice", "text", values=["relu", "tanh"])),
    number("Y", "normal", shape=("d[n]", "N")),
    dimensions={"n": (1, 3), "d": (1, 9, "n + 1"), "N": (1, 9)},
)


@pytest.mark.parametrize("seed", range(3))
def test_a_family_has_a_member_for_each_index_below_its_count(seed):
    """Members are sizes like others: distinct, within their range, and told with the case."""
    for case in make_cases(NETWORK, no_steps, seed=seed):
        n = case.sizes["n"]
        members = [case.sizes[f"d[{index}]"] for index in range(n + 1)]
        assert set(case.sizes) == {"n", "N", *(f"d[{index}]" for index in range(n + 1))}
        assert len({*members, case.sizes["N"]}) == n + 2
        assert all(1 <= size <= 9 for size in members)
        assert 1 <= n <= 3


@pytest.mark.parametrize("seed", range(3))
def test_shapes_follow_the_members_of_a_family(seed):
    """Neighbouring items of a list fit together."""
    for case in make_cases(NETWORK, no_steps, seed=seed):
        sizes, found = case.sizes, case.arguments
        n = sizes["n"]
        assert found["X"].shape == (sizes["d[0]"], sizes["N"])
        assert [W.shape for W in found["Ws"]] == [
            (sizes[f"d[{i}]"], sizes[f"d[{i - 1}]"]) for i in range(1, n + 1)
        ]
        assert len(found["acts"]) == n
        assert found["Y"].shape == (sizes[f"d[{n}]"], sizes["N"])


def test_a_count_may_equal_a_size():
    """It is no axis, so no transposition can be mistaken for it."""
    problem = replace(NETWORK, dimensions={**NETWORK.dimensions, "n": Dimension(2, 2)})

    cases = make_cases(problem, no_steps, seed=0, count=30)

    assert any(2 in (case.sizes["N"], case.sizes["d[1]"]) for case in cases)


def test_the_length_of_a_list_of_answers_is_a_count_too():
    """Also where no argument is a list."""
    problem = replace(
        problem_with(
            number("x", "normal", shape=("N",)),
            number("n", "size", "int64", value="n"),
            dimensions={"n": (2, 2), "N": (2, 2)},
        ),
        functions=(
            Function(
                "f",
                (number("x", "normal", shape=("N",)), number("n", "size", "int64", value="n")),
                (Value("ys", (), count="n"),),
            ),
        ),
    )

    assert make_case(problem, no_steps, 0, seed=0).sizes == {"n": 2, "N": 2}


def test_the_number_of_members_is_a_count_where_nothing_is_a_list():
    """It may equal a size there, too."""
    problem = problem_with(
        number("x", "normal", shape=("d[0]", "d[1]", "N")),
        dimensions={"n": (2, 2), "d": (1, 3, "n"), "N": (2, 2)},
    )

    sizes = make_case(problem, no_steps, 0, seed=0).sizes
    assert (sizes["n"], sizes["N"], {sizes["d[0]"], sizes["d[1]"]}) == (2, 2, {1, 3})


def test_counts_and_members_start_small_and_may_grow_every_third_case():
    """The first three cases have the smallest count, and the smallest sizes that fit."""
    runs = [make_cases(NETWORK, no_steps, seed=seed) for seed in range(20)]

    for rank in range(24):
        for sizes in (cases[rank].sizes for cases in runs):
            n = sizes["n"]
            largest = max(size for name, size in sizes.items() if name != "n")
            assert n <= 1 + rank // 3
            assert largest <= n + 2 + rank // 3  # n + 1 members and N fit into n + 2
    assert {cases[23].sizes["n"] for cases in runs} == {1, 2, 3}
    assert max(cases[23].sizes["N"] for cases in runs) == 9


@pytest.mark.parametrize("count", ["n / 2", "n - n - 1", "m", "d[0]"])
def test_a_family_without_a_number_of_members_is_the_homeworks_failure(count):
    """Not whole, unknown, or known only once it is there; below zero it has none."""
    problem = problem_with(
        number("x", "normal", shape=("d[0]",)), dimensions={"n": (3, 3), "d": (1, 9, count)}
    )

    with pytest.raises(ReferenceFailure) as caught:
        make_case(problem, no_steps, 0, seed=0)

    assert str(caught.value).startswith(f"{problem.folder / 'problem.json'}: ")


# Golden cases with lists, names and sizes.


LAYERS = problem_with(
    number("n", "size", "int64", value="n"),
    *NETWORK.function.inputs[:3],
    number("m", "integers", "int64", ("N + 1",), low=0, high=5),
    dimensions={"n": (1, 3), "d": (1, 9, "n + 1"), "N": (2, 9)},
)
PRINTED = {
    "n": 2,
    "X": [[1, 2, 3, 4], [5, 6, 7, 8]],
    "Ws": [[[0.5, 0.25]], [[1], [2], [3]]],
    "acts": ["relu", "identity"],
    "m": [0, 1, 2, 3, 4],
}


def with_golden(**changes):
    """The problem with one golden case."""
    return replace(LAYERS, golden=(Golden("printed", {**PRINTED, **changes}, {}, 2),))


def test_sizes_of_a_golden_case_follow_from_its_arguments():
    """Of lists too: how many items they have, and how long each axis of each item is."""
    case = make_case(with_golden(), no_steps, 0, seed=0)

    assert case.sizes == {"n": 2, "N": 4, "d[0]": 2, "d[1]": 1, "d[2]": 3}


def test_golden_lists_and_names_are_as_printed():
    """Arrays and Python numbers of the dtypes of the spec; names need not be among the choices."""
    found = make_case(with_golden(), no_steps, 0, seed=0).arguments

    assert found["n"] == 2
    assert type(found["n"]) is int
    assert [W.tolist() for W in found["Ws"]] == PRINTED["Ws"]
    assert {W.dtype for W in found["Ws"]} == {np.dtype(np.float64)}
    assert found["acts"] == ["relu", "identity"]
    assert found["m"].dtype == np.int64


@pytest.mark.parametrize(
    ("name", "value", "place", "what"),
    [
        ("Ws", [[[0.5, 0.25]], [[1, 2], [2, 3], [3, 4]]], "Ws[1]", "d[i - 1] = 1, found 2"),
        ("Ws", [[[0.5, 0.25, 0]], [[1], [2], [3]]], "Ws[0]", "d[i - 1] = 2, found 3"),
        ("Ws", [[0.5, 0.25], [[1], [2], [3]]], "Ws[0]", "expected 2 axes, found 1"),
        ("Ws", [[[0.5, 0.25]], [[1], [2, 3]]], "Ws[1]", "expected numbers in full rows"),
        ("Ws", [[[0.5, 0.25]], [["one"]]], "Ws[1]", "expected numbers in full rows"),
        ("Ws", [[[0.5, None]], [[1], [2], [3]]], "Ws[0]", "found null"),
        ("Ws", 5, "Ws", "expected a list, found 5"),
        ("Ws", None, "Ws", "expected a list, found None"),
        ("acts", "relu", "acts", "expected a list, found 'relu'"),
        ("acts", ["relu", 5], "acts[1]", "expected text, found 5"),
        ("acts", ["relu", ["tanh"]], "acts[1]", "expected text"),
        ("X", [[1, 2], [3]], "X", "expected numbers in full rows"),
        ("X", [[1, 2, 3, 4]], "Ws[0]", "d[i - 1] = 1, found 2"),
        ("m", [0, 1, 2, 3], "m", "expected N + 1 = 5, found 4"),
        ("n", "two", "n", "expected numbers in full rows"),
    ],
)
def test_a_golden_list_that_does_not_fit_is_named(name, value, place, what):
    """With the item, where one is to blame."""
    problem = with_golden(**{name: value})

    with pytest.raises(ReferenceFailure) as caught:
        make_case(problem, no_steps, 0, seed=0)

    place = f"{problem.folder / 'problem.json'}: $.golden[0].arguments.{place}"
    assert str(caught.value).startswith(place)
    assert what in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"acts": ["relu"]}, "acts: expected n = 2, found 1"),
        ({"Ws": PRINTED["Ws"][:1]}, "Ws: expected n = 2, found 1"),
        ({"n": 3}, "Ws: expected n = 3, found 2"),
    ],
)
def test_arguments_that_contradict_each_other_are_refused(changes, what):
    """About how many items there are, too."""
    with pytest.raises(ReferenceFailure) as caught:
        make_case(with_golden(**changes), no_steps, 0, seed=0)

    assert what in str(caught.value)


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"x": [1, 2, 3], "N": 4, "twice": 6, "ys": [0] * 4}, "N: expected N = 3, found 4"),
        ({"x": [1, 2, 3], "N": 3, "twice": 7, "ys": [0] * 4}, "twice: expected 2 * N = 6, found 7"),
        ({"x": [1, 2, 3], "N": 3, "twice": 6, "ys": [0] * 3}, "ys: expected N + 1 = 4, found 3"),
    ],
)
def test_sizes_and_counts_that_are_arithmetic_are_checked(given, what):
    """Against what the other arguments say."""
    problem = problem_with(
        number("x", "normal", shape=("N",)),
        number("N", "size", "int64", value="N"),
        number("twice", "size", "int64", value="2 * N"),
        several("N + 1", number("ys", "normal")),
        dimensions={"N": (2, 9)},
        golden=(Golden("printed", given, {}, 2),),
    )

    with pytest.raises(ReferenceFailure) as caught:
        make_case(problem, no_steps, 0, seed=0)

    assert f"$.golden[0].arguments.{what}" in str(caught.value)


def test_an_argument_may_stand_before_the_one_that_says_how_many_there_are():
    """The last member of a family is known once the list has been counted."""
    problem = problem_with(
        number("y", "normal", shape=("d[n]",)),
        several("n", number("bs", "normal", shape=("d[i]",))),
        dimensions={"n": (1, 3), "d": (1, 9, "n + 1")},
        golden=(
            Golden("fits", {"y": [1, 2], "bs": [[1], [1, 2]]}, {}, 2),
            Golden("does not", {"y": [1, 2], "bs": [[1, 2], [1]]}, {}, 2),
        ),
    )

    assert make_case(problem, no_steps, 0, seed=0).sizes == {"n": 2, "d[1]": 1, "d[2]": 2}
    with pytest.raises(ReferenceFailure, match=r"\$\.golden\[1\]\.arguments\."):
        make_case(problem, no_steps, 1, seed=0)


def test_the_index_of_a_family_may_be_known_only_later():
    """Names alone say how many layers there are."""
    problem = problem_with(
        number("y", "normal", shape=("d[n]",)),
        several("n", number("acts", "choice", "text", values=["relu"])),
        dimensions={"n": (1, 3), "d": (1, 9, "n + 1")},
        golden=(Golden("printed", {"y": [1, 2, 3], "acts": ["relu", "relu"]}, {}, 2),),
    )

    assert make_case(problem, no_steps, 0, seed=0).sizes == {"n": 2, "d[2]": 3}


def test_a_size_as_argument_says_how_long_an_axis_must_be():
    """It stands before the array here."""
    problem = problem_with(
        number("N", "size", "int64", value="N"),
        number("x", "normal", shape=("N",)),
        dimensions={"N": (2, 9)},
        golden=tuple(Golden("g", {"N": n, "x": [1, 2, 3]}, {}, 2) for n in (3, 4)),
    )

    assert make_case(problem, no_steps, 0, seed=0).sizes == {"N": 3}
    with pytest.raises(ReferenceFailure, match=r"arguments\.x: expected N = 4, found 3"):
        make_case(problem, no_steps, 1, seed=0)


# Extreme cases with sizes and arguments of their own.


def extreme_case(problem, **changes):
    """The extreme case with these changes."""
    extreme = Extreme("far out", **changes)
    return make_case(replace(problem, extreme=(extreme,)), no_steps, len(problem.golden), seed=0)


def test_an_extreme_case_may_have_sizes_beyond_the_range():
    """So large that a loop is too slow, or a single sample; other sizes stay small."""
    sizes = extreme_case(NETWORK, sizes={"N": 3000, "n": 5}).sizes

    assert (sizes["N"], sizes["n"]) == (3000, 5)
    assert all(sizes[f"d[{index}]"] <= 9 for index in range(6))


def test_sizes_of_an_extreme_case_stay_distinct():
    """The one that is given is taken; the drawn ones go elsewhere."""
    problem = problem_with(
        number("x", "normal", shape=("a", "b", "c")),
        dimensions={"a": (1, 3), "b": (1, 3), "c": (1, 3)},
    )

    for size in (1, 2, 3):
        sizes = extreme_case(problem, sizes={"b": size}).sizes
        assert sizes["b"] == size
        assert set(sizes.values()) == {1, 2, 3}


def test_arguments_of_an_extreme_case_are_taken_as_they_stand():
    """Sizes follow from them; the rest is drawn to fit."""
    case = extreme_case(NETWORK, arguments={"X": [[1, -2000], [0, 5e300]], "acts": ["tanh"] * 3})

    assert case.arguments["X"].tolist() == [[1.0, -2000.0], [0.0, 5e300]]
    assert case.arguments["acts"] == ["tanh"] * 3
    assert case.name == "far out"
    assert (case.sizes["n"], case.sizes["N"], case.sizes["d[0]"]) == (3, 2, 2)
    assert len(case.arguments["Ws"]) == 3
    assert case.arguments["Ws"][0].shape[1] == 2
    assert case.arguments["Y"].shape == (case.sizes["d[3]"], 2)


def test_a_list_as_argument_of_an_extreme_case_sets_the_sizes_of_its_items():
    case = extreme_case(NETWORK, arguments={"Ws": [[[1, 1, 1, 1]], [[1], [1]]]})

    given = {name: case.sizes[name] for name in ("n", "d[0]", "d[1]", "d[2]")}
    assert given == {"n": 2, "d[0]": 4, "d[1]": 1, "d[2]": 2}
    assert case.arguments["X"].shape[0] == 4
    assert len(case.arguments["acts"]) == 2


def test_a_given_argument_may_be_pushed_further():
    """Factor and number apply to what stands there as to what is drawn."""
    case = extreme_case(
        NETWORK, arguments={"X": [[1, 2]]}, scale={"X": 10, "Ws": 100}, add={"X": 1}
    )
    plain = extreme_case(NETWORK, arguments={"X": [[1, 2]]})

    assert case.arguments["X"].tolist() == [[11.0, 21.0]]
    for pushed, drawn_before in zip(case.arguments["Ws"], plain.arguments["Ws"], strict=True):
        assert np.array_equal(pushed, 100 * drawn_before)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"arguments": {"X": [[1, 2]]}, "sizes": {"N": 3}}, "expected N = 3, found 2"),
        ({"arguments": {"X": [1, 2]}}, "expected 2 axes, found 1"),
        ({"arguments": {"X": [[1, 2]], "Y": [[1, 2, 3]]}, "sizes": {"n": 1}}, "N = 2, found 3"),
        ({"arguments": {"X": "words"}}, "expected numbers in full rows"),
        ({"arguments": {"acts": [1]}}, "expected text, found 1"),
    ],
)
def test_an_argument_of_an_extreme_case_that_does_not_fit_is_named(changes, what):
    """Counted among the extreme cases, not among all."""
    golden = Golden("printed", {"X": [[1]], "Ws": [[[1]]], "acts": ["relu"], "Y": [[1]]}, {}, 2)
    problem = replace(NETWORK, golden=(golden,))

    with pytest.raises(ReferenceFailure) as caught:
        extreme_case(problem, **changes)

    assert f"{problem.folder / 'problem.json'}: $.extreme[0].arguments." in str(caught.value)
    assert what in str(caught.value)


# Constraints that a step tells.


def test_cases_are_drawn_again_until_a_condition_holds():
    """A step of the reference is asked with the arguments."""
    free = problem_with(number("k", "integers", "int64", (3,), low=0, high=9))
    bound = replace(free, constraints=(Constraint("distinct", holds=True),))

    def distinct(arguments, name):
        assert name == "distinct"
        return len(set(arguments["k"].tolist())) == 3

    plain = [make_case(free, no_steps, i, seed=0).arguments for i in range(30)]
    met = [make_case(bound, distinct, i, seed=0).arguments for i in range(30)]

    assert not all(distinct(arguments, "distinct") for arguments in plain)
    assert all(distinct(arguments, "distinct") for arguments in met)


def test_a_condition_with_several_values_holds_if_all_do():
    """One per sample, for instance."""
    problem = problem_with(
        number("k", "integers", "int64", (3,), low=0, high=3),
        constraints=(Constraint("positive", holds=True),),
    )

    for index in range(20):
        case = make_case(problem, lambda found, _: found["k"] > 0, index, seed=0)
        assert (case.arguments["k"] > 0).all()


def test_a_condition_that_never_holds_is_named():
    problem = problem_with(
        number("x", "normal"),
        constraints=(Constraint("x", away_from=0, by=0.1), Constraint("never", holds=True)),
    )

    with pytest.raises(ReferenceFailure, match=r"\$\.constraints\[1\]: arguments that meet it"):
        make_case(problem, lambda *_: False, 0, seed=0)


@pytest.mark.parametrize(
    ("constraint", "holds"),
    [
        (Constraint("xs", away_from=0, by=0.2), lambda xs: all((abs(x) > 0.2).all() for x in xs)),
        (Constraint("xs", some="negative"), lambda xs: any((x < 0).any() for x in xs)),
        (Constraint("xs", some="positive"), lambda xs: any((x > 0).any() for x in xs)),
        (Constraint("large", holds=True), lambda xs: all((abs(x) > 0.2).all() for x in xs)),
    ],
    ids=["away from", "negative", "positive", "holds"],
)
def test_a_constraint_on_a_list_looks_at_every_item(constraint, holds):
    """Whose shapes need not be equal."""
    free = problem_with(
        several("n", number("xs", "normal", shape=("i",))), dimensions={"n": (2, 2)}
    )
    bound = replace(free, constraints=(constraint,))

    def large(arguments, _name):
        return [np.abs(x) > 0.2 for x in arguments["xs"]]

    plain = [make_case(free, no_steps, i, seed=0).arguments["xs"] for i in range(40)]
    met = [make_case(bound, large, i, seed=0).arguments["xs"] for i in range(40)]

    assert not all(map(holds, plain))
    assert all(map(holds, met))


def test_one_item_with_the_sign_is_enough():
    """Here the first is below zero, the second zero, the third above."""
    problem = problem_with(
        several("n", number("xs", "size", value="i - 2")),
        dimensions={"n": (3, 3)},
        constraints=(Constraint("xs", some="negative"), Constraint("xs", some="positive")),
    )

    assert make_case(problem, no_steps, 0, seed=0).arguments["xs"] == [-1, 0, 1]


# Cases in which all sizes are equal.


def test_square_cases_have_equal_sizes_along_every_axis():
    """There a wrong transposition can be computed; counts are drawn as ever."""
    cases = make_square_cases(NETWORK, no_steps, seed=0)

    found = set()
    for case in cases:
        sizes = {size for name, size in case.sizes.items() if name != "n"}
        shapes = [*map(np.shape, case.arguments["Ws"]), case.arguments["X"].shape]
        assert len(sizes) == 1
        assert {length for shape in shapes for length in shape} == sizes
        assert len(case.arguments["Ws"]) == case.sizes["n"] <= 3
        found |= sizes
    assert len(found) > 1
    assert len(cases) > len(found)


def test_square_cases_are_apart_from_those_of_the_run():
    """Their indices are their own, and they are remade from the seed and the student."""
    indices = [case.index for case in make_square_cases(NETWORK, no_steps, seed=0)]
    first = make_square_cases(EVERYTHING, some, seed=1, student="ada")
    again = make_square_cases(EVERYTHING, some, seed=1, student="ada")
    others = make_square_cases(EVERYTHING, some, seed=1, student="bob")

    assert min(indices) > 10_000  # as many random cases as a run may ask for
    assert len(set(indices)) == len(indices)
    assert alike(first, again)
    assert not same([c.arguments["Y"] for c in first], [c.arguments["Y"] for c in others])


def test_square_cases_meet_the_constraints():
    for case in make_square_cases(EVERYTHING, some, seed=0):
        assert case.arguments["X"][0, 0] > 0


# All of it is remade from the same five values.


EVERYTHING = replace(
    NETWORK,
    functions=(
        Function(
            "f",
            (
                *NETWORK.function.inputs,
                number("act", "cycle", "text", values=["relu", "tanh"]),
                number("c", "size", "int64", value="n + 1"),
                number("P", "probabilities", shape=("N", "n + 2")),
                number("T", "one_hot", shape=("N", "n + 2"), axis=1),
                number("s", "uniform", shape=("N",), low=0.5, high="n + 1", either_sign=True),
            ),
            (Value("y", ()),),
        ),
    ),
    constraints=(Constraint("some", holds=True),),
    extreme=(
        Extreme("long", sizes={"N": 20}),
        Extreme("given", arguments={"acts": ["tanh", "tanh"]}, scale={"Ws": 10}),
    ),
)


def some(arguments, _name):
    """A condition that every other draw meets."""
    return arguments["X"][0, 0] > 0


def alike(first, second):
    """Whether cases are equal in everything that a student's function can see."""
    return all(
        one.sizes == other.sizes
        and same(list(one.arguments.values()), list(other.arguments.values()))
        for one, other in zip(first, second, strict=True)
    )


def test_lists_names_and_sizes_are_remade_from_the_same_five_values():
    """A case by its index alone, whatever number of cases there is."""
    cases = make_cases(EVERYTHING, some, seed=7, student="ada")
    more = make_cases(EVERYTHING, some, seed=7, student="ada", count=40)
    alone = [make_case(EVERYTHING, some, i, seed=7, student="ada") for i in range(len(cases))]

    assert alike(cases, alone)
    assert alike(cases, more[: len(cases)])


@pytest.mark.parametrize("changed", [{"seed": 8}, {"student": "bob"}], ids=str)
def test_lists_names_and_sizes_change_with_the_seed_and_the_student(changed):
    values = {"seed": 7, "student": "ada"}
    cases = make_cases(EVERYTHING, some, **values)
    others = make_cases(EVERYTHING, some, **{**values, **changed})

    for name in ("X", "Ws", "P", "s", "Y"):
        assert not same([c.arguments[name] for c in cases], [c.arguments[name] for c in others])


@given(st.integers(0, 2**32), st.integers(0, 40))
def test_every_case_of_every_seed_fits_its_own_sizes(seed, index):
    """Sizes, lists, rows of probabilities and single ones, all at once."""
    case = make_case(EVERYTHING, some, index, seed=seed)
    found, n = case.arguments, case.sizes["n"]

    assert found["c"] == n + 1
    assert len(found["Ws"]) == len(found["acts"]) == n
    assert found["P"].shape == found["T"].shape == (case.sizes["N"], n + 2)
    assert (found["P"] > 0).all()
    assert np.abs(found["P"].sum(axis=1) - 1).max() < 1e-12
    assert (found["T"].sum(axis=1) == 1).all()
    assert (np.abs(found["s"]) >= 0.5).all()
    assert found["X"][0, 0] > 0
