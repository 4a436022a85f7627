"""Constructions: a verifier judges what follows from the student's functions, whatever they are."""

import json

import pytest

from grader.grading import grade
from grader.results import Verdict
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework
from grader.submission import read_submission

NETWORK = {
    "functions": [
        {
            "name": "network",
            "inputs": [{"name": "n", "shape": [], "dtype": "int64"}],
            "returns": [{"name": "layers", "shape": [], "dtype": "layers"}],
        }
    ],
    "outputs": [{"name": "distance", "points": 2}, {"name": "size", "points": 1}],
}
VERIFIER = """
import numpy as np

from grader.verifier import Check, run

POINTS = np.array([[-2.0, -0.5, 1.0], [1.0, 2.0, 3.0]])


def verify(call):
    layers = call("network", 3)["layers"]
    outputs = run(layers, POINTS)
    yield Check("distance", outputs, 3 * np.abs(POINTS[:1] - POINTS[1:]), at={"x": POINTS})
    yield Check("size", sum(map(len, layers)), 3)
"""
REFERENCE = """
import numpy as np


def slope(n):
    return n


def layers(slope):
    def unit(i, j):
        return lambda h: slope * np.maximum(h[i] - h[j], 0)

    return [[unit(0, 1), unit(1, 0)], [lambda h: h[0] + h[1]]]
"""
MISTAKES = '''
class slope_one:
    """The slope is 1 and not n."""

    def slope(n):
        return 1
'''
RIGHT = """
def network(n):
    hidden = [lambda h: n * relu(h[0] - h[1]), lambda h: n * relu(h[1] - h[0])]
    return [hidden, [lambda h: h[0] + h[1]]]
"""
START = "import numpy as np\n\n\ndef relu(s):\n    return np.maximum(s, 0)\n\n"


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def judge(sandbox, tmp_path):
    """Grade a text as the answer to a construction; the result."""

    def judge(text, verifier=VERIFIER, reference=REFERENCE, spec=NETWORK, **limits):
        folder = tmp_path / "problems" / "hw"
        (folder / "net").mkdir(parents=True, exist_ok=True)
        names = {"title": "t", "source": "s"}
        homework = {"id": "hw", **names, "problems": ["net"]}
        problem = {"id": "hw/net", **names, "kind": "construct", "limits": limits, **spec}
        (folder / "homework.json").write_text(json.dumps(homework))
        (folder / "net" / "problem.json").write_text(json.dumps(problem))
        (folder / "net" / "verifier.py").write_text(verifier)
        (folder / "net" / "reference.py").write_text(reference)
        if reference is REFERENCE:
            (folder / "net" / "mistakes.py").write_text(MISTAKES)
        (tmp_path / "mine.py").write_text(START + text)
        submission = read_submission(tmp_path / "mine.py")
        (result,) = grade(submission, load_homework(folder), sandbox).problems
        return result

    return judge


def network(layers, before=""):
    """A network of these layers."""
    return f"def network(n):\n{before}    return {layers}\n"


def verdicts(result):
    return {output.name: output.verdict for output in result.outputs}


# Networks as lists of layers.


HIDDEN = "lambda h: n * relu(h[0] - h[1]), lambda h: n * relu(h[1] - h[0])"
LAST = "lambda h: h[0] + h[1]"
OTHER = "[[lambda h: n * h[0], lambda h: -n * h[1]], [lambda h: abs(h[0] + h[1])]]"


@pytest.mark.parametrize(
    "text",
    [
        RIGHT,
        network(OTHER),
        network(f"(({HIDDEN}), ({LAST},))"),
        network(f"{{'layers': [[{HIDDEN}], [{LAST}]]}}"),
        network(f"[[{HIDDEN}], [lambda h: [a + b for a, b in zip(*h)]]]"),
        network(f"[[{HIDDEN}], [lambda h: (h[0] + h[1]).astype(np.float32)]]"),
    ],
    ids=["as asked", "another way", "tuples", "by name", "lists of numbers", "single precision"],
)
def test_any_right_network_gets_all_points(judge, text):
    """Whatever its units compute, and in whatever container they are."""
    result = judge(text)

    assert (result.verdict, result.score, result.max_score) == (Verdict.PASSED, 3, 3)
    assert {output.cases.passed for output in result.outputs} == {1}
    assert (result.file, result.function) == ("mine.py", "network")


def test_units_see_the_outputs_of_the_layer_before_and_nothing_else(judge):
    """Neither the inputs of the network nor the layers before that one."""
    three = "[lambda h: 0 * h[0] + len(h)] * 3"
    verifier = VERIFIER.replace("3 * np.abs(POINTS[:1] - POINTS[1:])", "np.full((1, 3), 3.0)")
    counting = network(f"[{three}, [lambda h: 0 * h[0] + len(h)]]")

    assert judge(counting, verifier).outputs[0].verdict is Verdict.PASSED
    result = judge(network(f"[[lambda h: h[0]], {three[:-4]}]"), verifier)
    assert result.outputs[0].counterexample.actual == [[1.0, 1.0, 1.0]]


def test_a_unit_that_writes_into_its_argument_spoils_no_other(judge):
    """Each gets an array of its own."""
    before = (
        "    def unit(h):\n        d = n * abs(h[0] - h[1])\n        h[:] = 0\n        return d\n"
    )
    layers = "[[unit, lambda h: h[0]], [lambda h: h[0] + 0 * h[1]]]"

    assert verdicts(judge(network(layers, before)))["distance"] is Verdict.PASSED


def test_a_wrong_network_is_told_what_it_computes_and_where(judge):
    """The output that is right keeps its points."""
    result = judge(RIGHT.replace("h[0] + h[1]]", "h[0] - h[1]]"))

    distance, size = result.outputs
    assert (result.verdict, result.score) == (Verdict.WRONG_ANSWER, 1)
    assert (distance.verdict, size.verdict) == (Verdict.WRONG_ANSWER, Verdict.PASSED)
    assert distance.message.startswith("distance differs in 3 of 3 entries, most at [0, 0]: by 18")
    assert distance.counterexample.arguments == {"x": [[-2.0, -0.5, 1.0], [1.0, 2.0, 3.0]]}
    assert distance.counterexample.expected == [[9.0, 7.5, 6.0]]
    assert distance.counterexample.actual == [[-9.0, -7.5, -6.0]]


def test_a_network_with_other_outputs_than_asked_for_is_told_their_number(judge):
    result = judge(RIGHT.replace("[lambda h: h[0] + h[1]]", "[lambda h: h[0], lambda h: h[1]]"))

    distance, size = result.outputs
    assert distance.message.startswith("distance has shape (2, 3), expected (1, 3)")
    assert size.message.startswith("size is off by 1;")


def test_a_listed_mistake_is_named(judge):
    """Where the network computes what that of the mistake does."""
    distance, size = judge(RIGHT.replace("n * relu", "relu")).outputs

    assert distance.diagnosis.mistake == "slope-one"
    assert distance.diagnosis.message == "The slope is 1 and not n."
    assert size.diagnosis is None


WANTED = "expected a list of layers, each a list of functions"


@pytest.mark.parametrize(
    ("layers", "sentence"),
    [
        ("lambda h: h", f"network returned a value of type function, {WANTED}"),
        ("None", "returned None, expected layers: is the return statement missing?"),
        ("5", f"network returned a value of type int, {WANTED}"),
        ("'text'", f"network returned text, {WANTED}"),
        ("np.zeros(3)", f"network returned an array of shape (3,), {WANTED}"),
        ("[]", f"network returned an empty list, {WANTED}"),
        ("()", f"network returned an empty tuple, {WANTED}"),
        ("[[lambda h: h[0]], []]", f"layer 1 of network is an empty list, {WANTED}"),
        ("[lambda h: h[0]]", f"layer 0 of network is a value of type function, {WANTED}"),
        ("[[lambda h: h[0]], None]", f"layer 1 of network is None, {WANTED}"),
        ("[(f for f in [relu])]", "layer 0 of network is a value of type generator"),
        ("{'net': [[relu]]}", "the returned dict has no key 'layers'; its keys: 'net'"),
    ],
)
def test_what_is_no_list_of_layers_is_wrong_and_told_what_it_is(judge, layers, sentence):
    """For all outputs: there is nothing that a verifier could work with."""
    result = judge(network(layers))

    assert (result.verdict, result.score) == (Verdict.WRONG_ANSWER, 0)
    assert result.message.startswith(sentence)
    assert set(verdicts(result).values()) == {Verdict.WRONG_ANSWER}
    assert all(output.cases.passed == output.cases.failed == 0 for output in result.outputs)


@pytest.mark.parametrize(
    ("unit", "verdict", "sentence"),
    [
        ("5", Verdict.RUNTIME_ERROR, "TypeError: 'int' object is not callable"),
        ("lambda u, v: u", Verdict.RUNTIME_ERROR, "missing 1 required positional argument: 'v'"),
        ("lambda h: h[7]", Verdict.RUNTIME_ERROR, "mine.py:8: IndexError: index 7 is out of"),
        ("lambda h: exit()", Verdict.RUNTIME_ERROR, "SystemExit"),
        ("lambda h: h[:, 0]", Verdict.WRONG_ANSWER, "has shape (2,), expected (3,) = (points,)"),
        ("lambda h: h", Verdict.WRONG_ANSWER, "has shape (2, 3), expected (3,) = (points,)"),
        ("lambda h: 1.0", Verdict.WRONG_ANSWER, "has shape (), expected (3,) = (points,)"),
        ("lambda h: None", Verdict.WRONG_ANSWER, "is None, expected numbers"),
        ("lambda h: ['a'] * 3", Verdict.WRONG_ANSWER, "holds text, expected numbers"),
        ("lambda h: h[0] * 1j", Verdict.WRONG_ANSWER, "holds complex numbers"),
        ("lambda h: np.log(h[0])", Verdict.WRONG_ANSWER, "is NaN in 2 of 3 entries, first at [0]"),
        ("lambda h: h[0] * np.inf", Verdict.WRONG_ANSWER, "is infinity in 3 of 3 entries"),
        ("lambda h: relu", Verdict.WRONG_ANSWER, "is a value of type function, expected numbers"),
    ],
)
def test_a_unit_that_gives_no_numbers_is_named(judge, unit, verdict, sentence):
    """By its place in the network, both counted from 0."""
    result = judge(network(f"[[lambda h: h[0], {unit}], [relu]]"))

    assert (result.verdict, result.score) == (verdict, 0)
    assert result.message.startswith("unit 1 of layer 0")
    assert sentence in result.message


def test_a_layer_too_wide_to_hold_its_outputs_hits_the_limit(judge, monkeypatch):
    """Each unit of the next layer is called with all of them."""
    monkeypatch.setattr("grader.construction.MAX_LAYER_BYTES", 4 * 8 * 3)
    wide = judge(network("[[lambda h: h[0]] * 5, [relu]]"))
    held = judge(network("[[lambda h: h[0]] * 4, [lambda h: h[0]]]"))

    assert (wide.verdict, wide.score) == (Verdict.OUTPUT_LIMIT, 0)
    assert wide.message == "layer 0 has 5 units, at most 4 can be judged"
    assert held.verdict is Verdict.WRONG_ANSWER


def test_a_unit_of_a_later_layer_is_named(judge):
    """It sees one output of the layer before, not the two inputs."""
    result = judge(network("[[lambda h: h[0]], [lambda h: h[0], lambda h: h[1]]]"))

    assert result.verdict is Verdict.RUNTIME_ERROR
    assert result.message.startswith("unit 1 of layer 1")
    assert "IndexError: index 1 is out of bounds for axis 0 with size 1" in result.message


def test_a_unit_that_loops_is_stopped_at_the_limit_of_a_call(judge):
    before = "    def loop(h):\n        while True:\n            pass\n"
    result = judge(network("[[lambda h: h[0], loop]]", before), call_seconds=0.2)

    assert (result.verdict, result.score) == (Verdict.TIME_LIMIT, 0)
    assert result.message.startswith("unit 1 of layer 0")
    assert "one call took more than 0.2 s" in result.message


def test_a_unit_that_ends_the_process_is_a_runtime_error(judge):
    before = "    import os\n"
    result = judge(network("[[lambda h: os._exit(3)]]", before))

    assert result.verdict is Verdict.RUNTIME_ERROR
    assert "ended the process (exit status 3)" in result.message


def test_a_network_that_loops_is_stopped_at_the_limit_of_a_call(judge):
    result = judge("def network(n):\n    while True: pass\n", call_seconds=0.05)

    assert (result.verdict, result.score) == (Verdict.TIME_LIMIT, 0)
    assert result.message == "network: one call took more than 0.05 s"


def test_a_network_that_raises_is_told_the_line(judge):
    result = judge("def network(n):\n    raise ValueError('no')\n")

    assert (result.verdict, result.score) == (Verdict.RUNTIME_ERROR, 0)
    assert result.message == "mine.py:8: ValueError: no\n    raise ValueError('no')"


def test_the_wrong_number_of_parameters_names_the_call(judge):
    result = judge(RIGHT.replace("network(n)", "network(n, m)"))

    assert result.verdict is Verdict.RUNTIME_ERROR
    assert result.message.endswith("the exercise calls network(n)")


SLOW = "    import time\n    def slow(h):\n        end = time.perf_counter() + 0.02\n"
SLOW += "        while time.perf_counter() < end:\n            pass\n        return h[0]\n"


def test_all_calls_together_have_a_limit(judge):
    """None of them takes long, but there are many."""
    result = judge(network("[[slow] * 20]", SLOW), call_seconds=5, total_seconds=0.1)

    assert (result.verdict, result.score) == (Verdict.TIME_LIMIT, 0)
    assert "all calls together took more than 0.1 s" in result.message


def test_the_limit_on_all_calls_counts_those_of_every_layer(judge):
    """It does not start anew with the next."""
    layers = "[[slow], [slow], [slow], [slow], [slow], [slow], [slow], [slow]]"
    result = judge(network(layers, SLOW), call_seconds=5, total_seconds=0.1)

    assert result.verdict is Verdict.TIME_LIMIT
    assert "all calls together took more than 0.1 s" in result.message


# Several networks, and networks beside other values.


def test_a_verifier_may_keep_several_networks(judge):
    """Each keeps its own units, whichever is run first."""
    verifier = """
import numpy as np
from grader.verifier import Check, run


def verify(call):
    ones = np.ones((1, 2))
    networks = {n: call("network", n)["layers"] for n in (1, 2, 3)}
    for n in (2, 1, 3):
        yield Check("distance", run(networks[n], ones)[0, 0], n)
        yield Check("size", len(networks[n]), n)
"""
    result = judge(network("[[lambda h: n * h[0]], *[[lambda h: h[0]]] * (n - 1)]"), verifier)

    assert result.verdict is Verdict.PASSED
    assert {output.cases.passed for output in result.outputs} == {3}


BESIDE = {
    "functions": [
        {
            "name": "network",
            "inputs": [],
            "returns": [
                {"name": "bias", "shape": [2]},
                {"name": "layers", "shape": [], "dtype": "layers"},
            ],
        }
    ],
    "outputs": [{"name": "sum", "points": 1}],
}
BESIDE_VERIFIER = """
import numpy as np
from grader.verifier import Check, run


def verify(call):
    answer = call("network")
    outputs = run(answer["layers"], np.array([[1.0], [2.0]])) + answer["bias"][:, None]
    yield Check("sum", outputs, [[11.0], [22.0]])
"""
BESIDE_REFERENCE = """
def bias():
    return [10.0, 20.0]


def layers():
    return [[lambda h: h[0], lambda h: h[1]]]
"""


@pytest.mark.parametrize(
    ("returned", "verdict"),
    [
        ("[10, 20], UNITS", Verdict.PASSED),
        ("[np.array([10.0, 20.0]), UNITS]", Verdict.PASSED),
        ("{'layers': UNITS, 'bias': (10, 20)}", Verdict.PASSED),
        ("UNITS, [10, 20]", Verdict.WRONG_ANSWER),
        ("[10, 20, 30], UNITS", Verdict.WRONG_ANSWER),
        ("{'bias': [10, 20]}", Verdict.WRONG_ANSWER),
    ],
)
def test_layers_may_stand_beside_other_values(judge, returned, verdict):
    """In the order of the spec, or by name."""
    text = (
        f"def network():\n    UNITS = [[lambda h: h[0], lambda h: h[1]]]\n    return {returned}\n"
    )

    assert judge(text, BESIDE_VERIFIER, BESIDE_REFERENCE, BESIDE).verdict is verdict


# Shapes that follow from the arguments.


def shaped(inputs, shape):
    """A construction that returns one array."""
    returns = [{"name": "y", "shape": shape}]
    return {
        "dimensions": {"n": [1, 9], "k": [1, 9], "d": {"sizes": [1, 9], "count": "3"}},
        "functions": [{"name": "f", "inputs": inputs, "returns": returns}],
        "outputs": [{"name": "total", "points": 1}],
    }


def calling(*arguments):
    """A verifier that calls the function once and adds up what it gives."""
    return (
        "import numpy as np\nfrom grader.verifier import Check\n\n\n"
        f"def verify(call):\n    y = call('f', {', '.join(arguments)})['y']\n"
        "    yield Check('total', y.sum(), y.size)\n"
    )


MATRIX = [{"name": "x", "shape": ["n", "k"]}]
ANY = "def y(x):\n    return x\n"


def test_the_shape_of_an_answer_follows_from_the_arguments(judge):
    """By the names of the sizes, and arithmetic on them."""
    spec = shaped(MATRIX, ["n", "k - 1"])
    call = calling("np.ones((2, 3))")

    right = judge("def f(x):\n    return x[:, 1:]\n", call, ANY, spec)
    wrong = judge("def f(x):\n    return x\n", call, ANY, spec)

    assert right.verdict is Verdict.PASSED
    assert (wrong.verdict, wrong.score) == (Verdict.WRONG_ANSWER, 0)
    assert wrong.message.startswith("y has shape (2, 3), expected (2, 2) = (n, k - 1)")
    assert "n = 2" in wrong.message
    assert "k = 3" in wrong.message


@pytest.mark.parametrize(
    ("returned", "told"),
    [
        (
            "x[0], x",
            "f returned the right shapes in another order: expected y (2, 3), z (3,); came",
        ),
        ("x, x[:, 0]", "z has shape (2,), expected (3,)"),
        ("'text', x", "y is text, expected numbers"),
    ],
    ids=["order", "shape", "text"],
)
def test_shapes_in_another_order_are_told(judge, returned, told):
    spec = shaped(MATRIX, ["n", "k"])
    spec["functions"][0]["returns"].append({"name": "z", "shape": ["k"]})
    answer = "def y(x):\n    return x\n\n\ndef z(x):\n    return x[0]\n"
    result = judge(f"def f(x):\n    return {returned}\n", calling("np.ones((2, 3))"), answer, spec)

    assert (result.verdict, result.score) == (Verdict.WRONG_ANSWER, 0)
    assert result.message.startswith(told)


def test_a_size_as_argument_says_how_long_an_axis_is(judge):
    """There may be no array from which it follows."""
    sizes = [{"name": "m", "shape": [], "dtype": "int64", "distribution": {"size": "n"}}]
    spec = shaped(sizes, ["n", 2])
    reference = "def y(m):\n    return [[1, 1]] * m\n"

    right = judge("def f(m):\n    return np.ones((m, 2))\n", calling("4"), reference, spec)
    wrong = judge("def f(m):\n    return np.ones((2, m))\n", calling("4"), reference, spec)

    assert right.verdict is Verdict.PASSED
    assert wrong.message.endswith("that is the shape of its transpose")


def test_members_of_a_family_follow_from_the_arguments(judge):
    pair = [{"name": "W", "shape": ["d[1]", "d[0]"]}, {"name": "V", "shape": ["d[2]", "d[1]"]}]
    spec = shaped(pair, ["d[2]", "d[0]"])
    call = calling("np.ones((1, 4))", "np.ones((3, 1))")
    reference = "def y(W, V):\n    return V @ W\n"

    right = judge("def f(W, V):\n    return V @ W\n", call, reference, spec)
    wrong = judge("def f(W, V):\n    return (V @ W)[:2]\n", call, reference, spec)

    assert right.verdict is Verdict.PASSED
    assert "expected (3, 4) = (d[2], d[0])" in wrong.message


def test_an_answer_that_is_not_finite_never_reaches_the_verifier(judge):
    text = "def f(x):\n    x = x[:, 1:]\n    x[0, 1] = np.nan\n    return x\n"
    result = judge(text, calling("np.ones((2, 3))"), ANY, shaped(MATRIX, ["n", "k - 1"]))

    assert result.verdict is Verdict.WRONG_ANSWER
    assert result.message.startswith("y is NaN in 1 of 4 entries, first at [0, 1]")


# The grader's own failures.


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("outputs = run", "outputs = 1 / 0 * run", "the verifier raised ZeroDivisionError"),
        ('yield Check("size"', 'yield Check("distance"', "a check of the output size"),
        ("def verify", "def check", "expected a function named 'verify', found none"),
        ('"network", 3', '"network"', "the verifier raised ValueError"),
    ],
)
def test_a_verifier_that_fails_costs_no_points(judge, old, new, sentence):
    """It is named with its file."""
    assert old in VERIFIER
    result = judge(RIGHT.replace("(n)", "(n=3)"), VERIFIER.replace(old, new))

    assert result.verdict is Verdict.INTERNAL_ERROR
    assert "verifier.py" in result.message
    assert sentence in result.message


# What cannot be judged says why, and costs nothing else.


def test_a_check_may_say_in_words_what_is_wrong(judge):
    """Then its numbers are no values to be compared, and none are shown."""
    verifier = VERIFIER.replace(
        "len, layers)), 3)", 'len, layers)), 3, sentence="4 units; at most 3 are allowed")'
    )
    size = judge(network("[[abs, abs, abs], [sum]]", before="    abs = lambda h: h[0]\n"), verifier)
    (size,) = (output for output in size.outputs if output.name == "size")

    assert size.message == "4 units; at most 3 are allowed"
    assert (size.counterexample.actual, size.counterexample.expected) == (None, None)


PARTS = {
    "functions": [
        {"name": name, "inputs": [], "returns": [{"name": output, "shape": []}]}
        for name, output in (("first", "one"), ("second", "two"))
    ],
    "outputs": [{"name": "one", "points": 2}, {"name": "two", "points": 1}],
}
PARTS_VERIFIER = """
from grader.verifier import Check


def verify_one(call):
    yield Check("one", call("first")["one"], 1)


def verify_two(call):
    yield Check("two", call("second")["two"], 2)
"""
PARTS_REFERENCE = "def one():\n    return 1\n\n\ndef two():\n    return 2\n"


@pytest.mark.parametrize(
    ("second", "verdict", "message"),
    [
        ("", Verdict.NOT_ATTEMPTED, "there is no function second"),
        ("def second():\n    pass\n", Verdict.NOT_ATTEMPTED, "second is still empty"),
        ("def second():\n    return [1, 2]\n", Verdict.WRONG_ANSWER, "two has shape (2,)"),
        ("def second():\n    return 1 / 0\n", Verdict.RUNTIME_ERROR, "ZeroDivisionError"),
    ],
    ids=["missing", "empty", "another shape", "raises"],
)
def test_outputs_of_different_functions_are_judged_apart(judge, second, verdict, message):
    text = f"def first():\n    return 1\n\n\n{second}"
    result = judge(text, PARTS_VERIFIER, PARTS_REFERENCE, PARTS)

    assert verdicts(result) == {"one": Verdict.PASSED, "two": verdict}
    assert message in result.outputs[1].message
    assert result.score == 2
    assert result.function == "first, second"


def test_a_problem_with_several_functions_that_are_all_missing_is_not_attempted(judge):
    result = judge("def third():\n    return 1\n", PARTS_VERIFIER, PARTS_REFERENCE, PARTS)

    assert result.verdict is Verdict.NOT_ATTEMPTED
