"""`grade check` from outside: exit codes, sentences, table, progress; and grading with a bad bank."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys

import jsonschema
import pytest

from grader.report.json import schema
from tests import within
from tests.bank import BANK

SIAMESE = "deep-learning-2021-hw1/siamese-grad"
XOR = "ee488-2017-lecture6/xor-construct"
WORKED = "uva-2017-hw1/worked-example"


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """What is proved once in these tests is proved for all of them."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def check(cache, tmp_path):
    """Runs `grade check` with the small bank of problems, or another one.

    Within this process, which has torch already; from outside it is seen at terminals below.
    """

    def check(*names, bank=BANK):
        environment = {"COLUMNS": "300", "XDG_CACHE_HOME": str(cache)}
        options = ["--problems", bank]
        return within.grade("check", *names, *options, folder=tmp_path, **environment)

    return check


@pytest.fixture
def bank(tmp_path):
    """A copy of the problems, to be changed."""
    return shutil.copytree(BANK, tmp_path / "bank")


def edit(file, old, new):
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def rows(text):
    """The marks of the problems in a table."""
    return re.findall(r"^ *([✓✗]) ([\w-]+)", text, re.MULTILINE)


def sentence(done):
    """The one sentence that a command ended with."""
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("grade: ")
    assert done.stderr.count("\n") == 1
    return done.stderr.removeprefix("grade: ").removesuffix("\n")


# Exit codes.


def test_0_every_problem_is_proved(check):
    """One row each, and a summary; nothing else is said."""
    done = check()

    assert done.returncode == 0
    assert rows(done.stdout) == [("✓", item.split("/")[1]) for item in (SIAMESE, XOR, WORKED)]
    assert "3 of 3 problems proved; " in done.stdout.splitlines()[-1]
    assert done.stderr.strip() == ""


def test_1_a_problem_is_not_proved(check, bank):
    """The fault is told with its file; the others are proved all the same."""
    edit(bank / XOR / "reference.py", "[1.0, -2.0]", "[1.0, -1.0]")
    done = check("siamese-grad", "xor-construct", bank=bank)

    assert done.returncode == 1
    assert rows(done.stdout) == [("✓", "siamese-grad"), ("✗", "xor-construct")]
    assert f"{XOR}: {bank / XOR / 'reference.py'}: the reference does not pass" in done.stdout
    assert "1 of 2 problems proved" in done.stdout


def test_1_every_problem_is_not_proved_that_has_a_fault(check, bank):
    """Several faults of one problem are all told."""
    edit(bank / XOR / "statement.md", "# Weights", "# Weight")
    edit(bank / XOR / "statement.md", "`xor_params()`", "`xor_param()`")
    done = check("xor-construct", bank=bank)

    assert done.returncode == 1
    assert done.stdout.count(f"\n{XOR}: {bank / XOR / 'statement.md'}: ") == 2


def test_2_a_problem_that_there_is_not(check):
    """The sentence names those that there are."""
    done = check("xor-construct", "xor-constructs")

    assert done.returncode == 2
    assert (
        sentence(done) == f"'xor-constructs': expected one problem of: {SIAMESE}, {XOR}, {WORKED}"
    )


def test_2_a_spec_that_cannot_be_read(check, bank):
    """File, place, what was expected and what was found."""
    file = bank / XOR / "problem.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "kind": "riddle"}))
    done = check(bank=bank)

    assert done.returncode == 2
    assert sentence(done) == (
        f'{file}: $.kind: expected one of function, construct, written, found "riddle"'
    )


def test_2_no_problems(check, tmp_path):
    """A folder that is missing, or holds no homework."""
    (tmp_path / "empty").mkdir()

    assert "expected a folder, found none" in sentence(check(bank=tmp_path / "lost"))
    assert "expected folders with a homework.json" in sentence(check(bank=tmp_path / "empty"))


NO_TORCH = """
import importlib.util

find_spec = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "torch" else find_spec(name, *rest)
from grader.cli import main
main()
"""


def test_2_without_torch_nothing_is_proved():
    """The sentence says how to get it."""
    command = [sys.executable, "-c", NO_TORCH, "check", "xor-construct", "--problems", BANK]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 2
    assert sentence(done) == "grade check needs torch: pip install 'grader[torch]'"


# Which problems.


def test_a_problem_is_named_by_its_id_or_the_last_part_of_it_and_proved_once(check):
    """However often it is named, in the order of the bank."""
    done = check("xor-construct", SIAMESE, XOR, "xor-construct")

    assert done.returncode == 0
    assert rows(done.stdout) == [("✓", "siamese-grad"), ("✓", "xor-construct")]


def test_a_name_that_two_problems_have_is_refused(check, bank):
    """The sentence names both, and no others."""
    second = bank / "uva-2017-hw1" / "xor-construct"
    shutil.copytree(bank / XOR, second)
    edit(second / "problem.json", XOR, "uva-2017-hw1/xor-construct")
    edit(bank / "uva-2017-hw1" / "homework.json", '"worked-example"', '"xor-construct"')
    done = check("xor-construct", bank=bank)

    assert done.returncode == 2
    assert sentence(done) == (
        f"'xor-construct': expected one problem of: {XOR}, uva-2017-hw1/xor-construct"
    )


def test_a_written_problem_is_proved_by_its_statement(check, bank):
    """It has no numbers to show."""
    folder = bank / "uva-2017-hw1" / "explain"
    folder.mkdir()
    spec = {"id": "uva-2017-hw1/explain", "title": "Why", "source": "Week 1", "kind": "written"}
    rubric = [{"points": 1, "text": "Because."}]
    (folder / "problem.json").write_text(json.dumps({**spec, "rubric": rubric}))
    (folder / "statement.md").write_text("# Why\n\nSay why.\n")
    edit(bank / "uva-2017-hw1" / "homework.json", '"worked-example"', '"explain"')
    done = check("explain", bank=bank)

    assert done.returncode == 0
    assert rows(done.stdout) == [("✓", "explain")]
    assert re.search(r"explain( +-){7} ", done.stdout)


# Instructors' code that misbehaves.


@pytest.mark.parametrize(
    "code", ["raise SystemExit(0)", "import os; os._exit(0)"], ids=["sys.exit", "os._exit"]
)
def test_a_reference_that_ends_the_program_is_not_proved(check, bank, code):
    """And the others are: what it does is no end of `grade check`."""
    edit(bank / XOR / "reference.py", "return 0.0", code)
    done = check("siamese-grad", "xor-construct", bank=bank)

    assert done.returncode == 1
    assert rows(done.stdout) == [("✓", "siamese-grad"), ("✗", "xor-construct")]
    assert "Traceback" not in done.stdout + done.stderr


# Terminals.


def on_a_terminal(command, environment, *, stdout_too):
    """What a command writes to a terminal as its standard error, and to its output."""
    ours, theirs = pty.openpty()
    output = theirs if stdout_too else subprocess.PIPE
    process = subprocess.Popen(
        command,
        stdout=output,
        stderr=theirs,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "COLUMNS": "120", "TERM": "xterm", **environment},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            block = os.read(ours, 4096)
        except OSError:  # nobody holds the other end any more
            break
        if not block:
            break
        shown += block
    piped = b"" if stdout_too else process.stdout.read()
    if not stdout_too:
        process.stdout.close()
    os.close(ours)
    return process.wait(timeout=60), shown.decode(), piped.decode()


COMMAND = [sys.executable, "-m", "grader", "check", "xor-construct", "--problems", BANK]


def test_a_terminal_shows_the_progress_and_a_pipe_does_not(cache):
    """The table in the pipe holds nothing that steers a terminal."""
    environment = {"XDG_CACHE_HOME": str(cache)}
    code, shown, piped = on_a_terminal(COMMAND, environment, stdout_too=False)

    assert code == 0
    assert "0%" in shown
    assert "\x1b[" in shown
    assert "\x1b" not in piped
    assert rows(piped) == [("✓", "xor-construct")]


def test_the_progress_is_gone_when_the_table_is_there(cache):
    """Its line is cleared, the cursor is back, and the table is the last that is written."""
    code, shown, _ = on_a_terminal(COMMAND, {"XDG_CACHE_HOME": str(cache)}, stdout_too=True)

    assert code == 0
    progress, _, result = shown.rpartition("\x1b[2K")
    assert progress
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")
    assert "%" not in result.partition("mutants fail")[0]
    assert "✓ xor-construct" in result


@pytest.mark.parametrize("no_color", [False, True])
def test_a_terminal_gets_colours_unless_it_wants_none(cache, no_color):
    """`NO_COLOR` is the wish."""
    environment = {"XDG_CACHE_HOME": str(cache), **({"NO_COLOR": "1"} if no_color else {})}
    _, shown, _ = on_a_terminal(COMMAND, environment, stdout_too=True)

    assert ("\x1b[32m✓ xor-construct" in shown) is not no_color


def test_a_pipe_gets_neither_progress_nor_colour(check):
    """Neither in its output nor in its errors."""
    done = check("xor-construct")

    assert "\x1b" not in done.stdout + done.stderr
    assert "%" not in done.stderr


# Grading with a bad bank: it costs no marks, and no other problem.

ANSWERS = """
import numpy as np

def siamese_grad(x1, x2, W, b, lam):
    h1, h2 = 1 / (1 + np.exp(-(W @ x1 + b))), 1 / (1 + np.exp(-(W @ x2 + b)))
    d1, d2 = (h1 - h2) * h1 * (1 - h1), (h1 - h2) * h2 * (1 - h2)
    return {"dW": np.outer(d1, x1) - np.outer(d2, x2) + lam * W, "db": d1 - d2}

def worked_example(X, W1, W2, y):
    return 1

def xor_params():
    return np.ones((2, 2)), np.array([0, -1]), np.array([1, -2]), 0
"""


@pytest.fixture
def homework(bank):
    """One homework of all three problems."""
    folder = bank / "deep-learning-2021-hw1"
    for item in (XOR, WORKED):
        shutil.move(bank / item, folder)
        name = item.split("/")[1]
        edit(folder / name / "problem.json", item, f"{folder.name}/{name}")
        shutil.rmtree(bank / item.split("/")[0])
    names = ["siamese-grad", "worked-example", "xor-construct"]
    edit(folder / "homework.json", '"siamese-grad"', json.dumps(names)[1:-1])
    return folder


@pytest.fixture
def graded(grade, bank, tmp_path):
    """Grades the answers: the exit code, and score and verdict of each problem."""

    def graded():
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "answers.py").write_text(ANSWERS)
        done = grade("mine", "--problems", bank, "--format", "json")
        assert "Traceback" not in done.stdout + done.stderr
        document = json.loads(done.stdout)
        jsonschema.validate(document, schema())
        found = {item["id"].partition("/")[2]: item for item in document["problems"]}
        return done.returncode, document, found

    return graded


def test_a_good_bank_grades_all_three(homework, graded):
    """Against which the others are to be seen."""
    code, document, found = graded()

    assert code == 1
    assert (document["score"], document["max_score"]) == (8, 16)
    assert {name: item["verdict"] for name, item in found.items()} == {
        "siamese-grad": "passed",
        "worked-example": "wrong_answer",
        "xor-construct": "passed",
    }
    assert document["homework"] == homework.name


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("reference.py", "return W1 @ X", "return 1 / 0", "ZeroDivisionError"),
        ("reference.py", "return W1 @ X", "raise SystemExit(0)", "SystemExit"),
        ("reference.py", "import numpy as np", "raise SystemExit(0)", "SystemExit"),
        ("reference.py", "/ (2 * y.shape[1])", "/ 0.0", "L: expected finite numbers"),
        ("mistakes.py", "import numpy as np", "import nmupy as np", "ModuleNotFoundError"),
        ("problem.json", '"L": 0.4916', '"L": 0.5', "the numbers printed"),
    ],
)
def test_a_reference_that_fails_costs_no_marks_and_no_other_problem(
    homework, graded, file, old, new, told
):
    """It is out of the sum; the exit code says that the grader failed."""
    edit(homework / "worked-example" / file, old, new)
    code, document, found = graded()

    assert code == 3
    assert (document["score"], document["max_score"]) == (8, 8)
    assert found["worked-example"]["verdict"] == "internal_error"
    assert told in found["worked-example"]["message"]
    assert {found[name]["verdict"] for name in ("siamese-grad", "xor-construct")} == {"passed"}


@pytest.mark.parametrize(
    "code", ["raise ValueError('broken')", "raise SystemExit(0)", "return iter(())"]
)
def test_a_verifier_that_fails_costs_no_marks_and_no_other_problem(homework, graded, code):
    """As a reference."""
    edit(homework / "xor-construct" / "verifier.py", "    answer =", f"    {code}\n    answer =")
    exit_code, document, found = graded()

    assert exit_code == 3
    assert (document["score"], document["max_score"]) == (5, 13)
    assert found["xor-construct"]["verdict"] == "internal_error"
    assert "verifier.py" in found["xor-construct"]["message"]
    assert found["siamese-grad"]["verdict"] == "passed"


def test_a_spec_that_cannot_be_read_is_told_before_anything_is_graded(
    grade, homework, bank, tmp_path
):
    """There is no report on a part of a homework."""
    (tmp_path / "answers.py").write_text(ANSWERS)
    file = homework / "worked-example" / "problem.json"
    edit(file, '"kind": "function"', '"kind": "riddle"')
    done = grade("answers.py", "--problems", bank, "--format", "json")

    assert done.returncode == 2
    assert sentence(done).startswith(
        f"{file}: $.kind: expected one of function, construct, written"
    )
