"""Cases: remade from five values, within the spec's ranges, small first, meeting the constraints."""

import random
from dataclasses import replace

import numpy as np
import pytest

from grader.cases.generate import make_case, make_cases
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
