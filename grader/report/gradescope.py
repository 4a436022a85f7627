"""The report as Gradescope's `results.json`: a test an output, the score at the top.

Everything in a report is for the student to read: the homework's policy has already left out what is
not. So every test is visible. A hidden one would also take the total away from the student. What students print is
never in a report; the standard output of the run stays with the instructor.

Gradescope's total is fixed with the assignment. Points that are still to be given by hand, and those of
problems that the grader failed on, can only be missing from the score there: the text at the top says which,
and their tests have no score, so that they do not look lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from grader.errors import printable
from grader.report.text import body, drawn, of_output
from grader.report.values import headline, points_alone, remarks, total_of, waiting, waits
from grader.results import PRICED, RIGHT, OutputResult, ProblemResult, Report, Verdict


def render(reports: Sequence[Report]) -> str:
    """The reports as one JSON object: of several, handed in together, the points are added."""
    tests: list[dict[str, object]] = []
    for number, (name, problem) in enumerate(_problems(reports), 1):
        tests += _tests(name, problem, number)
    document = {
        "score": round(sum(report.score for report in reports), 6),
        "execution_time": round(sum(report.seconds for report in reports), 3),
        "output": "\n\n".join(map(_summary, reports)),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
    }
    return json.dumps(document, indent=1, allow_nan=False) + "\n"


def _problems(reports: Sequence[Report]) -> Iterator[tuple[str, ProblemResult]]:
    """Every problem, with the name of its submission where there are several."""
    for report in reports:
        prefix = f"{report.submission.name}: " if len(reports) > 1 else ""
        for problem in report.problems:
            yield f"{prefix}{problem.name}", problem


def _summary(report: Report) -> str:
    lines = [f"{report.homework_title}: {total_of(report)}"]
    if open_points := waiting(report):
        lines.append(f"{open_points}: not yet in the score.")
    if failed := [p for p in report.problems if p.verdict is Verdict.INTERNAL_ERROR]:
        names = ", ".join(problem.name for problem in failed)
        points = points_alone(sum(problem.max_score for problem in failed))
        lines.append(
            f"The grader failed on {names}: {points} are neither earned nor lost here. Gradescope's total"
            " has them all the same; ask your instructor to grade this submission again."
        )
    lines += remarks(report)
    return _text("\n".join(lines))


def _tests(name: str, problem: ProblemResult, number: int) -> Iterator[dict[str, object]]:
    if problem.verdict is Verdict.NEEDS_MARKING:
        told = f"{problem.message or problem.title}\n{waits(problem)}: not yet in the score."
        yield _test(name, str(number), told)
    elif problem.verdict is Verdict.INTERNAL_ERROR or not problem.was_judged:
        lost = problem.verdict is not Verdict.INTERNAL_ERROR
        yield _test(name, str(number), _told(problem), problem if lost else None)
    else:
        for index, output in enumerate(problem.outputs, 1):
            told = headline(problem, output)
            if output.verdict not in RIGHT or output.diagnosis:
                told = _told(of_output(problem, output)) or told
            if index == 1 and problem.notes:
                told += "".join(f"\nNote: {note}." for note in problem.notes)
            yield _test(f"{name}: {output.name}", f"{number}.{index}", told, output)


def _told(problem: ProblemResult) -> str:
    return drawn(body(problem)).rstrip()


def _test(
    name: str, number: str, told: str, judged: OutputResult | ProblemResult | None = None
) -> dict[str, object]:
    """A test; without points and status unless *judged*."""
    test: dict[str, object] = {
        "name": _text(name),
        "number": number,
        "output": _text(told),
        "output_format": "text",
        "visibility": "visible",
    }
    if judged is not None:
        earned = judged.score >= judged.max_score and judged.verdict in (*RIGHT, *PRICED)
        test |= {
            "score": round(judged.score, 6),
            "max_score": judged.max_score,
            "status": "passed" if earned else "failed",
        }
    return test


def _text(text: str) -> str:
    return "\n".join(map(printable, text.split("\n")))
