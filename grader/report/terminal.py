"""The report as text for a person at a terminal."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from grader.errors import printable
from grader.report.text import WIDTH, body, drawn, marked, safe
from grader.report.values import (
    amount,
    level_words,
    points_of_problem,
    still_hidden,
    total_of,
    waiting,
    words,
)
from grader.results import ProblemResult, Report, Verdict


def render(report: Report, *, width: int = WIDTH, color: bool = False) -> str:
    """The report in *width* columns, with terminal colours if *color*."""
    missing = [p for p in report.problems if p.verdict is Verdict.NOT_ATTEMPTED]
    parts: list[RenderableType] = [
        Rule(safe(f"{report.homework_title}  ({report.homework})"), align="left", style="dim"),
        safe(report.submission.name, "dim"),
    ]
    for problem in report.problems:
        if problem not in missing:
            parts += [Text(), _problem(problem, width)]
    if missing:
        parts += [Text(), _not_attempted(missing)]
    parts.append(Text())
    parts += (safe(f"Note: {note}", "yellow") for note in report.notes)
    if unseen := still_hidden(report):
        parts.append(safe(unseen, "dim"))
    parts.append(_summary(report))
    return drawn(parts, width=width, color=color)


def _summary(report: Report) -> Text:
    level = level_words(report.sandbox.level)
    style = "bold green" if report.passed else "bold"
    facts = f"  ·  seed {report.seed}  ·  sandbox {level}  ·  {report.seconds:.2f} s"
    text = Text().append(total_of(report), style)
    if open_points := waiting(report):
        text.append(f"  ·  {open_points}", "cyan")
    return text.append(facts, "dim")


def _not_attempted(problems: list[ProblemResult]) -> Table:
    """A line each: of a long homework most are missing for most of the time."""
    mark, colour = marked(Verdict.NOT_ATTEMPTED)
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for column in range(3):
        table.add_column(no_wrap=column < 2)
    for problem in problems:
        name = safe(f"{mark} {problem.name}", colour)
        points = f"0/{amount(problem.max_score)}"
        table.add_row(name, safe(points), safe(problem.message or words(problem.verdict), "dim"))
    return table


def _problem(problem: ProblemResult, width: int) -> RenderableType:
    mark, colour = marked(problem.verdict)
    place = f"  {problem.file}:{problem.line}" if problem.file else ""
    called = f"  {problem.function}" if problem.function else ""
    head = Text().append(printable(f"{mark} {problem.name}"), f"bold {colour}")
    head.append(f"  {points_of_problem(problem)}  ", "bold")
    head.append(words(problem.verdict), colour)
    head.append(printable(f"{called}{place}"), "dim")
    parts = [safe(problem.title, "dim"), *body(problem, width - 2)]
    return Group(head, *(Padding(part, (0, 0, 0, 2)) for part in parts))
