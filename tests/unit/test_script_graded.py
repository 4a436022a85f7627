"""Problems whose spec is a script of calls, graded: a layer of two functions, and a class."""

import json

import pytest

from grader.grading import Run, grade
from grader.report.json import to_plain
from grader.results import Verdict
from grader.sandbox.host import Sandbox
from grader.seeding import CourseKey
from grader.spec.load import load_homework
from grader.submission import read_submission

INPUTS = {"x": ["N", "D"], "W": ["D", "M"], "b": ["M"], "dout": ["N", "M"]}
OUTPUTS = {"out": ["N", "M"], "dx": ["N", "D"], "dW": ["D", "M"], "db": ["M"]}
SCRIPTS = {
    "functions": ["out, cache = forward(x, W, b)", "dx, dW, db = backward(dout, cache)"],
    "module": [
        "linear = Linear()",
        "linear.params['W'] = W",
        "linear.params['b'] = b",
        "out = linear.forward(x)",
        "dx = linear.backward(dout)",
        "dW = linear.grads['W']",
        "db = linear.grads['b']",
    ],
}
REFERENCE = """
def out(x, W, b): return x @ W + b
def dx(dout, W): return dout @ W.T
def dW(x, dout): return x.T @ dout
def db(dout): return dout.sum(axis=0)
"""
FORWARD = "def forward(x, W, b):\n    return x @ W + b, (x, W)\n"
BACKWARD = "def backward(d, cache):\n    x, W = cache\n    return d @ W.T, x.T @ d, d.sum(axis=0)\n"
MODULE = """
class Linear:
    def __init__(self):
        self.params, self.grads = {}, {}
    def forward(self, x):
        self.x = x
        return x @ self.params["W"] + self.params["b"]
    def backward(self, d):
        self.grads["W"], self.grads["b"] = self.x.T @ d, d.sum(axis=0)
        return d @ self.params["W"].T
"""


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def homework(tmp_path_factory):
    folder = tmp_path_factory.mktemp("problems") / "layers"
    folder.mkdir()
    index = {"id": "layers", "title": "Layers", "source": "s", "problems": [*SCRIPTS]}
    (folder / "homework.json").write_text(json.dumps({**index, "cases": {"hidden": 3}}))
    for name, script in SCRIPTS.items():
        spec = {
            "id": f"layers/{name}",
            "title": name,
            "source": "s",
            "kind": "function",
            "script": script,
            "changed_arguments": "allowed",
            "dimensions": {"N": [2, 5], "D": [2, 5], "M": [2, 5]},
            "inputs": [{"name": name, "shape": shape} for name, shape in INPUTS.items()],
            "outputs": [
                {"name": name, "shape": shape, "points": 1} for name, shape in OUTPUTS.items()
            ],
            "cases": 6,
            "variations": [{"tag": "N = 1", "sizes": {"N": 1}}],
        }
        (folder / name).mkdir()
        (folder / name / "problem.json").write_text(json.dumps(spec))
        (folder / name / "reference.py").write_text(REFERENCE)
        (folder / name / "statement.md").write_text(f"# {name}\n")
    return load_homework(folder)


@pytest.fixture
def judge(sandbox, homework, tmp_path):
    """Grades files; the result of the first problem that they answer."""

    def judge(place="functions", key=None, **files):
        for name, text in files.items():
            (tmp_path / f"{name}.py").write_text(text)
        problems = [problem for problem in homework.problems if problem.name == place]
        report = grade(read_submission(tmp_path), homework, sandbox, problems=problems, key=key)
        return report.problems[0]

    return judge


def verdicts(result):
    return {output.name: output.verdict.value for output in result.outputs}


def test_functions_pass_on_what_nobody_looks_into(judge):
    result = judge(a=FORWARD + BACKWARD)

    assert result.verdict is Verdict.PASSED
    assert result.function == "forward, backward"


def test_functions_may_stand_in_different_files(judge):
    assert judge(a=FORWARD, b=BACKWARD).verdict is Verdict.PASSED


def test_hidden_cases_run_the_same_script(judge):
    result = judge(key=CourseKey("0123456789 abcdef"), a=FORWARD, b=BACKWARD)

    assert result.verdict is Verdict.PASSED
    assert {output.hidden.passed for output in result.outputs} == {3}


def test_a_class_is_constructed_called_and_read(judge):
    assert judge("module", a=MODULE).verdict is Verdict.PASSED


def test_a_class_may_draw_its_first_parameters(judge):
    drawing = 'self.params, self.grads = {"W": np.random.randn(2, 2)}, {}'
    module = "import numpy as np\n" + MODULE.replace("self.params, self.grads = {}, {}", drawing)
    function = f"import numpy as np\nnp.random.rand()\n{FORWARD}{BACKWARD}"
    drawn = function.replace("    return x", "    np.random.rand()\n    return x")

    assert judge("module", a=module).notes == ()
    assert "draws from the global generator" in judge(a=drawn).notes[0]


def test_what_came_before_a_line_that_raises_is_judged(judge):
    result = judge(a=FORWARD + "def backward(d, cache):\n    return cache[5]\n")

    assert verdicts(result) == {
        "out": "passed",
        **dict.fromkeys(["dx", "dW", "db"], "runtime_error"),
    }
    assert result.score == 1
    assert "IndexError" in result.message


def test_a_wrong_value_before_a_line_that_raises_is_wrong_and_has_its_cause(judge):
    forward = "def forward(x, W, b):\n    return x @ W - b, None\n"
    result = judge(a=forward + "def backward(d, cache):\n    return cache[5]\n")

    assert verdicts(result)["out"] == "wrong_answer"
    assert result.outputs[0].diagnosis is not None
    assert result.outputs[0].counterexample.calls == tuple(SCRIPTS["functions"])


def test_what_fails_and_what_is_wrong_with_a_tag_are_told_apart(judge):
    """A wrong value that came before a line that raises did come."""
    forward = FORWARD.replace("x @ W + b,", "x @ W + (b if len(x) > 1 else 0),")
    backward = BACKWARD.replace("    x, W = cache\n", "    x, W = cache\n    x[1]\n")

    out, dx, *_ = judge(layers=forward + backward).outputs

    assert out.diagnosis.message.endswith("out is wrong only with N = 1.")
    assert dx.diagnosis.message == "The call fails only with N = 1."


def test_a_function_that_is_not_there_costs_what_it_gives(judge):
    result = judge(a=FORWARD)

    assert verdicts(result)["out"] == "passed"
    assert verdicts(result)["dx"] == "not_attempted"
    assert result.verdict is Verdict.WRONG_ANSWER
    assert result.message == "there is no function backward"
    assert result.outputs[1].counterexample is None


def test_a_method_that_is_still_empty_costs_what_it_gives(judge):
    module = MODULE.replace("self.grads[", "raise NotImplementedError\n        self.grads[", 1)
    result = judge("module", a=module)

    assert verdicts(result)["out"] == "passed"
    assert verdicts(result)["db"] == "not_attempted"


def test_nothing_of_it_is_not_attempted(judge):
    result = judge("module", a=FORWARD)

    assert result.verdict is Verdict.NOT_ATTEMPTED
    assert result.message == "there is no class Linear"


@pytest.mark.parametrize(
    ("returned", "told"),
    [
        ("x @ W + b, x, W", "more than 2 values came back, expected 2"),
        ("(x @ W + b,)", "1 came back, expected 2"),
        ("None", "None came back: is the return statement missing?"),
        ("x.sum().item()", "one value came back, of type float, expected several"),
        ("x.sum()", "one value came back, of type numpy.float64, expected several"),
        ("np.array(1.0)", "one value came back, a 0-d array, expected several"),
    ],
)
def test_what_cannot_be_taken_apart_is_told_with_the_line(judge, returned, told):
    result = judge(
        a=f"import numpy as np\ndef forward(x, W, b):\n    return {returned}\n{BACKWARD}"
    )

    assert result.message == f"{told}\n    {SCRIPTS['functions'][0]}"


def test_other_parameters_are_told_with_the_line(judge):
    result = judge(a="def forward(x):\n    return x, x\n" + BACKWARD)

    assert "the exercise calls it so:\n    out, cache = forward(x, W, b)" in result.message


def test_a_method_that_returns_nothing_is_told_as_that(judge):
    result = judge("module", a=MODULE.replace("return d @", "d @"))
    by_name = {output.name: output for output in result.outputs}

    assert verdicts(result)["dx"] == "wrong_answer"
    assert verdicts(result)["dW"] == "passed"
    assert by_name["dx"].diagnosis.code == "unreturned"
    told = "linear.backward returns nothing: is its return statement missing?"
    assert by_name["dx"].diagnosis.message == told


def test_a_gradient_that_nothing_was_put_into_lacks_no_return(judge):
    result = judge("module", a=MODULE.replace("= self.x.T @ d, d.sum(axis=0)", "= None, None"))

    assert {o.diagnosis.code for o in result.outputs if o.diagnosis} <= {"where"}


def test_parameters_that_a_class_has_drawn_are_told_beside_random_numbers(judge):
    code = MODULE.replace("{}, {}\n", "{}, {}\n        self.W = np.random.rand(9, 9)\n")
    code = code.replace(
        'return x @ self.params["W"]', "return x @ self.W[: x.shape[1], : len(self.params['b'])]"
    )
    result = judge("module", a=f"import numpy as np{code}")

    assert result.outputs[0].diagnosis.code == "random"
    assert "set afterwards: linear.params['W'] = W." in result.outputs[0].diagnosis.message


def test_a_method_without_self_is_told_so(judge):
    result = judge("module", a=MODULE.replace("backward(self, d)", "backward(d)"))

    assert result.message.endswith("a method gets the object first: def backward(self, d)")


def test_a_method_that_lacks_another_parameter_does_not_lack_self(judge):
    result = judge("module", a=MODULE.replace("backward(self, d)", "backward(self)"))

    assert "gets the object first" not in result.message


def test_a_key_of_another_name_is_told_with_those_that_are_there(judge):
    result = judge("module", a=MODULE.replace('self.grads["W"]', 'self.grads["weight"]'))

    assert result.message.startswith("linear.grads has no key 'W'; its keys: 'weight', 'b'")
    assert verdicts(result)["dx"] == "passed"


def test_what_is_kept_between_calls_is_found_out(judge):
    forward = (
        "n = [0]\ndef forward(x, W, b):\n    n[0] += 1\n    return x @ W + b + (n[0] > 4), (x, W)\n"
    )
    result = judge(a=forward + BACKWARD)

    assert verdicts(result)["out"] == "wrong_answer"
    assert result.outputs[0].diagnosis.code == "unrepeatable"


def test_a_process_that_ends_costs_the_problem(judge):
    result = judge(a=FORWARD + "def backward(d, cache):\n    import os\n    os._exit(3)\n")

    assert result.verdict is Verdict.RUNTIME_ERROR
    assert result.score == 0


def test_of_a_hidden_case_of_a_script_nothing_is_told_but_how_many_were_right(judge, homework):
    """Wrong on one hidden case alone: no number of it stands in the report."""
    course = CourseKey("0123456789 abcdef")
    run = Run(homework, 0, "", None, course, None)
    hidden = run.full_key(homework.problems[0]).entries[-1]
    total = float(hidden.case.arguments["x"].sum())
    backward = BACKWARD.replace(
        "d.sum(axis=0)", f"d.sum(axis=0) + (abs(x.sum() - {total!r}) < 1e-9)"
    )

    result = judge(key=course, a=FORWARD + backward)

    assert verdicts(result)["db"] == "wrong_answer"
    assert result.outputs[3].hidden.failed == 1
    assert result.outputs[3].cases.failed == 0
    shown = str(to_plain(result))
    numbers = [*hidden.case.arguments.values(), *hidden.values.values()]
    telling = {repr(n) for array in numbers for n in array.ravel().tolist() if len(repr(n)) > 6}
    assert telling
    assert not any(number in shown for number in telling)
