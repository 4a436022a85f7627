"""The report as text for a person at a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from grader.errors import printable
from grader.report.values import (
    MAX_COLUMNS,
    MAX_ROWS,
    argument_lines,
    cause_heading,
    causes,
    code,
    digits_for,
    errors_of,
    evidence_line,
    example_title,
    finding,
    level_words,
    levels_of,
    number,
    part,
    points_alone,
    points_of,
    rows_of,
    same_findings,
    shown_examples,
    waiting,
    words,
)
from grader.results import Counterexample, Plain, ProblemResult, Report, Verdict

MARKS = {
    Verdict.PASSED: ("✓", "green"),
    Verdict.CARRIED: ("→", "yellow"),
    Verdict.NOT_ATTEMPTED: ("·", "yellow"),
    Verdict.NEEDS_MARKING: ("…", "cyan"),
}
WRONG_MARK = ("✗", "red")
WRONG_CELLS = (
    "",
    *(f"bold color(16) on color({n})" for n in (224, 217, 210, 203)),
)  # by size of error
GAP = 4  # columns between the student's numbers and the right ones


def render(report: Report, *, width: int = 100, color: bool = False) -> str:
    """The report in *width* columns, with terminal colours if *color*."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="256" if color else None,
        highlight=False,
    )
    console.print(
        Rule(_text(f"{report.homework_title}  ({report.homework})"), align="left", style="dim")
    )
    console.print(_text(report.submission.name, "dim"))
    missing = [p for p in report.problems if p.verdict is Verdict.NOT_ATTEMPTED]
    for problem in report.problems:
        if problem not in missing:
            console.print()
            console.print(_problem(problem, width))
    if missing:
        console.print()
        console.print(_not_attempted(missing))
    console.print()
    for note in report.notes:
        console.print(_text(f"Note: {note}", "yellow"))
    console.print(_summary(report))
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def _summary(report: Report) -> Text:
    level = level_words(report.sandbox.level)
    style = "bold green" if report.passed else "bold"
    facts = f"  ·  seed {report.seed}  ·  sandbox {level}  ·  {report.seconds:.2f} s"
    text = Text().append(points_of(report.score, report.max_score), style)
    if report.pending:
        text.append(f"  ·  {waiting(report)}", "cyan")
    return text.append(facts, "dim")


def _not_attempted(problems: list[ProblemResult]) -> Table:
    """A line each: of a long homework most are missing for most of the time."""
    mark, colour = MARKS[Verdict.NOT_ATTEMPTED]
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for column in range(3):
        table.add_column(no_wrap=column < 2)
    for problem in problems:
        name = _text(f"{mark} {problem.id.partition('/')[2]}", colour)
        points = _text(f"0/{problem.max_score:g}")
        table.add_row(name, points, _text(problem.message or words(problem.verdict), "dim"))
    return table


def _problem(problem: ProblemResult, width: int) -> RenderableType:
    mark, colour = MARKS.get(problem.verdict, WRONG_MARK)
    place = f"  {problem.file}:{problem.line}" if problem.file else ""
    called = f"  {problem.function}" if problem.function else ""
    head = Text().append(printable(f"{mark} {problem.id.partition('/')[2]}"), f"bold {colour}")
    if problem.verdict is Verdict.NEEDS_MARKING:
        head.append(f"  {points_alone(problem.max_score)}  ", "bold")
    else:
        head.append(f"  {points_of(problem.score, problem.max_score)}  ", "bold")
    head.append(words(problem.verdict), colour)
    head.append(printable(f"{called}{place}"), "dim")
    parts: list[RenderableType] = [head, _text(problem.title, "dim")]
    if problem.verdict is Verdict.INTERNAL_ERROR:
        parts.append(_text("The grader failed here; this problem costs no points.", "yellow"))
    if problem.message:
        parts += map(_text, problem.message.split("\n"))
    # Outputs say something of their own unless the whole problem came out the same way untried.
    if any(output.cases.passed or output.cases.failed for output in problem.outputs):
        parts.append(_outputs(problem))
    parts += [_text(f"Note: {note}.", "yellow") for note in problem.notes]
    parts += _explanations(problem, width - 2)
    return Group(parts[0], *(Padding(part, (0, 0, 0, 2)) for part in parts[1:]))


def _outputs(problem: ProblemResult) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(max_width=24)
    table.add_column(no_wrap=True)
    table.add_column()
    for group in same_findings(problem.outputs):
        mark, colour = MARKS.get(group[0].verdict, WRONG_MARK)
        points = f"{sum(o.score for o in group):g}/{sum(o.max_score for o in group):g}"
        names = ", ".join(output.name for output in group)
        style = "dim" if group[0].verdict in (Verdict.PASSED, Verdict.CARRIED) else ""
        table.add_row(
            _text(f"{mark} {names}", colour), _text(points), _text(finding(group[0]), style)
        )
    return table


def _explanations(problem: ProblemResult, width: int) -> Iterator[RenderableType]:
    """Each cause once with the outputs it explains, then the smallest case of the first wrong output."""
    for message, outputs in causes(problem.outputs).items():
        heading = cause_heading(outputs)
        yield Text()
        yield (
            _text(f"{heading}: ", "bold").append(printable(message), "bold")
            if heading
            else _text(message)
        )
        if evidence := evidence_line(outputs):
            yield _text(evidence, "dim")
    for shown in shown_examples(problem.outputs)[:1]:
        if shown.counterexample is not None:
            yield Text()
            yield from _counterexample(shown.name, shown.counterexample, width)


def _counterexample(output: str, example: Counterexample, width: int) -> Iterator[RenderableType]:
    yield _text(example_title(output, example), "bold")
    for line in argument_lines(example):
        yield Padding(_text(line), (0, 0, 0, 2))
    if example.actual is None:
        return
    example, output = part(example, output)
    errors = errors_of(example)
    digits = digits_for(example, errors)
    grids = [(f"your {output}", _grid(example.actual, levels_of(errors), digits, width - 2))]
    if example.expected is not None:
        grids.append((f"right {output}", _grid(example.expected, [], digits, width - 2)))
    needed = sum(
        max(cell_len(head), *map(cell_len, grid.plain.split("\n"))) for head, grid in grids
    )
    columns = grids if needed + GAP * len(grids) + 2 <= width else None
    for group in [columns] if columns else [[item] for item in grids]:
        table = Table(box=None, padding=(0, GAP, 0, 0), show_edge=False)
        for head, _ in group:
            table.add_column(_text(head), header_style="bold", overflow="fold")
        table.add_row(*(grid for _, grid in group))
        yield Padding(table, (1, 0, 0, 2))


def _grid(value: Plain, levels: list[list[int]], digits: int, width: int) -> Text:
    """Numbers in aligned columns, at most *width* wide, coloured by the *levels* of their errors."""
    rows = rows_of(value)
    if rows is None:
        return _text(code(value))
    shown = [row[:MAX_COLUMNS] for row in rows[:MAX_ROWS]]
    cell = max((len(number(item, digits)) for row in shown for item in row), default=0)
    columns = max(1, min(MAX_COLUMNS, (width - GAP) // (cell + 2)))
    text = Text()
    for i, row in enumerate(shown):
        for j, item in enumerate(row[:columns]):
            style = WRONG_CELLS[levels[i][j]] if levels else ""
            text.append(number(item, digits).rjust(cell), style)
            text.append("  ")
        text.append("…\n" if len(rows[i]) > columns else "\n")
    if len(rows) > MAX_ROWS:
        text.append("…\n")
    text.rstrip()
    return text


def _text(text: str, style: str = "") -> Text:
    return Text(printable(text), style)
