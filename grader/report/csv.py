"""Reports as CSV: a line a submission, for spreadsheets (RFC 4180).

A cell that a spreadsheet would take for a formula gets an apostrophe in front, which spreadsheets do not
show; text is in quotes, so that no other separator splits it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grader.errors import printable
from grader.report.values import amount, total_of
from grader.results import OPEN, Report

Cell = str | float | None
FORMULA = ("=", "+", "-", "@", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
           "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip


def render(reports: Sequence[Report]) -> str:
    """A line for each report: whose it is, the points in all, and those of each problem.

    A problem that waits to be marked, that the grader failed on or that the homework lacks is left blank. If the
    policy of the homework takes points off, the note says how the score comes about.
    """
    names = list(dict.fromkeys(problem.id for report in reports for problem in report.problems))
    rows: list[list[Cell]] = [["name", "student", "score", "max_score", "pending", *names, "note"]]
    for report in reports:
        points = {p.id: p.score for p in report.problems if p.verdict not in OPEN}
        rows.append(
            [
                report.submission.name,
                report.student,
                report.score,
                report.max_score,
                report.pending,
                *map(points.get, names),
                None if report.score == report.earned else total_of(report),
            ]
        )
    return table(rows)


def table(rows: Iterable[Sequence[Cell]]) -> str:
    """The rows as CSV: text guarded and in quotes, numbers as in every format, None as a blank."""
    return "".join(f"{','.join(map(_cell, row))}\r\n" for row in rows)


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell) if isinstance(cell, int) else amount(cell)
    text = printable(cell)
    guard = "'" if text.lstrip().startswith(FORMULA) else ""
    quoted = text.replace('"', '""')
    return f'"{guard}{quoted}"'
