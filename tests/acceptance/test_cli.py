"""The command line from outside: exit codes, sentences, options, files."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
import zipfile

import jsonschema
import pytest

from grader.report.json import schema
from grader.spec.load import find_homeworks, load_homework
from tests.bank import BANK as PROBLEMS

HOMEWORKS = find_homeworks(PROBLEMS)

# 5 points.
RIGHT = """
import numpy as np

def siamese_grad(x1, x2, W, b, lam):
    h1, h2 = 1 / (1 + np.exp(-(W @ x1 + b))), 1 / (1 + np.exp(-(W @ x2 + b)))
    d1, d2 = (h1 - h2) * h1 * (1 - h1), (h1 - h2) * h2 * (1 - h2)
    return {"dW": np.outer(d1, x1) - np.outer(d2, x2) + lam * W, "db": d1 - d2}
"""
# 2 of them: dW lacks the regulariser.
PARTIAL = RIGHT.replace(" + lam * W", "")
WORKED = "def worked_example(X, W1, W2, y):\n    return 1\n"


@pytest.fixture
def grade(grade):
    """Runs `grade` with the small bank of problems."""

    def run(*arguments, **environment):
        words = [str(argument) for argument in arguments]
        takes_problems = words and not words[0].startswith("-") and "--problems" not in words
        return grade(*words, *(["--problems", PROBLEMS] if takes_problems else []), **environment)

    return run


@pytest.fixture
def mine(tmp_path):
    """Writes a submission of one file; its folder."""

    def mine(text, name="mine", file="siamese.py"):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return mine


@pytest.fixture
def problems(tmp_path):
    """A copy of the homeworks, to be changed."""
    return shutil.copytree(PROBLEMS, tmp_path / "homeworks")


@pytest.fixture
def two_problems(problems):
    """The folder of a homework in it with a second problem, `worked-example`."""
    homework = problems / "deep-learning-2021-hw1"
    shutil.copytree(problems / "uva-2017-hw1" / "worked-example", homework / "worked-example")
    edit(homework / "worked-example" / "problem.json", id=f"{homework.name}/worked-example")
    edit(homework / "homework.json", problems=["siamese-grad", "worked-example"])
    return homework


def edit(file, **properties):
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **properties}), "utf-8")


def sentence(done):
    """The one sentence that a command ended with."""
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stderr.startswith("grade: ")
    assert done.stderr.endswith("\n")
    assert done.stderr.count("\n") == 1
    return done.stderr.removeprefix("grade: ").removesuffix("\n")


def report(done):
    """The report that a command wrote as JSON."""
    assert "Traceback" not in done.stdout + done.stderr
    document = json.loads(done.stdout)
    jsonschema.validate(document, schema())
    return document


# Exit codes.


def test_0_everything_passed(grade, mine):
    """The report says so, and nothing else is said."""
    done = grade(mine(RIGHT))

    assert done.returncode == 0
    assert "5 / 5 points" in done.stdout
    assert done.stderr == ""


def test_1_not_everything_passed(grade, mine):
    """Also with most of the points."""
    done = grade(mine(PARTIAL))

    assert done.returncode == 1
    assert "2 / 5 points" in done.stdout
    assert done.stderr == ""


def test_1_an_exception_of_the_student_is_told_without_a_traceback(grade, mine):
    """Their line and the text are enough."""
    done = grade(mine("def siamese_grad(x1, x2, W, b, lam):\n    return missing\n"))

    assert done.returncode == 1
    assert "siamese.py:2: NameError: name 'missing' is not defined" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_2_the_command_cannot_be_carried_out(grade, mine):
    """An option that does not exist, a value out of range."""
    for options in (["--sed", "1"], ["--seed", "-1"], ["--cases", "0"], ["--format", "pdf"]):
        done = grade(mine(RIGHT), *options)

        assert done.returncode == 2
        assert "Error: " in done.stderr
        assert "Traceback" not in done.stderr


def test_1_in_every_format_for_what_runs_the_grader(grade, mine, tmp_path):
    """The exit code does not depend on how the report is written, nor on what the student prints."""
    folder = mine('print("::error::a\\n##[add-path]/tmp")\n' + PARTIAL, name="::error::b")
    for name in ("junit", "github", "gradescope", "markdown", "csv"):
        done = grade(folder, "--format", name, "--output", tmp_path / name)

        assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
        assert (tmp_path / name).read_text("utf-8")


def test_3_the_grader_failed(grade, mine, problems):
    """The problem is out of the sum, so that it costs no marks."""
    reference = problems / "deep-learning-2021-hw1" / "siamese-grad" / "reference.py"
    reference.write_text(reference.read_text("utf-8") + "\nraise ValueError('broken')\n", "utf-8")

    done = grade(mine(RIGHT), "--problems", problems, "--format", "json")

    document = report(done)
    (problem,) = document["problems"]
    assert done.returncode == 3
    assert (document["score"], document["max_score"]) == (0, 0)
    assert problem["verdict"] == "internal_error"
    assert "reference.py: ValueError: broken" in problem["message"]


def test_3_the_terminal_says_that_it_costs_nothing(grade, mine, problems):
    """A student must not think that it is their fault."""
    (problems / "deep-learning-2021-hw1" / "siamese-grad" / "reference.py").unlink()

    done = grade(mine(RIGHT), "--problems", problems)

    assert done.returncode == 3
    assert "internal error" in done.stdout
    assert "The grader failed here; this problem costs no points." in done.stdout
    assert "0 / 0 points" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_3_the_other_problems_are_graded_all_the_same(grade, mine, problems, two_problems):
    """One reference that raises does not stop the homework."""
    reference = two_problems / "worked-example" / "reference.py"
    reference.write_text(reference.read_text("utf-8").replace("return W2 @ Z1", "return W2 @ W2"))
    submission = mine(RIGHT + WORKED)

    done = grade(submission, "--homework", two_problems.name, "--problems", problems)

    assert done.returncode == 3
    assert "5 / 5 points" in done.stdout.splitlines()[-1]


def test_3_a_mistake_in_a_reference_is_not_shown_as_the_students(grade, mine, problems):
    """Also where the reference fails on a case, and the student's function does not."""
    reference = problems / "deep-learning-2021-hw1" / "siamese-grad" / "reference.py"
    reference.write_text(reference.read_text("utf-8").replace("return h1 - h2", "return 1 / 0"))

    done = grade(mine(PARTIAL), "--problems", problems, "--format", "json")

    (problem,) = report(done)["problems"]
    assert done.returncode == 3
    assert {output["verdict"] for output in problem["outputs"]} == {"internal_error"}
    assert "ZeroDivisionError" in problem["message"]


# Bad input: one sentence, the right exit code, never a traceback.


def missing(folder):
    return folder / "lost"


def empty(folder):
    return folder


def no_known_function(folder):
    (folder / "a.py").write_text("def siamese_gard(x):\n    return x\n")
    return folder


def no_function(folder):
    (folder / "a.py").write_text("x = 1\n")
    return folder


def tied(folder):
    (folder / "a.py").write_text(RIGHT + WORKED)
    return folder


def hundred_megabytes(folder):
    with (folder / "x.py").open("wb") as file:
        file.truncate(100 * 2**20)
    return folder


def hundred_megabytes_alone(folder):
    return hundred_megabytes(folder) / "x.py"


def link_out(folder):
    (folder.parent / "secret.py").write_text(RIGHT)
    (folder / "x.py").symlink_to(folder.parent / "secret.py")
    return folder


def link_loop(folder):
    (folder / "x.py").symlink_to(folder / "x.py")
    return folder


def dangling_link(folder):
    (folder / "x.py").symlink_to(folder / "lost.py")
    return folder


def folder_named_py(folder):
    (folder / "x.py").mkdir()
    return folder


def folder_named_py_alone(folder):
    return folder_named_py(folder) / "x.py"


def pipe(folder):
    os.mkfifo(folder / "x.py")
    return folder


def pipe_alone(folder):
    return pipe(folder) / "x.py"


def notebook(folder):
    (folder / "hw1.ipynb").write_text("{}")
    return folder / "hw1.ipynb"


def long_name(folder):
    return folder / ("a" * 300)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (missing, "lost: no such file or"),
        (empty, "expected a folder with .py files or notebooks, found none"),
        (no_known_function, "found siamese_gard; is that siamese_grad?"),
        (no_function, "found no function at all"),
        (tied, "fits the homeworks deep-learning-2021-hw1 and uva-2017-hw1 equally well"),
        (hundred_megabytes, "x.py was not read: it has 104,857,600 bytes, at most 1,048,576"),
        (hundred_megabytes_alone, "x.py: it has 104,857,600 bytes, at most 1,048,576 are read"),
        (link_out, "x.py was not read: it is a link out of the folder"),
        (link_loop, "x.py was not read: "),
        (dangling_link, "x.py was not read: no such file"),
        (folder_named_py, "x.py was not read: it is a folder"),
        (folder_named_py_alone, "x.py: expected a folder with .py files or notebooks, found none"),
        (pipe, "x.py was not read: it is not a regular file"),
        (pipe_alone, "x.py: it is not a regular file"),
        (notebook, "hw1.ipynb: it is no notebook: expected a list of cells"),
        (long_name, "too long"),
    ],
)
def test_input_that_cannot_be_graded_is_refused_in_one_sentence(grade, tmp_path, make, expected):
    """Exit code 2, on stderr, and nothing on stdout."""
    folder = tmp_path / "mine"
    folder.mkdir()

    done = grade(make(folder))

    assert done.returncode == 2
    assert expected in sentence(done)
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("make", "note"),
    [
        (hundred_megabytes, "x.py was not read: it has 104,857,600 bytes"),
        (link_out, "x.py was not read: it is a link out of the folder"),
        (link_loop, "x.py was not read: "),
        (folder_named_py, "x.py was not read: it is a folder"),
        (pipe, "x.py was not read: it is not a regular file"),
    ],
)
def test_a_bad_file_beside_a_good_one_is_a_note(grade, mine, make, note):
    """The good one is graded."""
    done = grade(make(mine(RIGHT)))

    assert done.returncode == 0
    assert f"Note: {note}" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"s = '\xe9'\n" + RIGHT.encode(), "this is not UTF-8"),
        (b"# coding: klingon\n" + RIGHT.encode(), "klingon"),
        (RIGHT.encode("utf-16"), "UTF-8|null"),
        (RIGHT.encode() + b"\0", "null"),
        (RIGHT.encode() + b"(", "never closed"),
        (RIGHT.encode() + b"siamese_grad = exit()\n", "SystemExit"),
    ],
    ids=["Latin-1", "unknown encoding", "UTF-16", "null byte", "syntax", "exit"],
)
def test_a_file_that_python_cannot_load_is_a_verdict(grade, mine, content, reason):
    """The report says why, with exit code 1; the function was found."""
    done = grade(mine(content), "--format", "json")

    (problem,) = report(done)["problems"]
    assert done.returncode == 1
    assert problem["verdict"] == "invalid_submission"
    assert "siamese.py" in problem["message"]
    assert re.search(reason, problem["message"])


def test_a_function_of_a_module_that_nobody_has_is_a_verdict(grade, mine):
    done = grade(
        mine(RIGHT.encode() + b"from lost_module import siamese_grad\n"), "--format", "json"
    )

    (problem,) = report(done)["problems"]
    assert done.returncode == 1
    assert problem["verdict"] == "invalid_submission"
    assert "siamese_grad is of lost_module, which is not here" in problem["message"]


def test_an_archive_of_a_notebook_is_graded(grade, tmp_path):
    """Its cells that train, plot and fetch data do not run."""
    codes = ["%matplotlib inline\n!pip install x", RIGHT, "open('x.csv')", "while True: pass"]
    cells = [{"cell_type": "code", "source": code} for code in codes]
    with zipfile.ZipFile(tmp_path / "hw.zip", "w") as archive:
        archive.writestr("me/hw.ipynb", json.dumps({"cells": cells}))

    done = grade(tmp_path / "hw.zip")

    assert done.returncode == 0
    assert "siamese_grad  hw.ipynb[2]:" in done.stdout
    assert "without all or part of code cells 3-4" in done.stdout


@pytest.mark.skipif(sys.platform == "darwin", reason="file names are always UTF-8 there")
@pytest.mark.parametrize(
    "options", [[], ["--format", "json"], ["--format", "html"]], ids=["terminal", "json", "html"]
)
def test_names_that_are_not_utf8_are_no_obstacle(grade, tmp_path, options):
    """Of the folder and of the file, in either format, to stdout and to a file."""
    folder = tmp_path / os.fsdecode(b"m\xefne")
    folder.mkdir()
    (folder / os.fsdecode(b"si\xe4mese.py")).write_text(RIGHT)

    shown = grade(folder, *options, PYTHONIOENCODING="utf-8:strict")
    written = grade(folder, *options, "--output", "report")

    assert shown.returncode == written.returncode == 0
    assert "siamese-grad" in shown.stdout
    assert "siamese-grad" in (tmp_path / "report").read_text("utf-8")


def test_a_terminal_that_cannot_show_every_character_gets_its_report(grade, mine):
    """Such as one that knows Latin-1 alone."""
    done = grade(mine(RIGHT), PYTHONIOENCODING="latin-1")

    assert done.returncode == 0
    assert "5 / 5 points" in done.stdout


# What a student writes does not steer a terminal.

STEERING = "\x1b[31mred\x1b]0;title\x07\x9b31m\u202etxt.\r\n\x08"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def on_a_terminal(*arguments, cwd):
    """What *arguments* write to a terminal, without the grader's own colours, and the exit code."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "grader", *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "300", "TERM": "xterm-256color"}
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        written = b""
        try:
            while chunk := os.read(ours, 65536):
                written += chunk
        except OSError:
            pass  # how Linux tells that nobody holds the other end any more
    os.close(ours)
    return COLOURS.sub("", written.decode("utf-8").replace("\r\n", "\n")), process.returncode


def unprintable(text):
    """Characters of *text* that could steer a terminal."""
    return {char for char in text if char != "\n" and not char.isprintable()}


@pytest.mark.parametrize(
    "options", [[], ["--format", "json"], ["--format", "html"]], ids=["terminal", "json", "html"]
)
def test_the_text_of_an_exception_cannot_steer_the_terminal(grade, mine, options):
    """Neither the format for people nor the one for programs passes it on raw."""
    text = f"def siamese_grad(x1, x2, W, b, lam):\n    raise ValueError({STEERING!r})\n"

    done = grade(mine(text), *options)

    assert done.returncode == 1
    assert "red" in done.stdout
    assert unprintable(done.stdout) == set()


def test_the_same_holds_on_a_real_terminal(mine, tmp_path):
    """There the report has colours; they are its own."""
    text = f"def siamese_grad(x1, x2, W, b, lam):\n    raise ValueError({STEERING!r})\n"

    shown, code = on_a_terminal(mine(text), cwd=tmp_path)

    assert code == 1
    assert "[31mred" in shown
    assert unprintable(shown) == set()


def test_the_name_of_a_file_cannot_steer_the_terminal(tmp_path):
    """It stands in a sentence on stderr, and names come out of archives of students."""
    folder = tmp_path / "mine"
    folder.mkdir()
    os.mkfifo(folder / "\x1b[31mred\x9b31m\n.py")

    shown, code = on_a_terminal(folder, cwd=tmp_path)

    assert code == 2
    assert "red" in shown
    assert unprintable(shown) == set()
    assert shown.count("\n") == 1


def test_the_check_above_would_see_a_steering_character():
    """Control characters of both ranges, and those that turn the direction of writing."""
    assert unprintable(STEERING) == {"\x1b", "\x07", "\x9b", "\u202e", "\r", "\x08"}
    assert unprintable("✓ 5 / 5 points · ∂L/∂W\n") == set()


# Options of grading.


def test_the_report_as_json_goes_to_a_file(grade, mine, tmp_path):
    """It follows its schema, and stdout stays empty."""
    done = grade(mine(PARTIAL), "--format", "json", "--output", "report.json")

    document = json.loads((tmp_path / "report.json").read_text("utf-8"))
    jsonschema.validate(document, schema())
    assert done.returncode == 1
    assert done.stdout == done.stderr == ""
    assert document["score"] == 2


def test_the_report_as_a_page_with_pictures(grade, mine, tmp_path):
    """Of all submissions on one page; the scores are those of the other formats."""
    done = grade(mine(PARTIAL), mine(PARTIAL), "--format", "html", "--output", "report.html")

    page = (tmp_path / "report.html").read_text("utf-8")
    assert done.returncode == 1
    assert page.startswith("<!doctype html>")
    assert page.count("2 / 5 points") == page.count("<article") == 2


def test_the_report_for_people_goes_to_a_file_without_colours(mine, tmp_path):
    """Also if the command runs at a terminal."""
    options = ["--problems", PROBLEMS, "--output", "report.txt"]
    shown, code = on_a_terminal(mine(RIGHT), *options, cwd=tmp_path)

    text = (tmp_path / "report.txt").read_text("utf-8")
    assert (shown, code) == ("", 0)
    assert "5 / 5 points" in text
    assert unprintable(text) == set()


@pytest.mark.parametrize("file", ["lost/report.json", "mine"])
def test_an_output_that_cannot_be_written_is_refused(grade, mine, file):
    """A missing folder; a folder where the file should be."""
    done = grade(mine(RIGHT), "--output", file)

    assert done.returncode == 2
    assert file in done.stderr
    assert "Traceback" not in done.stderr


def test_the_seed_decides_the_cases(grade, mine):
    """The same seed gives the same findings, another one others."""
    seen = []
    for seed in (1, 1, 2):
        document = report(grade(mine(PARTIAL), "--seed", seed, "--format", "json"))
        assert document["seed"] == seed
        seen.append(document["problems"][0]["outputs"][0]["diagnosis"]["evidence"])

    assert seen[0] == seen[1]
    assert seen[0] != seen[2]


def test_a_student_key_decides_the_cases(grade, mine):
    """Without one, the cases are the public ones and the report names nobody."""
    public = report(grade(mine(PARTIAL), "--format", "json"))
    own = report(grade(mine(PARTIAL), "--student", "ada", "--format", "json"))

    assert "student" not in public
    assert own["student"] == "ada"
    assert public["problems"][0]["outputs"][0] != own["problems"][0]["outputs"][0]


def test_the_number_of_random_cases_can_be_chosen(grade, mine):
    """Golden cases come on top."""
    siamese = report(grade(mine(RIGHT), "--cases", 3, "--format", "json"))
    worked = report(grade(mine(WORKED, "other", "a.py"), "--cases", 3, "--format", "json"))

    assert siamese["problems"][0]["outputs"][0]["cases"] == {"passed": 3, "failed": 0}
    assert worked["problems"][0]["outputs"][0]["cases"] == {"passed": 0, "failed": 4}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--min-score", "2"], 0),
        (["--min-score", "2.5"], 1),
        (["--min-score", "0"], 0),
        (["--min-score", "6"], 1),
    ],
    ids=lambda options: options[1] if isinstance(options, list) else "",
)
def test_a_score_can_be_enough(grade, mine, options, code):
    """From that many points on, the exit code is 0."""
    assert grade(mine(PARTIAL), *options).returncode == code


def test_passing_everything_is_always_enough(grade, mine):
    """A minimum out of reach does not turn a full score into a failure."""
    assert grade(mine(RIGHT), "--min-score", 100).returncode == 0


# `grade` on a machine that can do no more than processes.
WEAK_MACHINE = """
import functools
from grader.sandbox import host
host.Sandbox = functools.partial(host.Sandbox, maximum=host.Level.BASIC)
from grader.cli import main
main()
"""


def test_a_sandbox_that_the_machine_lacks_is_refused_before_any_code_runs(mine, tmp_path):
    """Exit code 2, with what there is."""
    text = f"open({str(tmp_path / 'ran')!r}, 'w').close()\n{RIGHT}"
    command = [sys.executable, "-c", WEAK_MACHINE, mine(text), "--problems", PROBLEMS, "--sandbox"]

    refused = subprocess.run([*command, "strong"], capture_output=True, text=True, check=False)
    ran_refused = (tmp_path / "ran").exists()
    accepted = subprocess.run([*command, "basic"], capture_output=True, text=True, check=False)

    assert refused.returncode == 2
    assert "--sandbox strong: expected at least that level" in sentence(refused)
    assert not ran_refused
    assert accepted.returncode == 0
    assert (tmp_path / "ran").exists()


def test_the_report_tells_the_level_that_was_reached(grade, mine):
    """And the layers that it is made of; at least what was asked for."""
    document = report(grade(mine(RIGHT), "--sandbox", "basic", "--format", "json"))

    assert document["sandbox"]["level"] in ("strong", "medium", "basic")
    assert {"resource limits", "clean environment"} <= set(document["sandbox"]["layers"])


def test_only_the_named_problems_are_graded(grade, mine, problems, two_problems):
    """By the last part of the id or by all of it, and each once."""
    submission = mine(RIGHT + WORKED)
    options = ["--homework", two_problems.name, "--problems", problems, "--format", "json"]
    full = f"{two_problems.name}/siamese-grad"

    def graded(*names):
        only = [part for name in names for part in ("--only", name)]
        document = report(grade(submission, *options, *only))
        return [problem["id"].partition("/")[2] for problem in document["problems"]]

    assert graded() == ["siamese-grad", "worked-example"]
    assert graded("siamese-grad") == ["siamese-grad"]
    assert graded(full) == ["siamese-grad"]
    assert graded("siamese-grad", full) == ["siamese-grad"]
    assert sorted(graded("worked-example", "siamese-grad")) == ["siamese-grad", "worked-example"]


def test_a_problem_that_the_homework_lacks_is_refused(grade, mine):
    """The sentence names those that it has."""
    done = grade(mine(RIGHT), "--only", "worked-example")

    assert done.returncode == 2
    assert "'worked-example': expected one problem of: deep-learning-2021-hw1/" in sentence(done)


def test_the_homework_can_be_named(grade, mine):
    """Also one that fits less well, and to break a tie."""
    less = grade(mine(RIGHT), "--homework", "uva-2017-hw1")
    tie = grade(mine(RIGHT + WORKED), "--homework", "deep-learning-2021-hw1")

    assert less.returncode == 1
    assert "there is no function worked_example" in less.stdout
    assert tie.returncode == 0


def test_an_unknown_homework_is_refused(grade, mine):
    """The sentence names the known ones."""
    done = grade(mine(RIGHT), "--homework", "hw9")

    assert done.returncode == 2
    for name in HOMEWORKS:
        assert name in sentence(done)


def test_a_folder_of_problems_that_holds_none_is_refused(grade, mine, tmp_path):
    """Missing, or without a homework."""
    lost = grade(mine(RIGHT), "--problems", tmp_path / "lost")
    bare = grade(mine(RIGHT), "--problems", tmp_path)

    assert lost.returncode == bare.returncode == 2
    assert "lost: expected a folder, found none" in sentence(lost)
    assert "expected folders with a homework.json, found none" in sentence(bare)


def test_a_broken_homework_is_refused_with_its_place(grade, mine, problems):
    """File, JSON path, expected and found, in one sentence."""
    file = problems / "deep-learning-2021-hw1" / "siamese-grad" / "problem.json"
    edit(file, cases=0)

    done = grade(mine(RIGHT), "--problems", problems)

    assert done.returncode == 2
    assert sentence(done) == f"{file}: $.cases: expected at least 1, found 0"


def test_problems_are_found_from_the_working_folder_upwards(mine, problems):
    """`problems/` here or above comes before the shipped ones."""
    problems.rename(problems.parent / "problems")
    file = problems.parent / "problems" / "deep-learning-2021-hw1" / "homework.json"
    edit(file, title="A homework of my own")
    command = [sys.executable, "-m", "grader", mine(RIGHT)]
    (problems.parent / "deeper").mkdir()

    done = subprocess.run(
        command, cwd=problems.parent / "deeper", capture_output=True, text=True, check=True
    )

    assert "A homework of my own" in done.stdout


# Several submissions.


def test_several_submissions_are_one_array(grade, mine, tmp_path):
    """In the order of the command; what is graded for it is not kept."""
    done = grade(mine(RIGHT, "a"), mine(PARTIAL, "b"), "--format", "json")

    documents = json.loads(done.stdout)
    assert done.returncode == 1
    assert [document["score"] for document in documents] == [5, 2]
    for document in documents:
        jsonschema.validate(document, schema())
    assert not (tmp_path / "grades").exists()


def test_a_bad_submission_does_not_stop_the_others(grade, mine, tmp_path):
    """It gets its sentence; the array holds the rest, and the worst exit code wins."""
    paths = [tmp_path / "lost", mine(RIGHT, "a"), tmp_path, mine(RIGHT, "b")]

    done = grade(*paths, "--only", "siamese-grad", "--format", "json")

    assert done.returncode == 2
    assert "lost: no such file" in done.stderr
    assert [document["score"] for document in json.loads(done.stdout)][:1] == [5]
    assert "Traceback" not in done.stderr


def test_the_form_of_the_json_depends_on_the_command_alone(grade, mine, tmp_path):
    """Several paths are an array, however many of them can be read."""
    one = grade(mine(RIGHT), tmp_path / "lost", "--format", "json")
    none = grade(tmp_path / "lost", tmp_path / "gone", "--format", "json")

    assert [document["score"] for document in json.loads(one.stdout)] == [5]
    assert json.loads(none.stdout) == []
    assert one.returncode == none.returncode == 2


def test_the_worst_exit_code_wins(grade, mine, problems):
    """A failure of the grader is worse than bad input, and that than a wrong answer."""
    (problems / "uva-2017-hw1" / "worked-example" / "reference.py").unlink()
    right, partial = mine(RIGHT, "right"), mine(PARTIAL, "partial")
    failing, lost = mine(WORKED, "failing"), problems / "lost"

    assert grade(right, partial, right).returncode == 1
    assert grade(partial, lost, right).returncode == 2
    options = ("--problems", problems, "--homework", "uva-2017-hw1")
    assert grade(failing, lost, right, *options).returncode == 3


# Starting a homework.


@pytest.mark.parametrize("homework", HOMEWORKS)
def test_a_new_homework_is_not_attempted(grade, homework, tmp_path):
    """Every problem has a stub that parses, and grading it costs nothing but points."""
    started = grade("new", homework, "mine")
    graded = grade("mine", "--homework", homework, "--format", "json")

    document = report(graded)
    assert started.returncode == 0
    assert started.stdout.endswith("Then: grade mine\n")
    for file in (tmp_path / "mine").iterdir():
        assert f"{file.relative_to(tmp_path)}: fill this in" in started.stdout
    assert graded.returncode == 1
    assert document["score"] == 0
    assert document["max_score"] == load_homework(HOMEWORKS[homework]).points
    assert {problem["verdict"] for problem in document["problems"]} == {"not_attempted"}
    assert all("still empty" in problem["message"] for problem in document["problems"])


def test_a_new_homework_overwrites_nothing(grade, tmp_path, problems, two_problems):
    """One file that is there is enough to write none."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "worked_example.py").write_text("my work")

    done = grade("new", two_problems.name, "mine", "--problems", problems)

    assert done.returncode == 2
    assert "worked_example.py: expected no such file yet" in sentence(done)
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["worked_example.py"]
    assert (tmp_path / "mine" / "worked_example.py").read_text() == "my work"


@pytest.mark.parametrize("folder", ["file", "file/mine", "a\nb/" + "c" * 300])
def test_a_new_homework_needs_a_place_that_can_be_written(grade, tmp_path, folder):
    """A file is in the way, or the name is too long; nothing is written."""
    (tmp_path / "file").write_text("in the way")

    done = grade("new", "uva-2017-hw1", folder)

    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_new_homework_must_be_a_known_one(grade, tmp_path):
    """The sentence names those that are known."""
    done = grade("new", "hw9", "mine")

    assert done.returncode == 2
    assert "uva-2017-hw1" in sentence(done)
    assert not (tmp_path / "mine").exists()


# Looking at homeworks.


def test_the_list_as_json_holds_every_problem(grade):
    """With points, kinds and function names."""
    done = grade("list", "--json")

    homeworks = json.loads(done.stdout)
    assert done.returncode == 0
    assert [homework["id"] for homework in homeworks] == list(HOMEWORKS)
    for listed, folder in zip(homeworks, HOMEWORKS.values(), strict=True):
        loaded = load_homework(folder)
        assert listed["points"] == loaded.points
        assert [item["id"] for item in listed["problems"]] == [p.id for p in loaded.problems]
        assert [item["functions"] for item in listed["problems"]] == [
            [function.name for function in problem.functions] for problem in loaded.problems
        ]


def test_the_list_for_people_names_every_problem(grade):
    """One line each, and one for the homework."""
    done = grade("list")

    lines = done.stdout.splitlines()
    for name, folder in HOMEWORKS.items():
        homework = load_homework(folder)
        assert sum(line.startswith(f"{name}  {homework.title}") for line in lines) == 1
        for problem in homework.problems:
            assert sum(line.strip().startswith(f"{problem.id} ") for line in lines) == 1


def test_a_problem_is_shown_by_its_name_or_its_id(grade):
    """The statement, the call and the points."""
    by_name = grade("show", "worked-example")
    by_id = grade("show", "uva-2017-hw1/worked-example")

    assert by_name.returncode == 0
    assert by_name.stdout == by_id.stdout
    assert "Forward and backward pass of a two-layer network" in by_name.stdout
    assert "worked_example(X, W1, W2, y)  ·  8 points" in by_name.stdout


def test_a_problem_that_forbids_autograd_says_so_when_it_is_shown(grade, problems):
    file = problems / "uva-2017-hw1" / "worked-example" / "problem.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "autograd": False}))
    done = grade("show", "worked-example", "--problems", problems)

    assert "The exercise asks for the formula: autograd is not allowed." in done.stdout


def test_an_unknown_problem_is_refused(grade):
    """The sentence names the known ones."""
    done = grade("show", "worked-exmaple")

    assert done.returncode == 2
    assert "'worked-exmaple': expected one problem of: " in sentence(done)
    assert "uva-2017-hw1/worked-example" in sentence(done)


@pytest.mark.usefixtures("two_problems")
def test_an_ambiguous_problem_is_refused(grade, problems):
    """The sentence names those that it could be, and no others."""
    done = grade("show", "worked-example", "--problems", problems)

    assert done.returncode == 2
    assert sentence(done) == (
        "'worked-example': expected one problem of: "
        "deep-learning-2021-hw1/worked-example, uva-2017-hw1/worked-example"
    )


@pytest.mark.parametrize("content", [None, b"\xff\xfe"], ids=["missing", "not UTF-8"])
def test_a_statement_that_cannot_be_read_is_refused(grade, problems, content):
    """The sentence names the file."""
    statement = problems / "uva-2017-hw1" / "worked-example" / "statement.md"
    statement.unlink()
    if content is not None:
        statement.write_bytes(content)

    done = grade("show", "worked-example", "--problems", problems)

    assert done.returncode == 2
    assert str(statement) in sentence(done)


def test_without_a_command_the_help_is_shown(grade):
    """It tells what can be typed."""
    done = grade()

    assert "grade mine/" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


# What is loaded where.


def test_grading_numpy_loads_no_torch_in_the_graders_process(mine):
    """It would take a second; `tests/architecture` has the check that would see it."""
    program = (
        "import sys\n"
        "from grader.cli import cli\n"
        "try: cli()\n"
        "finally: print(*sorted({'torch', 'numpy'} & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, mine(RIGHT), "--problems", PROBLEMS],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stderr == "numpy\n"


@pytest.mark.parametrize(
    ("line", "loaded"), [("", "numpy"), ("import torch", "numpy torch")], ids=["numpy", "torch"]
)
def test_torch_is_loaded_for_students_who_import_it_alone(grade, mine, line, loaded):
    """Each in their own process."""
    text = (
        f"import sys\n{line}\n"
        "def siamese_grad(x1, x2, W, b, lam):\n"
        "    raise ValueError(' '.join(sorted({'torch', 'numpy'} & set(sys.modules))))\n"
    )

    (problem,) = report(grade(mine(text), "--format", "json"))["problems"]

    assert f"ValueError: {loaded}\n" in problem["message"]
