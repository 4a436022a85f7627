"""Arithmetic on sizes: the value is Python's, and nothing but arithmetic is taken."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.spec.expression import (
    MAX_LENGTH,
    MAX_VALUE,
    ExpressionError,
    bind,
    evaluate,
    item_sizes,
    members,
    names,
    shape_of,
    whole,
)

SIZES = {"n": 4, "k": 3, "d[0]": 5, "d[1]": 7, "d[3]": 2}


# Values.


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("n", 4),
        ("12", 12),
        ("n + 1", 5),
        ("n - k - 1", 0),
        ("n - (k - 1)", 2),
        ("n * k + 1", 13),
        ("1 + n * k", 13),
        ("2**n", 16),
        ("2**(n + 1)", 32),
        ("-n**2", -16),
        ("2**k**2", 512),
        ("--n", 4),
        ("n / k", 4 / 3),
        ("n**-0.5", 0.5),
        ("0.5 * n", 2.0),
        ("1e-3", 0.001),
    ],
)
def test_arithmetic_has_the_value_that_python_gives_it(text, value):
    """Precedence, brackets and order are Python's."""
    assert evaluate(text, SIZES) == value


TERMS = st.sampled_from(["n", "k", "d[0]", "d[1]", "0", "1", "7", "2.5", "1e3"])


def combined(items):
    """Larger expressions made of smaller ones."""
    pairs = st.builds("({} {} {})".format, items, st.sampled_from("+-*/"), items)
    return pairs | items.map("-{}".format) | st.builds("{}**{}".format, TERMS, st.integers(0, 3))


def python_value(text, n, k):
    """What Python makes of *text*; None if it is too large or divides by zero."""
    try:
        value = eval(text, {"n": n, "k": k, "d": [n + k, 7]})  # noqa: S307 - made above
    except ArithmeticError:
        return None
    return value if abs(value) <= MAX_VALUE else None


@given(
    text=st.recursive(TERMS, combined, max_leaves=10).filter(lambda text: len(text) <= MAX_LENGTH),
    n=st.integers(0, 60),
    k=st.integers(0, 60),
)
def test_random_arithmetic_has_the_value_that_python_gives_it(text, n, k):
    """What Python cannot compute, or is out of bounds, is an error of its own kind."""
    sizes = {"n": n, "k": k, "d[0]": n + k, "d[1]": 7}
    right = python_value(text, n, k)

    if right is None:
        with pytest.raises(ExpressionError):
            evaluate(text, sizes)
    else:
        value = evaluate(text, sizes)
        assert value == right
        assert type(value) is type(right)


def test_a_member_of_a_family_is_found_by_the_value_of_its_index():
    """The index may itself be arithmetic, and on members."""
    assert evaluate("d[0]", SIZES) == 5
    assert evaluate("d[k]", SIZES) == 2
    assert evaluate("d[n - k]", SIZES) == 7
    assert evaluate("d[d[3] - 1] * d[0]", SIZES) == 35


def test_an_index_is_a_whole_number_whatever_it_was_made_of():
    """A half is the index of nothing."""
    assert evaluate("d[n / 4]", SIZES) == 7
    assert evaluate("d[n**0.5 - 1]", SIZES) == 7
    with pytest.raises(ExpressionError, match="is no whole number"):
        evaluate("d[k / 2]", SIZES)


def test_the_number_of_an_item_is_a_size_like_others():
    """So that the shape of an item may depend on it."""
    assert evaluate("d[i - 1]", {**SIZES, "i": 2}) == 7


# What is no arithmetic.


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "n +",
        "n k",
        "(n",
        "n; k",
        "n = 1",
        "n\nk",
        "\0",
        "import os",
        "f(n)",
        "n()",
        "__import__('os')",
        "n.real",
        "d[0].real",
        "(n).bit_length()",
        "lambda: n",
        "n if k else 1",
        "[n for n in d]",
        "[n]",
        "(n, k)",
        "()",
        "{n}",
        "{}",
        "*n",
        "(n := 1)",
        "await n",
        "(yield)",
        "'n'",
        "'n' * 3",
        "b'n'",
        "f'{n}'",
        "1j",
        "True",
        "None",
        "...",
        "n == k",
        "n < k",
        "n and k",
        "not n",
        "~n",
        "+n",
        "n % k",
        "n @ k",
        "n << 1",
        "n | 1",
        "n ^ 2",
        "d[0:1]",
        "d[0, 1]",
        "d['n']",
        "d[True]",
        "d[0][1]",
        "(d)[0](n)",
        "[1, 2][0]",
    ],
)
def test_what_is_no_arithmetic_is_refused_and_shown(text):
    """Before any of it is evaluated, so that a spec runs no code."""
    for attempt in (lambda: evaluate(text, SIZES), lambda: names(text)):
        with pytest.raises(ExpressionError, match="is no arithmetic on sizes") as caught:
            attempt()

        assert repr(text) in str(caught.value)


@given(st.text("nkdi[]()+-*/. 0123456789e_:,'\0", max_size=30) | st.text(max_size=30))
def test_any_text_has_a_value_within_bounds_or_is_refused(text):
    """Whatever an instructor types, nothing else comes out of it."""
    try:
        value = evaluate(text, SIZES)
    except ExpressionError:
        return

    assert isinstance(value, int | float)
    assert abs(value) <= MAX_VALUE


def test_the_error_is_a_value_error():
    """Callers that draw values catch both together."""
    assert issubclass(ExpressionError, ValueError)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("m", "m"),
        ("n + m", "m"),
        ("N", "N"),
        ("d", "d"),
        ("d[2]", "d[2]"),
        ("d[n]", "d[4]"),
        ("d[-1]", "d[-1]"),
        ("e[0]", "e[0]"),
        ("d[m]", "m"),
        ("i", "i"),
    ],
)
def test_a_name_that_is_no_size_is_told_beside_those_that_are(text, name):
    """A family has no size of its own, only its members have."""
    with pytest.raises(ExpressionError) as caught:
        evaluate(text, SIZES)

    assert str(caught.value) == f"{name!r} is no size; there are n, k, d[0], d[1], d[3]"


def test_where_there_are_no_sizes_that_is_said():
    with pytest.raises(ExpressionError, match="'n' is no size; there are none"):
        evaluate("n", {})


# Bounds.


@pytest.mark.parametrize("text", ["n / 0", "1 / (n - 4)", "0**-1", "(n - 4)**-1", "0.0**-2"])
def test_a_division_by_zero_is_refused(text):
    """The error tells which expression it was."""
    with pytest.raises(ExpressionError) as caught:
        evaluate(text, SIZES)

    assert str(caught.value).startswith(f"{text}: ")


@pytest.mark.parametrize("text", ["(-8)**0.5", "(-n)**(1 / 2)", "((-8)**0.5)**2", "0 * (-1)**0.5"])
def test_a_complex_result_is_refused(text):
    """A root of a negative number is no size, even if it is squared again."""
    with pytest.raises(ExpressionError):
        evaluate(text, SIZES)


def test_values_reach_up_to_the_bound():
    """In both directions, and no further."""
    assert evaluate("10**9", {}) == evaluate("n", {"n": MAX_VALUE}) == MAX_VALUE
    assert evaluate("-10**9", {}) == -MAX_VALUE
    for text in ("10**9 + 1", "-10**9 - 1", "10**9 * 2", "1e9 + 0.5", "1e400", "-1e400"):
        with pytest.raises(ExpressionError, match="out of bounds"):
            evaluate(text, {})


def test_what_is_no_number_is_out_of_bounds():
    """It is neither above nor below the bound."""
    with pytest.raises(ExpressionError, match="out of bounds"):
        evaluate("1e400 - 1e400", {})


@pytest.mark.parametrize(
    "text",
    ["9**9**9", "9**9**9**9", "(9**9)**9", "1001**1", "2**65", "2**-65", "10**1e3", "1000**64"],
)
def test_a_power_that_would_take_long_is_refused(text):
    """Base and exponent are bounded before anything is raised to it."""
    with pytest.raises(ExpressionError, match="out of bounds"):
        evaluate(text, {})


def test_numbers_too_large_for_a_quotient_are_refused():
    """Python raises an error of its own there."""
    with pytest.raises(ExpressionError):
        evaluate("1000**64 * 1000**64 / 3", {})


def test_the_length_is_bounded():
    """A hundred characters are read, one more is not."""
    longest = "n" + " " * (MAX_LENGTH - 4) + "+ 1"

    assert len(longest) == MAX_LENGTH
    assert evaluate(longest, SIZES) == 5
    with pytest.raises(ExpressionError, match="more than 100 characters"):
        evaluate(longest.replace("+", " +"), SIZES)


def test_nesting_as_deep_as_the_length_allows_does_no_harm():
    """A hundred signs, fifty brackets; a hundred brackets that are not closed."""
    assert evaluate("-" * 99 + "n", SIZES) == -4
    assert evaluate("(" * 49 + "n" + ")" * 49, SIZES) == 4
    with pytest.raises(ExpressionError):
        evaluate("(" * 100, SIZES)


# Names.


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("3", set()),
        ("n", {"n"}),
        ("n * n", {"n"}),
        ("2**(n + k)", {"n", "k"}),
        ("d[0]", {"d"}),
        ("d[i - 1] / m", {"d", "i", "m"}),
    ],
)
def test_the_names_are_those_used_a_family_without_its_index(text, used):
    """Also of what has no value yet."""
    assert names(text) == used


@pytest.mark.parametrize(
    ("text", "families", "others"),
    [("n + 1", set(), {"n"}), ("d[n] * c", {"d"}, {"n", "c"}), ("d[e[0]]", {"d", "e"}, set())],
)
def test_families_can_be_told_from_single_sizes(text, families, others):
    """By whether they stand with an index."""
    assert names(text, indexed=True) == families
    assert names(text, indexed=False) == others


@pytest.mark.parametrize(
    ("text", "looked_up"),
    [
        ("3", set()),
        ("n + k", {"n", "k"}),
        ("d[0] * d[1]", {"d[0]", "d[1]"}),
        ("d[n - k]", {"d[1]", "n", "k"}),
    ],
)
def test_the_members_are_the_sizes_that_are_looked_up(text, looked_up):
    """Of a family, those alone that the index leads to."""
    assert members(text, SIZES) == looked_up


def test_members_of_an_unknown_index_are_refused():
    with pytest.raises(ExpressionError, match="'m' is no size"):
        members("d[m]", SIZES)


# Whole numbers and shapes.


def test_a_whole_number_is_an_int_whatever_it_was_made_of():
    """Quotients and powers are floats to Python."""
    assert [whole(text, SIZES) for text in ("n / 2", "n**0.5", "2.0", 6)] == [2, 2, 2, 6]
    assert {type(whole(text, SIZES)) for text in ("n / 2", "n**0.5", "2.0", 6)} == {int}


@pytest.mark.parametrize("text", ["k / 2", "n**-1", "0.1", "1e-9"])
def test_a_number_that_is_not_whole_is_refused(text):
    """It is not rounded: an axis would be wrong by one."""
    with pytest.raises(ExpressionError, match="is no whole number"):
        whole(text, SIZES)


def test_a_shape_is_the_length_of_each_axis():
    """Names, arithmetic, members of families and plain sizes; () is a scalar."""
    assert shape_of(("n", "n - k", 3, "d[1]", "2**k"), SIZES) == (4, 1, 3, 7, 8)
    assert shape_of((), SIZES) == ()
    assert shape_of(("n - 4", 0), SIZES) == (0, 0)


@pytest.mark.parametrize("shape", [("k - n",), ("n", "-1"), ("k / 2",), ("m",)])
def test_an_axis_without_a_length_is_refused(shape):
    """Negative, not whole, or unknown."""
    with pytest.raises(ExpressionError):
        shape_of(shape, SIZES)


# Items of lists.


def test_items_are_numbered_from_one_beside_the_other_sizes():
    """And what was given stays as it is."""
    sizes = {"n": 2, "k": 5}

    assert item_sizes("n + 1", sizes) == [
        {"n": 2, "k": 5, "i": 1},
        {"n": 2, "k": 5, "i": 2},
        {"n": 2, "k": 5, "i": 3},
    ]
    assert sizes == {"n": 2, "k": 5}
    assert item_sizes("n - 2", sizes) == []


@pytest.mark.parametrize("count", ["k / 2", "m", "n()", "k - n"])
def test_a_list_without_a_number_of_items_is_refused(count):
    with pytest.raises(ExpressionError):
        item_sizes(count, SIZES)


# Binding.


@pytest.mark.parametrize(
    ("text", "sizes", "name"),
    [
        ("n", {}, "n"),
        ("d[0]", {}, "d[0]"),
        ("d[i - 1]", {"i": 3}, "d[2]"),
        ("d[n]", {"n": 4}, "d[4]"),
    ],
)
def test_a_length_becomes_the_size_of_the_name_it_stands_for(text, sizes, name):
    """Of a family, that of the member."""
    bound = dict(sizes)
    bind(text, 9, bound)

    assert bound == {**sizes, name: 9}


@pytest.mark.parametrize("text", ["n", "d[1]"])
def test_a_size_that_is_known_stays(text):
    """The caller compares the two."""
    bound = dict(SIZES)
    bind(text, 9, bound)

    assert bound == SIZES


@pytest.mark.parametrize("text", ["n + 1", "2 * n", "-n", "3", "n**2", "d[0] + 1"])
def test_sums_and_products_name_nothing(text):
    """They are checked once everything is known."""
    bound = {}
    bind(text, 9, bound)

    assert bound == {}


def test_a_member_whose_index_is_not_known_yet_is_not_named():
    """A later length may make it known."""
    bound = {}
    for text in ("d[n]", "d[n / 0]", "n", "d[n]"):
        bind(text, 3, bound)

    assert bound == {"n": 3, "d[3]": 3}


def test_a_fixed_size_names_nothing():
    bound = {}
    bind(4, 4, bound)

    assert bound == {}


@given(st.integers(1, 1000), st.integers(0, 5))
def test_what_was_bound_is_what_the_same_text_gives(length, index):
    """Binding and evaluating agree on what a member is called."""
    bound = {"i": index}
    bind("d[i + 1]", length, bound)

    assert evaluate("d[i + 1]", bound) == length
    assert math.isclose(evaluate("d[i + 1] / 2", bound), length / 2)
