"""A report made again from its receipt is the same, byte for byte but for times."""

import itertools
import shutil
from dataclasses import replace
from types import SimpleNamespace

import pytest

import grader.grading
from grader.errors import SubmissionError, UsageError
from grader.grading import grade
from grader.receipt import TIMES, read
from grader.receipt import render as receipt_of
from grader.replay import replay
from grader.report.json import document, dump
from grader.report.json import render as as_json
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework
from grader.submission import read_submission
from tests.bank import BANK
from tests.paths import PROBLEMS, SUBMISSIONS

HW = "uva-2017-hw1"
OF_ALL_KINDS = [
    f"{HW}/passed/vectorised",
    f"{HW}/passed/torch-autograd",
    f"{HW}/wrong_answer/factor-2",
    f"{HW}/wrong_answer/no-relu-mask",
    f"{HW}/wrong_answer/hard-coded-golden",
    f"{HW}/runtime_error/exits",
    *(f"{HW}/{verdict}/*" for verdict in ("runtime_error", "invalid_submission", "memory_limit")),
    *(f"{HW}/{verdict}/*" for verdict in ("output_limit", "not_attempted")),
    "ee488-2017-lecture6/passed/everything",
    "ee488-2017-lecture6/wrong_answer/*",
    "deep-learning-2021-hw1/wrong_answer/*",
    "leren-2018-hw5/wrong_answer/*",
]


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def homeworks():
    return {path.name: load_homework(path) for path in PROBLEMS.iterdir() if path.is_dir()}


@pytest.fixture
def bank(tmp_path):
    """A copy of a small homework, to be changed."""
    return shutil.copytree(BANK / HW, tmp_path / "bank" / HW)


def bytes_without_times(report):
    body = document(report)
    return dump({name: item for name, item in body.items() if name not in TIMES})


@pytest.mark.parametrize("pattern", OF_ALL_KINDS)
def test_the_report_is_the_same_byte_for_byte_apart_from_times(pattern, homeworks, sandbox):
    """From the receipt alone, with pictures and the cases of a student."""
    path = next(iter(sorted(SUBMISSIONS.glob(pattern))))
    homework = homeworks[pattern.partition("/")[0]]
    submission = read_submission(path)
    named = [problem for problem in homework.problems if problem.name == "worked-example"]
    options = {"seed": 2, "student": "ada", "cases": 6, "figures": "ee488" in pattern}
    report = grade(submission, homework, sandbox, problems=named or None, **options)

    done = replay(read(receipt_of(report)), submission, homework, sandbox)

    assert (done.origins, done.differing) == ((), ())
    assert bytes_without_times(done.report) == bytes_without_times(report)


def small(sandbox, folder, name="wrong_answer/factor-2"):
    submission = read_submission(SUBMISSIONS / HW / name)
    homework = load_homework(folder)
    return submission, homework, grade(submission, homework, sandbox)


def test_only_the_problems_that_were_graded_are_graded_again(homeworks, sandbox):
    submission = read_submission(SUBMISSIONS / HW / "passed/vectorised")
    homework = homeworks[HW]
    last, first = homework.problems[-1], homework.problems[0]
    report = grade(submission, homework, sandbox, problems=[last, first])

    done = replay(read(receipt_of(report)), submission, homework, sandbox)

    assert [problem.id for problem in done.report.problems] == [last.id, first.id]
    assert done.differing == ()


def test_a_submission_that_has_moved_is_the_same(bank, sandbox):
    submission, homework, report = small(sandbox, bank)
    moved = replace(submission, name="elsewhere")

    done = replay(read(receipt_of(report)), moved, homework, sandbox)

    assert bytes_without_times(done.report) == bytes_without_times(report)


def test_another_submission_is_named_and_not_graded(bank, sandbox, monkeypatch):
    _, homework, report = small(sandbox, bank)
    other = read_submission(SUBMISSIONS / HW / "passed/vectorised")
    monkeypatch.setattr("grader.replay.grade", None)

    with pytest.raises(SubmissionError, match=r"another one .*it was not graded"):
        replay(read(receipt_of(report)), other, homework, sandbox)


def test_a_changed_problem_is_named_with_what_it_changes(bank, sandbox):
    submission, _, report = small(sandbox, bank, "passed/vectorised")
    reference = bank / "worked-example" / "reference.py"
    reference.write_text(
        reference.read_text().replace("return D_out @ Z1.T", "return -D_out @ Z1.T")
    )
    changed = load_homework(bank)
    changed = replace(changed, problems=(replace(changed.problems[0], golden=()),))

    done = replay(read(as_json(report)), submission, changed, sandbox)

    assert done.origins == (f"problem {HW}/worked-example has changed since",)
    assert done.differing == (f"{HW}/worked-example: dW2",)


def test_a_changed_statement_is_named_and_changes_nothing(bank, sandbox):
    submission, _, report = small(sandbox, bank)
    (bank / "worked-example" / "statement.md").write_text("Another text.")

    done = replay(read(receipt_of(report)), submission, load_homework(bank), sandbox)

    assert done.origins == (f"problem {HW}/worked-example has changed since",)
    assert done.differing == ()


def test_a_problem_that_is_gone_is_named(bank, homeworks, sandbox):
    submission = read_submission(SUBMISSIONS / HW / "passed/vectorised")
    report = grade(submission, homeworks[HW], sandbox, problems=[homeworks[HW].problems[0]])

    with pytest.raises(UsageError, match=r"three-layer-backprop is not in homework .* any more"):
        replay(read(receipt_of(report)), submission, load_homework(bank), sandbox)


def test_another_version_is_named(bank, sandbox, monkeypatch):
    submission, homework, report = small(sandbox, bank)
    monkeypatch.setattr(grader.grading, "__version__", "99.0")

    done = replay(read(receipt_of(report)), submission, homework, sandbox)

    assert done.origins == (f"grader {report.grader_version}, then 99.0",)
    assert done.differing == ()


def test_a_submission_that_hangs_on_chance_is_named(bank, sandbox, tmp_path):
    (tmp_path / "worked.py").write_text(
        "import time\n\ndef worked_example(X, W1, W2, y):\n    raise ValueError(time.time_ns())\n"
    )
    submission, homework = read_submission(tmp_path / "worked.py"), load_homework(bank)
    report = grade(submission, homework, sandbox)

    done = replay(read(receipt_of(report)), submission, homework, sandbox)

    assert done.origins == ()
    assert done.differing == (f"{HW}/worked-example",)


def test_where_the_clock_ended_further_calls_the_replay_ends_them_too(bank, sandbox, monkeypatch):
    """The clock has all the time then, and the calls are counted."""
    submission, homework, whole = small(sandbox, bank, "wrong_answer/no-relu-mask")
    ticks = itertools.count(step=0.1)  # ten calls, and the second is over
    clock = SimpleNamespace(monotonic=lambda: next(ticks))
    monkeypatch.setattr("grader.probe.time", clock)
    report = grade(submission, homework, sandbox)
    monkeypatch.undo()

    done = replay(read(receipt_of(report)), submission, homework, sandbox)

    assert list(report.receipt.further_calls) == [f"{HW}/worked-example"]
    assert whole.receipt.further_calls == {}
    assert whole.receipt.findings != report.receipt.findings
    assert bytes_without_times(done.report) == bytes_without_times(report)
