"""`grade PATH --receipt`, `grade replay` and `grade diff` as commands: exit codes, sentences, files."""

import json
import shutil

import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.errors import GraderError
from tests.bank import BANK
from tests.paths import SUBMISSIONS

WRONG = SUBMISSIONS / "uva-2017-hw1" / "wrong_answer" / "factor-2"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a command in a folder with a submission `mine` and the homeworks `problems`."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(WRONG, "mine")
    shutil.copytree(BANK, "problems")

    def run(*words):
        done = CliRunner().invoke(cli, words)
        if isinstance(done.exception, GraderError):
            return done.exception.exit_code, str(done.exception)
        assert done.exception is None or isinstance(done.exception, SystemExit)
        return done.exit_code, done.stderr

    return run


def test_a_report_is_made_again_from_its_receipt(run, tmp_path):
    assert run("run", "mine", "--format", "json", "--output", "a", "--receipt", "r")[0] == 1
    code, said = run("replay", "r", "--format", "json", "--output", "b")

    assert (code, said) == (0, "grade: the report is the same\n")
    first, second = ((tmp_path / name).read_text().splitlines() for name in "ab")
    assert {a.split(":")[0] for a, b in zip(first, second, strict=True) if a != b} <= {' "seconds"'}


def test_every_format_has_the_same_receipt(run, tmp_path):
    run("run", "mine", "--output", "a", "--receipt", "r")
    run("run", "mine", "--format", "json", "--output", "b", "--receipt", "s")

    assert (tmp_path / "r").read_text() == (tmp_path / "s").read_text()
    report = json.loads((tmp_path / "b").read_text())
    assert json.loads((tmp_path / "r").read_text())["receipt"] == report["receipt"]


def test_a_receipt_is_of_one_submission(run):
    assert run("run", "mine", "mine", "--receipt", "r") == (
        2,
        "--receipt: expected one submission, found a class",
    )


def test_of_a_download_all_files_of_the_student_are_read_by_their_own_names(run, tmp_path):
    (tmp_path / "class").mkdir()
    for number, file in enumerate(sorted((tmp_path / "mine").glob("*.py"))):
        shutil.copy(file, tmp_path / "class" / f"adalovelace_1234_{99000 + number}_{file.name}")
    (tmp_path / "class" / "adalovelace_1234_99099_helper.py").write_text("two = 2\n")
    (tmp_path / "class" / "bob_1235_99100_hw.py").write_text("one = 1\n")
    assert run("run", "class", "--output", "grades")[0] == 1

    assert run("replay", "grades/reports/adalovelace.json") == (
        0,
        "grade: the report is the same\n",
    )


def test_what_cannot_be_made_again_is_told_in_a_sentence(run, tmp_path):
    run("run", "mine", "--output", "a", "--receipt", "r")
    text = (tmp_path / "r").read_text()
    (tmp_path / "else").write_text(text.replace('"mine"', '"elsewhere"'))
    (tmp_path / "lost").write_text(text.replace("uva-2017-hw1", "no-homework"))
    (tmp_path / "mine" / "more.py").write_text("x = 1\n")

    assert run("replay", "else") == (
        2,
        "elsewhere: there is no such submission here; name it with --submission",
    )
    assert "expected a homework of problems" in run("replay", "lost")[1]
    assert "the submission is another one" in run("replay", "r")[1]
    assert "not JSON" in run("replay", "a")[1]
    assert "it is not a regular file" in run("replay", "/dev/zero")[1]
    assert run("replay", "nothing") == (2, "nothing: cannot be read: no such file or directory")


def test_a_report_that_comes_out_another_way_is_1(run, tmp_path):
    run("run", "mine", "--format", "json", "--output", "a")
    text = (tmp_path / "a").read_text()
    (tmp_path / "a").write_text(text.replace('"score": 7.0', '"score": 8.0'))
    code, said = run("replay", "a", "--output", "b")

    assert code == 1
    assert "the report was altered after it was made" in said
    assert "uva-2017-hw1/worked-example" in said


def test_two_runs_are_compared(run, tmp_path):
    run("run", "mine", "--format", "json", "--output", "a")
    (tmp_path / "mine" / "worked_example.py").write_text(
        "def worked_example(X, W1, W2, y):\n    return 1\n"
    )
    run("run", "mine", "--format", "json", "--output", "b")
    (tmp_path / "c").write_text("[")

    assert run("diff", "a", "a")[0] == 0
    assert run("diff", "a", "b")[0] == 1
    assert run("diff", "a", "c")[0] == 2
