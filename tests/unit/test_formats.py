"""`--format`: what is written where."""

import base64
import json

import pytest

from grader.cli import formats
from grader.cli.console import complain
from grader.cli.formats import FORMATS, write_reports
from grader.errors import UsageError
from tests.reports import EDGES, REPORT


@pytest.fixture(autouse=True)
def _no_github(monkeypatch):
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("reports", [[], [REPORT], [REPORT, EDGES["everything"]]], ids=len)
def test_every_format_writes_any_number_of_reports_to_a_file(format_, reports, tmp_path, capsys):
    file = tmp_path / "report"
    write_reports(reports, format_, file, several=len(reports) != 1)

    text = file.read_bytes().decode()
    assert text.endswith("\n") or (format_ == "terminal" and not reports)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("format_", FORMATS)
def test_to_the_terminal_goes_the_same(format_, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("secrets.token_hex", lambda _: "0123")
    monkeypatch.setenv("COLUMNS", "100")
    write_reports([REPORT], format_, tmp_path / "report", several=False)
    write_reports([REPORT], format_, None, several=False)

    written = (tmp_path / "report").read_bytes().decode()
    assert capsys.readouterr().out == written


def test_github_gets_commands_around_the_report_for_people(capsys):
    write_reports([REPORT], "github", None, several=False)
    first, *lines = capsys.readouterr().out.splitlines()
    token = first.removeprefix("::stop-commands::")

    assert len(token) == 32
    (score,) = [line for line in lines if line.startswith("1 / 3 points")]
    assert lines.index(score) < lines.index(f"::{token}::")
    note = "Note: big.py was not read: it is a folder"
    assert lines[-1] == f"::notice title=A homework::1 / 3 points%0A{note}"


def test_the_token_is_another_each_time(capsys):
    write_reports([REPORT], "github", None, several=False)
    first = capsys.readouterr().out.splitlines()[0]
    write_reports([REPORT], "github", None, several=False)

    assert capsys.readouterr().out.splitlines()[0] != first


def test_places_are_those_in_the_repository(capsys, tmp_path, monkeypatch):
    (tmp_path / "hw1").mkdir()
    monkeypatch.chdir(tmp_path / "hw1")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    write_reports([REPORT], "github", None, several=False)

    assert "::error file=hw1/mine/a.py,line=7,title=" in capsys.readouterr().out


def test_the_summary_of_a_step_and_its_result_are_added_to_what_is_there(tmp_path, monkeypatch):
    summary, outputs = tmp_path / "summary", tmp_path / "outputs"
    summary.write_text("# before\n")
    outputs.write_text("before=1\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.setenv("GITHUB_OUTPUT", str(outputs))
    write_reports([REPORT], "github", tmp_path / "log", several=False)

    assert summary.read_text("utf-8").startswith("# before\n## A homework: 1 / 3 points\n")
    before, result = outputs.read_text("utf-8").splitlines()
    assert before == "before=1"
    name, _, value = result.partition("=")
    assert name == "result"
    assert json.loads(base64.b64decode(value))["max_score"] == 3


def test_a_summary_stays_below_what_github_takes(tmp_path, monkeypatch):
    summary = tmp_path / "summary"
    summary.write_text("x" * 900)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    monkeypatch.setattr(formats, "SUMMARY_BYTES", 3000)
    write_reports([EDGES["everything"]] * 9, "github", tmp_path / "log", several=True)

    assert 1500 < summary.stat().st_size <= 3000


@pytest.mark.parametrize("format_", [name for name in FORMATS if name != "github"])
def test_other_formats_tell_github_nothing(format_, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "outputs"))
    write_reports([REPORT], format_, tmp_path / "report", several=False)

    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_summary_that_cannot_be_written_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))

    with pytest.raises(UsageError, match="cannot be written"):
        write_reports([REPORT], "github", tmp_path / "log", several=False)


def test_a_complaint_is_no_command_for_github(capsys):
    """Its runner looks for the older form anywhere in a line; the name of a file may have it."""
    complain("##[error]a.py\n::error::b: is no file")

    assert capsys.readouterr().err == "grade: # #[error]a.py\ufffd::error::b: is no file\n"
