"""Fills one column of the gradebook that Canvas exports; everything else in it stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from grader.classroom.gradebook import Row
from grader.classroom.roster import Way, either_order, match, names_of
from grader.classroom.sheet import Filled, Sheet
from grader.errors import UsageError

EXCUSED = "EX"
READ_ONLY = "(read only)"
TITLE = re.compile(r"(?P<title>.*?)\s*\((?P<id>\d+)\)", re.DOTALL)


def fill(file: Path, column: str, rows: Sequence[Row]) -> Filled:
    """Canvas' own export with the scores of the class in *column*.

    Students are found by ID, SIS User ID, SIS Login ID, then by name.

    Raises:
        UsageError: if it is no such export, or has no such column.
    """
    sheet = Sheet.read(file)
    header = sheet.header
    if "Student" not in header[0] or "ID" not in header:
        raise UsageError(
            f"{file}: expected a gradebook that Canvas exported, with the columns Student and ID first, "
            f"found {', '.join(header[:3])}"
        )
    target = _column(file, header, column)
    places = {name: index for index, name in enumerate(header)}
    identity = places["ID"]
    # Lines without an ID are Canvas' own: points possible, and whether grades are posted.
    students = [line for line in range(1, len(sheet.lines)) if sheet.value(line, identity)]
    possible = next(
        (n for n in range(1, len(sheet.lines)) if "Points Possible" in sheet.value(n, 0)), None
    )
    if possible is not None and sheet.value(possible, target) == READ_ONLY:
        raise UsageError(f"--column {column}: Canvas says that this column is read only")

    def cell(name: str) -> Way:
        def of_line(line: int) -> list[str]:
            return [sheet.value(line, places.get(name)).casefold()]

        return Way(_own_ids, of_line)

    ways = [
        Way(
            lambda row: [row.record.ids.get("canvas", "")],
            lambda line: [sheet.value(line, identity)],
        ),
        cell("SIS User ID"),
        cell("SIS Login ID"),
        Way(
            lambda row: either_order(row.record.student),
            lambda line: names_of(sheet.value(line, places.get("Student"))),
        ),
    ]
    found = match(rows, students, ways)
    comma = _decimal_comma(sheet, students, target)
    remarks, filled = _remarks(sheet, rows, students, found), 0
    if possible is not None:
        remarks += _other_maximum(sheet.value(possible, target), rows)
    for line, row in found.items():
        if row.failed:
            remarks.append(f"{row.record.student}: the grader failed; the cell stays as it is")
        elif sheet.value(line, target).upper() == EXCUSED:
            remarks.append(f"{row.record.student}: excused (EX); the cell stays as it is")
        else:
            text = f"{round(row.score, 2):g}"
            sheet.put(line, target, text.replace(".", ",") if comma else text)
            filled += 1
    return Filled(sheet.write(), filled, tuple(remarks))


def _column(file: Path, header: Sequence[str], wanted: str) -> int:
    """The column of that name, or of that title without the id."""
    # Assignments stand behind the students' Section.
    section = next((i for i in range(len(header)) if header[i] == "Section"), 0)
    names = dict(enumerate(header[section + 1 :], section + 1))
    found = [index for index, name in names.items() if name == wanted.strip()]
    if not found:
        titles = {index: TITLE.fullmatch(name) for index, name in names.items()}
        found = [i for i, title in titles.items() if title and wanted.strip() in title.groups()]
    if len(found) == 1:
        return found[0]
    known = ", ".join(repr(name) for name in names.values() if TITLE.fullmatch(name)) or "none"
    how_many = "two" if found else "none"
    raise UsageError(
        f"{file}: expected one column {wanted!r}, found {how_many}; its assignments: {known}"
    )


def _own_ids(row: Row) -> list[str]:
    """What the student may be called in the columns of the school's own ids."""
    ids = row.record.ids
    known = [ids.get(key, "") for key in ("sid", "username", "email")]
    return [text.casefold() for text in (*known, row.record.student) if text]


def _decimal_comma(sheet: Sheet, students: Sequence[int], target: int) -> bool:
    """Whether numbers are written with a comma: as others are, else as is the custom with semicolons."""
    for column in [target, *range(len(sheet.lines[0]))]:
        for line in [*students, *range(1, len(sheet.lines))]:
            if re.fullmatch(r"-?\d+[.,]\d+", text := sheet.value(line, column)):
                return "," in text
    return sheet.delimiter == ";"


def _remarks(
    sheet: Sheet, rows: Sequence[Row], students: Sequence[int], found: dict[int, Row]
) -> list[str]:
    matched = {row.record.file for row in found.values()}
    lost = [row.record.student for row in rows if row.record.file not in matched]
    without = [sheet.value(line, 0) for line in students if line not in found]
    return [
        *(f"{name}: graded, and not found in the gradebook" for name in lost),
        *(f"{name}: in the gradebook, and nothing was graded" for name in without),
    ]


def _other_maximum(possible: str, rows: Sequence[Row]) -> list[str]:
    """A sentence if the column's points are others than the homework's."""
    most = max((row.max_score for row in rows), default=0.0)
    try:
        says = float(possible.replace(",", "."))
    except ValueError:
        return []
    if says == most:
        return []
    return [
        f"the gradebook says {says:g} points possible, the homework has {most:g}; nothing is scaled"
    ]
