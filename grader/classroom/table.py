"""The class as text for a person at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import mean, median
from typing import Literal

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from grader.classroom.gradebook import Row
from grader.classroom.misconceptions import misconceptions
from grader.errors import printable
from grader.report.text import drawn, marked
from grader.report.values import amount, plural
from grader.results import Verdict, last_part

MAX_NAME = 26
MAX_MARKS = 36  # problems that get a mark each
TOLD = 5  # causes
GAP = 2  # columns between the columns
MIN_CAUSE = 12
LEGEND = {
    Verdict.PASSED: "passed",
    Verdict.CARRIED: "right for an earlier wrong value",
    Verdict.WRONG_ANSWER: "not passed",
    Verdict.NOT_ATTEMPTED: "not attempted",
    Verdict.NEEDS_MARKING: "to be marked by hand",
    Verdict.INTERNAL_ERROR: "the grader failed",
}


def render(rows: Sequence[Row], title: str, *, width: int, color: bool) -> str:
    """A line a student, what the marks mean, the scores, and the most frequent causes."""
    cells = [
        (
            Text(printable(row.record.student)),
            Text(f"{amount(row.score)}/{amount(row.max_score)}", "green" if row.passed else ""),
            _marks(row),
        )
        for row in rows
    ]
    heads = ("student", "score", "problems")
    widths = [
        max(cell_len(head), *(line[column].cell_len for line in cells))
        for column, head in enumerate(heads)
    ]
    widths[0] = min(widths[0], MAX_NAME)
    table = Table(box=None, show_edge=False, padding=(0, GAP, 0, 0), header_style="dim")
    for head, least in zip(heads, widths, strict=True):
        justify: Literal["left", "right"] = "right" if head == "score" else "left"
        table.add_column(head, width=least, no_wrap=True, overflow="ellipsis", justify=justify)
    left = max(width - sum(widths) - GAP * (len(heads) + 1), MIN_CAUSE)
    table.add_column("most costly cause", width=left, no_wrap=True, overflow="ellipsis")
    for row, line in zip(rows, cells, strict=True):
        table.add_row(*line, _cause(row))
    heading = Text(printable(title), "bold")
    parts = [heading, table, Text(), _legend(rows), Text(_scores(rows)), *_causes(rows)]
    return drawn(parts, width=width, color=color)


def _marks(row: Row) -> Text:
    """One sign a problem; of more than fit, how many of each."""
    text = Text()
    if len(row.marks) <= MAX_MARKS:
        for mark in row.marks:
            text.append(*marked(mark.verdict))
        return text
    counts = Counter(marked(mark.verdict) for mark in row.marks)
    for (sign, style), count in counts.items():
        text.append(f"{count}{sign} ", style)
    return text


def _cause(row: Row) -> Text:
    """What costs most, in short; nothing is said of what was not attempted."""
    if row.unreadable:
        return Text(printable(row.unreadable), "yellow")
    if row.failed:
        return Text("the grader failed here; the same command tries again", "yellow")
    lost = {mark.problem: mark.max_score - mark.score for mark in row.marks}
    told = sorted(row.findings, key=lambda item: (not item.explained, -lost[item.problem]))
    if not told:
        return Text("" if row.passed else "not attempted" if row.score == 0 else "", "dim")
    return Text(printable(f"{last_part(told[0].problem)}: {told[0].sentence}"))


def _legend(rows: Sequence[Row]) -> Text:
    seen = {marked(mark.verdict) for row in rows for mark in row.marks}
    text = Text()
    for verdict, meaning in LEGEND.items():
        sign, style = marked(verdict)
        if (sign, style) in seen:
            text.append(sign, style).append(f" {meaning}   ", "dim")
    text.rstrip()
    return text


def _scores(rows: Sequence[Row]) -> str:
    scores = [row.score for row in rows]
    most = max((row.max_score for row in rows), default=0.0)
    facts = [
        f"{len(rows)} {plural('student', len(rows))}",
        f"{sum(row.passed for row in rows)} passed everything",
    ]
    unreadable = sum(bool(row.unreadable) for row in rows)
    facts += [f"{unreadable} cannot be read"] * bool(unreadable)
    failed = sum(row.failed for row in rows)
    facts += [f"on {failed} the grader failed"] * bool(failed)
    facts += [f"mean {mean(scores):.3g}, median {median(scores):.3g} of {amount(most)} points"]
    return ", ".join(facts[:-1]) + f"  ·  {facts[-1]}"


def _causes(rows: Sequence[Row]) -> Iterator[RenderableType]:
    every = misconceptions((row.record.student, row.findings) for row in rows)
    causes = [cause for cause in every if cause.explained and len(cause.students) > 1]
    if not causes:
        return
    yield Text()
    yield Text("What most have wrong", "bold")
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=False)
    for cause in causes[:TOLD]:
        names = ", ".join(map(last_part, cause.problems))
        table.add_row(
            Text(str(len(cause.students)), "bold"), Text(printable(f"{cause.sentence} ({names})"))
        )
    yield table
