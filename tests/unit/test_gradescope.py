"""The autograder zip, and the program in it: it always leaves a valid results.json."""

import json
import os
import subprocess
import sys
import zipfile

import pytest

from grader.authoring import gradescope, harness
from grader.authoring.gradescope import write_zip
from grader.errors import UsageError
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
    told = dict(zip(called[4::2], called[5::2], strict=True))

    assert called[:4] == ["-m", "grader", "run", str(root / "submission")]
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


def test_the_grader_in_the_zip_grades(root):
    """As a program, with the zip's own grader; but for options that other modules bring."""
    python = root / "venv" / "bin" / "python"
    python.write_text(
        f"""#!{sys.executable}
import os, sys
words = sys.argv[1:]
for option in ("--submitted", "--attempt", "--student", "--sandbox"):
    at = words.index(option)
    del words[at : at + 2]
words[words.index("gradescope")] = "json"
os.execv({sys.executable!r}, [{sys.executable!r}, *words])
"""
    )
    (root / "submission" / "a.py").write_text("def worked_example(X, W1, W2, y):\n    return 1\n")
    program = root / "source" / "run_autograder"
    subprocess.run([sys.executable, program, root], check=True, capture_output=True, timeout=60)
    found = json.loads((root / "results" / "results.json").read_text())

    assert found["homework"] == UVA
    assert found["max_score"] == 8
