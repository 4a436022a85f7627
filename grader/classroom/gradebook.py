"""The class in rows: one submission each, one student each, and `grades.csv`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader import policy
from grader.classroom.kept import Record, read_report, records_of
from grader.classroom.misconceptions import Finding, findings
from grader.report import csv
from grader.report.csv import Cell
from grader.report.values import total_of, words
from grader.results import OPEN, ProblemResult, Report, Verdict, last_part
from grader.spec.model import Counts, Policy


@dataclass(frozen=True)
class Mark:
    """What a submission has for a problem."""

    problem: str
    verdict: Verdict
    score: float
    max_score: float


@dataclass(frozen=True)
class Row:
    """A submission of a class, as far as tables need it.

    Attributes:
        record: whose it is, and where its report lies.
        score, max_score, pending: points, as the report has them.
        earned: those of all problems, before what lateness and too many attempts cost.
        total: all of that in words.
        policy: what the homework says of attempts.
        closed, passed, failed: as of the report; *failed* if the grader failed on a problem of it.
        marks: a problem each.
        findings: what is wrong.
        attempt: which of how many of this student.
        total: how the score comes about, in words.
    """

    record: Record
    score: float
    max_score: float
    pending: float
    earned: float
    total: str
    policy: Policy
    closed: bool
    passed: bool
    failed: bool
    marks: tuple[Mark, ...]
    findings: tuple[Finding, ...]
    attempt: tuple[int, int] = (1, 1)

    @property
    def unreadable(self) -> str:
        """Why there was nothing to grade, without the path that the teacher has it at; "" if there was."""
        return self.record.unreadable.removeprefix(f"{self.record.path}: ")

    @property
    def note(self) -> str:
        """What a teacher should know of it."""
        number, count = self.attempt
        attempts = f"attempt {number} of {count} counts" if count > 1 else ""
        told = "" if self.score == self.earned else self.total
        return "; ".join(filter(None, [attempts, told, self.record.note, self.record.unreadable]))


def row_of(record: Record, report: Report) -> Row:
    """The row of a submission."""
    return Row(
        record=record,
        score=report.score,
        max_score=report.max_score,
        pending=report.pending,
        earned=report.earned,
        total=total_of(report),
        policy=_policy_of(report),
        closed=report.closed,
        passed=report.passed,
        failed=report.grader_failed,
        marks=tuple(map(_mark, report.problems)),
        findings=() if record.unreadable else findings(report),
    )


def kept_rows(folder: Path) -> Iterator[Row]:
    """The rows of the class that was graded last into *folder*.

    Raises:
        UsageError: if nothing is kept there, or a report of it cannot be read.
    """
    for record in records_of(folder):
        yield row_of(record, read_report(folder, record))


def _mark(problem: ProblemResult) -> Mark:
    return Mark(problem.id, problem.verdict, problem.score, problem.max_score)


def _policy_of(report: Report) -> Policy:
    """What a report says of the attempts of its homework."""
    if report.attempt is None:
        return Policy()
    return Policy(attempts=report.attempt.limit, counts=Counts(report.attempt.taken))


def counting(rows: Iterable[Row]) -> list[Row]:
    """One row a student: that of the attempt that counts."""
    by_student: dict[str, list[Row]] = {}
    for row in rows:
        by_student.setdefault(row.record.student, []).append(row)
    chosen = []
    for attempts in by_student.values():
        attempts.sort(key=lambda row: row.record.handed_in)  # stable: then as they are named
        place = policy.counting(attempts, attempts[-1].policy) or 0
        row = attempts[place]
        chosen.append(
            replace(row, attempt=(place + 1, len(attempts))) if len(attempts) > 1 else row
        )
    return chosen


def summary(row: Row) -> str:
    """The verdicts in words, such as "3 passed, 1 wrong answer"."""
    if row.record.unreadable:
        return "cannot be read"
    counts: dict[Verdict, int] = {}
    for mark in row.marks:
        counts[mark.verdict] = counts.get(mark.verdict, 0) + 1
    order = list(Verdict)
    return ", ".join(f"{counts[v]} {words(v)}" for v in sorted(counts, key=order.index))


def grades_csv(rows: Sequence[Row], problems: Sequence[str]) -> str:
    """One line a student; what could be a formula for a spreadsheet is marked as text.

    Args:
        rows: that count.
        problems: ids of the problems of the homework, a column each.
    """
    names = map(last_part, problems)
    lines: list[list[Cell]] = [
        ["student", "file", "score", "max", "pending", "verdict", *names, "note"]
    ]
    for row in rows:
        by_problem = {m.problem: m.score for m in row.marks if m.verdict not in OPEN}
        lines.append(
            [
                *(row.record.student, row.record.path),
                *(row.score, row.max_score, row.pending, summary(row)),
                *map(by_problem.get, problems),
                row.note or None,
            ]
        )
    return csv.table(lines)
