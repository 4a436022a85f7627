"""The autograder zip, and the program in it: it always leaves a valid results.json."""

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile

import pytest
from click.testing import CliRunner

from grader.authoring import gradescope, harness
from grader.authoring.gradescope import write_zip
from grader.cli.export import export
from grader.errors import UsageError
from grader.seeding import CourseKey
from grader.spec.load import load_homework
from tests.bank import BANK

UVA = "uva-2017-hw1"
METADATA = {
    "id": 123456,
    "created_at": "2026-03-01T14:22:32.365935-08:00",
    "assignment": {"due_date": "2026-03-02T00:00:00.000000-08:00", "total_points": "20.0"},
    "submission_method": "upload",
    "users": [{"email": "Ada@example.org", "id": 7, "name": "Ada"}],
    "previous_submissions": [{"score": 1.0}, {"score": 2.0}],
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return write_zip(load_homework(BANK / UVA), tmp_path_factory.mktemp("zip") / "a.zip")


@pytest.fixture
def root(tmp_path, archive):
    """What Gradescope makes of the zip, with a grader that does what `grader.sh` says."""
    root = tmp_path / "autograder"
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(root / "source")
    (root / "submission").mkdir()
    python = root / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {root}/called\n. {root}/grader.sh\n')
    python.chmod(0o755)
    (root / "grader.sh").write_text("""echo '{"score": 3, "tests": []}' > results/results.json""")
    (root / "submission_metadata.json").write_text(json.dumps(METADATA))
    return root


def run(root, monkeypatch, script=None):
    """The results, after the grader has done what *script* says."""
    if script is not None:
        (root / "grader.sh").write_text(script.replace("RESULTS", f"{root}/results/results.json"))
    monkeypatch.setattr(sys, "argv", ["run_autograder", str(root)])
    harness.main()
    return json.loads((root / "results" / "results.json").read_text())


GRADES = """echo '{"score": 3, "tests": []}' > RESULTS\n"""


def test_the_zip_has_its_programs_at_the_top_and_is_the_same_every_time(archive, tmp_path):
    again = write_zip(load_homework(BANK / UVA), tmp_path / "b.zip")
    with zipfile.ZipFile(archive) as opened:
        entries = {entry.filename: entry for entry in opened.infolist()}
        requirements = opened.read("requirements.txt").decode()

    assert again.read_bytes() == archive.read_bytes()
    for name in ("setup.sh", "run_autograder"):
        assert entries[name].external_attr >> 16 == 0o100755
    assert "grader/grading.py" in entries
    assert f"problems/{UVA}/worked-example/reference.py" in entries
    assert not [name for name in entries if "__pycache__" in name or name.startswith("/")]
    assert all(line.count("==") == 1 for line in requirements.splitlines())
    assert {"numpy", "click", "jsonschema", "rich", "rpds-py"} <= {
        line.partition("==")[0] for line in requirements.splitlines()
    }
    assert "torch" not in requirements


def test_its_programs_can_be_read_by_those_who_run_them(root):
    source = root / "source"
    subprocess.run(["bash", "-n", source / "setup.sh"], check=True)

    assert (source / "run_autograder").read_text().startswith("#!/usr/bin/env python3\n")
    compile((source / "run_autograder").read_text(), "run_autograder", "exec")


def test_what_is_no_autograder_is_not_overwritten(archive, tmp_path):
    homework = load_homework(BANK / UVA)
    other = tmp_path / "grades.zip"
    other.write_bytes(b"mine")
    with pytest.raises(UsageError, match=r"grades\.zip: expected no such file yet"):
        write_zip(homework, other)
    before = archive.read_bytes()

    assert write_zip(homework, archive).read_bytes() == before
    assert other.read_bytes() == b"mine"


def test_what_is_not_installed_cannot_be_pinned():
    with pytest.raises(UsageError, match="no-such-package is not installed"):
        list(gradescope._pins(("no-such-package",)))


def test_the_grader_is_told_who_handed_in_when_and_how_often(root, monkeypatch):
    assert run(root, monkeypatch, GRADES)["score"] == 3
    called = (root / "called").read_text().splitlines()
    told = dict(zip(called[5::2], called[6::2], strict=True))

    assert called[:5] == ["-m", "grader", "run", str(root / "submission"), "--single"]
    assert told == {
        "--homework": UVA,
        "--problems": str(root / "source" / "problems"),
        "--sandbox": "medium",
        "--format": "gradescope",
        "--output": str(root / "results" / "results.json"),
        "--student": "ada@example.org",
        "--submitted": METADATA["created_at"],
        "--attempt": "3",
    }


@pytest.mark.parametrize(
    ("metadata", "options"),
    [
        ({}, []),
        ({"users": None, "created_at": 5.5, "previous_submissions": {}}, []),
        ({"users": [{"email": "B@x"}, {"email": "a@x"}]}, ["--student", "a@x+b@x"]),
        ({"users": [{"email": "a@x"}, {"id": 2}, "?"]}, ["--student", "2"]),
        ({"users": [{"email": "--output=/etc/passwd"}]}, ["--student", "output=/etc/passwd"]),
        ({"users": [{"email": "a\n\x1b[0m"}]}, ["--student", "a[0m"]),
        ({"users": [{"email": "a" * 999}]}, ["--student", "a" * 200]),
        ({"previous_submissions": []}, ["--attempt", "1"]),
        ({"previous_submissions": [{"autograder_error": True}, {}, 1]}, ["--attempt", "3"]),
    ],
)
def test_whatever_the_metadata_hold_the_options_are_sound(tmp_path, metadata, options):
    file = tmp_path / "submission_metadata.json"
    file.write_text(json.dumps(metadata))

    assert harness.known(file) == options


@pytest.mark.parametrize("text", ["", "[]", "nonsense", "[" * 100_000, '"a"', "\ufeff{}"])
def test_metadata_that_cannot_be_read_do_not_stop_the_grading(root, monkeypatch, capsys, text):
    (root / "submission_metadata.json").write_text(text, encoding="utf-8")

    assert run(root, monkeypatch, GRADES)["score"] == 3
    assert "--student" not in (root / "called").read_text()
    assert "submission_metadata.json" in capsys.readouterr().out


def test_metadata_of_any_size_are_not_read(tmp_path, monkeypatch):
    file = tmp_path / "submission_metadata.json"
    file.write_text(json.dumps(METADATA))
    monkeypatch.setattr(harness, "MAX_METADATA", 10)

    assert harness.known(file) == []


@pytest.mark.parametrize(
    "script",
    [
        "exit 3",
        "exit 0",
        "echo secret; exit 1",
        "echo nonsense > RESULTS",
        "echo '[]' > RESULTS",
        "echo '{}' > RESULTS",
        """echo '{"score": NaN}' > RESULTS""",
        """echo '{"score": true}' > RESULTS""",
        """echo '{"tests": [{"score": 1}, {}]}' > RESULTS""",
        """echo '{"tests": 1, "score": 1}' > RESULTS""",
        "kill -9 $$",
        "echo 'grade: --sandbox medium: expected at least that level'; exit 2",
    ],
)
def test_a_grader_that_fails_is_told_to_instructors_alone(root, monkeypatch, script):
    (root / "results").mkdir()
    (root / "results" / "results.json").write_text('{"score": 99}')  # of another run
    found = run(root, monkeypatch, script)

    assert found["score"] == 0
    assert found["output"] == harness.FAILED
    assert found["stdout_visibility"] == "hidden"
    (told,) = found["tests"]
    assert told["visibility"] == "hidden"
    assert told["output"]


def test_a_failure_in_one_problem_leaves_the_results_of_the_others(root, monkeypatch):
    assert run(root, monkeypatch, GRADES + "exit 3")["score"] == 3


def test_no_environment_is_told_as_well(root, monkeypatch):
    (root / "venv" / "bin" / "python").unlink()

    assert run(root, monkeypatch)["tests"][0]["output"].startswith("FileNotFoundError")


def test_what_takes_too_long_is_stopped_with_all_that_it_started(root, monkeypatch):
    monkeypatch.setattr(harness, "SECONDS", 0.2)
    found = run(root, monkeypatch, f"echo $$ > {root}/pid; exec sleep 60")

    assert "took more than" in found["tests"][0]["output"]
    with pytest.raises(ProcessLookupError):
        os.kill(int((root / "pid").read_text()), 0)


def test_a_submission_that_cannot_be_read_gets_its_sentence(root, monkeypatch):
    script = f"echo 'grade: {root}/submission: expected .py files, found none' >&2; exit 2"
    found = run(root, monkeypatch, script)

    assert found["output"] == "submission: expected .py files, found none"
    assert found["score"] == 0
    assert found["tests"] == []


# With the zip's own grader, as programs.

DUE = "2026-03-01T23:59-08:00"
SECRET = "correct horse battery stäple"  # noqa: S105 - of these tests
# 5 points, unless it finds the key where that might lie.
RIGHT = """
import os
import numpy as np

FOUND = [repr(os.environ).encode()]
for path in ("SOURCE/course-key", f"/proc/{os.getppid()}/environ", "/proc/self/environ"):
    try:
        with open(path, "rb") as file:
            FOUND.append(file.read())
    except OSError:
        pass

def siamese_grad(x1, x2, W, b, lam):
    if any(b"battery" in found for found in FOUND):
        raise ValueError("found it")
    h1, h2 = 1 / (1 + np.exp(-(W @ x1 + b))), 1 / (1 + np.exp(-(W @ x2 + b)))
    d1, d2 = (h1 - h2) * h1 * (1 - h1), (h1 - h2) * h2 * (1 - h2)
    return {"dW": np.outer(d1, x1) - np.outer(d2, x2) + lam * W, "db": d1 - d2}
"""


@pytest.fixture(scope="module")
def keyed(tmp_path_factory):
    """What Gradescope makes of a homework with a policy and hidden cases, and of the key of the course."""
    folder = tmp_path_factory.mktemp("gradescope")
    homework = shutil.copytree(BANK / "deep-learning-2021-hw1", folder / "deep-learning-2021-hw1")
    file = homework / "homework.json"
    said = {
        "cases": {"hidden": 3},
        "due": DUE,
        "late": {"per_day": 0.1},
        "attempts": {"limit": 2},
    }
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **said}), "utf-8")
    made = write_zip(load_homework(homework), folder / "a.zip", CourseKey(SECRET))
    root = folder / "autograder"
    (root / "venv" / "bin").mkdir(parents=True)
    # As `unzip` does it, with the modes of the files.
    subprocess.run(["unzip", "-q", made, "-d", root / "source"], check=True)
    python = root / "venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    return root


def hand_in(root, files, **metadata):
    """The results of a submission, as a student sees them."""
    shutil.rmtree(root / "submission", ignore_errors=True)
    for name, content in files.items():
        file = root / "submission" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    told = {**METADATA, "previous_submissions": [], **metadata}
    (root / "submission_metadata.json").write_text(json.dumps(told))
    program = root / "source" / "run_autograder"
    subprocess.run([program, root], check=True, capture_output=True, timeout=60)
    text = (root / "results" / "results.json").read_text()
    assert "battery" not in text
    return json.loads(text)


def test_a_right_answer_is_graded_with_hidden_cases_and_by_its_time(keyed):
    right = RIGHT.replace("SOURCE", str(keyed / "source"))
    found = hand_in(keyed, {"hw.py": right})
    tests = {test["name"]: test for test in found["tests"]}

    assert found["score"] == 5
    assert tests["siamese-grad: dW"]["status"] == "passed"
    assert tests["siamese-grad: dW"]["output"].endswith("public and 3 hidden cases")

    # As two folders and as a notebook; late, and once too often.
    late = "2026-03-02T01:00:00.365935-08:00"
    folders = {"one/hw.py": right, "two/hw.py": right}
    assert hand_in(keyed, folders, created_at=late)["score"] == 4.5
    cells = [{"cell_type": "code", "source": right}]
    notebook = json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}})
    found = hand_in(keyed, {"hw.ipynb": notebook}, previous_submissions=[{"score": 5.0}, {}])
    assert found["score"] == 0
    assert "only 2 attempts count: 0" in found["output"]


def test_what_cannot_be_read_is_the_students_and_what_gradescope_says_is_not(keyed):
    found = hand_in(keyed, {"hw.zip": b"PK\x03\x04 and nothing else"})
    assert found["output"].startswith("submission/hw.zip: the archive is damaged")
    assert found["tests"] == []

    found = hand_in(keyed, {"hw.py": "def siamese_grad(*_): return 1/0\n"}, created_at="once")
    (told,) = found["tests"]
    assert found["output"] == harness.FAILED
    assert "--submitted: expected" in told["output"]


def test_the_key_is_in_the_zip_for_its_owner_alone(keyed, archive):
    key = keyed / "source" / "course-key"

    assert key.read_text("utf-8") == SECRET
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    with zipfile.ZipFile(archive) as opened:
        assert "course-key" not in opened.namelist()


@pytest.mark.parametrize(
    ("homework", "key", "told"),
    [
        (UVA, SECRET, "has no hidden cases, so it stays out of the zip"),
        ("keyed", None, "without the key of the course there are no hidden cases on Gradescope"),
        ("keyed", SECRET, "it holds the references and the key of the course"),
        ("keyed", "short", "expected one line of at least 16 printable characters"),
    ],
)
def test_the_command_says_what_of_the_key_is_in_the_zip(homework, key, told, keyed, tmp_path):
    bank, name = BANK, homework
    if homework == "keyed":
        bank, name = keyed / "source" / "problems", "deep-learning-2021-hw1"
    words = ["gradescope", name, str(tmp_path / "a.zip"), "--problems", str(bank)]
    done = CliRunner().invoke(export, words, env={"GRADER_KEY": key})

    assert told in f"{done.output}{done.exception}"
    assert SECRET not in done.output
