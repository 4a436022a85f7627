"""A class is graded by one homework, equal submissions once, and only what has changed. No code is run here."""

import contextlib
import json
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from grader.classroom import grading
from grader.classroom.discover import find_submissions
from grader.classroom.grading import (
    Survey,
    Task,
    choose_for_class,
    fits_instead,
    grade_class,
    survey_all,
)
from grader.classroom.kept import Kept
from grader.classroom.workers import Workers
from grader.errors import InternalError, SubmissionError, UsageError
from grader.report.json import schema
from grader.results import Report, SandboxInfo, SubmissionInfo, Verdict
from grader.scoring import untried
from grader.settings import Settings
from grader.spec.load import load_homework
from grader.spec.model import Policy
from tests.bank import BANK

HOMEWORK = load_homework(BANK / "uva-2017-hw1")
TASK = Task.of(HOMEWORK, HOMEWORK.problems, Settings(), [], Path())
WORK = "def worked_example(X, W1, W2, y):\n    return {}\n"


class AtOnce(Executor):
    """Does the work where it is given."""

    def submit(self, work, item):
        future = Future()
        future.set_result(work(item))
        return future


@pytest.fixture
def graded(monkeypatch):
    """The names of what was graded; everything passes, and what says "fails" is the grader's failure."""
    names = []

    def grade(submission, homework, *_, problems, seed, student, **__):
        names.append(Path(submission.name).stem)
        (content,) = submission.files.values()
        if b"raises" in content:
            raise ZeroDivisionError
        if b"internal" in content:
            raise InternalError("no process could be had")
        verdict = Verdict.INTERNAL_ERROR if b"fails" in content else Verdict.PASSED
        return Report(
            homework=homework.id,
            homework_title=homework.title,
            homework_digest=homework.digest,
            grader_version="1",
            seed=seed,
            student=student or None,
            submission=SubmissionInfo(submission.name, submission.digest),
            sandbox=SandboxInfo("strong", ()),
            problems=tuple(untried(problem, verdict, "-") for problem in problems),
            seconds=0.0,
        )

    monkeypatch.setattr(grading, "grade", grade)
    monkeypatch.setattr(grading, "_sandbox", lambda *_: None)
    return names


@pytest.fixture
def run(tmp_path, graded):
    """Grade files with these contents; the rows by student, and which of them were graded now."""

    def run(
        contents, between=lambda: None, digest=HOMEWORK.digest, policy=HOMEWORK.policy, **settings
    ):
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        paths = []
        for name, text in contents.items():
            path = folder / f"{name}.py"
            if text is not None:
                path.write_text(text)
            paths.append(path)
        entries = find_submissions(paths, tmp_path / "grades").entries
        graded.clear()
        start = lambda _: contextlib.nullcontext(AtOnce())  # noqa: E731
        with Kept(tmp_path / "grades") as kept, Workers(start, 2) as workers:
            asked = frozenset({"worked_example"})
            found = dict(survey_all(entries, asked, kept.scratch, workers))
            surveys = [found[place] for place in range(len(entries))]
            between()
            homework = replace(HOMEWORK, policy=policy, digest=digest)
            chosen = homework.problems
            task = Task.of(homework, chosen, Settings(**settings), [], kept.scratch)
            rows = dict(grade_class(entries, surveys, homework, task, kept, workers))
            texts = {row.record.file: kept.text(row.record.file) for row in rows.values()}
        assert sorted(rows) == list(range(len(entries)))
        run.texts = texts
        return {row.record.student: row for row in rows.values()}, sorted(graded)

    return run


def test_the_same_command_grades_nothing_again(run):
    first = run({"ada": WORK, "bob": WORK + "#\n"})
    second = run({"ada": WORK, "bob": WORK + "#\n"})

    assert first[1] == ["ada", "bob"]
    assert second[1] == []
    assert first[0] == second[0]


def test_only_what_has_changed_is_graded_again(run, tmp_path):
    run({"ada": WORK, "bob": WORK + "#\n"})

    assert run({"ada": WORK, "bob": WORK + "##\n", "cy": WORK + "###\n"})[1] == ["bob", "cy"]
    assert run({"ada": WORK}, seed=1)[1] == ["ada"]
    assert run({"ada": WORK}, student="key")[1] == ["ada"]
    assert run({"ada": WORK}, level="strong")[1] == ["ada"]
    assert run({"ada": WORK}, digest="sha256:another")[1] == ["ada"]
    (tmp_path / "grades" / "reports" / "ada.json").unlink()
    assert run({"ada": WORK}, digest="sha256:another")[1] == ["ada"]


def test_what_the_grader_failed_on_is_always_tried_again(run):
    contents = {"ada": WORK + "# fails\n", "bob": WORK + "# raises\n", "cy": WORK + "# internal\n"}
    rows, first = run(contents)

    assert all(row.failed for row in rows.values())
    assert first == run(contents)[1] == ["ada", "bob", "cy"]
    assert '"message": "ZeroDivisionError: "' in run.texts["bob"]


def test_what_was_not_read_of_a_submission_is_part_of_its_key():
    """Reports tell it; so reports of equal files can differ."""
    one, other = Survey("d"), Survey("d", notes=("big.py was not read",))

    assert TASK.key(one) == TASK.key(Survey("d"))
    assert TASK.key(one) != TASK.key(other)


def test_equal_files_are_graded_once_and_everyone_has_a_report(run, tmp_path):
    """The name of the file counts: reports name it."""
    for name in ("ada", "bob", "cy"):
        (tmp_path / "in" / name).mkdir(parents=True)
    paths = {name: tmp_path / "in" / name / "hw.py" for name in ("ada", "bob", "cy")}
    for name, path in paths.items():
        path.write_text(WORK + ("# own\n" if name == "cy" else ""))
    rows, graded = run({f"{name}/hw": None for name in paths})

    assert len(graded) == 2
    assert [rows[f"{name}/hw"].record.note for name in paths] == [
        "",
        "the same files as ada/hw",
        "",
    ]
    for name, path in paths.items():
        assert f'"name": "{path}"' in run.texts[rows[f"{name}/hw"].record.file]
    assert run({f"{name}/hw": None for name in paths})[1] == []


def test_what_changes_after_a_look_at_it_is_no_copy_of_what_it_was(run, tmp_path):
    """And what was equal to it is graded by itself."""
    for name in ("ada", "bob"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "hw.py").write_text(WORK)
    changed = tmp_path / "in" / "ada" / "hw.py"
    names = {"ada/hw": None, "bob/hw": None}
    rows, graded = run(names, between=lambda: changed.write_text(WORK + "# fails\n"))

    assert len(graded) == 2
    assert (rows["ada/hw"].failed, rows["bob/hw"].failed) == (True, False)
    changed.write_text(WORK)
    assert run(names)[1] == []  # what bob has
    rows, _ = run(names, seed=1, between=changed.unlink)
    assert "no such file" in rows["ada/hw"].record.unreadable
    assert not rows["bob/hw"].record.unreadable


def test_one_of_two_equal_ones_that_was_kept_serves_for_both(run, tmp_path):
    (tmp_path / "in" / "again").mkdir(parents=True)
    run({"ada": WORK})

    rows, graded = run({"ada": WORK, "again/ada": WORK})

    assert graded == []
    assert sorted(rows) == ["again/ada", "in/ada"]


def test_what_cannot_be_read_has_a_report_of_its_own(run):
    rows, graded = run({"ada": WORK, "gone": None})

    assert graded == ["ada"]
    gone = rows["gone"]
    assert (gone.score, gone.max_score) == (0.0, HOMEWORK.points)
    assert {mark.verdict for mark in gone.marks} == {Verdict.INVALID_SUBMISSION}
    assert "no such file" in gone.record.unreadable
    document = json.loads(run.texts["gone"])
    jsonschema.validate(document, schema())
    assert "no such file" in document["problems"][0]["message"]
    assert run({"gone": WORK})[1] == ["gone"]  # once it is there


def test_two_attempts_have_two_reports(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada").mkdir()
    (tmp_path / "in" / "ada" / "x.py").write_text(WORK)
    entries = find_submissions([tmp_path / "in" / "ada", tmp_path / "in" / "ada.py"], tmp_path)
    surveys = [survey("a"), survey("b", digest="2")]
    records = grading._records(entries.entries, surveys, Policy(), TASK)

    assert [record.student for record in records] == ["ada", "ada"]
    assert [record.file for record in records] == ["ada (attempt 1)", "ada (attempt 2)"]


# Which homework.

ASKED = {"hw1": {"relu", "loss"}, "hw2": {"loss", "conv", "pool"}}


def survey(*names, **changes):
    return Survey(names=frozenset(names), **changes)


def test_the_homework_is_the_one_that_fits_most_submissions():
    many = [survey("relu"), survey("relu"), survey("conv", "pool", "loss")]

    assert choose_for_class(many, ASKED) == "hw1"
    assert choose_for_class([survey("loss"), survey("loss"), survey("conv")], ASKED) == "hw2"
    assert choose_for_class([survey(), survey(unreadable="x"), survey("relu")], ASKED) == "hw1"


def test_the_one_that_fits_as_many_but_less_of_each_is_not_chosen():
    assert choose_for_class([survey("relu"), survey("conv", "pool")], ASKED) == "hw2"


def test_a_class_that_fits_none_or_two_is_refused():
    with pytest.raises(UsageError, match="fit the homeworks hw1 and hw2 equally well"):
        choose_for_class([survey("loss")], ASKED)
    with pytest.raises(
        SubmissionError, match=r"none of the 2 submissions has a function .*; it broke"
    ):
        choose_for_class([survey(unreadable="it broke"), survey()], ASKED)


def test_what_belongs_to_another_homework_is_said():
    assert fits_instead(survey("conv"), "hw1", ASKED) == "hw2"
    assert fits_instead(survey("loss"), "hw1", ASKED) == ""
    assert fits_instead(survey(), "hw1", ASKED) == ""


# What a homework says of time and attempts.

RULES = Policy(due=datetime(2026, 11, 1, tzinfo=UTC), per_day=0.5, attempts=1)


def test_a_class_is_handed_in_when_the_command_says(run):
    """A second run at another time grades nothing again, and has other points."""
    noon, later = (datetime(2026, 11, day, 12, tzinfo=UTC) for day in (1, 2))
    first, _ = run({"ada": WORK}, policy=RULES, submitted=noon)
    second, graded = run({"ada": WORK}, policy=RULES, submitted=later)
    kept = json.loads(run.texts["ada"])

    assert graded == []
    assert first["ada"].earned == second["ada"].earned
    assert kept["late"]["days"] == 2
    assert kept["attempt"] == {"number": 1, "limit": 1, "taken": "best"}


def test_without_a_time_nothing_is_late(run):
    run({"ada": WORK}, policy=RULES)

    assert "late" not in json.loads(run.texts["ada"])
