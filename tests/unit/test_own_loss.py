# ruff: noqa: ARG001, ARG005 - a student's function takes what the exercise gives it
"""Convention or mistake: losses and gradients beside each other, the two coefficients of a penalty, right partners."""

import json
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.authoring.faults import penalty_faults
from grader.errors import SpecError
from grader.functions import grade_function
from grader.own_loss import MAX_SECONDS
from grader.preparation import make_key
from grader.reference import load_reference
from grader.results import Ending, Outcome, Verdict
from grader.spec.load import load_problem
from grader.spec.model import Credit
from tests.paths import ROOT

SOFTMAX = {
    "title": "Softmax regression",
    "function": "softmax_loss",
    "inputs": [
        {"name": "W", "shape": ["D", "C"]},
        {"name": "b", "shape": ["C"]},
        {"name": "X", "shape": ["N", "D"]},
        {
            "name": "y",
            "shape": ["N"],
            "dtype": "int64",
            "distribution": {"integers": {"low": 0, "high": "C - 1"}},
        },
        {"name": "reg", "shape": [], "distribution": {"cycle": [0, 0.1, 1, 3]}},
    ],
    "outputs": [
        {"name": "loss", "shape": [], "points": 2},
        {"name": "dW", "shape": ["D", "C"], "points": 2, "derivative": {"of": "loss", "by": "W"}},
        {"name": "db", "shape": ["C"], "points": 1, "derivative": {"of": "loss", "by": "b"}},
    ],
    "dimensions": {"N": [2, 9], "D": [2, 9], "C": [2, 6]},
    "penalty": {"loss": "loss", "strength": "reg", "gradients": {"dW": "W"}},
}
SOFTMAX_STEPS = """
import numpy as np

def P(W, b, X):
    Z = X @ W + b
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)

def loss(P, W, y, reg):
    return -np.log(P[np.arange(len(y)), y]).mean() + reg * (W * W).sum()

def D(P, y):
    return (P - np.eye(P.shape[1])[y]) / len(y)

def dW(D, X, W, reg):
    return X.T @ D + 2 * reg * W

def db(D):
    return D.sum(axis=0)
"""
LINEAR = {
    "title": "Linear regression",
    "function": "mse",
    "inputs": [
        {"name": "X", "shape": ["N", "D"]},
        {"name": "w", "shape": ["D"]},
        {"name": "t", "shape": ["N"]},
    ],
    "outputs": [
        {"name": "L", "shape": [], "points": 1},
        {"name": "dw", "shape": ["D"], "points": 1, "derivative": {"of": "L", "by": "w"}},
        {"name": "dX", "shape": ["N", "D"], "points": 1, "derivative": {"of": "L", "by": "X"}},
    ],
    "dimensions": {"N": [2, 9], "D": [2, 9]},
}
LINEAR_STEPS = """
def L(X, w, t):
    return ((X @ w - t) ** 2).mean()

def dw(X, w, t):
    return 2 * X.T @ (X @ w - t) / len(t)

def dX(X, w, t):
    return 2 * (X @ w - t)[:, None] * w / len(t)
"""
# As a forward and a backward pass: what the backward one has kept cannot be looked into.
LAYER = {
    "title": "A gate",
    "function": "gate",
    "inputs": [
        {"name": "x", "shape": ["N", "D"]},
        {"name": "g", "shape": ["D"]},
        {"name": "dout", "shape": ["N", "D"]},
    ],
    "outputs": [
        {"name": "out", "shape": ["N", "D"], "points": 1},
        {"name": "dx", "shape": ["N", "D"], "points": 1, "derivative": {"of": "passed", "by": "x"}},
        {"name": "dg", "shape": ["D"], "points": 1, "derivative": {"of": "passed", "by": "g"}},
    ],
    "dimensions": {"N": [2, 9], "D": [2, 9]},
}
LAYER_STEPS = """
import numpy as np

def out(x, g):
    return np.tanh(x * g)

def passed(out, dout):
    return (out * dout).sum()

def dx(x, g, dout):
    return dout * g * (1 - np.tanh(x * g) ** 2)

def dg(x, g, dout):
    return (dout * x * (1 - np.tanh(x * g) ** 2)).sum(axis=0)
"""


def write(folder, spec, steps):
    """A problem in a folder of its own."""
    place = folder / "course" / spec["function"].replace("_", "-")
    place.mkdir(parents=True, exist_ok=True)
    head = {"id": f"course/{place.name}", "source": "a test", "kind": "function", "cases": 16}
    (place / "problem.json").write_text(json.dumps(head | spec))
    (place / "reference.py").write_text(steps)
    return place


@pytest.fixture(scope="module")
def problems(tmp_path_factory):
    """The three exercises, by the name of their function."""
    folder = tmp_path_factory.mktemp("bank")
    specs = [(SOFTMAX, SOFTMAX_STEPS), (LINEAR, LINEAR_STEPS), (LAYER, LAYER_STEPS)]
    return {spec["function"]: load_problem(write(folder, spec, steps)) for spec, steps in specs}


class Session:
    """Answers calls as a student's process would."""

    loaded = True

    def __init__(self, function, seconds=1e-5):
        """Answer with *function*, as if each call took so many seconds; count the calls."""
        self.files = {}
        self.function = function
        self.seconds = seconds
        self.count = 0

    def restart(self):
        """As if it were a fresh process."""
        return Outcome(Ending.RETURNED, None, ())

    def repeat(self, name, arguments, **_state):
        """The calls in another state, which a function that keeps nothing does not notice."""
        return list(self.calls(name, arguments))

    def calls(self, _name, *batches, **_kept):
        """The outcome of each call."""
        for arguments in (one for batch in batches for one in batch):
            self.count += 1
            with np.errstate(all="ignore"):
                given = [np.array(a) if isinstance(a, np.ndarray) else a for a in arguments]
                try:
                    value = self.function(*given)
                except IndexError:  # a label of another case may be none here
                    yield Outcome(Ending.RAISED)
                else:
                    yield Outcome(Ending.RETURNED, value, tuple(given), seconds=self.seconds)


class Mortal(Session):
    """One whose process ends with a call that exits."""

    def restart(self):
        """A fresh process."""
        self.loaded = True
        return super().restart()

    def calls(self, name, *batches, **kept):
        """The outcomes up to the one that ends the process."""
        assert self.loaded, "calls without a loaded file"
        try:
            yield from super().calls(name, *batches, **kept)
        except SystemExit:
            self.loaded = False
            yield Outcome(Ending.DIED)


def graded(problem, function):
    """What becomes of a student's function: its result and the findings."""
    return grade_function(
        problem, make_key(problem, 0, "", None), Session(function), credit=Credit()
    )


def verdicts(found):
    """The verdicts of the outputs that are not right."""
    outputs = found.result.outputs
    return {o.name: o.verdict for o in outputs if o.verdict is not Verdict.PASSED}


def codes(found):
    """The codes of the diagnoses."""
    return {name: item.code for name, item in found.findings.diagnoses.items()}


def softmax(loss=1.0, gradient=2.0, *, mean=None, more=None):
    """A student's softmax loss, with these coefficients of the penalty."""

    def softmax_loss(W, b, X, y, reg):
        n = len(y)
        Z = X @ W + b
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        P = E / E.sum(axis=1, keepdims=True)
        D = (P - np.eye(P.shape[1])[y]) / (n if mean is None else mean(n))
        value = -np.log(P[np.arange(n), y]).sum() / (n if mean is None else mean(n))
        value += reg * loss * (W * W).sum()
        slopes = [X.T @ D + reg * gradient * W, D.sum(axis=0)]
        if more is not None:
            extra, at_W, at_b = more(W, b, X, reg)
            value, slopes = value + extra, [slopes[0] + at_W, slopes[1] + at_b]
        return value, *slopes

    return softmax_loss


def mse(factor=lambda n: 1.0, slope=None):
    """A student's squared error, multiplied by *factor* of N, and its gradients by *slope*."""
    slope = slope or factor

    def function(X, w, t):
        n, e = len(t), X @ w - t
        L = (e**2).mean() * factor(n)
        return L, 2 * X.T @ e / n * slope(n), 2 * e[:, None] * w / n * slope(n)

    return function


# Another convention.


@pytest.mark.parametrize(
    ("factor", "told", "short"),
    [
        (
            lambda n: n,
            "all are N times what the exercise asks for: you take the sum",
            "the sum over N in place",
        ),
        (
            lambda n: 1 / n,
            "all are 1/N times what the exercise asks for: you divide by N",
            "divided by N",
        ),
        (lambda _n: 0.5, "all are half what the exercise asks for", "half what is asked for"),
        (lambda _n: 2.0, "all are twice what the exercise asks for", "twice what is asked for"),
        (lambda n: n / 2, "all are N/2 times what", "N/2 times what is asked for"),
    ],
)
def test_a_loss_and_its_gradients_by_another_convention(problems, factor, told, short):
    """They are the same multiple, and by finite differences the gradients are those of the student's own loss."""
    found = graded(problems["mse"], mse(factor))

    assert codes(found) == dict.fromkeys(["L", "dw", "dX"], "convention")
    message = found.findings.diagnoses["dw"].message
    assert message.startswith("L, dw and dX agree with each other, by another convention: ")
    assert told in message
    assert (
        "dw and dX: right for your own L, by finite differences"
        in found.findings.diagnoses["L"].evidence
    )
    assert found.findings.conventions.keys() == {"L", "dw", "dX"}
    assert found.findings.conventions["L"].startswith(short)


@pytest.mark.parametrize(
    ("factor", "slope"),
    [
        (lambda n: n, lambda _n: 1.0),
        (lambda _n: 1.0, lambda n: n),
        (lambda n: n, lambda n: n / 2),
        (lambda _n: -1.0, lambda _n: -1.0),
        (lambda _n: 1.37, lambda _n: 1.37),
        (lambda _n: 0.0, lambda _n: 0.0),
        (lambda _n: np.nan, lambda _n: np.nan),
    ],
)
def test_a_factor_in_one_of_them_is_a_mistake(problems, factor, slope):
    """So is one that no book has, zero, and no number."""
    found = graded(problems["mse"], mse(factor, slope))

    assert "convention" not in codes(found).values()
    assert not found.findings.conventions


def test_a_gradient_that_follows_the_exercise_is_not_of_another_convention(problems):
    """Then the loss does not agree with its gradients."""

    def function(X, w, t):
        L, dw, dX = mse(lambda n: n)(X, w, t)
        return L, dw, dX / len(t)

    assert not graded(problems["mse"], function).findings.conventions


# Right for the student's own loss.


def gate(forward, backward):
    """A student's layer; *forward* gives the value and its slope for z, of which *backward* makes gradients."""

    def function(x, g, dout):
        value, slope = forward(x * g)
        return value, *backward(dout * slope, x, g)

    return function


def right_backward(d, x, g):
    """As the chain rule says."""
    return d * g, (d * x).sum(axis=0)


WRONG_FORWARD = {
    "another function": lambda z: (np.arctan(z), 1 / (1 + z * z)),
    "twice": lambda z: (2 * np.tanh(z), 2 * (1 - np.tanh(z) ** 2)),
    "the sign": lambda z: (-np.tanh(z), -(1 - np.tanh(z) ** 2)),
}


@pytest.mark.parametrize("forward", WRONG_FORWARD.values(), ids=WRONG_FORWARD)
def test_a_right_backward_pass_is_carried_from_its_wrong_partner(problems, forward):
    """Though no reference can be given what it has kept."""
    found = graded(problems["gate"], gate(forward, right_backward))

    assert verdicts(found) == {
        "out": Verdict.WRONG_ANSWER,
        "dx": Verdict.CARRIED,
        "dg": Verdict.CARRIED,
    }
    assert found.findings.roots == {"dx": ("out",), "dg": ("out",)}
    assert found.result.outputs[1].message == "right for your own out: correct out first"


LISTED = '''
import numpy as np

class arctan:
    """arctan stands for tanh."""

    def out(x, g):
        return np.arctan(x * g)

    def dx(x, g, dout):
        return dout * g / (1 + (x * g) ** 2)

    def dg(x, g, dout):
        return (dout * x / (1 + (x * g) ** 2)).sum(axis=0)

class gate_forgotten:
    """dx lacks g."""

    def dx(x, g, dout):
        return dout * (1 - np.tanh(x * g) ** 2)
'''


def test_a_listed_mistake_in_the_forward_pass_costs_no_backward_pass(tmp_path):
    """As one that nobody listed; one in the backward pass costs what it is in."""
    folder = write(tmp_path, LAYER, LAYER_STEPS)
    (folder / "mistakes.py").write_text(LISTED)
    problem = load_problem(folder)
    found = graded(problem, gate(WRONG_FORWARD["another function"], right_backward))
    other = graded(
        problem,
        gate(lambda z: (np.tanh(z), 1 - np.tanh(z) ** 2), lambda d, x, g: (d, (d * x).sum(axis=0))),
    )

    assert verdicts(found) == {
        "out": Verdict.WRONG_ANSWER,
        "dx": Verdict.CARRIED,
        "dg": Verdict.CARRIED,
    }
    assert found.findings.diagnoses["out"].mistake == "arctan"
    assert verdicts(other) == {"dx": Verdict.WRONG_ANSWER}
    assert other.findings.diagnoses["dx"].mistake == "gate-forgotten"


def test_a_wrong_backward_pass_is_wrong_beside_a_wrong_partner(problems):
    """Each is judged by itself; the one that is no derivative is told so."""
    found = graded(
        problems["gate"],
        gate(WRONG_FORWARD["another function"], lambda d, x, g: (d * g * g, (d * x).sum(axis=0))),
    )

    assert verdicts(found)["dx"] is Verdict.WRONG_ANSWER
    assert verdicts(found)["dg"] is Verdict.CARRIED
    told = "dx is not the derivative by x of what your own out gives either."
    assert found.findings.diagnoses["dx"].message.endswith(told)


def test_a_backward_pass_that_is_wrong_on_some_cases_is_not_carried(problems):
    """All that are wrong have to follow."""

    def backward(d, x, g):
        dx, dg = right_backward(d, x, g)
        return (dx * 1.01 if x.shape[0] == 4 else dx), dg

    found = graded(problems["gate"], gate(WRONG_FORWARD["another function"], backward))

    assert verdicts(found)["dx"] is Verdict.WRONG_ANSWER


def test_a_backward_pass_that_is_wrong_where_the_forward_is_right_is_not_carried(problems):
    """There is nothing that it could follow from."""

    def function(x, g, dout):
        wrong = WRONG_FORWARD["another function"]
        forward = wrong if x.shape[0] > 4 else lambda z: (np.tanh(z), 1 - np.tanh(z) ** 2)
        out, dx, dg = gate(forward, right_backward)(x, g, dout)
        return out, dx * (1 if x.shape[0] > 4 else 2), dg

    found = graded(problems["gate"], function)

    assert "dx" not in found.findings.roots
    assert found.findings.roots["dg"] == ("out",)


@pytest.mark.parametrize(
    "function",
    [
        lambda x, g, dout: (np.zeros_like(x), np.zeros_like(x), np.zeros_like(g)),
        lambda x, g, dout: (np.ones_like(x), np.zeros_like(x), np.zeros_like(g)),
        lambda x, g, dout: (x, dout, np.zeros_like(g)),
        lambda x, g, dout: (x * np.nan, dout * np.nan, g * np.nan),
        lambda x, g, dout: (np.tanh(x * g)[:, :1], dout * 2, g),
    ],
    ids=["zeros", "ones", "a copy", "NaN", "another shape"],
)
def test_nothing_follows_from_what_is_no_work(problems, function):
    """Zeros, constants, copies of arguments and other shapes have derivatives too."""
    found = graded(problems["gate"], function)

    assert not found.findings.roots
    assert found.result.score == 0


def test_the_derivative_of_something_simpler_earns_nothing(problems):
    """A loss of the weights alone has an easy gradient."""
    found = graded(problems["mse"], lambda X, w, t: ((w**4).sum(), 4 * w**3, 0 * X))

    assert not found.findings.roots
    assert found.result.score == 0


def quadratic(W, b, X, y, reg):
    """A loss that changes with everything, and has easy gradients."""
    c = (1 + reg) * (1 + (X * X).mean() + (b * b).sum()) / 10
    squares = (W * W).sum()
    return c * squares, 2 * c * W, (1 + reg) / 10 * squares * 2 * b


def product(X, w, t):
    """The same, of three means."""
    x, v, u = (X**2).mean(), (w**2).mean(), (t**2).mean()
    return x * v * u + v, (x * u + 1) * 2 * w / w.size, v * u * 2 * X / X.size


def exponentials(X, w, t):
    """The same, with gradients that are no multiples of arguments."""
    e, f = np.exp(X).mean(), np.exp(-w).mean()
    c = (t * t).mean() / 4
    return e * f * c, -e * c * np.exp(-w) / w.size, f * c * np.exp(X) / X.size


@pytest.mark.parametrize(("name", "function"), [("softmax_loss", quadratic), ("mse", product)])
def test_the_derivative_of_another_loss_altogether_earns_nothing(problems, name, function):
    """Though it is one, and changes with all arguments: it is a multiple of one."""
    found = graded(problems[name], function)

    assert not found.findings.roots
    assert found.result.score == 0


def test_a_gradient_that_points_elsewhere_earns_nothing(problems):
    """Though it is the derivative of what is another loss altogether."""
    assert "dX" not in graded(problems["mse"], exponentials).findings.roots


def test_a_forward_pass_with_a_function_too_many_is_one_mistake(tmp_path):
    """Its gradients point about where the right ones do."""
    spec = {**LAYER, "function": "product"}
    steps = (
        "def out(x, g): return x * g\n"
        "def passed(out, dout): return (out * dout).sum()\n"
        "def dx(g, dout): return dout * g\n"
        "def dg(x, dout): return (dout * x).sum(axis=0)\n"
    )
    function = gate(lambda z: (np.tanh(z), 1 - np.tanh(z) ** 2), right_backward)

    found = graded(load_problem(write(tmp_path, spec, steps)), function)

    assert found.findings.roots == {"dx": ("out",), "dg": ("out",)}


def test_a_target_that_is_left_out_is_one_mistake(problems):
    """The gradients are right for that loss, and point about where the right ones do."""

    def function(X, w, t):
        e, n = X @ w - 0.25 * t, len(t)
        return (e**2).mean(), 2 * X.T @ e / n, 2 * e[:, None] * w / n

    assert graded(problems["mse"], function).findings.roots == {"dw": ("L",), "dX": ("L",)}


def test_a_multiple_of_an_argument_is_no_work(tmp_path):
    """A rectifier has half of the entries of what goes in; no such thing follows from keeping them all."""
    spec = {
        **LAYER,
        "function": "relu",
        "inputs": [LAYER["inputs"][0], LAYER["inputs"][2]],
        "outputs": LAYER["outputs"][:2],
    }
    steps = (
        "def out(x): return x * (x > 0)\n"
        "def passed(out, dout): return (out * dout).sum()\n"
        "def dx(x, dout): return dout * (x > 0)\n"
    )
    problem = load_problem(write(tmp_path, spec, steps))
    leaky = graded(
        problem, lambda x, dout: (np.where(x > 0, x, 0.2 * x), np.where(x > 0, dout, 0.2 * dout))
    )

    assert not graded(problem, lambda x, dout: (0.9 * x, 0.9 * dout)).findings.roots
    assert leaky.findings.roots == {"dx": ("out",)}


def test_a_function_that_keeps_something_earns_nothing_by_its_own_loss(problems):
    """Whoever remembers the first call could make any loss fit any gradient."""
    kept = []

    def function(x, g, dout):
        kept.append(1)
        out, dx, dg = gate(WRONG_FORWARD["another function"], right_backward)(x, g, dout)
        return out * (1 + len(kept) % 3), dx, dg

    found = graded(problems["gate"], function)

    assert not found.findings.roots


def test_single_precision_is_no_mistake(problems):
    """Larger steps and more slack: what can be told is told, and nothing else."""

    def function(X, w, t):
        X, w, t = (a.astype(np.float32) for a in (X, w, t))
        return mse(lambda n: n)(X, w, t)

    found = graded(problems["mse"], function)

    assert codes(found) == dict.fromkeys(["L", "dw", "dX"], "convention")


def test_further_calls_are_bounded(problems):
    """What is right for its own loss costs the most of them; what is clearly wrong a few."""
    key = make_key(problems["gate"], 0, "", None)
    counts = {}
    for name, backward in (("right", right_backward), ("wrong", lambda d, x, g: (d * g * g, d[0]))):
        session = Session(gate(WRONG_FORWARD["another function"], backward))
        grade_function(problems["gate"], key, session, credit=Credit())
        counts[name] = session.count

    assert counts["right"] < 400
    assert counts["wrong"] < counts["right"] + 60


def test_a_slow_function_is_not_called_so_often(problems):
    """What the clock ended is told, and made again as it was, whatever the clock says then."""
    problem = problems["gate"]
    key = make_key(problem, 0, "", None)
    function = gate(WRONG_FORWARD["another function"], right_backward)
    slow = Session(function, seconds=MAX_SECONDS / 10)
    first = grade_function(problem, key, slow, credit=Credit())
    again = grade_function(
        problem, key, Session(function), credit=Credit(), calls=first.stopped_after
    )

    assert first.stopped_after == 6  # of one gradient on three cases
    assert not first.findings.roots
    assert again.result == first.result
    assert graded(problem, function).findings.roots.keys() == {"dx", "dg"}


def test_a_process_that_further_calls_end_is_started_again(problems):
    """It is a call that the exercise did not ask for: the verdict is that of all others."""
    key = make_key(problems["gate"], 0, "", None)
    known, ended = [entry.case.arguments["x"] for entry in key.entries], []

    def function(x, g, dout):
        if not any(np.array_equal(x, one) for one in known):
            ended.append(1)
            raise SystemExit
        return gate(WRONG_FORWARD["another function"], right_backward)(x, g, dout)

    found = grade_function(problems["gate"], key, Mortal(function), credit=Credit())

    assert ended
    assert set(verdicts(found).values()) == {Verdict.WRONG_ANSWER}


# The two coefficients of a penalty.


def biases(W, b, X, reg):
    """The penalty of the biases, and its derivatives by W and b."""
    return reg * (b * b).sum(), 0, 2 * reg * b


def linear(W, b, X, reg):
    """A sum in place of a sum of squares, and its derivatives."""
    return reg * W.sum(), reg * np.ones_like(W), 0


PENALTIES = {
    "half in both": (
        softmax(0.5, 1),
        {"loss": "convention", "dW": "convention"},
        "loss and dW agree with each other, by another convention: the penalty is 0.5·reg·sum(W * W), and",
        "loss: 0.5 (asked: 1), dW: 1 (asked: 2)",
    ),
    "no factor 2": (
        softmax(1, 1),
        {"dW": "penalty"},
        "In dW, the factor 2 of the derivative is missing: reg·W stands where 2·reg·W belongs. In loss it is right.",
        "loss: as asked, dW: 1 (asked: 2)",
    ),
    "missing in the loss": (
        softmax(0, 2),
        {"loss": "penalty"},
        "In loss, the penalty reg·sum(W * W) is missing. In dW it is right.",
        "loss: 0 (asked: 1), dW: as asked",
    ),
    "missing in the gradient": (
        softmax(1, 0),
        {"dW": "penalty"},
        "In dW, the derivative of the penalty, 2·reg·W, is missing. In loss it is right.",
        "dW: 0 (asked: 2)",
    ),
    "missing in both": (
        softmax(0, 0),
        {"loss": "penalty", "dW": "penalty"},
        "In loss, the penalty reg·sum(W * W) is missing. In dW, the derivative of the penalty, 2·reg·W, is missing.",
        "loss: 0 (asked: 1), dW: 0 (asked: 2)",
    ),
    "half in the loss": (
        softmax(0.5, 2),
        {"loss": "penalty"},
        "In loss, 0.5·reg·sum(W * W) stands where reg·sum(W * W) belongs. In dW it is right.",
        "loss: 0.5 (asked: 1), dW: as asked",
    ),
    "twice": (
        softmax(2, 4),
        {"loss": "penalty", "dW": "penalty"},
        "In loss, the penalty reg·sum(W * W) is there twice. In dW, the derivative of the penalty, 2·reg·W, is",
        "loss: 2 (asked: 1), dW: 4 (asked: 2)",
    ),
    "divided by N": (
        softmax(
            0, 0, more=lambda W, b, X, reg: (reg * (W * W).sum() / len(X), 2 * reg * W / len(X), 0)
        ),
        {"loss": "penalty", "dW": "penalty"},
        "In loss and dW, the penalty is divided by N; it belongs beside the mean, not into it.",
        "loss: reg·sum(W * W)/N, dW: 2·reg·W/N",
    ),
    "biases": (
        softmax(more=biases),
        {"loss": "penalty", "db": "penalty"},
        "In loss and db, b is penalised too, and the exercise asks for a penalty on W alone. In dW it is right.",
        "db: 2·reg·b",
    ),
    "a sum of no squares": (
        softmax(0, 0, more=linear),
        {"loss": "penalty", "dW": "penalty"},
        "In loss, sum(W) stands where sum(W * W) belongs. In dW, the penalty has the derivative reg·1 where",
        "loss: sum(W)",
    ),
    "a matrix product": (
        softmax(0, 2, more=lambda W, b, X, reg: (reg * (W @ W.T).sum(), 0, 0)),
        {"loss": "penalty"},
        "In loss, sum(W @ W.T) stands where sum(W * W) belongs.",
        "loss: sum(W @ W.T)",
    ),
}


@pytest.mark.parametrize(
    ("function", "expected", "told", "proof"), PENALTIES.values(), ids=PENALTIES
)
def test_the_two_coefficients_of_a_penalty(problems, function, expected, told, proof):
    """Both are solved for; what is wrong with them is named, or the convention."""
    found = graded(problems["softmax_loss"], function)

    assert codes(found) == expected
    name = next(iter(expected))
    assert found.findings.diagnoses[name].message.startswith(told)
    assert proof in found.findings.diagnoses[name].evidence
    assert re.search(
        r"solved for on \d+ cases with reg from 0.1 to 3", found.findings.diagnoses[name].evidence
    )
    conventions = {name for name, code in expected.items() if code == "convention"}
    assert found.findings.conventions.keys() == conventions
    assert verdicts(found).keys() == expected.keys()


def gradient_of(mean, coefficient):
    """A right loss; its gradient has another mean and another coefficient of the penalty."""
    wrong = softmax(1, coefficient, mean=mean)

    def softmax_loss(W, b, X, y, reg):
        return softmax()(W, b, X, y, reg)[0], *wrong(W, b, X, y, reg)[1:]

    return softmax_loss


@pytest.mark.parametrize(
    ("function", "expected", "told"),
    [
        (
            gradient_of(lambda _n: 1, 1),
            {"dW": "penalty", "db": "penalty"},
            (
                "In dW, the part without the penalty is N times the right one: a division by N is missing; and the "
                "factor 2 of the derivative is missing: reg·W stands where 2·reg·W belongs. In db, the part"
            ),
        ),
        (
            gradient_of(lambda n: n * n, 2),
            {"dW": "penalty", "db": "penalty"},
            "In dW and db, the part without the penalty is divided by N once too often. In loss it is right.",
        ),
        (
            softmax(mean=lambda _n: 1),
            {"loss": "convention", "dW": "convention", "db": "convention"},
            (
                "loss, dW and db agree with each other, by another convention: beside the penalty stands the sum over "
                "N in place of the mean."
            ),
        ),
        (
            softmax(0.5, 1, mean=lambda _n: 1),
            {"loss": "convention", "dW": "convention", "db": "convention"},
            (
                "loss, dW and db agree with each other, by another convention: beside the penalty stands the sum over "
                "N in place of the mean; the penalty is 0.5·reg·sum(W * W), and"
            ),
        ),
        (
            softmax(1, 1, mean=lambda _n: 1),
            {"loss": "penalty", "dW": "penalty", "db": "penalty"},
            "In loss and db, the part without the penalty is N times the right one",
        ),
    ],
)
def test_a_mean_that_is_wrong_beside_the_penalty(problems, function, expected, told):
    found = graded(problems["softmax_loss"], function)

    assert codes(found) == expected
    assert found.findings.diagnoses["dW"].message.startswith(told)
    conventions = {name for name, code in expected.items() if code == "convention"}
    assert found.findings.conventions.keys() == conventions


@settings(max_examples=25, deadline=None)
@given(loss=st.integers(0, 12), gradient=st.integers(0, 12))
def test_any_two_coefficients_are_told_as_they_are(problems, loss, gradient):
    """Quarters of them, in the loss and the gradient, whatever they are."""
    found = graded(problems["softmax_loss"], softmax(loss / 4, gradient / 4))

    wrong = {name for name, bad in (("loss", loss != 4), ("dW", gradient != 8)) if bad}
    assert verdicts(found).keys() == wrong
    assert codes(found).keys() == wrong
    assert set(codes(found).values()) <= {"penalty", "convention"}
    for name in wrong:
        evidence = found.findings.diagnoses[name].evidence
        assert (f"loss: {loss / 4:g} (asked" in evidence) == ("loss" in wrong)
        assert (f"dW: {gradient / 4:g} (asked" in evidence) == ("dW" in wrong)
    assert bool(found.findings.conventions) == (loss == 2 and gradient == 4)


@pytest.mark.parametrize(
    "function",
    [
        softmax(mean=lambda n: n + 1),
        softmax(0.37, 2),
        softmax(0, 0, more=lambda W, b, X, reg: (reg * (W**4).sum(), 4 * reg * W**3, 0)),
        lambda W, b, X, y, reg: (0.0, 0 * W, 0 * b),
        lambda W, b, X, y, reg: (np.nan, np.nan * W, np.nan * b),
        lambda W, b, X, y, reg: (W, b, X),
    ],
    ids=["another mean", "no round number", "another power", "zeros", "NaN", "other shapes"],
)
def test_of_another_penalty_nothing_is_said(problems, function):
    """What is no penalty that people write, or not that alone, has no such cause."""
    found = graded(problems["softmax_loss"], function)

    assert not {"penalty", "convention"} & set(codes(found).values())


# What a spec may say.


@pytest.mark.parametrize(
    ("penalty", "place"),
    [
        ({"loss": "L"}, "$.penalty.loss: expected an output that is a real scalar"),
        ({"loss": "dW"}, "$.penalty.loss: expected an output that is a real scalar"),
        ({"strength": "W"}, "$.penalty.strength: expected an input that is a real scalar"),
        ({"gradients": {"dB": "W"}}, "$.penalty.gradients.dB: expected a real output"),
        ({"gradients": {"dW": "y"}}, "$.penalty.gradients.dW: expected a real input"),
        (
            {"gradients": {"dW": "X"}},
            "$.penalty.gradients.dW: expected an input of the shape of dW",
        ),
        ({"coefficient": 0}, "$.penalty.coefficient"),
        ({"gradients": {}}, "$.penalty.gradients"),
    ],
)
def test_a_penalty_that_does_not_fit_is_refused(tmp_path, penalty, place):
    """With the place in the spec."""
    spec = SOFTMAX | {"penalty": SOFTMAX["penalty"] | penalty}

    with pytest.raises(SpecError, match=re.escape(place)):
        load_problem(write(tmp_path, spec, SOFTMAX_STEPS))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("reg * (W * W).sum()", "0.5 * reg * (W * W).sum()"),
        ("+ 2 * reg * W", "+ reg * W"),
        ("D.sum(axis=0)", "D.sum(axis=0) + 2 * reg * b"),
        ("", ""),
    ],
)
def test_grade_check_compares_the_penalty_with_the_reference(tmp_path, old, new):
    """In the loss, its gradient, and gradients that must not have one."""
    steps = SOFTMAX_STEPS.replace(old, new) if old else SOFTMAX_STEPS
    steps = steps.replace("def db(D)", "def db(D, reg, b)") if "reg * b" in new else steps
    problem = load_problem(write(tmp_path, SOFTMAX, steps))

    reference, key = load_reference(problem), make_key(problem, 0, "", None)
    faults = list(penalty_faults(problem, reference, key))

    assert len(faults) == bool(old)
    assert all("$.penalty: expected" in fault for fault in faults)


def test_the_catalogue_of_messages_has_what_is_said(problems):
    """Its lines on losses beside their gradients."""
    text = (ROOT / "docs" / "reference" / "diagnoses.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"^\| `((?:convention|penalty)` \| .*) \|$", text, re.MULTILINE))
    answers = [
        ("mse", mse(lambda n: n)),
        ("softmax_loss", softmax(0.5, 1)),
        ("softmax_loss", softmax(1, 1)),
    ]
    causes = [
        cause
        for name, function in answers
        for cause in graded(problems[name], function).findings.diagnoses.values()
    ]

    assert shown == {f"{cause.code}` | {cause.message}" for cause in causes}


RIDGE = {
    "title": "Ridge regression",
    "function": "ridge",
    "inputs": [
        {"name": "A", "shape": ["N", "D"]},
        {"name": "B", "shape": ["N", "K"]},
        {"name": "w", "shape": ["D"]},
        {"name": "v", "shape": ["K"]},
        {"name": "reg", "shape": [], "distribution": {"uniform": {"low": 0.1, "high": 2}}},
    ],
    "outputs": [
        {"name": "L", "shape": [], "points": 1},
        {"name": "dw", "shape": ["D"], "points": 1, "derivative": {"of": "L", "by": "w"}},
        {"name": "dv", "shape": ["K"], "points": 1, "derivative": {"of": "L", "by": "v"}},
    ],
    "dimensions": {"N": [2, 9], "D": [2, 9], "K": [2, 9]},
    "penalty": {"loss": "L", "strength": "reg", "gradients": {"dw": "w", "dv": "v"}},
}
RIDGE_STEPS = """
def L(A, B, w, v, reg):
    return ((A @ w + B @ v) ** 2).mean() + reg * (w @ w + v @ v)

def dw(A, B, w, v, reg):
    return 2 * A.T @ (A @ w + B @ v) / len(A) + 2 * reg * w

def dv(A, B, w, v, reg):
    return 2 * B.T @ (A @ w + B @ v) / len(A) + 2 * reg * v
"""


@pytest.mark.parametrize(
    ("at_w", "at_v", "expected"),
    [
        (1, 1, {"L": "convention", "dw": "convention", "dv": "convention"}),
        (1, 2, {"L": "penalty", "dw": "penalty"}),
        (1, 0, {"L": "penalty", "dw": "penalty", "dv": "penalty"}),
    ],
)
def test_a_convention_is_that_of_all_gradients(tmp_path, at_w, at_v, expected):
    """With half a penalty in the loss, and these coefficients in its two gradients."""

    def function(A, B, w, v, reg):
        e, n = A @ w + B @ v, len(A)
        L = (e**2).mean() + 0.5 * reg * (w @ w + v @ v)
        return L, 2 * A.T @ e / n + at_w * reg * w, 2 * B.T @ e / n + at_v * reg * v

    problem = load_problem(write(tmp_path, RIDGE, RIDGE_STEPS))

    assert codes(graded(problem, function)) == expected
