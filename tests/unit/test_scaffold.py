"""`grade new`: stubs say what is asked for, are no answers, and are graded by their names."""

import ast
import json

import pytest

from grader.authoring.scaffold import write_stubs
from grader.errors import UsageError
from grader.grading import grade
from grader.results import Verdict
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework
from grader.submission import read_submission

FACTS = {"title": "A title", "source": "s"}
WRITTEN = {
    "kind": "written",
    "rubric": [{"points": 2, "text": "It says why."}, {"points": 1, "text": "How.", "bonus": True}],
}
LISTS = {
    "kind": "function",
    "function": "backprop",
    "dimensions": {"n": [1, 3], "d": {"sizes": [2, 9], "count": "n + 1"}, "N": [2, 5]},
    "inputs": [
        {"name": "X", "shape": ["d[0]", "N"], "description": "samples, one a column"},
        {"name": "Ws", "list": "n", "shape": ["d[i]", "d[i - 1]"]},
        {"name": "bs", "list": "n", "shape": ["d[i]"]},
        {
            "name": "acts",
            "list": "n",
            "shape": [],
            "dtype": "text",
            "distribution": {"choice": ["relu", "tanh"]},
            "description": "activations of the layers",
        },
        {"name": "n", "shape": [], "dtype": "int64", "distribution": {"size": "n"}},
        {"name": "mode", "shape": [], "dtype": "text", "distribution": {"cycle": ["a"]}},
        {"name": "labels", "shape": ["N"], "dtype": "int64"},
    ],
    "outputs": [
        {"name": "dWs", "points": 3, "list": "n", "shape": ["d[i]", "d[i - 1]"]},
        {"name": "sums", "points": 1, "list": "n + 1", "shape": []},
    ],
}
LAYERS = {
    "kind": "construct",
    "functions": [
        {
            "name": "network",
            "inputs": [{"name": "n", "shape": [], "dtype": "int64"}],
            "returns": [{"name": "layers", "shape": [], "dtype": "layers"}],
        },
        {"name": "count", "inputs": [], "returns": [{"name": "units", "shape": []}]},
    ],
    "outputs": [{"name": "y", "points": 2}],
}


def doubled(factor):
    """A problem that asks for the function f."""
    return {
        "kind": "function",
        "function": "f",
        "inputs": [{"name": "x", "shape": []}],
        "outputs": [{"name": "y", "points": factor, "shape": []}],
    }


@pytest.fixture
def homework(tmp_path):
    """Write a homework of these problems; the loaded one."""

    def homework(references=(), /, **problems):
        folder = tmp_path / "problems" / "hw"
        names = [name.replace("_", "-") for name in problems]
        for name, problem in zip(names, problems.values(), strict=True):
            (folder / name).mkdir(parents=True)
            document = {"id": f"hw/{name}", **FACTS, **problem}
            (folder / name / "problem.json").write_text(json.dumps(document))
        for name, reference in dict(references).items():
            (folder / name / "reference.py").write_text(reference)
        document = {"id": "hw", **FACTS, "problems": names}
        (folder / "homework.json").write_text(json.dumps(document))
        return load_homework(folder)

    return homework


@pytest.fixture
def stub(homework, tmp_path):
    """The text of the one file that is written for a problem."""

    def stub(problem):
        (path,) = write_stubs(homework(one_problem=problem), tmp_path / "mine")
        return path.read_text("utf-8")

    return stub


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


# What the files hold.


def test_there_is_a_file_for_each_problem_in_the_order_of_the_homework(homework, tmp_path):
    """Named after it, as Python names things; the folder is made."""
    problems = homework(z_first=LISTS, why_so=WRITTEN, a_network=LAYERS)
    written = write_stubs(problems, tmp_path / "deep" / "mine")

    names = ["z_first.py", "why_so.md", "a_network.py"]
    assert written == [tmp_path / "deep" / "mine" / name for name in names]
    assert sorted(path.name for path in (tmp_path / "deep" / "mine").iterdir()) == sorted(names)


def test_a_written_problem_is_a_text_with_its_title(stub):
    """And where to read the exercise, in a comment."""
    text = stub(WRITTEN)

    assert text.startswith("# A title\n")
    assert "hw/one-problem, 2 points" in text
    assert "grade show one-problem" in text
    assert text.index("<!--") < text.index("grade show") < text.index("-->")


def test_the_stub_of_a_function_parses_and_says_which_problem_it_is(stub):
    module = ast.parse(stub(LISTS))

    (function,) = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    called = ["X", "Ws", "bs", "acts", "n", "mode", "labels"]
    assert ast.get_docstring(module).startswith("A title.\n\nhw/one-problem, 4 points.")
    assert [argument.arg for argument in function.args.args] == called


@pytest.mark.parametrize("title", [r"Slope of \sigma", r"\x and \N", 'Say """why"""', '"', "--> ζ"])
def test_any_title_and_description_can_stand_in_a_stub(stub, title):
    """They are text of the spec, and Python reads the stub."""
    inputs = [{"name": "x", "shape": [], "description": title}]
    module = ast.parse(stub({**doubled(1), "title": title, "inputs": inputs}))

    assert any(isinstance(node, ast.FunctionDef) for node in module.body)


def test_any_title_of_a_written_problem_leaves_its_stub_without_an_answer(homework, tmp_path):
    write_stubs(homework(why_so={**WRITTEN, "title": "--> so"}), tmp_path / "mine")

    assert read_submission(tmp_path / "mine").answers["why-so"].text == ""


def described(text, function):
    """What the docstring of a stub says of each argument and value."""
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    docstring = ast.get_docstring(next(node for node in nodes if node.name == function))
    lines = [line.strip() for line in docstring.splitlines() if line.startswith("    ")]
    return dict(line.split(": ", 1) for line in lines)


def test_a_stub_says_where_autograd_is_not_allowed(stub):
    rule = "The exercise asks for the formula: autograd is not allowed."
    forbidden = stub({**LISTS, "autograd": False})

    assert rule in " ".join(ast.get_docstring(ast.parse(forbidden)).split())


def test_a_stub_does_not_say_so_elsewhere(stub):
    assert "autograd" not in stub(LISTS)


def test_lists_names_and_sizes_are_described(stub):
    """How many items, of which shape, and of what kind."""
    assert described(stub(LISTS), "backprop") == {
        "X": "array of numbers of shape (d[0], N); samples, one a column",
        "Ws": "list of n, each array of numbers of shape (d[i], d[i - 1])",
        "bs": "list of n, each array of numbers of shape (d[i],)",
        "acts": "list of n, each one name; activations of the layers",
        "n": "one integer",
        "mode": "one name",
        "labels": "array of integers of shape (N,)",
        "dWs": "list of n, each array of numbers of shape (d[i], d[i - 1])",
        "sums": "list of n + 1, each one number",
    }


def test_several_values_are_asked_for_by_name(stub):
    assert "Return a dict with the keys dWs, sums, or a tuple in this order." in stub(LISTS)


def test_layers_are_described_as_what_a_student_writes(stub):
    text = stub(LAYERS)

    assert described(text, "network") == {
        "n": "one integer",
        "layers": "list of layers, each a list of functions of the outputs of the layer before",
    }
    assert "Return layers." in text


def test_a_construction_has_a_stub_for_each_function(stub):
    """One without arguments has none to describe."""
    text = stub(LAYERS)
    module = ast.parse(text)

    names = [node.name for node in module.body if isinstance(node, ast.FunctionDef)]
    assert names == ["network", "count"]
    assert "def count():" in text
    assert text.count("Args:") == 1


@pytest.mark.parametrize(
    ("arrays", "library"), [("numpy", "import numpy as np"), ("torch", "import torch")]
)
def test_the_stub_of_a_script_has_its_calls_and_imports_what_arrays_come_as(stub, arrays, library):
    calls = ["layer = Layer(3)", "layer.W = x", "y = layer.forward(x)"]
    problem = {**doubled(1), "script": calls, "arrays": arrays}
    del problem["function"]
    (imported, layer) = ast.parse(stub(problem)).body[1:]

    assert ast.unparse(imported) == library
    assert ast.get_docstring(layer) == "Its objects have W."
    methods = [ast.unparse(item.args) for item in layer.body if isinstance(item, ast.FunctionDef)]
    assert methods == ["self, argument_1", "self, x"]


def scripted(*lines):
    """A problem whose script is these lines."""
    problem = {**doubled(1), "script": [*lines]}
    del problem["function"]
    return problem


def test_what_several_scripts_call_is_written_once_with_all_that_any_of_them_uses(
    homework, tmp_path
):
    """A problem with nothing else to write has no file; the first one's file names it."""
    problems = homework(
        start=scripted("layer = Layer(x)", "y = layer.weight"),
        layer=scripted("layer = Layer(x)", "y = layer.forward(x)"),
        update=scripted("layer = Layer(x)", "y = step(layer)"),
    )
    start, update = write_stubs(problems, tmp_path / "mine")
    (_, layer) = ast.parse(start.read_text()).body[1:]
    (_, step) = ast.parse(update.read_text()).body[1:]

    assert (start.name, update.name) == ("start.py", "update.py")
    assert "hw/start, 1 point" in start.read_text()
    assert "hw/layer, 1 point" in start.read_text()
    assert [item.name for item in layer.body[1:]] == ["__init__", "forward"]
    assert step.name == "step"
    assert "It calls Layer too: start.py." in update.read_text()


def test_the_stub_of_a_script_says_what_goes_between_its_calls(stub):
    """Also what a shorter call leaves out."""
    text = stub(
        scripted(
            "param = {'mode': 'train', 'p': x}",
            "sizes = [x]",
            "out, cache = forward(x, param, sizes)",
            "short = backward(cache)",
            "y = backward(cache, x)",
        )
    )

    assert "param: dict with the keys 'mode' and 'p'" in text
    assert "sizes: list" in text
    assert "cache: whatever backward is to have" in text
    assert "cache: what forward returned as cache" in text
    assert "def backward(cache, x=None):" in text
    assert "Return y; what it returns without x says the exercise." in text


# What the files are.


def test_no_stub_is_an_answer(homework, tmp_path, sandbox):
    """Functions are still empty, and a heading with a comment is no text."""
    problems = homework(lists=LISTS, why_so=WRITTEN, network=LAYERS)
    write_stubs(problems, tmp_path / "mine")
    report = grade(read_submission(tmp_path / "mine"), problems, sandbox)

    assert {problem.verdict for problem in report.problems} == {Verdict.NOT_ATTEMPTED}
    assert (report.score, report.max_score, report.pending) == (0, 8, 0)
    assert [problem.message for problem in report.problems] == [
        "lists.py:9: backprop is still empty",
        "there is no answer; write it into why_so.md",
        "network.py:9: network is still empty",
    ]


def test_text_below_the_comment_is_an_answer(homework, tmp_path, sandbox):
    """It waits to be marked, and the heading does not count."""
    problems = homework(why_so=WRITTEN)
    (path,) = write_stubs(problems, tmp_path / "mine")
    with path.open("a") as file:
        file.write("\nBecause it is so.\n")
    report = grade(read_submission(tmp_path / "mine"), problems, sandbox)

    (result,) = report.problems
    assert result.verdict is Verdict.NEEDS_MARKING
    assert result.message == "why_so.md: 4 words, to be marked by hand"
    assert (result.file, report.pending) == ("why_so.md", 2)


def test_a_stub_of_a_text_that_was_not_written_into_has_none(homework, tmp_path):
    write_stubs(homework(why_so=WRITTEN), tmp_path / "mine")
    answer = read_submission(tmp_path / "mine").answers["why-so"]

    assert (answer.file, answer.text) == ("why_so.md", "")


REFERENCES = {
    "first": "def y(x):\n    return 2 * x\n",
    "second-one": "def y(x):\n    return 3 * x\n",
}


@pytest.fixture
def same_name(homework):
    """Two problems that ask for a function of the same name."""
    return homework(REFERENCES, first=doubled(1), second_one=doubled(2))


def filled_in(folder, **factors):
    """Replace the stubs' functions by these multiples; each keeps its file."""
    for name, factor in factors.items():
        file = folder / f"{name}.py"
        assert "def f(x):" in file.read_text()
        file.write_text(f"def f(x):\n    return {factor} * x\n")


def test_functions_of_the_same_name_get_files_of_their_own(same_name, tmp_path):
    first, second = write_stubs(same_name, tmp_path / "mine")

    assert (first.name, second.name) == ("first.py", "second_one.py")
    assert "hw/first, 1 point" in first.read_text()
    assert "hw/second-one, 2 points" in second.read_text()


@pytest.mark.parametrize(
    ("factors", "scores"),
    [
        ({"first": 2, "second_one": 3}, [1, 2]),
        ({"first": 3, "second_one": 2}, [0, 0]),
        ({"first": 2, "second_one": 2}, [1, 0]),
        ({"first": 3, "second_one": 3}, [0, 2]),
    ],
    ids=str,
)
def test_functions_of_the_same_name_are_graded_by_their_files(
    same_name, tmp_path, sandbox, factors, scores
):
    """Each against its own problem; what the other file holds does not matter."""
    write_stubs(same_name, tmp_path / "mine")
    filled_in(tmp_path / "mine", **factors)
    report = grade(read_submission(tmp_path / "mine"), same_name, sandbox)

    assert [problem.score for problem in report.problems] == scores
    assert [problem.file for problem in report.problems] == ["first.py", "second_one.py"]
    assert report.notes == ()


def test_one_of_two_that_is_filled_in_does_not_answer_the_other(same_name, tmp_path, sandbox):
    """The stub of the other stays not attempted."""
    write_stubs(same_name, tmp_path / "mine")
    filled_in(tmp_path / "mine", second_one=3)
    report = grade(read_submission(tmp_path / "mine"), same_name, sandbox)

    assert [problem.verdict for problem in report.problems] == [
        Verdict.NOT_ATTEMPTED,
        Verdict.PASSED,
    ]
    assert report.problems[0].message == "first.py:9: f is still empty"


# Where they may be written.


def test_nothing_is_overwritten(homework, tmp_path):
    """One file that is there is enough to write none."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "why_so.md").write_text("my answer")

    with pytest.raises(UsageError, match=r"why_so\.md: expected no such file yet"):
        write_stubs(homework(lists=LISTS, why_so=WRITTEN), mine)

    assert [path.name for path in mine.iterdir()] == ["why_so.md"]
    assert (mine / "why_so.md").read_text() == "my answer"


def test_a_folder_that_cannot_be_made_is_refused(homework, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(UsageError, match="cannot be written"):
        write_stubs(homework(why_so=WRITTEN), tmp_path / "file" / "mine")
