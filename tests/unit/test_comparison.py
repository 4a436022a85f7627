"""What counts as right: shapes, dtypes, tolerance, and the sentences that say what is wrong."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.comparison import Scale, compare, describe, plain, same, unpack, without_amounts
from grader.results import Mismatch, Unsupported
from grader.spec.model import Tolerance, Value, leaves

MATRIX = Value("dW", ("m", "n"))
SCALAR = Value("L", ())
COUNT = Value("count", (), "int64")
SIZES = {"m": 2, "n": 3}
SCALE = Scale(magnitude=3.0, terms=20)
RIGHT = np.array([[1.0, -2.0, 3.0], [0.5, 0.0, -0.25]])


def judge(actual, expected=RIGHT, value=MATRIX, tolerance=None):
    return compare(actual, expected, value, scale=SCALE, sizes=SIZES, tolerance=tolerance)


@pytest.mark.parametrize(
    "actual",
    [
        RIGHT,
        RIGHT.tolist(),
        tuple(map(tuple, RIGHT.tolist())),
        [RIGHT[0], RIGHT[1]],
        np.asfortranarray(RIGHT),
        RIGHT.astype(np.float32),
        RIGHT.astype(">f8"),
        RIGHT * (1 + 1e-9),
        RIGHT.astype(np.float32) * np.float32(1 + 1e-5),
        [[np.float32(item) for item in row] for row in RIGHT],
    ],
    ids=lambda item: type(item).__name__,
)
def test_the_same_numbers_are_right_in_any_container(actual):
    assert judge(actual) is None


@pytest.mark.parametrize("actual", [2, 2.0, np.float32(2), np.array(2.0), np.int8(2), True + 1])
def test_a_scalar_may_be_any_number(actual):
    assert judge(actual, 2.0, SCALAR) is None


@pytest.mark.parametrize(
    ("actual", "sentence"),
    [
        (
            RIGHT.T,
            "dW has shape (3, 2), expected (2, 3) = (m, n): that is the shape of its transpose",
        ),
        (RIGHT[None], "an axis of length 1 too many; leave out keepdims or take [0]"),
        (RIGHT[0], "dW has shape (3,), expected (2, 3) = (m, n) with m = 2, n = 3"),
        (1.0, "dW has shape (), expected (2, 3)"),
        (np.zeros((0, 3)), "dW has shape (0, 3)"),
        (None, "dW is None, expected numbers"),
        ("text", "dW is text, expected numbers"),
        (RIGHT + 0j, "dW holds complex numbers, expected real ones"),
        (1j, "dW is complex numbers, expected real ones"),
        ([[1.0, 2.0], [3.0]], "dW is a list whose rows have different lengths"),
        ([[1.0, "a", 2.0]] * 2, "dW holds text, expected numbers"),
        ([[1.0, None, 2.0]] * 2, "dW holds None, expected numbers"),
        (Unsupported("function"), "dW is a value of type function, expected numbers"),
        ([[10**40, 0, 0]] * 2, "dW holds integers too large for an array"),
        ({"dW": RIGHT}, "dW is a value of type dict, expected numbers"),
    ],
)
def test_what_is_no_array_of_the_right_shape_gets_a_sentence_of_its_own(actual, sentence):
    mismatch = judge(actual)

    assert isinstance(mismatch, Mismatch)
    assert sentence in mismatch.message


@pytest.mark.parametrize("actual", [np.array([2.0]), np.array([[2.0]]), [2.0]])
def test_an_array_of_one_number_is_no_scalar(actual):
    mismatch = judge(actual, 2.0, SCALAR)

    assert mismatch is not None
    assert "expected a single number" in mismatch.message


def test_a_row_does_not_pass_for_a_vector():
    vector = Value("db", ("m",))

    assert judge(np.ones((2, 1)), np.ones(2), vector) is not None
    assert judge(np.ones((1, 2)), np.ones(2), vector) is not None
    assert judge(1.0, np.ones(2), vector) is not None


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_wrong_and_says_where(bad):
    actual = RIGHT.copy()
    actual[1, 2] = bad

    mismatch = judge(actual)

    assert mismatch is not None
    kind = {math.inf: "infinity", -math.inf: "minus infinity"}.get(bad, "NaN")
    assert mismatch.message.startswith(f"dW is {kind} in 1 of 6 entries, first at [1, 2]")
    assert mismatch.at == (1, 2)


def test_a_mismatch_says_how_many_where_and_by_how_much():
    actual = RIGHT.copy()
    actual[0, 1] += 0.5
    actual[1, 1] -= 0.25

    mismatch = judge(actual)

    assert mismatch is not None
    assert mismatch.message.startswith("dW differs in 2 of 6 entries, most at [0, 1]: by 0.5;")
    assert (mismatch.at, mismatch.differing, mismatch.total) == ((0, 1), 2, 6)
    assert mismatch.max_abs_difference == 0.5
    assert mismatch.actual == actual.tolist()


@pytest.mark.parametrize("wrong", [-1e-9, 0.0, 2e-9])
def test_small_right_answers_are_not_swallowed_by_an_absolute_tolerance(wrong):
    """np.allclose accepts each of these for 1e-9."""
    assert np.allclose(wrong, 1e-9)
    assert judge(wrong, 1e-9, SCALAR) is not None


def test_where_zero_is_right_only_rounding_is_forgiven():
    assert judge(1e-16, 0.0, SCALAR) is None
    assert judge(1e-10, 0.0, SCALAR) is not None


def test_rounding_is_forgiven_by_the_dtype_that_came_back():
    expected = 0.1

    assert judge(np.float32(0.1), expected, SCALAR) is None
    assert judge(0.1 + 2e-6, expected, SCALAR) is not None
    assert judge(np.float32(0.1 + 1e-3), expected, SCALAR) is not None


def test_half_precision_gets_no_more_slack_than_single():
    assert judge(np.float16(0.1), 0.1, SCALAR) is None
    assert judge(np.float16(0.0), 1e-3, SCALAR) is not None


SINGLE = np.float32(1) / np.float32(3)  # all of its digits are used


@pytest.mark.parametrize(
    "through",
    [float, np.float64, lambda number: number.item(), lambda number: np.array(number, np.float64)],
    ids=["float", "float64", "item", "array"],
)
def test_single_precision_is_known_by_its_digits(through):
    """`item()` of a tensor gives a double with the digits of a single."""
    assert judge(through(SINGLE), SINGLE * (1 + 5e-5), SCALAR) is None
    assert judge(through(SINGLE), SINGLE * (1 + 2e-4), SCALAR) is not None


def test_single_precision_is_known_by_all_numbers_together():
    """A round one among them tells nothing; one with the digits of a double tells that they are doubles."""
    expected = np.array([1 / 3 + 1e-5, 0.0, 2.0])
    value = Value("x", ("n",))

    assert judge([float(SINGLE), 0.0, 2.0], expected, value) is None
    assert judge([1 / 3, 0.0, 2.0], expected, value) is not None
    assert judge([float(SINGLE), 1e-300, 2.0], expected, value) is not None


@pytest.mark.parametrize("round_number", [0.0, 1.0, -2.0, 0.375, 1000.0, 1e300])
def test_round_numbers_are_doubles(round_number):
    """Else the zeros of a vanished gradient would get the slack of single precision."""
    off = round_number * (1 + 1e-5) or 1e-9

    assert judge(round_number, off, SCALAR) is not None


def test_what_is_nearly_right_is_asked_for_its_precision():
    """A float32 array among doubles, or an epsilon in a logarithm; nothing else comes so near."""
    question = "five digits are right: is something in float32, or was a small number added?"

    assert question in judge(RIGHT * (1 + 5e-6)).message
    assert question not in judge(RIGHT * (1 + 5e-5)).message
    assert question not in judge(1e-9, 0.0, SCALAR).message


def test_noise_grows_with_terms_and_magnitude():
    double, single = np.dtype(np.float64), np.dtype(np.float32)

    assert Scale(3.0, 100).noise(double) > Scale(3.0, 10).noise(double)
    assert Scale(30.0, 10).noise(double) > Scale(3.0, 10).noise(double)
    assert Scale(3.0, 10).noise(single) > 1e8 * Scale(3.0, 10).noise(double)
    assert Scale(3.0, 100).noise(double) < 1e-12


def test_large_magnitudes_may_be_kept_from_hiding_the_right_value():
    large = Scale(magnitude=1000.0, terms=20)
    half = np.array([0.5, 0.5])

    assert large.noise(np.dtype(np.float32)) > 1
    assert large.sure_of(half).noise(np.dtype(np.float32)) == 0.005
    # What numbers of size 1 leave is forgiven even where the right value is smaller.
    assert 1e-6 < large.sure_of(half * 1e-9).noise(np.dtype(np.float32)) < 1e-5
    assert large.sure_of(half * 0) == large


def test_the_greatest_numbers_there_are_can_be_compared():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mismatch = judge(np.full((2, 3), -1.7e308), np.full((2, 3), 1.7e308))

    assert mismatch.max_abs_difference == np.inf


def test_integers_are_right_or_wrong():
    assert judge(60, 60, COUNT) is None
    assert judge(60.0, 60, COUNT) is None
    assert judge(61, 60, COUNT) is not None
    assert judge(60 + 1e-9, 60, COUNT) is not None


def test_a_spec_may_set_its_own_tolerance():
    loose = Tolerance(atol=1e-3)

    assert judge(0.9e-3, 0.0, SCALAR, loose) is None
    assert judge(1.1e-3, 0.0, SCALAR, loose) is not None
    assert judge(1.0 + 1e-7, 1.0, SCALAR, Tolerance(rtol=1e-8)) is not None


def test_a_tolerance_of_the_spec_asks_single_precision_for_no_more_digits_than_it_has():
    tight = Tolerance(rtol=1e-9)

    assert judge(np.float32(0.1), 0.1, SCALAR, tight) is None
    assert judge(float(np.float32(0.1)), 0.1, SCALAR, tight) is None
    assert judge(np.float32(0.1 + 1e-3), 0.1, SCALAR, tight) is not None


@pytest.mark.parametrize(
    "actual",
    [
        np.array([0, 1, 1], np.uint8),
        np.array([0, 1, 1], np.int64),
        np.array([False, True, True]),
        [False, True, 1],
        np.array([-0.0, 1, 1]),
        np.array([5e-324, 1, 1]),
        np.array([0, 1, 1], np.float16),
    ],
    ids=["uint8", "int64", "bool", "bools", "minus zero", "subnormal", "float16"],
)
@pytest.mark.parametrize("dtype", ["float64", "int64"])
def test_numbers_of_any_type_are_numbers(actual, dtype):
    """A step, a mask or a one-hot row comes as what it was computed as; 5e-324 is no whole number."""
    value = Value("hot", ("n",), dtype)
    right = dtype == "float64" or (np.asarray(actual) == [0, 1, 1]).all()

    assert (judge(actual, np.array([0.0, 1, 1]), value) is None) == right


def test_unsigned_integers_do_not_wrap_around():
    """1 - 2 is 255 in uint8."""
    assert judge(np.uint8(1), 2.0, SCALAR).max_abs_difference == 1
    assert judge(np.array([[0, 0, 3], [0, 0, 0]], np.uint8)) is not None


def test_one_value_in_a_tuple_is_told_so():
    """As `torch.autograd.grad` gives it, or a comma too many. A list is an array."""
    sentence = judge((RIGHT,)).message

    assert sentence.startswith("dW is in a tuple of one, expected dW itself")
    assert judge((2.0,), 2.0, SCALAR).message.startswith("L is in a tuple of one")
    assert "has shape (1, 2, 3)" in judge([RIGHT]).message
    assert judge((RIGHT[0],), RIGHT[:1]) is None


@pytest.mark.parametrize(
    ("type_name", "advice"),
    [
        ("map", "list(...)"),
        ("generator", "return a list"),
        ("object array", ".astype(float)"),
        ("set", "a set has no order"),
        ("builtin_function_or_method", "not called"),
        ("DataFrame", ".to_numpy()"),
        ("Fraction", "return a float"),
        ("csr_matrix", "return .toarray()"),
        ("Tensor", ".to_dense()"),
    ],
)
def test_what_is_no_array_is_told_how_to_become_one(type_name, advice):
    assert advice in judge(Unsupported(type_name)).message
    assert advice in judge([Unsupported(type_name)] * 2).message


def test_dicts_go_by_name_and_tuples_by_order():
    values = [Value("a", ()), Value("b", ())]

    assert unpack({"b": 2, "a": 1, "extra": 3}, values) == {"a": 1, "b": 2}
    assert unpack((1, 2), values) == {"a": 1, "b": 2}
    assert unpack([1, 2], values) == {"a": 1, "b": 2}


def test_a_missing_key_costs_only_its_own_output():
    found = unpack({"a": 1, "c": 2}, [Value("a", ()), Value("b", ())])

    assert found["a"] == 1
    assert found["b"] == Mismatch("the returned dict has no key 'b'; its keys: 'a', 'c'")


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (None, "is the return statement missing?"),
        ((1, 2, 3), "returned 3 values, expected 2: a dict or a tuple with a, b"),
        (5.0, "returned a value of type float, expected a dict or a tuple"),
        (np.array(5.0), "returned a single number, expected a dict or a tuple"),
        (np.ones((2, 3)), "returned an array of shape (2, 3), expected a dict or a tuple"),
        (Unsupported("generator"), "returned a value of type generator"),
    ],
)
def test_what_cannot_be_unpacked_gets_a_sentence(value, sentence):
    found = unpack(value, [Value("a", ()), Value("b", ())])

    assert all(isinstance(item, Mismatch) and sentence in item.message for item in found.values())


def test_what_a_report_shows_is_bounded():
    mismatch = judge(np.zeros(10_001))
    found = unpack({"k" * 10_000: 1}, [Value("a", ())])

    assert mismatch is not None
    assert mismatch.actual is None
    assert len(found["a"].message) < 600


def test_one_value_is_returned_as_it_is_or_by_name():
    assert unpack(5.0, [SCALAR]) == {"L": 5.0}
    assert unpack({"L": 5.0}, [SCALAR]) == {"L": 5.0}


def test_same_sees_a_change_of_value_dtype_or_type():
    array = np.array([1.0, math.nan])

    assert same(array, array.copy())
    assert not same(array, array.astype(np.float32))
    assert not same(array, np.array([2.0, math.nan]))
    assert not same(array, [1.0, math.nan])
    assert not same(1.0, 1)


FINITE = st.floats(-1e6, 1e6)


@given(hnp.arrays(np.float64, hnp.array_shapes(max_dims=3, max_side=4), elements=FINITE))
def test_every_array_is_right_against_itself_in_double_and_as_a_list(array):
    value = Value("x", tuple(array.shape))
    scale = Scale.of([array])

    assert compare(array, array, value, scale=scale, sizes={}) is None
    assert compare(array.tolist(), array, value, scale=scale, sizes={}) is None


@given(
    hnp.arrays(np.float64, hnp.array_shapes(max_dims=2, max_side=4), elements=FINITE),
    st.data(),
)
def test_one_entry_off_by_a_thousandth_of_the_largest_is_wrong(array, data):
    largest = np.abs(array).max()
    flat = data.draw(st.integers(0, array.size - 1))
    wrong = array.copy()
    wrong.flat[flat] += math.sqrt(2e-6) * max(largest, 1e-3)  # all digits of a double
    value = Value("x", tuple(array.shape))

    assert compare(wrong, array, value, scale=Scale(largest, array.size), sizes={}) is not None


# Lists of arrays.

WEIGHTS = Value("dWs", ("d[i]", "d[i - 1]"), count="n")
LIST_SIZES = {"n": 2, "d[0]": 2, "d[1]": 3, "d[2]": 1, "N": 5}
RIGHT_LIST = [np.array([[1.0, -2.0], [3.0, 0.5], [0.0, -0.25]]), np.array([[4.0, 5.0, 6.0]])]
NUMBERS = Value("ys", (), count="n")


def judge_list(actual, expected=RIGHT_LIST, value=WEIGHTS, tolerance=None):
    return compare(actual, expected, value, scale=SCALE, sizes=LIST_SIZES, tolerance=tolerance)


def changed_list(item, *at):
    """The right list, but for one entry that is off by a half."""
    actual = [array.copy() for array in RIGHT_LIST]
    actual[item][at] += 0.5
    return actual


@pytest.mark.parametrize(
    "actual",
    [
        RIGHT_LIST,
        tuple(RIGHT_LIST),
        [array.tolist() for array in RIGHT_LIST],
        [array.astype(np.float32) for array in RIGHT_LIST],
        [RIGHT_LIST[0], RIGHT_LIST[1].tolist()],
    ],
    ids=["arrays", "tuple", "lists", "single precision", "mixed"],
)
def test_the_same_items_are_right_in_any_container(actual):
    assert judge_list(actual) is None


def test_an_array_is_a_list_of_what_lies_along_its_first_axis():
    """A student who stacks items of one shape has given them all."""
    items = [np.array([1.0, 2.0]), np.array([3.0, 4.0])]
    value = Value("xs", ("N",), count="n")

    assert judge_list(np.array(items), items, value) is None
    assert judge_list(np.array([1.0, 2.0]), [1.0, 2.0], NUMBERS) is None
    assert judge_list(np.array([1.0, 2.5]), [1.0, 2.0], NUMBERS) is not None


@pytest.mark.parametrize(
    ("actual", "sentence"),
    [
        (RIGHT_LIST[:1], "dWs has 1 item, expected 2"),
        ([*RIGHT_LIST, RIGHT_LIST[0]], "dWs has 3 items, expected 2"),
        ([], "dWs has 0 items, expected 2"),
        ((), "dWs has 0 items, expected 2"),
        (RIGHT_LIST[0], "dWs has 3 items, expected 2"),
        (None, "dWs is None, expected a list"),
        (5.0, "dWs is a value of type float, expected a list"),
        (np.array(5.0), "dWs is a value of type float, expected a list"),
        ("text", "dWs is text, expected a list"),
        ({"dWs": RIGHT_LIST}, "dWs is a value of type dict, expected a list"),
        (Unsupported("generator"), "dWs is a value of type generator (neither yield nor (... for"),
    ],
)
def test_what_is_no_list_of_so_many_items_gets_a_sentence_of_its_own(actual, sentence):
    mismatch = judge_list(actual)

    assert mismatch is not None
    assert sentence in mismatch.message


@pytest.mark.parametrize("count", [1, 2])
def test_a_single_number_is_no_list(count):
    """A numpy number arrives as an array without axes."""
    for number in (np.array(5.0), np.float64(5.0), 5.0):
        mismatch = judge_list(number, [5.0] * count, NUMBERS)
        assert mismatch is not None
        assert mismatch.message.endswith("expected a list")


@pytest.mark.parametrize(
    ("actual", "at", "sentence"),
    [
        (changed_list(0, 1, 0), (0, 1, 0), "dWs[0] differs in 1 of 6 entries, most at [1, 0]"),
        (changed_list(1, 0, 2), (1, 0, 2), "dWs[1] differs in 1 of 3 entries, most at [0, 2]"),
        (
            [RIGHT_LIST[0], RIGHT_LIST[1].T],
            (1,),
            "dWs[1] has shape (3, 1), expected (1, 3) = (d[i], d[i - 1]): that is the shape of",
        ),
        (RIGHT_LIST[::-1], (0,), "dWs[0] has shape (1, 3), expected (3, 2) = (d[i], d[i - 1])"),
        ([RIGHT_LIST[0], [[4.0, math.nan, 6.0]]], (1, 0, 1), "dWs[1] is NaN in 1 of 3 entries"),
        ([RIGHT_LIST[0], None], (1,), "dWs[1] is None, expected numbers"),
        ([RIGHT_LIST[0], "text"], (1,), "dWs[1] is text, expected numbers"),
        ([RIGHT_LIST[0], [[4.0], [5.0, 6.0]]], (1,), "dWs[1] is a list whose rows have different"),
        ([RIGHT_LIST[0] + 0j, RIGHT_LIST[1]], (0,), "dWs[0] holds complex numbers"),
        ([Unsupported("function")] * 2, (0,), "dWs[0] is a value of type function"),
    ],
)
def test_the_first_wrong_item_is_named_and_placed(actual, at, sentence):
    """Where the difference is starts with the number of the item."""
    mismatch = judge_list(actual)

    assert mismatch is not None
    assert mismatch.at == at
    assert sentence in mismatch.message


def test_the_sizes_of_an_item_are_told_and_no_others():
    """Those that its shape uses, not the whole family."""
    mismatch = judge_list([RIGHT_LIST[0], np.zeros((2, 2))])

    assert mismatch is not None
    found = mismatch.message.partition(" with ")[2]
    assert "d[2] = 1" in found
    assert "d[1] = 3" in found
    assert "d[0]" not in found
    assert "N =" not in found


def test_a_wrong_number_in_a_list_of_numbers_is_placed_by_its_item():
    mismatch = judge_list([1.0, 2.5], [1.0, 2.0], NUMBERS)

    assert mismatch is not None
    assert mismatch.at == (1,)
    assert mismatch.message.startswith("ys[1] is off by 0.5;")


def test_the_report_shows_the_whole_list():
    """Right items beside the wrong one, as nested lists."""
    actual = changed_list(1, 0, 2)
    mismatch = judge_list(actual)

    assert mismatch is not None
    assert mismatch.actual == [array.tolist() for array in actual]
    assert mismatch.max_abs_difference == 0.5


def test_what_a_report_shows_of_a_list_is_bounded():
    mismatch = judge_list([np.zeros(6000), np.zeros(6000)])

    assert mismatch is not None
    assert mismatch.actual is None


@pytest.mark.parametrize("other", ["x" * 10**6, 10**900, None, {"a": "x" * 10**6}])
def test_a_list_with_something_else_among_the_numbers_is_not_shown(other):
    """It may be of any length, and no format can draw it."""
    mismatch = judge_list([other, RIGHT_LIST[1]])

    assert mismatch is not None
    assert mismatch.actual is None


def test_rows_without_entries_are_not_shown_by_the_thousand():
    """They take no bytes, but as a list each is one."""
    for actual in (np.zeros((300, 300, 0)), [np.zeros((300, 0))] * 300):
        mismatch = judge(actual)

        assert mismatch is not None
        assert mismatch.actual is None


def test_each_item_is_judged_by_its_own_largest_number():
    """A large item does not make room for errors in a small one."""
    expected = [np.array([1e6, 1.0]), np.array([1.0, 1.0])]
    value = Value("xs", ("N",), count="n")
    off = [expected[0], expected[1] + 1e-3]

    assert judge_list(off, expected, value) is not None
    assert judge_list([expected[0] + 1e-3, expected[1]], expected, value) is None


def test_tolerance_and_dtype_hold_for_each_item():
    whole = Value("counts", (), "int64", count="n")

    assert judge_list([60, 2.0], [60, 2], whole) is None
    assert judge_list([60, 2 + 1e-9], [60, 2], whole) is not None
    assert judge_list([0.9e-3, 0.0], [0.0, 0.0], NUMBERS, Tolerance(atol=1e-3)) is None
    assert judge_list([0.0, 1.1e-3], [0.0, 0.0], NUMBERS, Tolerance(atol=1e-3)) is not None


def test_an_empty_list_is_right_where_there_are_no_items():
    assert judge_list([], []) is None
    assert judge_list([1.0], []) is not None


def test_a_list_that_is_missing_keeps_its_sentence():
    """What `unpack` put there is passed on."""
    missing = unpack({"Ws": []}, [WEIGHTS])["dWs"]

    assert judge_list(missing) is missing


def test_same_looks_into_tuples_and_dicts():
    """Whatever a student returned, it can be compared with what they return the second time."""
    first = (np.arange(3.0), {"a": np.arange(2.0), "b": math.nan})

    assert same(first, (np.arange(3.0), {"a": np.arange(2.0), "b": math.nan}))
    assert not same(first, (np.arange(3.0), {"a": np.arange(2.0), "b": 1.0}))
    assert not same(first, (np.arange(3.0), {"a": np.arange(2.0)}))
    assert not same(first, first[:1])


def test_complex_arrays_are_described_for_a_report():
    """JSON has no such numbers."""
    assert plain([np.ones(2) + 1j]) == [describe(np.ones(2) + 1j)]


def test_same_looks_into_lists():
    """Their length, their order, and each item with its dtype."""
    first = [np.array([1.0, math.nan]), np.array([[2]])]

    assert same(first, [item.copy() for item in first])
    assert not same(first, first[:1])
    assert not same(first, [*first, first[0]])
    assert not same(first, first[::-1])
    assert not same(first, [first[0], np.array([[2.0]])])
    assert not same(first, tuple(first))
    assert same(["relu", "tanh"], ["relu", "tanh"])
    assert not same(["relu", "tanh"], ["relu", "relu"])
    assert not same([1], [1.0])
    assert same([], [])


def test_leaves_are_the_arrays_and_scalars_at_any_depth():
    """An array is one leaf, however many axes it has."""
    array = np.ones((2, 3))

    assert list(leaves(5)) == [5]
    assert list(leaves("relu")) == ["relu"]
    assert list(leaves([])) == []
    assert list(leaves([1, [2, (3, "a")], []])) == [1, 2, 3, "a"]
    (found,) = leaves([array])
    assert found is array


def test_the_scale_is_that_of_the_largest_number_wherever_it_stands():
    """Names say nothing of magnitude, and what is not finite is left out."""
    values = [[np.array([1.0, -7.0]), np.ones((2, 3))], "relu", ["tanh", "tanh"], 3, math.inf]

    assert Scale.of(values) == Scale(7.0, 6)
    assert Scale.of([[np.array([math.nan, -2.0])]]) == Scale(2.0, 2)
    assert Scale.of(["relu", ["tanh"]]).magnitude == 0.0
    assert Scale.of([]) == Scale(0.0, 1)


@given(st.lists(hnp.arrays(np.float64, hnp.array_shapes(max_dims=2, max_side=3), elements=FINITE)))
def test_every_list_is_right_against_itself_and_same_as_itself(items):
    value = Value("xs", ("a", "b"), count="n")
    copies = [item.copy() for item in items]

    assert compare(copies, items, value, scale=Scale.of([items]), sizes={}) is None
    assert same(copies, items)


@pytest.mark.parametrize(
    ("shape", "way"),
    [((1, 3), "[None, :]"), ((3, 1), "[:, None]")],
)
def test_a_missing_axis_is_told_where_it_is_missing(shape, way):
    value = Value("d", shape)
    mismatch = compare(np.ones(3), np.ones(shape), value, scale=Scale(1.0, 1), sizes={})

    assert f"add it with {way}, or with keepdims=True" in mismatch.message


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("L is off by 0.5; 5e-07 is allowed", "L is off"),
        (
            "dW differs in 2 of 4 entries, most at [0, 1]: by inf; 1.2e+03 is allowed",
            "dW differs in 2 of 4 entries, most at [0, 1]",
        ),
        (
            (
                "dW differs in 2 of 4 entries, most at [0, 1]: by 3e-05 (it is float16, which keeps three digits); 1e-07 is"
                " allowed; and the call changes X in place"
            ),
            (
                "dW differs in 2 of 4 entries, most at [0, 1] (it is float16, which keeps three digits); and the call"
                " changes X in place"
            ),
        ),
    ],
)
def test_amounts_can_be_left_out_of_what_is_said(said, left):
    assert without_amounts(said) == left
