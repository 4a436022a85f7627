"""What a student reads when their code raises: their own line, the shapes on it, advice that is true.

The code of a test is executed here, and described by the same function as in the student's process.
"""

import importlib.util
import re
import sys
from itertools import count
from unittest import mock

import numpy as np
import pytest

from grader.crashes import advice, environment, shapes
from grader.crashes.sentence import error_sentence, failure_sentence
from grader.results import Ending, Named, Outcome, StudentError
from grader.sandbox import raised, wire
from grader.sandbox.session import student_error
from grader.spec.model import Function, Input, Value
from tests.paths import ROOT

FUNCTION = Function(
    "f",
    (
        Input("X", ("d0", "N"), description="inputs, one sample a column"),
        Input("W", ("d1", "d0")),
        Input("Ws", ("d[i]",), count="L"),
        Input("n", (), dtype="int64"),
    ),
    (Value("S", ("d1", "N")),),
)
SIZES = {"d0": 4, "d1": 3, "N": 2}
X, W, WS = np.ones((4, 2)), np.ones((3, 4)), [np.ones(2), np.ones(3)]
NUMBERS = count()
CRASHES = (ROOT / "docs" / "reference" / "diagnoses.md").read_text("utf-8").partition("## Code")[2]


@pytest.fixture
def crash(tmp_path):
    """The lines that a student reads whose *source* raises, loaded or called with the arguments of the exercise."""

    def crash(source, *arguments, function=FUNCTION, sizes=SIZES):
        name = f"crashing_{next(NUMBERS)}"
        file = tmp_path / f"{name}.py"
        file.write_text(source)
        spec = importlib.util.spec_from_file_location(name, file)
        module = importlib.util.module_from_spec(spec)
        called = arguments or (X, W, WS, 3)
        try:
            spec.loader.exec_module(module)
            module.f(*called)
        except BaseException as error:  # noqa: BLE001 - whatever a student's code raises
            told = wire.decode(wire.encode(raised.describe(error, str(tmp_path), called)))
            error = student_error(told.pop("message"), told.pop("type"), told)
            return error_sentence(error, {file.name: source.encode()}, function, sizes).split("\n")
        raise AssertionError("it did not raise")

    return crash


@pytest.fixture
def line(crash):
    """The advice on a single line that raises, where X (4, 2), W (3, 4), Ws and n are the arguments."""

    def line(code, parameters="X, W, Ws, n", **options):
        source = f"import math\nimport numpy as np\ndef f({parameters}):\n    {code}\n"
        _, shown, *told = crash(source, **options)
        assert shown == f"    {code.splitlines()[0]}"
        return told[0].strip() if told else None

    return line


# The reference.


@pytest.mark.parametrize(
    ("code", "told"), re.findall(r"^\| `(.*?)` \| (.*) \|$", CRASHES, re.MULTILINE)
)
def test_the_reference_of_crashes_says_what_is_said(crash, code, told):
    source = """
import numpy as np
def relu(x):
    x * (x > 0)
def f(X, W, Ws, n, A, B, b, M, v, y, Z):
    CODE
"""
    weights = np.ones((3, 2)) if "@" in code else W
    arguments = (
        X, weights, WS, 3, np.ones((5, 6)), np.ones((6, 7)),
        np.ones(3), np.ones((2, 3)), np.ones(5), np.arange(3), [1.0],
    )  # fmt: skip

    assert crash(source.replace("CODE", code), *arguments, function=None)[2:] == [f"    {told}"]


# Shapes.


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (
            "return W.T @ X",
            "`W.T @ X`: (4, 3) @ (4, 2): 3 and 4 must be equal; the shapes would fit with `W`; W is (d1, d0); X is (d0, N): inputs, one sample a column",
        ),
        (
            "return X @ W",
            "`X @ W`: (4, 2) @ (3, 4): 2 and 3 must be equal; the shapes would fit with `W @ X`; X is (d0, N): inputs, one sample a column; W is (d1, d0)",
        ),
        (
            "A = np.ones((5, 2)); return A @ np.tanh(X)",
            "`A @ np.tanh(X)`: (5, 2) @ (4, 2): 2 and 4 must be equal; the shapes would fit with `np.tanh(X).T`; X is (d0, N): inputs, one sample a column",
        ),
        ("v = np.ones(5); return v @ v[1:]", None),
        (
            "u = np.ones(5); v = np.ones(4); return u @ v.T",
            "`u @ v.T`: (5,) @ (4,): 5 and 4 must be equal; v.T of a vector is the vector itself; a matrix of all products is `np.outer(u, v)`",
        ),
        (
            "A = np.ones((5, 6)); B = np.ones((7, 8)); return A.dot(B)",
            "`A.dot(B)`: (5, 6) and (7, 8): 6 and 7 must be equal",
        ),
        (
            "A = np.ones((5, 6)); B = np.ones((5, 6)); return np.dot(A, B)",
            "`np.dot(A, B)`: (5, 6) and (5, 6): 6 and 5 must be equal",  # two ways would fit
        ),
        (
            "A = np.ones((5, 6)); B = np.ones((5, 6)); A @= B",
            "`A @= B`: (5, 6) @ (5, 6): 6 and 5 must be equal",
        ),
        (
            "A = np.ones((5, 6)); s = 2.0; return s @ A",
            "`s` is a single number: multiply with *, not with @",
        ),
    ],
)
def test_operands_of_a_product_that_clash(line, code, advice):
    told = line(code)

    assert told == advice or (advice is None and told.startswith("in A @ B the last axis"))


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (
            "A = np.ones((5, 6)); v = np.ones(5); A += v",
            "`A += v`: (5, 6) + (5,): sizes must be equal, or 1, counted from the last axis; the shapes would fit with `v[:, None]`",
        ),
        (
            "A = np.ones((5, 6)); return A - A.max(axis=1)",
            "`A - A.max(axis=1)`: (5, 6) - (5,): sizes must be equal, or 1, counted from the last axis; `A.max(axis=1, keepdims=True)` would keep its axis, with length 1",
        ),
        (
            "A = np.ones((5, 6)); return A / np.sum(A, axis=-1)",
            "`A / np.sum(A, axis=-1)`: (5, 6) / (5,): sizes must be equal, or 1, counted from the last axis; `np.sum(A, axis=-1, keepdims=True)` would keep its axis, with length 1",
        ),
        (
            "A = np.ones((5, 6)); v = np.ones(5); return np.exp(A) @ np.ones((6, 2)) + v",
            "`np.exp(A) @ np.ones((6, 2)) + v`: (5, 2) + (5,): sizes must be equal, or 1, counted from the last axis; the shapes would fit with `v[:, None]`",
        ),
        (
            "A = np.ones((5, 6)); B = np.ones((6, 7)); return A * B",
            "`A * B`: (5, 6) * (6, 7): sizes must be equal, or 1, counted from the last axis; * multiplies entry by entry, @ is the matrix product; the shapes would fit with `A @ B`",
        ),
        (
            "A = np.ones((5, 6)); v = np.ones(5); return A - v",  # A.T - v fits, and is no (5, 6)
            "`A - v`: (5, 6) - (5,): sizes must be equal, or 1, counted from the last axis; the shapes would fit with `v[:, None]`",
        ),
        (
            "A = np.ones((5, 6)); v = np.ones((5, 1)); return A.T * v",
            "`A.T * v`: (6, 5) * (5, 1): sizes must be equal, or 1, counted from the last axis; * multiplies entry by entry, @ is the matrix product",
        ),
        ("return X['W']", "`X` is an array of shape (4, 2), no dict: it has no key `'W'`"),
        ("k = 'W'; return X[0, k]", "`X` is an array of shape (4, 2), no dict: it has no key `k`"),
        (
            "A = np.ones((5, 6)); B = np.ones((6, 5)); return A - B",  # either could be transposed
            "`A - B`: (5, 6) - (6, 5): sizes must be equal, or 1, counted from the last axis",
        ),
        (
            "A = np.ones((5, 6)); return np.maximum(A, X)",
            "`np.maximum(A, X)`: (5, 6) and (4, 2): sizes must be equal, or 1, counted from the last axis; X is (d0, N): inputs, one sample a column",
        ),
        (
            "a = np.ones((2, 3)); b = np.ones(4); return sum(a) == b",
            "`sum(a) == b`: (3,) == (4,): sizes must be equal, or 1, counted from the last axis",
        ),
        (
            "b = np.ones(3); b += np.ones((2, 3))",
            "`b += …` keeps the shape of b, (3,), and the result has (2,3); `b = b + …` may take another",
        ),
        (
            "b = np.ones(3); b[:2] = np.ones(4)",
            "there is room for shape (2,) in `b[:2]`, and the value has (4,)",
        ),
        (
            "b = np.ones(3); b[0] = np.ones(4)",
            "`b[0]` is one number, and an array or list is put there",
        ),
        (
            "np.array([[1, 2], [3]])",
            "an array has rows of one length, and these differ; before numpy 1.24 that made an array of lists",
        ),
        (
            "np.einsum('ij,jk', X, W)",
            "in einsum a letter stands for one size, and one stands for two here",
        ),
        (
            "np.concatenate([X, W])",
            "X (4, 2), W (3, 4): all axes but the joined one (axis=0 if none is given) must be equal",
        ),
        ("np.stack([X, W])", "X (4, 2), W (3, 4): all shapes must be equal"),
        (
            "np.vstack((X, W))",
            "X (4, 2), W (3, 4): it joins along axis 0; the others must be equal",
        ),
        ("X.reshape(3, 2)", "there are 8 numbers, and (3, 2) takes 6"),
        ("X.reshape(-1, 3)", "8 numbers do not fall into parts of 3"),
        ("np.linalg.inv(X)", "`X` is (4, 2): only a square matrix has an inverse"),
        ("np.linalg.inv(np.zeros((2, 2)))", "`np.zeros((2, 2))` has no inverse on this case"),
    ],
)
def test_shapes_that_do_not_fit(line, code, advice):
    assert line(code) == advice


def test_a_parameter_of_another_name_is_told_as_what_the_exercise_calls_it(line):
    told = line("return B @ A.T", parameters="A, B, C, D")

    assert told.endswith(
        "; B is the exercise's W, (d1, d0); A is the exercise's X, (d0, N): inputs, one sample a column"
    )


def test_a_name_that_was_given_another_value_is_no_argument_any_more(line):
    assert "inputs" not in line("X = X + 1; return X @ W")


def test_an_argument_is_known_in_a_helper_too(crash):
    source = "def linear(a, b):\n    return a @ b\ndef f(X, W, Ws, n):\n    return linear(X, W)\n"
    sentence, _, told = crash(source)

    assert ":2: ValueError" in sentence
    assert "a is the exercise's X, (d0, N): inputs, one sample a column" in told


def test_nothing_is_said_of_an_argument_that_is_not_as_the_exercise_says(line):
    assert "inputs" not in line("return X @ W", sizes={"d0": 9, "N": 2, "d1": 3})


def test_the_innermost_expression_is_told_although_the_statement_spans_lines(crash):
    source = "def f(X, W, Ws, n):\n    return (\n        1 +\n        X @\n        W\n    )\n"
    sentence, shown, told = crash(source)

    assert (sentence.split(":")[1], shown) == ("4", "    X @")
    assert told.startswith("    `X @ W`: (4, 2) @ (3, 4)")


def test_items_and_attributes_of_the_students_own_have_shapes_too(crash):
    source = "import numpy as np\nclass Net: pass\ndef f(X, W, Ws, n):\n    net = Net(); net.W = W\n    cache = {'Z': np.ones((5, 6))}\n    i = 1\n    return X @ {}\n"

    for text, shape in (("net.W", "(3, 4)"), ('cache["Z"]', "(5, 6)"), ("Ws[i]", "(3,)")):
        told = crash(source.replace("{}\n", f"{text}\n"))[2]
        assert f"(4, 2) @ {shape}" in told


def test_a_shape_that_a_class_makes_up_is_only_told():
    """The student's process may say anything of its own values."""
    error = StudentError(
        "matmul: Input operand 1 has a mismatch", "ValueError", "a.py", 1, "a @ b", None, (1, 0, 5),
        {"a": Named("ndarray", (2**62, 3)), "b": Named("ndarray", (4,) * 64)},
    )  # fmt: skip

    assert "3 and 4 must be equal" in error_sentence(error, {"a.py": b"a @ b"})


# Indices.


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("X[0, 2]", "axis 1 of `X` has size 2: its indices go from 0 to 1"),
        ("np.ones((0, 2))[0]", "axis 0 of `np.ones((0, 2))` has size 0: there is nothing in it"),
        ("Ws[2]", "`Ws` has 2 items: its indices go from 0 to 1"),
        ("v = X[0]; v[0, 1]", "`v` of shape (2,) has one axis, so at most 1 index"),
        ("X[0, 0, 0]", "`X` of shape (4, 2) has 2 axes, so at most 2 indices; X is (d0, N): inputs, one sample a column"),
        ("X[0][0][0]", "`X[0][0]` is a single number: it has no items"),
        ("np.array(1)[0]", "`np.array(1)` is a single number: it has no items"),
        ("X[1.0]", "since numpy 1.12 a float is no size and no index: make it whole with // or int(…)"),
        ("X[np.ones(3, bool)]", "the mask has 3 entries along axis 0 of `X`, which has 4"),
        ("X.sum(axis=2)", "the array has 2 axes, 0 to 1"),
        ("X[0].sum(axis=1)", "the array has one axis, 0"),
        ("n[0]", "`n` is a single number: it has no items"),
        ("{'a': 1}['b']", "`{'a': 1}` has no key 'b'"),
    ],
)  # fmt: skip
def test_what_is_not_there_to_be_indexed(line, code, advice):
    assert line(code) == advice


# Other kinds.

HELPERS = """
def relu(x):
    x * (x > 0)
def sometimes(x):
    if x is None:
        return x
    x += 1
"""


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("relu(X).T", "`relu(X)` returned None: relu has no return with a value"),
        ("W @ relu(X)", None),
        ("2.0 * relu(X)", "`relu(X)` returned None: relu has no return with a value"),
        ("Z = relu(X); Z * W", "`relu(X)` returned None: relu has no return with a value"),
        ("Z = relu(X); W @ Z", "`relu(X)` returned None: relu has no return with a value"),
        ("Z = sometimes(X); Z[0]", "`sometimes(X)` returned None: sometimes ends on some way without a return"),
        ("a, b = relu(X)", "`relu(X)` returned None: relu has no return with a value"),
        ("Z = X.sort(); Z.shape", "`X.sort()` works in place and returns None"),
        ("Z = relu(X); Z = Z; Z.T", "`Z` is None"),
        ("Z = None; -Z", "`Z` is None"),
        ("Z = None; np.exp(Z)", "`Z` is None"),
    ],
)  # fmt: skip
def test_none_is_told_with_where_it_comes_from(crash, code, advice):
    source = f"import numpy as np\n{HELPERS}\ndef f(X, W, Ws, n):\n    X = X.copy(); {code}\n"
    told = crash(source)[2:]

    assert told == ([] if advice is None else [f"    {advice}"])


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("float(X)", "`X` has shape (4, 2), and `float` takes one number"),
        ("math.exp(X)", "math.exp takes one number; np.exp takes arrays"),
        ("math.log(n - 3)", "`n - 3` is 0 or below here"),
        ("Z = [1.0]; Z * 2.0", "`Z` is a list, which knows no arithmetic of arrays: np.array(Z) makes one"),
        ("Z = [1.0]; Z - Z", "`Z` is a list, which knows no arithmetic of arrays: np.array(Z) makes one"),
        ("Z = [1.0]; Z @ Z", "`Z` is a list, which knows no arithmetic of arrays: np.array(Z) makes one"),
        ("Z = [1.0]; Z.shape", "`Z` is a list, which knows no arithmetic of arrays: np.array(Z) makes one"),
        ("Ws.shape", "`Ws` is a list, as the exercise gives it: work on its items"),
        ("max(0, X)", "max compares whole arrays; np.maximum does it entry by entry"),
        ("max(X)", "max compares whole rows; X.max() compares all entries"),
        ("if X > 0: pass", "a condition needs one truth value, and an array has one for each entry: np.where(…) chooses entry by entry, .all() and .any() make one of them"),
("X > 0 and X < 1", "`and` takes one truth value each; `(…) & (…)` works entry by entry"),
        ("y = np.arange(3); y += 0.5", "`y` holds whole numbers, and += keeps it so: `y = y + …` makes a new array"),
        ("X(0)", "`X` is no function: items are taken with square brackets"),
        ("X.shape()", "`X.shape` is written without parentheses"),
        ("math(3)", "`math` is a module: name a function in it"),
        ("np.zeros[3]", "`np.zeros` is a function: it is called with round parentheses"),
        ("for i in n: pass", "a number cannot be looped over; range(n) counts from 0 to n - 1"),
        ("np.zeros(2, 3)", "the shape is one argument: `np.zeros((2, 3))`"),
        ("np.random.rand((2, 3))", "here the sizes are arguments of their own: `np.random.rand(2, 3)`"),
        ("range(n / 2)", "`/` gave whole numbers in Python 2: use // in `n / 2`"),
        ("v = X[0]; a, b = v.shape", "`v` has one axis, (2,), and there are 2 names"),
        ("a, b, c = Ws", "`Ws` has 2 parts, and there are 3 names"),
        ("a, b, c = divmod(n, 2)", "`divmod(n, 2)` returns another number of values than the 3 names that take them"),
        ("n.shape", "`n` is a single number, not an array"),
    ],
)  # fmt: skip
def test_things_of_another_kind(line, code, advice):
    assert line(code) == advice


# Names.


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("return torch.ones(2)", "`import torch` is missing at the top of the file"),
        ("Output = X; return output", "is Output meant? capital and small letters differ"),
        ("gradient = X; return gradiant", "is gradient meant?"),
        ("return unheard_of", None),
        ("np.product(X)", "np.product was removed in numpy 2.0: use np.prod"),
        ("np.float(n)", "np.float was removed in numpy 1.24: use float"),
        ("np.maximun(X, 0)", "is np.maximum meant?"),
        ("np.relu(X)", "numpy has no relu: use np.maximum(x, 0)"),
        ("X.exp()", "it is a function: np.exp(X)"),
        ("X.append(1)", "an array does not grow: collect in a list, and make an array of it at the end"),
        ("X.detach()", "`X` is a numpy array already"),
        ("X.backward()", "`X` is a numpy array, not a tensor: torch.from_numpy(X) makes one"),
        ("X.tranpose()", "is .transpose meant?"),
        ("X.unheard_of", None),
        ("Z = [1.0]; Z.split(',')", None),
        ("from numpy import product", "np.product was removed in numpy 2.0: use np.prod"),
        ("import unheard_of", "there is no library unheard_of here, and no file unheard_of.py was handed in; Python's own library and numpy are there"),
        ("return {'key': 1}[key]", "without quotes key is a variable; a key of a dict is text: ['key']"),
        ("key = {'key': 1}[key]", "without quotes key is a variable; a key of a dict is text: ['key']"),
        ("return {'key': 1}[other]", None),
        ("a = b if n else 0; b = 1", "no line that sets b has run before this one: it stands further down, or in a branch or loop that was not entered"),
    ],
)  # fmt: skip
def test_names_that_nothing_has(line, code, advice):
    assert line(code) == advice


CLASSES = """
class A:
    def g(x): return x
    def h(self, x): return self.g(x)
    def k(self): return self
    @staticmethod
    def s(x): return x
def f(X, W, Ws, n):
    {}
"""


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("A().h(1)", "a method gets the object first: def g(self, x)"),
        ("A().k(1)", None),
        ("A().s(1, 2)", None),
        ("a = A; a.h(1)", "`a` is the class A, not an object of it: A(…) makes one"),
        ("a = A(); a.h()", None),
    ],
)
def test_methods_that_are_called_without_their_object(crash, code, advice):
    source = CLASSES.format(code)

    assert [told.strip() for told in crash(source)[2:]] == ([advice] if advice else [])


def test_a_class_of_torch_is_no_function(crash):
    source = "class nn:\n class Sigmoid:\n  def __init__(self): pass\ndef f(X, W, Ws, n):\n    nn.Sigmoid(X)\n"

    assert crash(source)[2].strip() == (
        "`nn.Sigmoid` is a class: nn.Sigmoid() makes an object, and nn.Sigmoid()(…) applies it"
    )


def test_a_parameter_is_not_known_by_the_name_of_the_exercise(line):
    assert line("return X", parameters="A, B, C, D") == "the exercise's X is called A here"


def test_what_is_set_in_the_main_block_is_not_there(crash):
    source = "def f(X, W, Ws, n):\n    return rate\nif __name__ == '__main__':\n    rate = 1\n"

    assert "does not run when it is graded" in crash(source)[2]


def test_what_another_function_sets_is_not_there(crash):
    source = "def g():\n    rate = 1\ndef f(X, W, Ws, n):\n    return rate\n"

    assert "rate is known inside g only" in crash(source)[2]


def test_a_name_of_the_file_that_a_function_sets_is_its_own(crash):
    source = "total = 0\ndef f(X, W, Ws, n):\n    total += 1\n"

    assert "it does not see the total of the file" in crash(source)[2]


# Python.


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("1 / (n - 3)", "`n - 3` is 0 here"),
        ("k = 0; n %= k", "`k` is 0 here"),
        (
            "f(X, W, Ws, n)",
            "f calls itself without end: a call must be able to return without another",
        ),
        ("open('data.csv')", "graded code sees the code that was handed in, and no other files"),
        ("raise SystemExit", "the code ends the program; return the result instead"),
    ],
)
def test_exceptions_of_python(line, code, advice):
    assert line(code) == advice


def test_code_of_python_2_is_told_so(crash):
    assert (
        crash("exec('print 1')\ndef f(): pass\n")[-1]
        == "    print without parentheses; 2to3 -w converts a file"
    )


def test_the_wrong_number_of_arguments_names_the_call():
    error = StudentError("f() takes 3 positional arguments but 4 were given", "TypeError")

    assert failure_sentence(FUNCTION, Outcome(Ending.RAISED, error=error), {}).endswith(
        "; the exercise calls f(X, W, Ws, n)"
    )


# Torch: the messages are its own, which need no torch to be read.


@pytest.mark.parametrize(
    ("message", "kind", "source", "values", "advice"),
    [
        ("mat1 and mat2 shapes cannot be multiplied (3x2 and 4x2)", "RuntimeError", "t @ u",
         {"t": ("Tensor", (3, 2)), "u": ("Tensor", (4, 2))}, "the shapes would fit with `u.T`"),
        ("The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 0",
         "RuntimeError", "t + u", {"t": ("Tensor", (3,)), "u": ("Tensor", (4,))}, "(3,) + (4,)"),
        ("unsupported operand type(s) for @: 'numpy.ndarray' and 'Tensor'", "TypeError", "a @ t",
         {"a": ("ndarray", (2,)), "t": ("Tensor", (2,))}, "`a` is a numpy array, and torch takes tensors"),
        ("exp(): argument 'input' (position 1) must be Tensor, not numpy.ndarray", "TypeError",
         "torch.exp(a)", {"a": ("ndarray", (2,))}, "`a` is a numpy array, and torch takes tensors"),
        ("Can't call numpy() on Tensor that requires grad.", "RuntimeError", "np.exp(t)",
         {"t": ("Tensor", (2,))}, "t.detach().numpy()"),
        ("expected m1 and m2 to have the same dtype, but got: float != double", "RuntimeError", "t @ u",
         {}, ".double() makes both float64"),
        ("expected np.ndarray (got Tensor)", "TypeError", "torch.from_numpy(t)",
         {"t": ("Tensor", (2,))}, "`t` is a tensor already"),
        ("shape '[4, 2]' is invalid for input of size 6", "RuntimeError", "t.reshape(4, 2)", {},
         "there are 6 numbers, and (4, 2) takes 8"),
        ("'Tensor' object has no attribute 'astype'", "AttributeError", "t.astype(float)", {},
         "of a tensor it is .to(dtype)"),
        ("element 0 of tensors does not require grad and does not have a grad_fn", "RuntimeError",
         "t.backward()", {}, "x.requires_grad_()"),
    ],
)  # fmt: skip
def test_messages_of_torch(message, kind, source, values, advice):
    named = {name: Named(*value) for name, value in values.items()}
    place = (1, 0, len(source))
    error = StudentError(message, kind, "a.py", 1, source, None, place, named)

    assert advice in error_sentence(error, {"a.py": source.encode()})


# What is told is the student's, and short.


def test_the_frames_of_libraries_are_not_told(crash):
    sentence, shown, _ = crash("import numpy as np\ndef f(X, W, Ws, n):\n    np.linalg.inv(X)\n")

    assert sentence.count(":3: LinAlgError") == 1
    assert shown == "    np.linalg.inv(X)"


def test_where_libraries_lie_is_not_told(crash):
    sentence = crash("from math import unheard_of\n")[0]

    assert sentence.endswith("cannot import name 'unheard_of' from 'math'")


def test_a_long_message_is_cut_and_lines_are_joined(crash):
    sentence, *_ = crash(f"def f(*_):\n    raise ValueError('a\\nb' + {'x' * 400!r})\n")

    assert len(sentence) == 200
    assert "a b" in sentence


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"def f(:",
        b"\xff\xfe",
        b"(" * 5000,
        b"x = " + b"-" * 5000 + b"1",
        b"a" + b"+a" * 400,
        b"a + b\n" * 2**16,
    ],
)
def test_a_file_that_says_nothing_costs_only_the_advice(content):
    error = StudentError(
        "operands could not be broadcast together with shapes (2,) (3,)",
        "ValueError",
        "a.py",
        1,
        "a + b",
        None,
        (1, 0, len(content)),
    )

    assert error_sentence(error, {"a.py": content}).startswith("a.py:1: ValueError")


def test_every_pattern_is_met_by_some_rule_of_its_own():
    """A pattern that stands twice has a special rule first and a general sentence after it."""
    patterns = [pattern for pattern, _ in advice.RULES]

    assert len(set(patterns)) == len(patterns)


# Which shapes fit: the same as numpy's.


@pytest.mark.parametrize("operation", ["product", "broadcast"])
def test_shapes_fit_where_numpy_says_so(operation):
    some = [(), (1,), (2,), (3,), (2, 3), (3, 2), (1, 3), (2, 1), (2, 2, 3), (4, 3, 2), (1, 3, 2)]
    compute = {"product": np.matmul, "broadcast": np.add}[operation]
    for first in some:
        for second in some:
            try:
                expected = compute(np.ones(first), np.ones(second)).shape
            except ValueError:
                expected = None
            assert getattr(shapes, operation)(first, second) == expected, (first, second)


def test_nothing_of_a_crash_is_kept_in_the_interpreter():
    assert not [name for name in sys.modules if name.startswith("crashing_")]


# Where the code runs.


@pytest.fixture
def cause(crash):
    """The cause of what *code* raises, if it lies in where it runs: what the code is for, and what to change."""

    def cause(code, parameters="X, W, Ws, n"):
        seen = []

        def keep(error, files, function, sizes):
            seen.append(environment.cause_of(error, files, function, sizes))
            return ""

        with mock.patch(f"{__name__}.error_sentence", keep):
            crash(f"import itertools, sys\nimport numpy as np\ndef f({parameters}):\n    {code}\n")
        (found,) = seen
        if found is None:
            return None
        assert found.code == "environment"
        kind, _, what = found.message.partition("; that is no mistake in the exercise: ")
        assert what.endswith(".")
        return kind, what[:-1]

    return cause


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("xrange(3)", "xrange is of Python 2: use range"),
        ("reduce(max, [n])", "reduce is of Python 2: use `from functools import reduce`"),
        ("unicode(n)", "unicode is of Python 2: use str"),
        ("raw_input()", "raw_input is of Python 2: use input"),
        ("long(n)", "long is of Python 2: use int"),
        ("{}.has_key(n)", "has_key is of Python 2: use key in d"),
        ("{}.iteritems()", "iteritems is of Python 2: use d.items()"),
        ("{}.keys()[0]", "in Python 2 this was a list: list(…) makes one"),
        ("{}.keys().sort()", "in Python 2 this was a list: list(…) makes one"),
        ("len(zip([1]))", "in Python 2 this was a list: list(…) makes one"),
        ("range(3) + [1]", "in Python 2 this was a list: list(…) makes one"),
        ("print >>sys.stderr, n", "print >>file is of Python 2: use print(…, file=file)"),
        ("itertools.izip([1])", "itertools.izip is of Python 2: use zip"),
        ("sys.maxint", "use sys.maxsize"),
        ("import cPickle", "cPickle is of Python 2: use pickle"),
        ("exec('print 1')", "print without parentheses; 2to3 -w converts a file"),
    ],
)
def test_python_2_is_told_as_the_cause(cause, code, what):
    assert cause(code) == ("The code is Python 2", what)


@pytest.mark.parametrize(
    ("code", "divided"),
    [
        ("range(n / 2)", "n / 2"),
        ("h = n / 2; np.zeros((h, 3))", "n / 2"),
        ("h, w = 1 + n / 2, 1; np.zeros((h, w))", "n / 2"),
        ("h = n / 2; m = h + 1; X[m]", "n / 2"),
        ("X[:n / 2]", "n / 2"),
        ("[1, 2][n / 2:]", "n / 2"),
        ("np.ones(4)[np.array([n, 1.0]) / 2]", "np.array([n, 1.0]) / 2"),
        ("[0] * (n / 2)", "n / 2"),
    ],
)
def test_division_as_in_python_2_is_told_as_the_cause(cause, code, divided):
    assert cause(code) == (
        "The code counts on division as in Python 2",
        f"`/` gave whole numbers in Python 2: use // in `{divided}`",
    )


FLOAT = "since numpy 1.12 a float is no size and no index: make it whole with // or int(…)"


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("np.float(n)", "np.float was removed in numpy 1.24: use float"),
        ("np.product(X)", "np.product was removed in numpy 2.0: use np.prod"),
        ("np.asscalar(X)", "np.asscalar was removed in numpy 1.23: use x.item()"),
        ("from numpy import product", "np.product was removed in numpy 2.0: use np.prod"),
        ("np.NaN", "np.NaN was removed in numpy 2.0: use `np.nan`"),
        ("np.float_(n)", "np.float_ was removed in numpy 2.0: use `np.float64`"),
        ("X.itemset(0, 1)", "x.itemset was removed in numpy 2.0: use x[i] = value"),
        ("X[2.0]", FLOAT),
        ("X[:2.0]", FLOAT),
        ("np.zeros((2.0, 3))", FLOAT),
        ("np.ones(2 * 1.0)", FLOAT),
        ("X.reshape(2.0, 4)", FLOAT),
        (
            "np.array([[1, 2], [3]])",
            "an array has rows of one length, and these differ; before numpy 1.24 that made an array of lists",
        ),
    ],
)
def test_an_older_numpy_is_told_as_the_cause(cause, code, what):
    assert cause(code) == ("The code is for an older numpy than the grader's", what)


@pytest.mark.skipif(
    tuple(map(int, np.__version__.split(".")[:2])) < (2, 4), reason="numpy still takes these"
)
@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("np.in1d(X, X)", "np.in1d was removed in numpy 2.4: use np.isin"),
        (
            "np.reshape(X, newshape=(8,))",
            "newshape was removed in numpy 2.4: use np.reshape(x, shape)",
        ),
        (
            "b = np.zeros((1, 1, 1)); float(b)",
            "`b` has shape (1, 1, 1); since numpy 2.4 an array with axes is no number, even with one entry: use b.item()",
        ),
        (
            "b = np.zeros(1); X[0, 0] = b",
            "`b` has shape (1,); since numpy 2.4 an array with axes is no number, even with one entry: use b.item()",
        ),
    ],
)
def test_what_numpy_2_4_no_longer_takes_is_told_as_the_cause(cause, code, what):
    assert cause(code) == ("The code is for an older numpy than the grader's", what)


@pytest.mark.parametrize(
    "message",
    [
        "AssertionError('Torch not compiled with CUDA enabled')",
        "RuntimeError('Found no NVIDIA driver on your system.')",
        "RuntimeError('No CUDA GPUs are available')",
    ],
)
def test_a_fixed_gpu_is_told_as_the_cause(cause, message):
    assert cause(f"raise {message}")[0] == "The code asks for a GPU, and the grader has none"


def test_a_module_that_is_not_here_is_told_as_the_cause(cause):
    assert cause("import course.layers")[0] == "The code needs a module that is not here"
    assert cause("raise ModuleNotFoundError('No module named \\'x\\'')")[1].startswith(
        "there is no library x here"
    )


@pytest.mark.parametrize(
    "code",
    ["X @ X", "undefined", "X[9]", "range(2.5)", "[1, 2][1.0]", "[1, 2][:1.0]", "[1] * 2.0",
     "float(X)", "np.relu(X)", "X.append(1)", "X[0, 0] = W", "{}['k']", "int('x')", "1 / 0",
     "h = int(n / 2) + 0.5; range(h)", "{}.sort()", "None + 1", "exec('1 +')"],
)  # fmt: skip
def test_a_mistake_is_not_put_down_to_where_the_code_runs(cause, code):
    assert cause(code) is None
