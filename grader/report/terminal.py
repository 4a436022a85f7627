"""The report as text for a person at a terminal."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import replace

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from grader.errors import printable
from grader.results import Counterexample, OutputResult, Plain, ProblemResult, Report, Verdict

MARKS = {
    Verdict.PASSED: ("✓", "green"),
    Verdict.CARRIED: ("→", "yellow"),
    Verdict.NOT_ATTEMPTED: ("·", "yellow"),
    Verdict.NEEDS_MARKING: ("…", "cyan"),
}
WRONG_MARK = ("✗", "red")
MAX_ROWS = 12
MAX_COLUMNS = 10
DIGITS = (4, 6, 9, 12)  # the fewest that tell a wrong number from the right one
GAP = 4  # columns between the student's numbers and the right ones
LEVEL_NOTES = {"basic": "basic (your files and network are not protected)"}


def render(report: Report, *, width: int = 100, color: bool = False) -> str:
    """The report in *width* columns, with terminal colours if *color*."""
    buffer = io.StringIO()
    console = Console(
        file=buffer, width=width, force_terminal=color, no_color=not color, highlight=False
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
    level = LEVEL_NOTES.get(report.sandbox.level, report.sandbox.level)
    style = "bold green" if report.passed else "bold"
    facts = f"  ·  seed {report.seed}  ·  sandbox {level}  ·  {report.seconds:.2f} s"
    text = Text().append(_points(report.score, report.max_score), style)
    if report.pending:
        text.append(f"  ·  {_points_alone(report.pending)} to be marked by hand", "cyan")
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
        table.add_row(name, points, _text(problem.message or _words(problem.verdict), "dim"))
    return table


def _problem(problem: ProblemResult, width: int) -> RenderableType:
    mark, colour = MARKS.get(problem.verdict, WRONG_MARK)
    place = f"  {problem.file}:{problem.line}" if problem.file else ""
    called = f"  {problem.function}" if problem.function else ""
    head = Text().append(printable(f"{mark} {problem.id.partition('/')[2]}"), f"bold {colour}")
    if problem.verdict is Verdict.NEEDS_MARKING:
        head.append(f"  {_points_alone(problem.max_score)}  ", "bold")
    else:
        head.append(f"  {_points(problem.score, problem.max_score)}  ", "bold")
    head.append(_words(problem.verdict), colour)
    head.append(printable(f"{called}{place}"), "dim")
    parts: list[RenderableType] = [head, _text(problem.title, "dim")]
    if problem.verdict is Verdict.INTERNAL_ERROR:
        parts.append(_text("The grader failed here; this problem costs no points.", "yellow"))
    if problem.message:
        parts.append(_text(problem.message))
    # Outputs say something of their own unless the whole problem came out the same way untried.
    if any(output.cases.passed or output.cases.failed for output in problem.outputs):
        parts.append(_outputs(problem))
    parts += _explanations(problem, width - 2)
    return Group(parts[0], *(Padding(part, (0, 0, 0, 2)) for part in parts[1:]))


def _outputs(problem: ProblemResult) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(max_width=24)
    table.add_column(no_wrap=True)
    table.add_column()
    for group in _same_findings(problem.outputs):
        mark, colour = MARKS.get(group[0].verdict, WRONG_MARK)
        points = f"{sum(o.score for o in group):g}/{sum(o.max_score for o in group):g}"
        names = ", ".join(output.name for output in group)
        table.add_row(_text(f"{mark} {names}", colour), _text(points), _finding(group[0]))
    return table


def _same_findings(outputs: tuple[OutputResult, ...]) -> list[list[OutputResult]]:
    """Outputs one a row, but those that failed for the same reason together."""
    rows: list[list[OutputResult]] = []
    for output in outputs:
        last = rows[-1][0] if rows else None
        same = last is not None and (last.verdict, last.cases, last.message) == (
            output.verdict,
            output.cases,
            output.message,
        )
        if same and output.verdict is not Verdict.PASSED:
            rows[-1].append(output)
        else:
            rows.append([output])
    return rows


def _finding(output: OutputResult) -> Text:
    total = output.cases.passed + output.cases.failed
    if not total:
        return _text(f"{_words(output.verdict)}: {output.message}")
    if output.verdict is Verdict.PASSED:
        return _text(f"right on {total} {_plural('case', total)}", "dim")
    if output.verdict is Verdict.CARRIED:
        return _text(output.message or "", "dim")
    head = "" if output.verdict is Verdict.WRONG_ANSWER else f"{_words(output.verdict)}; "
    head += f"not right on {output.cases.failed} of {total} {_plural('case', total)}"
    return _text(f"{head}: {output.message}" if output.message else head)


def _explanations(problem: ProblemResult, width: int) -> Iterator[RenderableType]:
    """Each cause once with the outputs it explains, then the smallest case of the first wrong output."""
    causes: dict[str, list[OutputResult]] = {}
    for output in problem.outputs:
        if output.diagnosis is not None:
            causes.setdefault(output.diagnosis.message, []).append(output)
    for message, outputs in causes.items():
        names = ", ".join(output.name for output in outputs)
        diagnosis = outputs[0].diagnosis
        evidence = diagnosis.evidence if diagnosis else ""
        yield Text()
        yield _text("Likely cause: ", "bold").append(printable(message), "bold")
        yield _text(f"It explains {names}: {evidence}.", "dim")
    shown = next((output for output in problem.outputs if _worth_showing(output)), None)
    if shown is not None and shown.counterexample is not None:
        yield Text()
        yield from _counterexample(shown.name, shown.counterexample, width)


def _worth_showing(output: OutputResult) -> bool:
    """Whether the arguments help: not where the answer is of the wrong kind on any."""
    example = output.counterexample
    if example is None:
        return False
    return example.actual is not None or output.verdict is not Verdict.WRONG_ANSWER


def _counterexample(output: str, example: Counterexample, width: int) -> Iterator[RenderableType]:
    name = f", {example.name}" if example.name else ""
    what = "it fails" if example.actual is None else f"{output} is not right"
    title = f"Smallest case on which {what} (case {example.index}{name})"
    yield _text(title, "bold")
    for argument, value in example.arguments.items():
        yield Padding(_text(f"{argument} = {_code(value)}"), (0, 0, 0, 2))
    if example.actual is None:
        return
    example, output = _part(example, output)
    wrong, digits = _compared(example)
    grids = [(f"your {output}", _grid(example.actual, wrong, digits))]
    if example.expected is not None:
        grids.append((f"right {output}", _grid(example.expected, [], digits)))
    needed = sum(
        max(cell_len(head), *map(cell_len, grid.plain.split("\n"))) for head, grid in grids
    )
    columns = grids if needed + GAP * len(grids) + 2 <= width else None
    for group in [columns] if columns else [[item] for item in grids]:
        table = Table(box=None, padding=(0, GAP, 0, 0), show_edge=False)
        for head, _ in group:
            table.add_column(_text(head), header_style="bold", no_wrap=True)
        table.add_row(*(grid for _, grid in group))
        yield Padding(table, (1, 0, 0, 2))


def _part(example: Counterexample, output: str) -> tuple[Counterexample, str]:
    """Of lists and arrays with more than two axes, the part that differs most, and what it is called."""
    actual, expected, at = example.actual, example.expected, example.at or ()
    while at and isinstance(actual, list) and _rows(actual) is None:
        index = at[0]
        actual = actual[index] if index < len(actual) else None
        known = isinstance(expected, list) and index < len(expected)
        expected = expected[index] if known and isinstance(expected, list) else None
        output, at = f"{output}[{index}]", at[1:]
    return replace(example, actual=actual, expected=expected, at=at), output


def _grid(value: Plain, wrong: list[list[bool]], digits: int) -> Text:
    """Numbers in aligned columns; where *wrong* says so, they are marked."""
    rows = _rows(value)
    if rows is None:
        return _text(_code(value))
    shown = [row[:MAX_COLUMNS] for row in rows[:MAX_ROWS]]
    width = max((len(_number(item, digits)) for row in shown for item in row), default=0)
    text = Text()
    for i, row in enumerate(shown):
        for j, item in enumerate(row):
            marked = bool(wrong) and wrong[i][j]
            text.append(_number(item, digits).rjust(width), "bold red" if marked else "")
            text.append("  ")
        text.append("…\n" if len(rows[i]) > MAX_COLUMNS else "\n")
    if len(rows) > MAX_ROWS:
        text.append("…\n")
    text.rstrip()
    return text


def _compared(example: Counterexample) -> tuple[list[list[bool]], int]:
    """Which entries of the student's value differ, and the digits with which one sees it.

    No entries if the two values cannot be compared entry by entry.
    """
    rows, right = _rows(example.actual), _rows(example.expected)
    allowed = example.allowed
    if rows is None or right is None or allowed is None:
        return [], DIGITS[0]
    if [len(row) for row in rows] != [len(row) for row in right]:
        return [], DIGITS[0]
    wrong = [
        [_differs(a, b, allowed) for a, b in zip(mine, theirs, strict=True)]
        for mine, theirs in zip(rows, right, strict=True)
    ]
    pairs = [
        (rows[i][j], right[i][j])
        for i, row in enumerate(wrong[:MAX_ROWS])
        for j, differs in enumerate(row[:MAX_COLUMNS])
        if differs
    ]
    digits = next((n for n in DIGITS if all(_number(a, n) != _number(b, n) for a, b in pairs)), 17)
    return wrong, digits


def _rows(value: Plain) -> list[list[Plain]] | None:
    """A scalar, vector or matrix as rows; None for anything else."""
    if not isinstance(value, list):
        return [[value]]
    if not any(isinstance(item, list) for item in value):
        return [value]
    if all(
        isinstance(row, list) and not any(isinstance(item, list) for item in row) for row in value
    ):
        return [row for row in value if isinstance(row, list)]
    return None


def _differs(actual: Plain, expected: Plain, allowed: float) -> bool:
    if not isinstance(actual, int | float) or not isinstance(expected, int | float):
        return False
    return not math.isfinite(actual) or abs(actual - expected) > allowed


def _number(value: Plain, digits: int) -> str:
    return f"{value + 0.0:.{digits}g}" if isinstance(value, float) else printable(str(value))


def _code(value: Plain) -> str:
    """As one would type it at a Python prompt."""
    if not isinstance(value, list):
        return repr(value)
    if any(isinstance(item, str) for item in value):
        return repr(value)
    if _shape(value) is None:
        return f"[{', '.join(map(_code, value))}]"
    return f"np.array({value})"


def _shape(value: Plain) -> tuple[int, ...] | None:
    """The shape of nested lists that make an array; None if they do not."""
    if not isinstance(value, list):
        return ()
    shapes = {_shape(item) for item in value}
    if len(shapes) > 1 or None in shapes:
        return None
    return (len(value), *(shapes.pop() or () if shapes else ()))


def _points_alone(points: float) -> str:
    return f"{points:g} {_plural('point', points)}"


def _points(score: float, max_score: float) -> str:
    return f"{score:g} / {max_score:g} {_plural('point', max_score)}"


def _plural(word: str, count: float) -> str:
    return word if count == 1 else f"{word}s"


def _words(verdict: Verdict) -> str:
    return verdict.value.replace("_", " ")


def _text(text: str, style: str = "") -> Text:
    return Text(printable(text), style)
