"""Rows of a class, grades.csv, and what Canvas and Moodle take."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len

from grader import policy
from grader.classroom import canvas, moodle, table
from grader.classroom.gradebook import Mark, counting, grades_csv, row_of, summary
from grader.classroom.gradebook import Row as GradeRow
from grader.classroom.kept import Record
from grader.classroom.misconceptions import Finding
from grader.classroom.sheet import Sheet
from grader.errors import UsageError
from grader.results import Verdict
from grader.spec.model import Counts, Policy
from tests.reports import FAILED, PROBLEM, REPORT

ANY = Policy()
PASSED = Mark("hw/one", Verdict.PASSED, 2.0, 2.0)
WRONG = Mark("hw/two", Verdict.WRONG_ANSWER, 0.5, 3.0)
TWICE = Finding("mistake twice", "hw/two", ("dW",), "dW is <twice> too large.")


def row(
    student,
    score=2.5,
    marks=(PASSED, WRONG),
    findings=(TWICE,),
    ids=None,
    policy=ANY,
    closed=False,
    **record,
):
    kept = Record(file=student, student=student, path=f"in/{student}", ids=ids or {}, **record)
    verdicts = {mark.verdict for mark in marks}
    passed, failed = verdicts <= {Verdict.PASSED}, Verdict.INTERNAL_ERROR in verdicts
    return GradeRow(
        record=kept,
        score=score,
        max_score=5.0,
        pending=0.0,
        earned=score,
        total=f"{score:g} / 5 points",
        policy=policy,
        closed=closed,
        passed=passed,
        failed=failed,
        marks=marks,
        findings=findings,
    )


def cells(text):
    return list(csv.reader(io.StringIO(text)))


# grades.csv


def test_a_line_has_points_verdicts_and_every_problem():
    text = grades_csv([row("ada", note="late")], ["hw/one", "hw/two"])

    assert cells(text) == [
        ["student", "file", "score", "max", "pending", "verdict", "one", "two", "note"],
        ["ada", "in/ada", "2.5", "5", "0", "1 passed, 1 wrong answer", "2", "0.5", "late"],
    ]


def test_points_that_nobody_knows_yet_are_empty_cells():
    """A failure of the grader is no 0, nor is an answer that waits."""
    marks = tuple(
        replace(PASSED, problem=f"hw/{verdict}", verdict=verdict, score=0.0)
        for verdict in (Verdict.INTERNAL_ERROR, Verdict.NEEDS_MARKING, Verdict.NOT_ATTEMPTED)
    )
    line = cells(grades_csv([row("ada", marks=marks)], [mark.problem for mark in marks]))[1]

    assert line[6:9] == ["", "", "0"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "\uff1d1", "=cmd|' /C calc'!A0"])
def test_what_a_spreadsheet_would_calculate_is_text(text):
    line = cells(grades_csv([row(text, note=text)], []))[1]

    assert line[0] == line[-1] == f"'{text}"


def test_names_break_no_line_and_steer_no_terminal():
    text = grades_csv([row('a\n"b"\x1b[31m,\u202e')], [])

    assert len(text.splitlines()) == 2
    assert text.replace("\r\n", "").isprintable()


def test_a_report_and_its_row_have_the_same_points():
    made = row_of(Record("a", "a", "a"), replace(REPORT, problems=(PROBLEM, FAILED)))

    assert (made.score, made.max_score) == (1.0, 3.0)
    assert made.failed
    assert not made.passed
    assert summary(made) == "1 wrong answer, 1 internal error"


# Attempts.


def test_the_best_attempt_counts_and_says_so():
    rows = [row("ada", 1.0), row("ada", 3.0), row("ada", 2.0), row("bob")]
    ada, bob = counting(rows)

    assert (ada.score, ada.note) == (3.0, "attempt 2 of 3 counts")
    assert bob.note == ""


def test_the_last_one_counts_where_the_homework_says_so():
    """By the time, not by the name."""
    early, late = "2026-11-01T10:00:00", "2026-11-02T10:00:00"
    last = Policy(counts=Counts.LAST)
    rows = [
        row("ada", 1.0, policy=last, handed_in=late),
        row("ada", 2.0, policy=last, handed_in=early),
    ]
    (ada,) = counting(rows)

    assert (ada.score, ada.note) == (1.0, "attempt 2 of 2 counts")


def test_what_lateness_costs_is_noted():
    report = policy.applied(
        replace(REPORT, problems=(PROBLEM,)),
        Policy(due=datetime(2026, 11, 1, tzinfo=UTC), per_day=0.5),
        datetime(2026, 11, 1, 12, tzinfo=UTC),
        1,
    )
    made = row_of(Record("a", "a", "a"), report)

    assert (made.score, made.earned) == (0.5, 1.0)
    assert made.note == "1 / 3 points, less 0.5 for 1 day late: 0.5"
    assert moodle.feedback(made).startswith(f"{made.note}<br>")
    assert not made.passed


# Canvas.

EXPORT = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,HW 1 (71),HW 2 (72),Final Score\r\n"
    "    Points Possible,,,,,5.00,5.00,(read only)\r\n"
    '"Doe, Jane",40001,s1,jdoe,"A, B",,1.00,\r\n'
    '"Roe, Bob",40002,s2,broe,A,4.00,EX,"say ""hi"""\r\n'
    '"Poe, Ann",40003,s3,apoe,A,,,\r\n'
)


@pytest.fixture
def gradebook(tmp_path):
    def write(text=EXPORT):
        file = tmp_path / "export.csv"
        file.write_bytes(text.encode())
        return file

    return write


def test_one_column_is_filled_and_no_other_byte_changes(gradebook):
    filled = canvas.fill(gradebook(), "HW 1 (71)", [row("x", 2.5, ids={"canvas": "40001"})])

    assert filled.text == EXPORT.replace('"A, B",,1.00', '"A, B",2.5,1.00')
    assert filled.filled == 1
    assert filled.remarks == (
        "Roe, Bob: in the gradebook, and nothing was graded",
        "Poe, Ann: in the gradebook, and nothing was graded",
    )


@pytest.mark.parametrize(
    ("student", "ids"),
    [
        ("x", {"canvas": "40001"}),
        ("S1", {}),
        ("x", {"sid": "s1"}),
        ("jdoe", {}),
        ("x", {"username": "JDoe"}),
        ("doejane", {}),
        ("Jane Doe", {}),
        ("Doe, Jane", {}),
        ("jane_doe", {}),
    ],
)
def test_a_student_is_found_by_id_login_or_name(gradebook, student, ids):
    filled = canvas.fill(gradebook(), "HW 1", [row(student, 3.0, ids=ids)])

    assert '"Doe, Jane",40001,s1,jdoe,"A, B",3,1.00' in filled.text


def test_the_surer_key_wins(gradebook):
    """A folder called like Bob's login, of whom Canvas says that it is Jane."""
    filled = canvas.fill(gradebook(), "71", [row("broe", 3.0, ids={"canvas": "40001"})])

    assert 'jdoe,"A, B",3,' in filled.text
    assert "broe,A,4.00," in filled.text


def test_nobody_gets_a_grade_by_a_guess(gradebook):
    """Two of one name, or two submissions for one: neither."""
    twins = EXPORT + '"Doe, Jane",40009,s9,jdoe2,A,,,\r\n'

    one = canvas.fill(gradebook(twins), "HW 1", [row("Jane Doe")])
    two = canvas.fill(gradebook(EXPORT), "HW 1", [row("Jane Doe"), row("doejane")])

    assert (one.text, one.filled) == (twins, 0)
    assert (two.text, two.filled) == (EXPORT, 0)
    assert "Jane Doe: graded, and not found in the gradebook" in one.remarks
    assert "doejane: graded, and not found in the gradebook" in two.remarks


def test_the_excused_and_those_the_grader_failed_on_keep_their_cells(gradebook):
    failed = (replace(PASSED, verdict=Verdict.INTERNAL_ERROR),)
    rows = [row("broe"), row("jdoe", marks=failed)]
    filled = canvas.fill(gradebook(), "HW 2 (72)", rows)

    assert (filled.text, filled.filled) == (EXPORT, 0)
    assert "broe: excused (EX); the cell stays as it is" in filled.remarks
    assert "jdoe: the grader failed; the cell stays as it is" in filled.remarks


def test_numbers_are_written_as_the_gradebook_writes_them(gradebook):
    german = (
        "Student;ID;SIS Login ID;Section;HW 1 (71);HW 2 (72)\n"
        "Points Possible;;;;5;5\nDoe, Jane;40001;jdoe;A;;\nRoe, Bob;2;broe;A;;1,25"
    )
    quoted = EXPORT.replace("4.00,EX", '"4,00",EX')

    assert "jdoe;A;2,46;\n" in canvas.fill(gradebook(german), "HW 1", [row("jdoe", 2.456)]).text
    assert '"A, B","2,5",1.00' in canvas.fill(gradebook(quoted), "HW 1", [row("jdoe")]).text


def test_another_maximum_is_told_and_nothing_scaled(gradebook):
    filled = canvas.fill(gradebook(EXPORT.replace("5.00", "10")), "HW 1", [row("jdoe")])

    assert filled.remarks[-1].startswith(
        "the gradebook says 10 points possible, the homework has 5"
    )
    assert '"A, B",2.5,1.00' in filled.text


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        (EXPORT, "HW 3", r"expected one column 'HW 3', found none; its assignments: 'HW 1 \(71\)'"),
        (EXPORT, "Final Score", "read only"),
        (EXPORT, "Student", "found none"),
        (EXPORT.replace("(72)", "(73)").replace("HW 2", "HW 1"), "HW 1", "found two"),
        ("a,b\n1,2\n", "HW 1", "expected a gradebook that Canvas exported"),
        ("", "HW 1", "found nothing"),
    ],
)
def test_what_is_no_such_export_is_refused(gradebook, text, column, expected):
    with pytest.raises(UsageError, match=expected):
        canvas.fill(gradebook(text), column, [row("jdoe")])


@pytest.mark.parametrize(
    "text",
    [
        EXPORT,
        "a;b\r\n\r\n;\n",
        'a\n"x\n""y""",z',
        "a,b\n1,2,3\n,",
        "\ufeffa\tb\r1\t2\r",
        'a,b\n"open,1\n2',
    ],
)
def test_a_sheet_that_is_not_changed_is_the_same_file(gradebook, text):
    assert Sheet.read(gradebook(text)).write() == text


def test_a_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "x.csv").write_bytes("Student,Größe".encode("latin-1"))

    with pytest.raises(UsageError, match="UTF-8"):
        Sheet.read(tmp_path / "x.csv")


# Moodle.

ROSTER = (
    "Identifier,Full name,Email address,ID number,Username\n"
    "Participant 501,Jane Doe,Jane@x.edu,77,jdoe\n"
    "Participant 502,Bob Roe,bob@x.edu,78,broe\n"
)


@pytest.mark.parametrize(
    ("student", "ids"),
    [
        ("x", {"moodle": "501"}),
        ("jane@X.edu", {}),
        ("77", {}),
        ("JDOE", {}),
        ("Doe Jane", {}),
    ],
)
def test_moodle_gets_a_line_a_participant(gradebook, student, ids):
    made = moodle.table([row(student, ids=ids)], "HW", gradebook(ROSTER))

    head, jane, bob = cells(made.text)
    assert head == ["Email address", "ID number", "Username", "HW", "HW feedback"]
    assert jane[:4] == ["Jane@x.edu", "77", "jdoe", "2.5"]
    assert jane[4] == "2.5 / 5 points<br>two 0.5/3: dW is &lt;twice&gt; too large."
    assert bob == ["bob@x.edu", "78", "broe", "-", ""]


def test_moodle_gets_nobody_that_it_does_not_know(gradebook):
    """One unknown user and it refuses the whole file."""
    rows = [row("Jane Doe"), row("a@x.edu"), row("jdoe"), row("+rm -rf")]
    with_roster = moodle.table(rows[:2], "HW", gradebook(ROSTER))
    without = moodle.table(rows, "HW", None)

    assert [line[0] for line in cells(with_roster.text)[1:]] == ["Jane@x.edu", "bob@x.edu"]
    assert "a@x.edu: graded, and not found in the roster" in with_roster.remarks
    assert [line[:3] for line in cells(without.text)[1:]] == [["a@x.edu", "", ""], ["", "", "jdoe"]]
    assert "Jane Doe: no e-mail address or user name is known; name a --roster" in without.remarks


def test_moodle_gets_numbers_alone():
    failed = (replace(PASSED, verdict=Verdict.INTERNAL_ERROR),)
    rows = [row("a@x.edu", marks=failed), replace(row("b@x.edu", 150.0), max_score=200.0)]
    made = moodle.table(rows, "HW", None)

    assert [line[3] for line in cells(made.text)[1:]] == ["-", "150"]
    assert any("more than 100 points" in remark for remark in made.remarks)
    assert any("a@x.edu: the grader failed" in remark for remark in made.remarks)


def test_students_do_not_read_where_their_teacher_keeps_what_they_handed_in():
    made = moodle.table([row("a@x.edu", unreadable="in/a@x.edu: it is empty")], "HW", None)

    assert cells(made.text)[1][4] == "0 points: it is empty"


def test_a_roster_that_identifies_nobody_is_refused(gradebook):
    with pytest.raises(UsageError, match="expected one of the columns Email address"):
        moodle.table([row("a")], "HW", gradebook("Name,Grade\nJane,1\n"))


# The terminal.


@pytest.mark.parametrize("width", [60, 100, 160])
def test_the_table_fits(width):
    marks = tuple(replace(WRONG, problem=f"hw/{n}") for n in range(30))
    long = Finding("f", "hw/1", (), "long " * 90)
    rows = [
        row("李雷" * 40, marks=marks, findings=(long,)),
        row("b" * 300, marks=marks * 9, findings=()),
    ]
    rows.append(row("x\x1b[31m", findings=(), unreadable="in/x: broken\x1b[31m"))
    text = table.render(rows, "t", width=width, color=False)

    assert max(map(cell_len, text.splitlines())) <= width
    assert "\x1b" not in text


def test_the_table_says_what_costs_most_and_what_could_not_be_read():
    one = Finding("mistake one", "hw/one", ("L",), "The half is missing.")
    rows = [
        row("ada", findings=(one, TWICE)),
        row("bob"),
        row("cy", 0.0, findings=(), unreadable="in/cy: it is empty"),
        replace(row("dora", 5.0, marks=(PASSED,), findings=()), max_score=5.0),
    ]
    text = table.render(rows, "A homework", width=100, color=False)

    ada, bob, cy, dora = text.splitlines()[2:6]
    assert ada.split() == ["ada", "2.5/5", "✓✗", *["two:", "dW", "is", "<twice>", "too", "large."]]
    assert cy.endswith("  it is empty")
    assert dora.split() == ["dora", "5/5", "✓"]
    assert "4 students, 1 passed everything, 1 cannot be read  ·  mean 2.5, median 2.5 of 5" in text
    assert text.splitlines()[-1] == "2  dW is <twice> too large. (two)"
    assert bob.startswith("bob")
