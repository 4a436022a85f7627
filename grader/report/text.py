"""What is said of a problem below its heading, as rich text: coloured for a terminal, else plain.

Formats that hold plain text show the same words and numbers as the terminal.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.errors import printable
from grader.report.values import (
    GRADER_FAILED,
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
    levels_of,
    number,
    part,
    points_of_group,
    rows_of,
    same_findings,
    shown_examples,
    sign,
)
from grader.results import (
    PRICED,
    RIGHT,
    Counterexample,
    OutputResult,
    Plain,
    ProblemResult,
    Verdict,
)

COLOURS = {
    Verdict.PASSED: "green",
    Verdict.CARRIED: "yellow",
    **dict.fromkeys(PRICED, "yellow"),
    Verdict.NOT_ATTEMPTED: "yellow",
    Verdict.NEEDS_MARKING: "cyan",
    Verdict.INTERNAL_ERROR: "yellow",
}
WRONG_CELLS = (
    "",
    *(f"bold color(16) on color({n})" for n in (224, 217, 210, 203)),
)  # by size of error
GAP = 4  # columns between the student's numbers and the right ones
WIDTH = 100  # columns of plain text


def body(problem: ProblemResult, width: int = WIDTH) -> Iterator[RenderableType]:
    """What is said of a problem: what stopped it, its outputs, notes, causes, and a case."""
    if problem.verdict is Verdict.INTERNAL_ERROR:
        yield safe(GRADER_FAILED, "yellow")
    if problem.message:
        yield from map(safe, problem.message.split("\n"))
    # Outputs say something of their own unless the whole problem came out the same way untried.
    if problem.was_judged:
        yield _outputs(problem)
    yield from (safe(f"Note: {note}.", "yellow") for note in problem.notes)
    yield from _explanations(problem, width)


def of_output(problem: ProblemResult, output: OutputResult) -> ProblemResult:
    """The problem with this output alone, to be told by itself; notes are of the problem."""
    return replace(problem, outputs=(output,), notes=())


def drawn(parts: Iterable[RenderableType], *, width: int = WIDTH, color: bool = False) -> str:
    """The parts below each other in *width* columns, with terminal colours if *color*."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="256" if color else None,
        highlight=False,
    )
    for item in parts:
        console.print(item)
    return "".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def marked(verdict: Verdict) -> tuple[str, str]:
    """The sign of a verdict, and its colour."""
    return sign(verdict), COLOURS.get(verdict, "red")


def safe(told: str, style: str = "") -> Text:
    """What may be a student's, so that it cannot steer a terminal."""
    return Text(printable(told), style)


def _outputs(problem: ProblemResult) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(max_width=24)
    table.add_column(no_wrap=True)
    table.add_column()
    for group in same_findings(problem.outputs):
        mark, colour = marked(group[0].verdict)
        points = points_of_group(group, "/")
        names = ", ".join(output.name for output in group)
        style = "dim" if group[0].verdict in RIGHT else ""
        table.add_row(safe(f"{mark} {names}", colour), safe(points), safe(finding(group[0]), style))
    return table


def _explanations(problem: ProblemResult, width: int) -> Iterator[RenderableType]:
    """Each cause once with the outputs it explains, then the smallest case of the first wrong output."""
    for message, outputs in causes(problem.outputs).items():
        heading = cause_heading(outputs)
        yield Text()
        yield (
            safe(f"{heading}: ", "bold").append(printable(message), "bold")
            if heading
            else safe(message)
        )
        if evidence := evidence_line(outputs):
            yield safe(evidence, "dim")
    for shown in shown_examples(problem.outputs)[:1]:
        if shown.counterexample is not None:
            yield Text()
            yield from counterexample(shown.name, shown.counterexample, width)


def counterexample(
    output: str, example: Counterexample, width: int = WIDTH
) -> Iterator[RenderableType]:
    """The arguments as one would type them, the student's value and, where it is shown, the right one."""
    yield safe(example_title(output, example), "bold")
    for line in argument_lines(example):
        yield Padding(safe(line), (0, 0, 0, 2))
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
            table.add_column(safe(head), header_style="bold", overflow="fold")
        table.add_row(*(grid for _, grid in group))
        yield Padding(table, (1, 0, 0, 2))


def _grid(value: Plain, levels: list[list[int]], digits: int, width: int) -> Text:
    """Numbers in aligned columns, at most *width* wide, coloured by the *levels* of their errors."""
    rows = rows_of(value)
    if rows is None:
        return safe(code(value))
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
