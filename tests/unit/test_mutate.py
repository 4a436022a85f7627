"""Mutants of small references: which faults they hold, what they are called, what is left alone."""

import pytest

from grader.mutation import COUNTERPARTS, mutants


@pytest.fixture
def mutate(tmp_path):
    """The mutants of a text as a reference."""

    def mutate(text, steps=("Y",), vectors=()):
        file = tmp_path / "reference.py"
        file.write_text(text)
        return list(mutants(file, steps, vectors))

    return mutate


@pytest.fixture
def changes(mutate):
    """The changes of the one step `Y`, which returns an expression of a, b and c."""

    def changes(expression, vectors=()):
        text = f"import numpy as np\n\n\ndef Y(a, b, c):\n    return {expression}\n"
        return [mutant.change for mutant in mutate(text, vectors=vectors)]

    return changes


def names(found):
    return [mutant.name for mutant in found]


def wheres(found):
    return {mutant.where for mutant in found}


# Which faults there are.


@pytest.mark.parametrize(
    ("expression", "others"),
    [
        ("a + b", ["a - b", "a", "b"]),
        ("a - b", ["a + b", "a", "b", "b - a"]),
        ("a * b", ["a / b", "a", "b"]),
        ("a / b", ["a * b", "a", "b", "b / a"]),
        ("a ** b", ["a * b", "a", "b", "b ** a"]),
        ("a % b", ["a * b", "a", "b", "b % a"]),
        ("a // b", ["a * b", "a", "b", "b // a"]),
        ("a @ b", ["a * b", "a", "b", "b @ a", "a.T @ b", "a @ b.T"]),
        ("a & b", ["a | b", "a", "b"]),
        ("a | b", ["a & b", "a", "b"]),
        ("a ^ b", ["a", "b"]),
        ("a << b", ["a", "b", "b << a"]),
        ("-a", ["a"]),
        ("not a", ["a"]),
        ("~a", []),
        ("True", ["False"]),
        ("3", ["4", "2"]),
        ("0", ["1"]),
        ("0.5", ["1.0"]),
        ("0.0", ["1.0"]),
        ("a > b", ["a < b", "a >= b"]),
        ("a >= b", ["a < b", "a > b"]),
        ("a < b", ["a > b", "a <= b"]),
        ("a <= b", ["a > b", "a < b"]),
        ("a == b", ["a != b"]),
        ("a != b", ["a == b"]),
        ("a and b", ["a or b", "a", "b"]),
        ("a or b", ["a and b", "a", "b"]),
        ("a if b else c", ["c if b else a"]),
        ("a.T", ["a"]),
        ("np.exp(a)", ["a"]),
        ("a.cumsum()", ["a"]),
        ("np.outer(a, b)", ["a", "np.outer(b, a)"]),
        ("np.clip(a, b, c)", ["a", "np.clip(b, a, c)"]),
        ("np.logaddexp(a, b)", ["a"]),
        ("np.exp(*a)", []),
    ],
)
def test_every_fault_of_an_expression(changes, expression, others):
    assert changes(expression) == [f"{expression} -> {other}" for other in others]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("maximum", "minimum"),
        ("max", "min"),
        ("argmax", "argmin"),
        ("sum", "mean"),
        ("zeros", "ones"),
        ("zeros_like", "ones_like"),
        ("floor", "ceil"),
        ("sin", "cos"),
    ],
)
def test_a_function_is_taken_for_its_counterpart_and_back(changes, name, other):
    assert f"np.{name}(a) -> np.{other}(a)" in changes(f"np.{name}(a)")
    assert f"np.{other}(a) -> np.{name}(a)" in changes(f"np.{other}(a)")
    assert f"a.{name}() -> a.{other}()" in changes(f"a.{name}()")


def test_the_counterpart_of_a_counterpart_is_the_function_itself():
    assert all(COUNTERPARTS[other] == name for name, other in COUNTERPARTS.items())


def test_a_function_of_the_file_has_a_counterpart_by_name_too(mutate):
    text = "from numpy import maximum\n\n\ndef Y(a):\n    return maximum(a, a)\n"

    assert "Y: maximum(a, a) -> minimum(a, a)" in names(mutate(text))


def test_axis_and_keepdims_are_left_out_or_changed(changes):
    found = changes("np.sum(a, axis=0, keepdims=True)")

    assert "np.sum(a, axis=0, keepdims=True) -> np.sum(a, keepdims=True)" in found
    assert "np.sum(a, axis=0, keepdims=True) -> np.sum(a, axis=0)" in found
    assert "0 -> 1" in found
    assert "True -> False" in found


def test_an_assignment_to_what_is_there_gets_another_operator(mutate):
    text = "def Y(a, b):\n    a += b\n    a //= b\n    a <<= b\n    return a\n"

    assert names(mutate(text)) == ["Y: a += b -> a -= b", "Y: a //= b -> a *= b"]


def test_faults_inside_an_expression_are_found_too(changes):
    found = changes("np.exp(a - b) * 2")

    assert {"a - b -> b - a", "np.exp(a - b) -> a - b", "2 -> 3"} <= set(found)


def test_a_mutant_computes_what_it_says(mutate):
    found = mutate("def Y(a, b):\n    return a - b\n")

    assert [mutant.steps["Y"].compute(5, 3) for mutant in found] == [8, 5, 3, -2]


def test_a_mutant_holds_one_fault_and_no_other(mutate):
    """So every change has been taken back before the next one."""
    expression = "a + 3 * (b - c) ** 5"
    given = {"a": 2.5, "b": 7.25, "c": 1.125}
    found = mutate(f"def Y(a, b, c):\n    return {expression}\n")

    assert len(found) > 15
    for mutant in found:
        old, new = mutant.change.split(" -> ")
        expected = eval(expression.replace(old, f"({new})"), dict(given))  # noqa: S307
        assert mutant.steps["Y"].compute(**given) == expected, mutant.name


def test_the_other_steps_of_a_mutant_are_those_of_the_file(mutate):
    text = "def Z(a):\n    return a\n\n\ndef Y(Z):\n    return -Z\n\n\ndef _f(x):\n    return x\n"
    (mutant,) = mutate(text)

    assert list(mutant.steps) == ["Z", "Y"]
    assert mutant.steps["Y"].needs == ("Z",)
    assert mutant.steps["Z"].compute(3) == 3


# Names, lines, boundaries.

SEVERAL = '''"""A module."""

import numpy as np


def Z(W, x):
    """The 3 layers."""
    return np.maximum(W @ x, 0) + 1


def Y(Z):
    return (Z + 1) * (Z + 1)
'''


def test_no_two_mutants_have_the_same_name(mutate):
    found = names(mutate(SEVERAL, ["Z", "Y"]))

    assert len(found) == len(set(found))
    assert "Y: Z + 1 -> Z - 1" in found
    assert "Y: Z + 1 -> Z - 1 (2)" in found


def test_mutating_again_gives_the_same_mutants(mutate):
    first, second = mutate(SEVERAL, ["Z", "Y"]), mutate(SEVERAL, ["Z", "Y"])

    assert first == second


def test_a_new_step_leaves_the_names_of_the_others_alone(mutate):
    """They stand in `survivors.json`."""
    before = names(mutate(SEVERAL, ["Z", "Y"]))
    text = SEVERAL.replace("def Z", "def X(x):\n    return x + 1\n\n\ndef Z")

    assert set(before) < set(names(mutate(text, ["X", "Z", "Y"])))


def test_a_mutant_tells_the_line_and_the_function(mutate):
    found = {(mutant.where, mutant.line) for mutant in mutate(SEVERAL, ["Z", "Y"])}

    assert found == {("Z", 8), ("Y", 12)}


def test_every_line_of_a_long_expression_is_its_own(mutate):
    text = "def Y(a, b, c):\n    return (\n        a\n        + b\n        * c\n    )\n"
    lines = {mutant.change: mutant.line for mutant in mutate(text)}

    assert lines["a + b * c -> b * c"] == 3
    assert lines["b * c -> b"] == 4


def test_a_long_expression_is_one_line_of_text(mutate):
    (mutant,) = mutate("def Y(a):\n    return (\n        -\n        a\n    )\n")

    assert mutant.change == "-a -> a"


@pytest.mark.parametrize(
    ("expression", "changed", "boundary"),
    [
        ("a > 0", "a >= 0", ("a", "0")),
        ("a >= 0", "a > 0", ("a", "0")),
        ("0 < a[1]", "0 <= a[1]", ("0", "a[1]")),
        ("a <= b", "a < b", ("a", "b")),
        ("a > 0", "a < 0", None),
        ("a >= 0", "a < 0", None),
        ("a == b", "a != b", None),
        ("a - b", "b - a", None),
    ],
)
def test_a_comparison_that_differs_at_its_boundary_only_tells_both_sides(
    mutate, expression, changed, boundary
):
    found = mutate(f"def Y(a, b):\n    return {expression}\n")
    (mutant,) = [mutant for mutant in found if mutant.change == f"{expression} -> {changed}"]

    assert mutant.boundary == boundary


# What is mutated.


def test_only_the_named_steps_are_mutated(mutate):
    assert wheres(mutate(SEVERAL, ["Y"])) == {"Y"}
    assert wheres(mutate(SEVERAL, ["Z", "Y"])) == {"Z", "Y"}
    assert mutate(SEVERAL, ["missing"]) == []


HELPED = """
RATE = 0.5
SPARE = 0.25
TABLE = [RATE, 2]


def _inner(x):
    return x + TABLE[0]


def _helper(x):
    return -_inner(x)


def _spare(x):
    return x - SPARE


def Y(x):
    return _helper(x)


def Z(x):
    return _spare(x)
"""


def test_helpers_and_tables_that_a_step_uses_are_mutated_and_no_others(mutate):
    """Also what helpers and tables use."""
    assert wheres(mutate(HELPED)) == {"RATE", "TABLE", "_inner", "_helper", "Y"}
    assert wheres(mutate(HELPED, ["Z"])) == {"SPARE", "_spare", "Z"}


@pytest.mark.parametrize(
    "table",
    [
        "RATE = 0.5",
        "RATE: float = 0.5",
        "RATE, OTHER = 0.5, 2",
        "OTHER, (RATE, *_) = 0, (0.5, 3)",
        "OTHER = RATE = 0.5",
    ],
)
def test_a_table_may_be_defined_in_any_way(mutate, table):
    found = mutate(f"{table}\n\n\ndef Y(x):\n    return RATE * x\n")
    (mutant,) = [mutant for mutant in found if mutant.change == "0.5 -> 1.0"]

    assert mutant.where == "RATE"
    assert mutant.steps["Y"].compute(3) == 3


def test_a_definition_of_several_names_is_mutated_once(mutate):
    text = "RATE, OTHER = 0.5, 0.25\n\n\ndef Y(x):\n    return OTHER + RATE * x\n"

    assert wheres(mutate(text)) == {"RATE", "Y"}


def test_defaults_of_a_helper_are_mutated(mutate):
    text = "def Y(x):\n    return _f(x)\n\n\ndef _f(x, k=3, *, n=5):\n    return (x, k, n)\n"
    found = {mutant.name: mutant.steps["Y"].compute(1) for mutant in mutate(text)}

    assert found["_f: 3 -> 4"] == (1, 4, 5)
    assert found["_f: 5 -> 4"] == (1, 3, 4)


def test_what_a_default_uses_is_mutated(mutate):
    text = "RATE = 0.5\n\n\ndef Y(x):\n    return _f(x)\n\n\ndef _f(x, k=RATE):\n    return x * k\n"

    assert "RATE: 0.5 -> 1.0" in names(mutate(text))


def test_the_place_of_an_assignment_is_mutated(mutate):
    found = names(mutate("def Y(a):\n    a[0] = 5\n    a[3] += 7\n    return a\n"))

    assert {"Y: 0 -> 1", "Y: 3 -> 4", "Y: a[3] += 7 -> a[3] -= 7"} <= set(found)


def test_a_fault_in_a_table_changes_what_the_step_computes(mutate):
    found = {mutant.name: mutant.steps["Y"].compute(4) for mutant in mutate(HELPED)}

    assert found["RATE: 0.5 -> 1.0"] == -5
    assert found["TABLE: 2 -> 3"] == -4.5
    assert found["_helper: -_inner(x) -> _inner(x)"] == 4.5


def test_helpers_may_use_each_other(mutate):
    text = (
        "def Y(a):\n    return _f(a)\n\n\n"
        "def _f(n):\n    return _g(n) if n else 5\n\n\n"
        "def _g(n):\n    return _f(n)\n"
    )

    assert wheres(mutate(text)) == {"Y", "_f", "_g"}


@pytest.mark.parametrize(
    "step",
    [
        "def Y(scale):\n    return scale\n",
        "def Y(*scale):\n    return scale\n",
        "def Y(**scale):\n    return scale\n",
        "def Y(x):\n    return list(map(lambda scale: scale, x))\n",
        "def Y(x):\n    def inner(scale):\n        return scale\n\n    return inner\n",
    ],
)
def test_a_parameter_is_no_use_of_what_has_its_name(mutate, step):
    assert "scale" not in wheres(mutate(f"scale = 3\n\n\n{step}"))


def test_annotations_and_decorators_are_left_alone(mutate):
    text = (
        "import functools\n\n\n@functools.wraps(print, [3])\ndef Y(a: 1 + 1) -> -2:\n    return a\n"
    )

    assert mutate(text) == []


def test_texts_are_left_alone(mutate):
    text = '"""Has 1 of it."""\n\n\ndef Y(a):\n    """Has 2 of it."""\n    return {"k": a["1"]}\n'

    assert mutate(text) == []


# What would change nothing.


def test_vectors_are_not_transposed(changes):
    assert changes("a @ b", ["b"]) == [
        f"a @ b -> {other}" for other in ("a * b", "a", "b", "b @ a", "a.T @ b")
    ]
    assert changes("a @ b", ["a", "b"]) == [f"a @ b -> {other}" for other in ("a * b", "a", "b")]
    assert changes("a.T", ["a"]) == []


def test_an_operand_without_a_name_is_not_transposed(changes):
    assert "a[0] @ b -> a[0] @ b.T" in changes("a[0] @ b")
    assert "a[0] @ b -> a[0].T @ b" not in changes("a[0] @ b")


@pytest.mark.parametrize(
    "square",
    [
        "(a - b) ** 2",
        "(a - b) ** 4",
        "abs(a - b)",
        "np.abs(a - b)",
        "np.square(a - b)",
        "np.linalg.norm(a - b)",
        "(a - b).abs()",
        "(a - b).square()",
    ],
)
def test_a_difference_whose_sign_does_not_matter_is_not_turned_round(changes, square):
    assert "a - b -> a + b" in changes(square)
    assert "a - b -> b - a" not in changes(square)


@pytest.mark.parametrize("odd", ["(a - b) ** 3", "(a - b) ** c", "2 ** (a - b)", "np.exp(a - b)"])
def test_a_difference_whose_sign_matters_is_turned_round(changes, odd):
    assert "a - b -> b - a" in changes(odd)


@pytest.mark.parametrize("square", ["(a / b) ** 2", "np.abs(a / b)", "abs(a / b)"])
def test_only_a_difference_is_the_same_in_a_square(changes, square):
    assert "a / b -> b / a" in changes(square)


@pytest.mark.parametrize(
    "conversion",
    ["np.array(a)", "np.asarray(a)", "float(a)", "int(a)", "list(a)", "tuple(a)", "a.copy()"],
)
def test_a_conversion_is_not_left_out(changes, conversion):
    assert changes(conversion) == []


def test_a_conversion_of_the_dtype_is_not_left_out(changes):
    assert changes("a.astype(float)") == []


def test_an_index_from_the_end_keeps_its_side(changes):
    assert changes("a[-1]") == ["1 -> 2", "1 -> 0"]
    assert "-1 -> 1" not in changes("a[-1:, -1]")
    assert "-1 -> 1" not in changes("np.sum(a, axis=-1)")
    assert "-a -> a" in changes("(-a)[0]")


def test_strict_only_guards_against_a_slip(changes):
    assert changes("zip(a, strict=True)") == ["zip(a, strict=True) -> a"]


@pytest.mark.parametrize("call", ["np.linalg.norm(a)", "la.norm(a)", "fft.fft(a)", "np.exp(a)"])
def test_a_function_of_a_module_is_no_method_of_it(mutate, call):
    """Leaving the call out leaves its argument, not the module."""
    imports = "import numpy as np\nimport numpy.linalg as la\nfrom numpy import fft\n"

    assert names(mutate(f"{imports}\n\ndef Y(a):\n    return {call}\n")) == [f"Y: {call} -> a"]


# What cannot be mutated.


def test_a_mutant_that_cannot_be_loaded_is_left_out(mutate):
    """The rest is numbered as if it had never been."""
    text = "LAST = [10, 20][1] + [1, 2][1]\n\n\ndef Y(a):\n    return a[LAST]\n"
    found = names(mutate(text))

    assert "LAST: 1 -> 0" in found
    assert "LAST: [10, 20][1] + [1, 2][1] -> [10, 20][1] - [1, 2][1]" in found
    # One index too far raises where the file is loaded; the 1 in the list does not.
    assert [name for name in found if name.startswith("LAST: 1 -> 2")] == ["LAST: 1 -> 2"]


MATCH = """match a:
        case 3 | -2:
            return 1
        case [x, *rest] if x > 1:
            return rest
        case {"k": 1 + 2j} | True | None:
            return 2
        case _:
            return 0"""


@pytest.mark.parametrize(
    ("body", "change"),
    [
        ("return (k := a + 1) * k", "a + 1 -> a - 1"),
        ("return [i + 1 for i in a if i % 2]", "i + 1 -> i - 1"),
        ("return {i: i + 1 for i in a}", "i + 1 -> i - 1"),
        ("return sum(i + 1 for i in a)", "i + 1 -> i - 1"),
        ("return (lambda x, k=3: x + k)(a)", "3 -> 4"),
        ("def inner(x):\n        return x + 1\n\n    return inner(a)", "x + 1 -> x - 1"),
        ("async def inner(x):\n        return x + 1\n\n    return inner", "x + 1 -> x - 1"),
        ("class Inner:\n        k = 3\n\n    return Inner.k", "3 -> 4"),
        ("b, *c = [*a, 3]\n    return b, c", "3 -> 4"),
        ("return max(*a, 3)", "3 -> 4"),
        ("return dict(**a, k=3)", "3 -> 4"),
        ("return a[1:3, ..., None]", "3 -> 4"),
        ("return a[-1:, ::3]", "3 -> 4"),
        ("return f'{a + 1:>{a}}'", "a + 1 -> a - 1"),
        ("return (a & 1) | (a ^ 3) << 2 >> 1", "3 -> 4"),
        ("return 0 < a < 3", "3 -> 4"),
        ("return a is not None and 3 in a", "3 -> 4"),
        ("return 3 + 2j", "3 + 2j -> 3 - 2j"),
        ("while a > 3:\n        a -= 1\n    return a", "a > 3 -> a < 3"),
        ("for i in range(3):\n        a = a @ a\n    return a", "3 -> 4"),
        ("with open(a + 1) as b:\n        return b", "a + 1 -> a - 1"),
        ("try:\n        return a + 1\n    except ValueError:\n        return 3", "3 -> 4"),
        ("assert a > 3\n    return a", "a > 3 -> a < 3"),
        ("yield a + 1", "a + 1 -> a - 1"),
        ("global b\n    b = a + 1\n    return b", "a + 1 -> a - 1"),
        ("del a[1]\n    return 3", "3 -> 4"),
        ("a[1] = a[2] = a[3]\n    return a", "3 -> 4"),
        ("b: int = a + 1\n    return b", "a + 1 -> a - 1"),
        (MATCH, "3 -> 4"),
    ],
)
def test_no_syntax_is_too_unusual(mutate, body, change):
    found = names(mutate(f"def Y(a):\n    {body}\n"))

    assert f"Y: {change}" in found
    assert len(found) == len(set(found))


def test_a_mutant_that_loops_where_it_is_loaded_is_left_out(mutate, monkeypatch):
    monkeypatch.setattr("grader.mutation.VARIANT_SECONDS", 0.02)
    text = "def _half(n):\n    while n > 1:\n        n = n // 2\n    return n\n\n\nONE = _half(4)\n\n\n"
    found = names(mutate(f"{text}def Y(a):\n    return a * ONE\n"))

    assert "_half: n // 2 -> 2" not in found
    assert "_half: n > 1 -> n < 1" in found


def test_a_reference_may_look_for_its_own_file(mutate):
    text = (
        "from pathlib import Path\n\nHERE = Path(__file__).parent\n\n\ndef Y(a):\n    return -a\n"
    )

    assert names(mutate(text)) == ["Y: -a -> a"]


def test_a_reference_may_hold_a_dataclass(mutate):
    """Which looks for the module that it is defined in."""
    text = (
        "from __future__ import annotations\nfrom dataclasses import dataclass\n\n\n"
        "@dataclass\nclass Pair:\n    a: int\n\n\ndef Y(a):\n    return -Pair(a).a\n"
    )

    assert "Y: -Pair(a).a -> Pair(a).a" in names(mutate(text))


def test_a_reference_without_anything_to_change_has_no_mutants(mutate):
    assert mutate("def Y(a):\n    return a\n") == []
