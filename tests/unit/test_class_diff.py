"""Two runs over a class: who moves, by how much, and why; before anything is published."""

import json
import shutil

import pytest

from grader.classroom.diff import as_data, compare, find_reports
from grader.classroom.diff_table import render
from grader.classroom.kept import Kept, Record
from grader.errors import UsageError
from grader.grading import grade
from grader.report.json import document, dump
from grader.results import Verdict
from grader.sandbox.host import Sandbox
from grader.spec.load import load_homework
from grader.submission import read_submission
from tests.bank import BANK
from tests.paths import SUBMISSIONS

HW = "uva-2017-hw1"
CLASS = {
    "ada": "passed/vectorised",  # follows the statement
    "bob": "wrong_answer/factor-2",  # D_out and what follows is twice too large
    "cleo": "runtime_error/exits",  # raises whatever is asked for
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """A class graded twice; in between the reference was made to agree with Bob."""
    folder = tmp_path_factory.mktemp("regrade")
    bank = shutil.copytree(BANK / HW, folder / "bank" / HW)
    with Sandbox() as sandbox:
        grade_class(bank, folder / "old", sandbox)
        spec = json.loads((bank / "worked-example" / "problem.json").read_text("utf-8"))
        del spec["golden"]
        (bank / "worked-example" / "problem.json").write_text(json.dumps(spec), "utf-8")
        reference = bank / "worked-example" / "reference.py"
        text = reference.read_text("utf-8")
        assert "return (Y - y) / N" in text or "return (Y - y)" in text
        reference.write_text(text.replace("return (Y - y)", "return 2 * (Y - y)"), "utf-8")
        grade_class(bank, folder / "new", sandbox)
    return folder


def grade_class(bank, folder, sandbox):
    (folder / "reports").mkdir(parents=True)
    homework = load_homework(bank)
    for student, name in CLASS.items():
        report = grade(read_submission(SUBMISSIONS / HW / name), homework, sandbox)
        (folder / "reports" / f"{student}.json").write_text(dump(document(report)), "utf-8")


@pytest.fixture
def copies(runs, tmp_path):
    """The two runs, to be changed."""
    return [shutil.copytree(runs / name, tmp_path / name) for name in ("old", "new")]


def edit(file, **values):
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **values}), "utf-8")


def test_who_moves_is_told_with_the_greatest_loss_first(runs):
    found = compare(runs / "old", runs / "new")

    assert [move.student for move in found.moves] == ["ada", "bob"]
    ada, bob = found.moves
    assert (ada.before, ada.after) == ((8.0, 8.0), (7.0, 8.0))
    assert (bob.before, bob.after) == ((7.0, 8.0), (8.0, 8.0))
    assert (found.up, found.down, found.same, found.reworded) == (1, 1, 1, 0)


def test_why_they_move_is_told(runs):
    found = compare(runs / "old", runs / "new")
    (lost,) = [change for change in found.moves[0].changes if change.gain]

    assert (lost.problem, lost.output, lost.gain) == (f"{HW}/worked-example", "D_out", -1.0)
    assert (lost.before.verdict, lost.after.verdict) == (Verdict.PASSED, Verdict.WRONG_ANSWER)
    assert dict(found.origins) == {f"problem {HW}/worked-example has changed since": 3}


def test_the_table_fits_a_terminal_and_says_it_all(runs):
    text = render(compare(runs / "old", runs / "new"), width=100)

    assert max(map(len, text.splitlines())) <= 100
    assert "Problem uva-2017-hw1/worked-example has changed since  (3 submissions)" in text
    assert "ada           8/8    7/8      -1" in text
    assert "bob           7/8    8/8      +1" in text
    assert text.endswith("1 up  ·  1 down  ·  1 unchanged\n")


def test_the_same_run_twice_has_no_moves(runs):
    found = compare(runs / "old", runs / "old")

    assert (found.moves, found.same, found.origins) == ([], 3, {})
    assert render(found) == "0 up  ·  0 down  ·  3 unchanged\n"


def test_nothing_is_written(runs):
    before = {path: path.stat().st_mtime_ns for path in runs.rglob("*")}
    compare(runs / "old", runs / "new")

    assert {path: path.stat().st_mtime_ns for path in runs.rglob("*")} == before


def test_who_is_in_one_run_alone_is_named(copies):
    old, new = copies
    (old / "reports" / "cleo.json").unlink()
    (new / "reports" / "ada.json").unlink()
    found = compare(old, new)

    assert (found.only_old, found.only_new) == (["ada"], ["cleo"])
    assert "Only in OLD: ada\nOnly in NEW: cleo\n" in render(found)


def test_what_lateness_costs_is_a_reason(copies):
    old, new = copies
    late = {"due": "2026-03-01T23:59:00+01:00", "days": 2, "share": 0.5, "points": 4.0}
    edit(new / "reports" / "ada.json", late={**late, "closed": False}, score=0.0)
    shutil.copy(old / "reports" / "bob.json", new / "reports" / "bob.json")
    ada = next(move for move in compare(old, new).moves if move.student == "ada")

    assert ada.totals is not None
    assert "less 4 for 2 days late" in ada.totals[1]
    assert "less 4 for 2 days late" in " ".join(render(compare(old, new), width=200).split())


def test_another_submission_is_a_reason(copies):
    old, new = copies
    shutil.copy(old / "reports" / "bob.json", new / "reports" / "ada.json")
    found = compare(old, new)

    assert found.moves[0].resubmitted
    assert "another submission was graded" in render(found)


def test_single_reports_are_compared_whatever_their_names(runs):
    names = runs / "old" / "reports" / "ada.json", runs / "new" / "reports" / "bob.json"

    assert len(compare(*names).moves) + compare(*names).same == 1


def test_arrays_of_reports_go_by_the_names_of_the_submissions(runs, tmp_path):
    for run in ("old", "new"):
        texts = [file.read_text("utf-8") for file in sorted((runs / run / "reports").iterdir())]
        (tmp_path / f"{run}.json").write_text(f"[{','.join(texts)}]", "utf-8")
    found = compare(tmp_path / "old.json", tmp_path / "new.json")

    assert [move.student.rpartition("/")[2] for move in found.moves] == ["vectorised", "factor-2"]


def test_as_data_it_is_json(runs):
    data = json.loads(dump(as_data(compare(runs / "old", runs / "new"))))

    assert [move["student"] for move in data["moves"]] == ["ada", "bob"]
    assert data["moves"][0]["changes"][0]["before"] == {"verdict": "passed", "score": 1.0}
    assert (data["up"], data["down"], data["same"]) == (1, 1, 1)


@pytest.mark.parametrize(
    "text", ["", "[", "3", "{}", "[" * 100_000, '{"schema": "grader-report/1"}', "\xff"]
)
def test_a_report_that_cannot_be_read_is_named_and_the_others_are_compared(copies, text):
    old, new = copies
    (new / "reports" / "cleo.json").write_text(text, "latin-1")
    found = compare(old, new)

    (sentence,) = found.unreadable
    assert sentence.startswith("cleo: cannot be compared: ")
    assert len(found.moves) == 2


def test_what_is_no_run_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "none.json").write_text("[]")
    (tmp_path / "text.json").write_text("no")
    for name in ("lost", "empty", "none.json", "text.json"):
        with pytest.raises(UsageError, match=r"expected|cannot be read"):
            compare(tmp_path / name, tmp_path / name)


def test_reports_are_read_one_pair_at_a_time(runs, monkeypatch):
    """Of a class of any size no more than two are held."""
    events = []

    def parsed(file):
        events.append(file.stem)
        return json.loads(file.read_text("utf-8"))

    monkeypatch.setattr("grader.classroom.diff._parsed", parsed)
    loads = find_reports(runs / "old")

    assert (list(loads), events) == (["ada", "bob", "cleo"], [])
    compare(runs / "old", runs / "new")
    assert events == ["ada", "ada", "bob", "bob", "cleo", "cleo"]


def test_names_do_not_steer_a_terminal(copies):
    for folder in copies:
        reports = folder / "reports"
        (reports / "ada.json").rename(reports / "a\x1b[31mda.json")

    assert "\x1b" not in render(compare(*copies))


def test_students_have_their_names_and_earlier_runs_are_left_out(tmp_path):
    """Names of files are made of those of students, and reports of an earlier class stay in the folder."""
    records = [
        Record("_cmd_-0123456789ab", "=cmd", "in/=cmd"),
        Record("kim (attempt 1)", "kim", "in/kim"),
        Record("kim (attempt 2)", "kim", "in/kim.zip"),
        Record("slow", "slow", "in/slow"),
    ]
    with Kept(tmp_path) as kept:
        kept.begin(records)
        for record in [*records[:3], Record("gone", "gone", "in/gone")]:  # it was stopped at "slow"
            kept.keep(record, "{}")

    assert [*find_reports(tmp_path)] == ["=cmd", "kim (attempt 1)", "kim (attempt 2)"]


def test_a_run_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match="no such file or directory"):
        find_reports(tmp_path / "nowhere")
