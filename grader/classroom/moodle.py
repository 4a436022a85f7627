"""Grades and feedback as Moodle imports them.

An import that has one unknown student, or one grade that is no number, is refused as a whole: so a student
whom nothing identifies is left out, and named.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from grader.classroom.gradebook import Row
from grader.classroom.roster import Way, either_order, match, names_of
from grader.classroom.sheet import Filled, Sheet
from grader.errors import UsageError
from grader.report.values import amount, words
from grader.results import Verdict, last_part

NO_GRADE = "-"
MOST = 100  # points that Moodle takes unless it is set to take more
IDENTITIES = {  # column of the import: how Moodle heads it in its own lists
    "Email address": ("email address", "email", "e-mail"),
    "ID number": ("id number", "idnumber"),
    "Username": ("username",),
}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


def table(rows: Sequence[Row], title: str, roster: Path | None) -> Filled:
    """Moodle's import: a line a student, with grade and feedback.

    Args:
        rows: one a student.
        title: of the homework, and of the column.
        roster: a list of the participants, or the grading worksheet, as Moodle exports them. Without one a
            student is known by an e-mail address or a user name that is the name of the submission.

    Raises:
        UsageError: if the roster cannot be read, or does not identify anybody.
    """
    remarks = []
    if any(row.max_score > MOST for row in rows):
        remarks.append(f"the homework has more than {MOST} points: Moodle must be set to take them")
    lines: list[tuple[Mapping[str, str], Row | None]]
    if roster is None:
        lines = [(_identity(row), row) for row in rows]
        lost = [row.record.student for identity, row in lines if row and not any(identity.values())]
        remarks += [
            f"{name}: no e-mail address or user name is known; name a --roster" for name in lost
        ]
    else:
        lines, unknown = _by_roster(rows, roster)
        remarks += [f"{name}: graded, and not found in the roster" for name in unknown]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*IDENTITIES, title, f"{title} feedback"])
    filled = 0
    for identity, row in lines:
        if not any(identity.values()):
            continue
        given = row is not None and not row.failed
        filled += given
        grade = amount(row.score) if row is not None and given else NO_GRADE
        told = feedback(row) if row is not None and given else ""
        writer.writerow([*(identity[column] for column in IDENTITIES), grade, told])
    remarks += [f"{row.record.student}: the grader failed; no grade" for row in rows if row.failed]
    return Filled(buffer.getvalue(), filled, tuple(remarks))


def feedback(row: Row) -> str:
    """What the student reads beside the grade, as HTML in one line."""
    if row.unreadable:
        return escape(f"0 points: {row.unreadable}", quote=False)
    parts = [row.total]
    told = {item.problem: item.sentence for item in reversed(row.findings)}
    for mark in row.marks:
        if mark.verdict is Verdict.PASSED:
            continue
        what = told.get(mark.problem, words(mark.verdict))
        points = f"{amount(mark.score)}/{amount(mark.max_score)}"
        parts.append(f"{last_part(mark.problem)} {points}: {what}")
    return "<br>".join(escape(part, quote=False) for part in parts)


def _identity(row: Row) -> dict[str, str]:
    """What the submission itself says of who it is."""
    student, ids = row.record.student, row.record.ids
    email = ids.get("email", student)
    username = ids.get("username", student)
    return {
        "Email address": email if EMAIL.fullmatch(email) else "",
        "ID number": ids.get("sid", ""),
        "Username": username if USERNAME.fullmatch(username) else "",
    }


def _by_roster(
    rows: Sequence[Row], roster: Path
) -> tuple[list[tuple[Mapping[str, str], Row | None]], list[str]]:
    sheet = Sheet.read(roster)
    header = [name.casefold() for name in sheet.header]

    def column(*names: str) -> int | None:
        return next((header.index(name) for name in names if name in header), None)

    known = {name: column(*heads) for name, heads in IDENTITIES.items()}
    if all(place is None for place in known.values()):
        raise UsageError(
            f"{roster}: expected one of the columns {', '.join(IDENTITIES)}, "
            f"found {', '.join(sheet.header)}"
        )
    participant, whole = column("identifier"), column("full name")
    first, last = column("first name"), column("last name", "surname")
    students = [
        n for n in range(1, len(sheet.lines)) if any(sheet.value(n, p) for p in known.values())
    ]

    def name(line: int) -> str:
        return sheet.value(line, whole) or f"{sheet.value(line, first)} {sheet.value(line, last)}"

    def said(place: int | None, key: str) -> Way:
        return Way(
            lambda row: [row.record.ids.get(key, row.record.student).casefold()],
            lambda line: [sheet.value(line, place).casefold()],
        )

    ways = [
        Way(
            lambda row: [row.record.ids.get("moodle", "")],
            lambda line: re.findall(r"\d+", sheet.value(line, participant))[-1:],
        ),
        said(known["Email address"], "email"),
        said(known["ID number"], "sid"),
        said(known["Username"], "username"),
        Way(lambda row: either_order(row.record.student), lambda line: names_of(name(line))),
    ]
    found = match(rows, students, ways)
    matched = {row.record.file for row in found.values()}
    lost = [row.record.student for row in rows if row.record.file not in matched]
    identities: list[tuple[Mapping[str, str], Row | None]] = [
        ({key: sheet.value(line, place) for key, place in known.items()}, found.get(line))
        for line in students
    ]
    return identities, lost
