"""Results on disk: names of files, what is found again, what survives a kill."""

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.kept import Kept, Record, file_names, read_report, records_of
from grader.errors import UsageError
from grader.files import write_whole
from grader.report.json import render
from tests.reports import REPORT

TEXT = render(REPORT)
# What names are made of, and what file systems and shells take for something else.
NAMES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="aAäÄssß\u017f.-_ /\\\0\n'\"*?<>|:~$é\u0301\u202e\u200f🎉", max_size=6),
    st.sampled_from(["con", "CON.txt", "nul", "..", ".", "", "-rf", "index", "a" * 300, "é" * 300]),
    st.builds(
        "{}-{}".format,
        st.text("ab", max_size=2),
        st.text("0123456789abcdef", min_size=12, max_size=12),
    ),
)


@given(st.lists(NAMES, max_size=8))
def test_names_of_files_are_safe_and_different_on_any_file_system(names):
    files = file_names(names)

    folded = {unicodedata.normalize("NFKC", file.casefold()).casefold() for file in files}
    assert len(folded) == len(names) == len(files)
    for file in files:
        assert 0 < len(f".{file}.json.part".encode()) < 200
        assert not set(file) & set('/\\\0:*?"<>|\n\r\t')
        assert file.isprintable()
        assert file == file.strip(" .")
        assert not file.startswith("-")
        assert file.partition(".")[0].casefold() not in {
            "con",
            "prn",
            "aux",
            "nul",
            "index",
            "com1",
        }


def test_a_name_that_is_one_of_a_file_stays():
    names = ["Jane Doe", "doejane (40001)", "Åsa Ek", "李雷", "o'neil", "a@x.edu"]

    assert file_names(names) == names


def test_the_name_of_a_file_does_not_hang_on_the_other_names():
    alone = [file_names([name])[0] for name in ("a/b", "x*", "\u202eabc")]

    assert file_names(["z", "a/b", "x*", "\u202eabc"])[1:] == alone


def record(file, **changes):
    return Record(
        **{"file": file, "student": file, "path": f"in/{file}", "key": f"key of {file}", **changes}
    )


def test_what_is_kept_is_found_again_under_its_key_alone(tmp_path):
    with Kept(tmp_path / "grades") as kept:
        kept.begin([record("ada"), record("bob")])
        kept.keep(record("ada"), TEXT)
    with Kept(tmp_path / "grades") as kept:
        assert kept.report("ada", "key of ada") == REPORT
        assert kept.report("ada", "another") is None
        assert kept.report("bob", "key of bob") is None
        assert kept.report("ada", "") is None


def test_a_report_that_is_gone_or_damaged_is_made_again(tmp_path):
    with Kept(tmp_path) as kept:
        for name in ("ada", "bob"):
            kept.keep(record(name), TEXT)
        kept.path("ada").unlink()
        kept.path("bob").write_text(TEXT[:50])

        assert kept.report("ada", "key of ada") is kept.report("bob", "key of bob") is None


def test_a_key_leads_to_no_report_that_took_the_place_of_its_own(tmp_path):
    """Of any file with that key, but not of one that was written over."""
    with Kept(tmp_path) as kept:
        kept.keep(record("ada", key="old"), TEXT)
        assert kept.report("bob", "old") == REPORT
        kept.keep(record("ada", key="new"), TEXT)
        assert kept.report("bob", "old") is None


def test_a_line_that_was_cut_off_costs_itself_alone(tmp_path):
    with Kept(tmp_path) as kept:
        kept.keep(record("ada"), TEXT)
        kept.keep(record("bob"), TEXT)
    index = tmp_path / "reports" / "index.jsonl"
    index.write_bytes(index.read_bytes()[:-40])

    with Kept(tmp_path) as kept:
        assert kept.report("ada", "key of ada") == REPORT
        assert kept.report("bob", "key of bob") is None
        kept.begin([record("ada"), record("bob")])
        kept.keep(record("bob"), TEXT)
        assert kept.report("bob", "key of bob") == REPORT


def test_what_a_killed_run_left_is_removed(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / ".ada.json.part").touch()
    (tmp_path / ".scratch").mkdir()
    (tmp_path / ".scratch" / "copy.py").touch()

    with Kept(tmp_path) as kept:
        assert list(kept.scratch.iterdir()) == []
    assert [path.name for path in tmp_path.rglob("*")] == ["reports"]


def test_a_file_that_cannot_be_written_whole_stays_what_it_was(tmp_path, monkeypatch):
    file = tmp_path / "grades.csv"
    write_whole(file, "old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UsageError, match="No space left"):
        write_whole(file, "new")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_two_runs_do_not_write_to_one_folder(tmp_path):
    with Kept(tmp_path), pytest.raises(UsageError, match="another grade is at work"):
        Kept(tmp_path)
    Kept(tmp_path).__exit__(None, None, None)


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(UsageError, match=r"file: expected a folder"):
        Kept(tmp_path / "file")


def test_the_class_is_that_of_the_last_run_and_results_of_others_stay(tmp_path):
    with Kept(tmp_path) as kept:
        kept.begin([record("ada"), record("bob")])
        kept.keep(record("ada"), TEXT)
        kept.keep(record("bob"), TEXT)
    with Kept(tmp_path) as kept:
        kept.begin([record("bob", note="late", key="new")])
        assert kept.report("bob", "key of bob") == REPORT  # its key is that of the report

    assert [item.file for item in records_of(tmp_path)] == ["bob"]
    assert records_of(tmp_path)[0].note == "late"
    assert read_report(tmp_path, records_of(tmp_path)[0]) == REPORT
    with Kept(tmp_path) as kept:
        assert kept.report("ada", "key of ada") == REPORT


def test_a_folder_without_results_is_refused(tmp_path):
    with pytest.raises(UsageError, match="expected a folder that grade has written"):
        records_of(tmp_path)
    with pytest.raises(UsageError, match="grade the class again"):
        read_report(tmp_path, record("ada"))


def test_a_record_says_what_it_said(tmp_path):
    said = replace(
        record("ada"), ids={"canvas": "7"}, path="in/\udcff\n", handed_in="2026-11-01T10:00:00"
    )
    with Kept(tmp_path) as kept:
        kept.begin([said])

    assert records_of(tmp_path) == [said]
    assert all(
        json.loads(line) for line in (tmp_path / "reports/index.jsonl").read_text().splitlines()
    )
