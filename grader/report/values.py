"""How formats for people show values: which part of them, with how many digits, what differs by how much."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.comparison import listed
from grader.errors import printable
from grader.results import (
    PRICED,
    RIGHT,
    Counterexample,
    OutputResult,
    Plain,
    ProblemResult,
    Report,
    Verdict,
)
from grader.spec.model import leaves

DIGITS = (4, 6, 9, 12)  # the fewest that tell a wrong number from the right one
LEVELS = 4  # of the size of an error, for colours
NOISE = 1e-14  # what is smaller, and less than is allowed, is shown as 0
MAX_ROWS = 12  # of what is shown in numbers
MAX_COLUMNS = 10
MAX_REPEATED = 20  # times that one number is typed
MAX_NUMBERS = 100  # of an argument; nobody reads or types more
FULL = "np.full("  # such as np.full((2, 3), 0.5)
GRADER_FAILED = "The grader failed here; this problem costs no points."
SIGNS = {
    Verdict.PASSED: "✓",
    Verdict.CARRIED: "→",
    **dict.fromkeys(PRICED, "≈"),
    Verdict.NOT_ATTEMPTED: "·",
    Verdict.NEEDS_MARKING: "…",
    Verdict.INTERNAL_ERROR: "!",
}
LEVEL_NOTES = {"basic": "basic (your files and network are not protected)"}

Rows = list[list[Plain]]


def first_wrong(outputs: Sequence[OutputResult]) -> str | None:
    """Of the wrong outputs, the one from which most others follow; it follows from no other wrong one itself.

    One that is right but for its form only if there is no other.
    """
    needs = {output.name: output.needs for output in outputs}
    wrong = [output.name for output in outputs if output.verdict not in (*RIGHT, *PRICED)]
    wrong = wrong or [output.name for output in outputs if output.verdict in PRICED]
    later = {root: sum(root in _earlier(needs, name) for name in needs) for root in wrong}
    return max(wrong, key=lambda root: later[root], default=None)


def _earlier(needs: Mapping[str, Sequence[str]], name: str) -> set[str]:
    found: set[str] = set()
    left = [*needs.get(name, ())]
    while left:
        need = left.pop()
        if need not in found:
            found.add(need)
            left += needs.get(need, ())
    return found - {name}


def shown_examples(outputs: Sequence[OutputResult]) -> list[OutputResult]:
    """The outputs with a case that is worth showing, that of the first wrong one first."""
    first = first_wrong(outputs)
    shown = [output for output in outputs if _worth_showing(output)]
    return sorted(shown, key=lambda output: output.name != first)


def _worth_showing(output: OutputResult) -> bool:
    """Whether the arguments help: not where the answer is of the wrong kind on any."""
    example = output.counterexample
    if example is None:
        return False
    if output.verdict is Verdict.WRONG_SHAPE:
        return False  # two equal rows of numbers; the sentence has both shapes
    wrong = (Verdict.WRONG_ANSWER, *PRICED)
    return example.actual is not None or output.verdict not in wrong


def part(example: Counterexample, output: str) -> tuple[Counterexample, str]:
    """Of lists and arrays with more than two axes, the part that differs most, and what it is called."""
    actual, expected, at = example.actual, example.expected, example.at or ()
    while at and isinstance(actual, list) and rows_of(actual) is None:
        index = at[0]
        actual = actual[index] if index < len(actual) else None
        known = isinstance(expected, list) and index < len(expected)
        expected = expected[index] if known and isinstance(expected, list) else None
        output, at = f"{output}[{index}]", at[1:]
    actual, expected = (without_noise(item, example.allowed) for item in (actual, expected))
    return replace(example, actual=actual, expected=expected, at=at), output


def errors_of(example: Counterexample) -> list[list[float]]:
    """How much each entry of the student's value differs, 0 if by no more than is allowed.

    Infinite for entries that are no numbers; empty if the values cannot be compared entry by entry.
    """
    rows, right = rows_of(example.actual), rows_of(example.expected)
    if rows is None or right is None or example.allowed is None:
        return []
    if [len(row) for row in rows] != [len(row) for row in right]:
        return []
    return [
        [_error(a, b, example.allowed) for a, b in zip(mine, theirs, strict=True)]
        for mine, theirs in zip(rows, right, strict=True)
    ]


def levels_of(errors: list[list[float]]) -> list[list[int]]:
    """The errors in steps, for colours: 0 is right, `LEVELS` about as wrong as the worst."""
    finite = [error for row in errors for error in row if 0 < error < math.inf]
    most = max(finite, default=1.0)
    return [
        [LEVELS if error == math.inf else math.ceil(LEVELS * (error / most)) for error in row]
        for row in errors
    ]


def digits_for(example: Counterexample, errors: list[list[float]]) -> int:
    """The digits with which one sees what differs, in the part that is shown in numbers."""
    rows, right = rows_of(example.actual) or [], rows_of(example.expected) or []
    pairs = [
        (rows[i][j], right[i][j])
        for i, row in enumerate(errors[:MAX_ROWS])
        for j, error in enumerate(row[:MAX_COLUMNS])
        if error
    ]
    return next((n for n in DIGITS if all(number(a, n) != number(b, n) for a, b in pairs)), 17)


def rows_of(value: Plain) -> Rows | None:
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


def _error(actual: Plain, expected: Plain, allowed: float) -> float:
    if not isinstance(actual, int | float) or not isinstance(expected, int | float):
        return 0.0
    if not math.isfinite(actual):
        return math.inf
    error = abs(actual - expected)
    return error if error > allowed else 0.0


def number(value: Plain, digits: int) -> str:
    """A number with so many digits; -0, which no formula tells from 0, as 0."""
    return f"{value + 0.0:.{digits}g}" if isinstance(value, float) else printable(str(value))


def without_noise(value: Plain, allowed: float | None) -> Plain:
    """The value with what rounding alone leaves of a 0, such as -1.11e-16, as 0."""
    if isinstance(value, list):
        return [without_noise(item, allowed) for item in value]
    if isinstance(value, float) and abs(value) < min(allowed or 0.0, NOISE):
        return 0.0
    return value


def code(value: Plain) -> str:
    """As one would type it at a Python prompt."""
    if not isinstance(value, list):
        return repr(value)
    if any(isinstance(item, str) for item in value):
        return repr(value)
    if shape_of(value) is None:
        return f"[{', '.join(map(code, value))}]"
    numbers = list(leaves(value))
    if len(numbers) > MAX_REPEATED and len(set(map(repr, numbers))) == 1:
        return f"{FULL}{shape_of(value)}, {numbers[0]!r})"
    if not numbers:
        return "empty"  # nested lists do not tell (2, 0) from (2, 0, 3)
    return f"np.array({value})"


def shape_of(value: Plain) -> tuple[int, ...] | None:
    """The shape of nested lists that make an array; None if they do not."""
    if not isinstance(value, list):
        return ()
    shapes = {shape_of(item) for item in value}
    if len(shapes) > 1 or None in shapes:
        return None
    return (len(value), *(shapes.pop() or () if shapes else ()))


def same_findings(outputs: tuple[OutputResult, ...]) -> list[list[OutputResult]]:
    """Outputs one a row, but those that failed for the same reason together."""
    rows: list[list[OutputResult]] = []
    for output in outputs:
        last = rows[-1][0] if rows else None
        same = last is not None and (last.verdict, last.cases, last.hidden, last.message) == (
            output.verdict,
            output.cases,
            output.hidden,
            output.message,
        )
        if same and output.verdict not in (Verdict.PASSED, *PRICED):
            rows[-1].append(output)
        else:
            rows.append([output])
    return rows


def finding(output: OutputResult) -> str:
    """What is to be said of an output, in a sentence."""
    if not output.cases.total:
        return f"{words(output.verdict)}: {output.message}"
    if output.verdict is Verdict.PASSED:
        return output.message or f"right on {_counted(output)}"
    if output.verdict in (Verdict.CARRIED, *PRICED):
        return output.message or words(output.verdict)
    head = "" if output.verdict is Verdict.WRONG_ANSWER else f"{words(output.verdict)}; "
    head += _not_right(output)
    return f"{head}: {output.message}" if output.message else head


def headline(problem: ProblemResult, output: OutputResult) -> str:
    """What came of an output in one line, also where nothing of it was judged."""
    if output.cases.total or output.message:
        return finding(output)
    why = (problem.message or "").partition("\n")[0]
    return f"{words(output.verdict)}: {why}" if why else words(output.verdict)


def _counted(output: OutputResult) -> str:
    """How many cases there are."""
    total = output.cases.total
    if output.hidden is None:
        return f"{total} {plural('case', total)}"
    return f"{total} public and {output.hidden.total} hidden cases"


def _not_right(output: OutputResult) -> str:
    """On how many cases it is not right; hidden ones apart."""
    failed, total = output.cases.failed, output.cases.total
    if output.hidden is None:
        return f"not right on {failed} of {total} {plural('case', total)}"
    unseen = output.hidden.total
    hidden = f"{output.hidden.failed} of {unseen} hidden {plural('case', unseen)}"
    if not failed:
        return f"right on all {total} public {plural('case', total)}, not right on {hidden}"
    public = f"not right on {failed} of {total} public {plural('case', total)}"
    return f"{public} and {hidden}"


def causes(outputs: tuple[OutputResult, ...]) -> dict[str, list[OutputResult]]:
    """The sentence of each likely cause, with the outputs that it explains.

    Sentences that differ in the name of the output alone are told once.
    """
    groups: dict[str, list[OutputResult]] = {}
    alike: dict[tuple[str, str], str] = {}
    for output in outputs:
        told = output.diagnosis
        if told is None:
            continue
        unnamed = re.sub(rf"(?<!\w){re.escape(output.name)}(?!\w)", "…", told.message)
        first = told.message
        if first not in groups:  # a sentence may name several outputs, and be told of each
            first = alike.setdefault((told.code, unnamed), first)
        groups.setdefault(first, []).append(output)
    return {_for_all(group): group for group in groups.values()}


def _for_all(outputs: list[OutputResult]) -> str:
    """The sentence of the first, and of which others it is true in their own name."""
    first, *rest = [(o.name, o.diagnosis.message) for o in outputs if o.diagnosis is not None]
    others = [name for name, message in rest if message != first[1]]
    return f"{first[1]} The same holds for {listed(others)}." if others else first[1]


def cause_heading(outputs: list[OutputResult]) -> str:
    """What a sentence of `causes` is: a cause, advice on what passed, or, without one, where it is wrong."""
    diagnosis = outputs[0].diagnosis
    if diagnosis is None or diagnosis.code == "where":
        return ""
    passed = all(output.verdict is Verdict.PASSED for output in outputs)
    return "Advice" if passed else "Likely cause"


def evidence_line(outputs: list[OutputResult]) -> str:
    """On what a cause holds, and under which condition it shows; nothing where no cause is told."""
    diagnosis = outputs[0].diagnosis
    if diagnosis is None or not cause_heading(outputs):
        return ""
    names = ", ".join(output.name for output in outputs)
    found = [output.diagnosis for output in outputs if output.diagnosis is not None]
    common = {(item.when, item.shows) for item in found}
    shows = ""
    if len(common) == 1 and diagnosis.when is not None:
        where = diagnosis.shows or f"where {diagnosis.when}, and nowhere else"
        shows = f"It shows {where}. "
    return f"{shows}It explains {names}: {diagnosis.evidence}."


def example_title(output: str, example: Counterexample) -> str:
    """What a counterexample is, and where it comes from."""
    what = "it fails" if example.actual is None else f"{output} is not right"
    origin = "made from case" if example.shrunk else "case"
    name = f", {example.name}" if example.name else ""
    return f"Smallest case on which {what} ({origin} {example.index}{name})"


def argument_lines(example: Counterexample) -> list[str]:
    """The arguments as one would type them, of many numbers the shape, and the calls of a script."""
    return [
        *(
            _argument_line(name, value, name in example.lists)
            for name, value in example.arguments.items()
        ),
        *(example.calls or ()),
    ]


def _argument_line(name: str, value: Plain, is_list: bool) -> str:
    text = code(value)
    numbers = sum(1 for _ in leaves(value))
    if numbers > MAX_NUMBERS and not text.startswith(FULL):
        shape = shape_of(value)
        what = f"{numbers} numbers" if shape is None else f"{numbers} numbers of shape {shape}"
        return f"{name} = …  # {what}: --format json has them all"
    if is_list and isinstance(value, list):
        return f"{name} = [{', '.join(map(code, value))}]"
    return f"{name} = {text}"


def total_of(report: Report) -> str:
    """The points that count, and how they come about, such as "7 / 8 points, less 0.7 for 1 day late: 6.3"."""
    text = points_of(report.earned, report.max_score)
    late, attempt = report.late, report.attempt
    if attempt is not None and not attempt.counts:
        return f"{text}, but only {attempt.limit} {plural('attempt', attempt.limit or 0)} count: 0"
    if late is None:
        return text
    days = f"{late.days} {plural('day', late.days)} late"
    if late.closed:
        return f"{text}, but {days}, when it was closed: {amount(report.score)}"
    if not late.share:
        return f"{text}; {days}, which costs nothing"
    return f"{text}, less {amount(late.points)} for {days}: {amount(report.score)}"


def waiting(report: Report) -> str:
    """Which points wait, and for whom, such as "8 points to be marked by hand"; "" if none do."""
    if not report.pending:
        return ""
    who = "by hand" if report.bundle_of is None else "in the course"
    return f"{points_alone(report.pending)} to be marked {who}"


def overall(report: Report) -> str:
    """The points that count, and which wait, in a line."""
    return "; ".join(filter(None, [total_of(report), waiting(report)]))


def still_hidden(report: Report) -> str:
    """What a run with the key of the course adds to this one, in a sentence; "" if nothing."""
    count = report.hidden_cases
    if not count or report.key_fingerprint is not None:
        return ""
    return f"The course's own run adds {count} hidden {plural('case', count)} a function."


def remarks(report: Report) -> list[str]:
    """What else is to be said of the whole, a sentence each."""
    return [
        *(f"Note: {note}" for note in report.notes),
        *filter(None, [still_hidden(report)]),
    ]


def waits(problem: ProblemResult) -> str:
    """What is said of a problem of which no points are known before somebody marks it."""
    who = "by hand" if problem.function is None else "in the course"
    return f"{points_alone(problem.max_score)} to be marked {who}"


def points_of_problem(problem: ProblemResult) -> str:
    """Such as "1 / 3 points", or "3 points" if they wait."""
    if problem.verdict is Verdict.NEEDS_MARKING:
        return points_alone(problem.max_score)
    return points_of(problem.score, problem.max_score)


def points_of_group(outputs: Sequence[OutputResult], between: str = " / ") -> str:
    """What they have and could have together, such as "1 / 3"."""
    most = amount(sum(output.max_score for output in outputs))
    return f"{amount(sum(output.score for output in outputs))}{between}{most}"


def points_alone(points: float) -> str:
    """Such as "2 points"."""
    return f"{amount(points)} {plural('point', points)}"


def points_of(score: float, max_score: float) -> str:
    """Such as "1 / 3 points"."""
    return f"{amount(score)} / {points_alone(max_score)}"


def amount(points: float) -> str:
    """A number of points, without what adding up leaves behind the sixth digit."""
    return f"{round(points, 6):g}"


def plural(word: str, count: float) -> str:
    """The word, with an s unless there is one."""
    return word if count == 1 else f"{word}s"


def sign(verdict: Verdict) -> str:
    """One character for a verdict."""
    return SIGNS.get(verdict, "✗")


def words(verdict: Verdict) -> str:
    """A verdict in words."""
    return verdict.value.replace("_", " ")


def level_words(level: str) -> str:
    """The level of the sandbox, with a warning where it is none."""
    return LEVEL_NOTES.get(level, level)
