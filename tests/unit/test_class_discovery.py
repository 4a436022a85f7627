"""Which submissions there are and whose: folders, names of LMS downloads, and what is no class."""

import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.classroom.discover import (
    Entry,
    find_class,
    find_submissions,
    read_entry,
    students_in,
)
from grader.errors import SubmissionError
from grader.submission import read_submission

RELU = "def relu(x):\n    return x\n"
LOSS = "def loss(y):\n    return y\n"
NOWHERE = Path("grades")


def make(folder, files):
    """Files by name below *folder*."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def found_in(folder, output=NOWHERE):
    return find_class(folder, lambda: {"relu", "loss"}, output)


def students(found):
    return [entry.student for entry in found.entries]


def handed(entry):
    return sorted(name for name, _ in entry.files)


def test_folders_that_answer_the_same_are_a_class(tmp_path):
    found = found_in(make(tmp_path, {"ada/a.py": RELU, "bob/b.py": RELU, "cy/notes.md": "?"}))

    assert students(found) == ["ada", "bob", "cy"]
    assert found.origin == f"in {tmp_path}"


def test_what_a_teacher_keeps_beside_submissions_is_none(tmp_path):
    files = {
        "ada/a.py": RELU,
        "bob/b.py": RELU,
        "roster.csv": "",
        ".git/x": "",
        "__pycache__/y": "",
    }
    found = found_in(make(tmp_path, {**files, "cy.pdf": "%PDF"}))

    assert students(found) == ["ada", "bob", "cy.pdf"]


@pytest.mark.parametrize(
    "files",
    [
        {"part1/a.py": RELU, "part2/b.py": LOSS},  # one homework in two folders
        {"relu.py": RELU, "old/relu.py": RELU, "older/relu.py": RELU},  # code at the top
        {"src/relu.py": RELU, "tests/test_relu.py": "def test_relu(): pass\n"},
        {"a.py": RELU, "a_copy.py": RELU},
        {"only/a.py": RELU},
        {f"hw_v{n}.py": RELU for n in range(4)},
        {"a.py": RELU, "b.py": LOSS, **{f"test{n}.py": "" for n in range(9)}},
        {"data/x.csv": "", "more/y.csv": ""},
        {"run_12_34_a.py": RELU, "run_12_35_b.py": LOSS},  # one "student" of Canvas
        {},
    ],
)
def test_a_students_own_folder_is_no_class(tmp_path, files):
    assert found_in(make(tmp_path, files)) is None


@pytest.mark.parametrize(
    "files",
    [
        ["ada/a.py", "bob.py", "cy.py", "dora/src/a.py", "eve.py"],
        ["ada.py", "bob.py", "cy.py", "dora.py", "eve.py"],
    ],
)
def test_files_beside_folders_are_students_where_many_answer_the_same(tmp_path, files):
    found = found_in(make(tmp_path, dict.fromkeys(files, RELU)))

    assert students(found) == ["ada", "bob", "cy", "dora", "eve"]


def test_a_folder_beside_an_archive_of_it_is_one_students(tmp_path):
    make(tmp_path, {"hw/relu.py": RELU})
    with zipfile.ZipFile(tmp_path / "hw.zip", "w") as archive:
        archive.writestr("relu.py", RELU)

    assert found_in(tmp_path) is None


def test_results_in_the_folder_are_no_submission(tmp_path):
    """Neither where this run writes to, nor where an earlier one did."""
    make(tmp_path, {"ada/a.py": RELU, "bob/b.py": RELU, "grades/x.py": RELU})
    make(tmp_path, {"before/reports/index.jsonl": "", "before/grades.csv": ""})

    assert students(found_in(tmp_path, tmp_path / "grades")) == ["ada", "bob"]
    paths = sorted(tmp_path.iterdir())
    assert students(find_submissions(paths, tmp_path / "grades")) == ["ada", "bob"]


def test_a_student_who_hands_in_results_is_graded(tmp_path):
    make(tmp_path, {"ada/a.py": RELU, "bob/b.py": RELU, "bob/reports/index.jsonl": ""})

    assert students(found_in(tmp_path)) == ["ada", "bob"]
    assert students(find_submissions(sorted(tmp_path.iterdir()), NOWHERE)) == ["ada", "bob"]


def test_canvas_files_of_one_student_belong_together(tmp_path):
    names = [
        "doejane_40001_900001_relu.py",
        "doejane_40001_900002_loss-1.py",
        "roebob_LATE_40002_900003_hw1.py",
        "roebob_40003_900004_part-1.py",
        "roebob_40003_900005_part-2.py",
        "poeann_40004_900006_essay.pdf",
    ]
    found = found_in(make(tmp_path, dict.fromkeys(names, RELU)))

    assert found.origin.endswith("from a Canvas download")
    assert students(found) == ["doejane", "poeann", "roebob (40002)", "roebob (40003)"]
    jane, ann, late, bob = found.entries
    # A second upload gets its name back, parts of one homework keep theirs.
    assert handed(jane) == ["loss.py", "relu.py"]
    assert handed(bob) == ["part-1.py", "part-2.py"]
    assert handed(ann) == ["essay.pdf"]
    assert (jane.note, late.note) == ("", "late, says Canvas")
    assert jane.ids == {"canvas": "40001"}


def test_two_uploads_of_one_name_are_both_there(tmp_path):
    names = ["doe_11_21_a.py", "doe_11_22_a-1.py", "roe_12_23_a.py"]
    found = found_in(make(tmp_path, dict.fromkeys(names, RELU)))

    assert handed(found.entries[0]) == ["a-1.py", "a.py"]


def test_moodle_folders_and_files_have_names_and_numbers(tmp_path):
    files = {
        "Jane Doe_657737_assignsubmission_file_/hw1.py": RELU,
        "Jane Doe_657737_assignsubmission_onlinetext_/onlinetext.html": "",
        "Åsa_Ek Berg_657738_assignsubmission_file/hw1.py": RELU,
        "Bob Roe_657739_assignsubmission_file_hw1.py": RELU,
    }
    found = found_in(make(tmp_path, files))

    assert students(found) == ["Bob Roe", "Jane Doe", "Åsa_Ek Berg"]
    assert [entry.ids["moodle"] for entry in found.entries] == ["657739", "657737", "657738"]
    assert handed(found.entries[0]) == ["hw1.py"]
    assert found.entries[1].path.name.endswith("_file_")


def test_blackboard_names_have_a_user_and_a_time(tmp_path):
    names = [
        "HW_1_jdoe_attempt_2026-11-01-10-00-00_a.py",
        "HW_1_jdoe_attempt_2026-11-01-10-00-00.txt",
        "HW_1_jdoe_attempt_2026-11-02-09-30-00_a.py",
        "HW_1_broe_attempt_2026-13-41-10-00-00_a.py",
    ]
    found = found_in(make(tmp_path, dict.fromkeys(names, RELU)))

    assert students(found) == ["broe", "jdoe", "jdoe"]
    assert [entry.handed_in for entry in found.entries] == [
        None,
        datetime(2026, 11, 1, 10),
        datetime(2026, 11, 2, 9, 30),
    ]
    assert [handed(entry) for entry in found.entries] == [["a.py"]] * 3
    assert found.students == 2


METADATA = """\
---
submission_11:
  :submitters:
  - :name: Ada O'Neil
    :sid: '00042'
    :email: ada@x.edu
  :created_at: 2026-11-01 10:00:00.123456789 Z
  :score: 3.0
  :results:
    :tests:
    - :name: Not A Student
submission_12:
  :submitters:
  - :name: "Pair \\u00c5ne"
    :email: one@x.edu
  - :name: Pair Two
    :email: two@x.edu
"""


def test_a_gradescope_export_names_everyone_of_a_group(tmp_path):
    files = {f"submission_{n}/a.py": RELU for n in (11, 12, 13)}
    found = found_in(make(tmp_path, {**files, "submission_metadata.yml": METADATA}))

    assert students(found) == ["Ada O'Neil", "Pair Two", "Pair Åne", "submission_13"]
    assert found.entries[0].ids == {"sid": "00042", "email": "ada@x.edu"}
    assert found.entries[0].handed_in == datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert found.entries[1].path == found.entries[2].path


def test_an_export_without_its_metadata_has_numbers(tmp_path):
    found = found_in(make(tmp_path, {f"submission_{n}/a.py": RELU for n in (1, 2)}))

    assert students(found) == ["submission_1", "submission_2"]


def test_paths_of_a_command_are_read_like_a_folder(tmp_path):
    names = ["doe_40001_900001_a.py", "doe_40001_900002_b.py", "roe_40002_900003_a.py"]
    make(tmp_path, dict.fromkeys(names, RELU))

    assert students(find_submissions(sorted(tmp_path.iterdir()), NOWHERE)) == ["doe", "roe"]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["ada", "bob.py"], ["ada", "bob"]),
        (["ada/hw.py", "bob/hw.py"], ["ada/hw", "bob/hw"]),
        (["a/x/hw.py", "b/x/hw.py", "c.tar.gz"], ["a/x/hw", "b/x/hw", "c"]),
        (["in/ada", "in/ada.zip"], ["ada", "ada"]),  # one student, twice
        (["ada", "ada"], ["ada", "ada"]),
        (["v1.2"], ["v1.2"]),
    ],
)
def test_names_of_paths_say_whose(paths, expected):
    assert students(find_submissions([Path(path) for path in paths], NOWHERE)) == expected


def test_files_get_back_the_names_they_were_handed_in_as(tmp_path):
    """So that they import each other; and nothing of the copies is left."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    make(tmp_path, {"doe_11_21_main.py": "from helper import relu\n", "doe_11_22_helper.py": RELU})
    files = tuple(
        (name, tmp_path / f"doe_11_2{n}_{name}") for n, name in ((1, "main.py"), (2, "helper.py"))
    )

    submission = read_entry(Entry("doe", files[0][1], files), scratch)

    assert sorted(submission.files) == ["helper.py", "main.py"]
    assert submission.name == str(files[0][1])
    assert list(scratch.iterdir()) == []


def test_a_file_that_cannot_be_read_is_called_as_it_was_handed_in(tmp_path):
    path = make(tmp_path, {"doe_11_21_hw.pdf": "%PDF"}) / "doe_11_21_hw.pdf"

    with pytest.raises(SubmissionError, match=r"^hw\.pdf: expected"):
        read_entry(Entry("doe", path, (("hw.pdf", path),)), tmp_path)


def test_what_is_no_file_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(SubmissionError, match="not a regular file"):
        read_entry(Entry("doe", tmp_path / "pipe", (("a.py", tmp_path / "pipe"),)), tmp_path)


def test_what_vanished_in_between_says_so(tmp_path):
    gone = tmp_path / "gone_11_21_a.py"

    with pytest.raises(SubmissionError, match="no such file"):
        read_entry(Entry("doe", gone, (("a.py", gone),)), tmp_path)
    with pytest.raises(SubmissionError, match="no such file"):
        read_entry(Entry("doe", gone), tmp_path)


@pytest.mark.parametrize("folder", ["", "submissions/"])
def test_a_zip_of_a_download_is_known_by_its_names(tmp_path, folder):
    """It would be graded as the work of one student."""
    packed = tmp_path / "submissions.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("ada_1001_20001_hw.py", "bob_1002_20002_hw.py", "bob_1002_20003_b.py"):
            archive.writestr(f"{folder}{name}", RELU)

    assert students_in(read_submission(packed)) == 2


def test_the_zip_of_one_student_is_none(tmp_path):
    own = tmp_path / "own.zip"
    with zipfile.ZipFile(own, "w") as archive:
        for name in ("relu.py", "ada_1001_20001_hw.py", "part_2/loss.py"):
            archive.writestr(name, RELU)

    assert students_in(read_submission(own)) <= 1


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (
            [
                "Max_99_assignsubmission_file_hw.py",
                "Eve_66_assignsubmission_file_x_99_assignsubmission_file_hw.py",
            ],
            [{"moodle": "66"}, {"moodle": "99"}],
        ),
        (
            [
                "Hw_max_attempt_2024-01-01-10-00-00_hw.py",
                "Hw_eve_attempt_2024-01-02-10-00-00_x_max_attempt_2024-01-01-10-00-00_hw.py",
            ],
            [{"username": "eve"}, {"username": "max"}],
        ),
        (["max_33_44_hw.py", "eve_66_77_max_33_44_hw.py"], [{"canvas": "66"}, {"canvas": "33"}]),
    ],
)
def test_a_file_named_like_the_download_of_another_is_its_own_students(names, ids, tmp_path):
    found = found_in(make(tmp_path, dict.fromkeys(names, RELU)))

    assert [dict(entry.ids) for entry in found.entries] == ids
