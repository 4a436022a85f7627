"""The report as workflow commands of GitHub Actions: annotations at the student's file and line.

The runner takes any line of a log for a command that starts with `::` or has `##[` in it. So what is there to
be read stands between two commands that a random token pairs, and what is in a command is escaped.
"""

from __future__ import annotations

import base64
import json
import posixpath
import re
from collections.abc import Iterator, Sequence

from grader.comparison import listed
from grader.errors import printable
from grader.report.values import (
    GRADER_FAILED,
    cause_heading,
    causes,
    finding,
    overall,
    points_of_problem,
    remarks,
    same_findings,
    waits,
    words,
)
from grader.results import RIGHT, ProblemResult, Report, Verdict

MOST = 10  # annotations of a kind that GitHub shows of a step
MOST_LETTERS = 4000  # of an annotation; nobody reads more there
# Of the messages for GitHub Classroom: an environment variable has to hold them, in JSON and in base64.
RESULT_BYTES = 24_000
FINE = (*RIGHT, Verdict.NEEDS_MARKING)
ARCHIVES = (".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz")


def render(
    reports: Sequence[Report], *, log: str, token: str, folder: str = "/", root: str = "/"
) -> str:
    """What is written to the log of a step.

    Args:
        reports: what is annotated.
        log: text that is shown above, with no command in it.
        token: letters and digits that nobody could foresee.
        folder: where the paths of the submissions start from.
        root: the folder of the repository; what lies outside is annotated without a place.
    """
    if token in log:
        raise ValueError("the token stands in the log")
    errors, warnings, notices = [], [], []
    for report in reports:
        prefix = f"{report.submission.name}: " if len(reports) > 1 else ""
        for problem in report.problems:
            title = prefix + _title(problem)
            place = _place(report, problem, folder, root)
            if problem.verdict is Verdict.INTERNAL_ERROR:
                text = f"{GRADER_FAILED}\n{problem.message or ''}"
                warnings.append(_command("warning", text, title))
            elif problem.verdict not in (*FINE, Verdict.NOT_ATTEMPTED):
                errors.append(_command("error", _message(problem), title, **place))
        if missing := [p for p in report.problems if p.verdict is Verdict.NOT_ATTEMPTED]:
            names = listed([problem.name for problem in missing])
            warnings.append(_command("warning", names, f"{prefix}Not attempted"))
        told = "\n".join([overall(report), *remarks(report)])
        notices.append(_command("notice", told, f"{prefix}{report.homework_title}"))
    lines = [f"::stop-commands::{token}", *log.splitlines(), f"::{token}::"]
    for kind, commands in {"error": errors, "warning": warnings, "notice": notices}.items():
        lines += _limited(kind, commands)
    return "".join(f"{line}\n" for line in lines)


def classroom_result(reports: Sequence[Report]) -> str:
    """What the reporter of GitHub Classroom reads: base64 of a JSON object.

    It has a test for each problem, of several submissions one for each of them. The reporter adds the scores of
    the tests up, and prints the messages to its own log.
    """
    if len(reports) == 1:
        tests = [test for report in reports for test in _problem_tests(report)]
    else:
        tests = [
            _test(r.submission.name, "pass" if r.passed else "fail", r.score, overall(r))
            for r in reports
        ]
    document = {
        "version": 3,
        "status": "pass" if all(report.passed for report in reports) else "fail",
        "max_score": round(sum(report.max_score for report in reports), 6),
        "tests": tests,
    }
    return base64.b64encode(json.dumps(document, ensure_ascii=False).encode()).decode()


def _problem_tests(report: Report) -> Iterator[dict[str, object]]:
    counted = 0.0
    for problem in report.problems:
        failed = problem.verdict is Verdict.INTERNAL_ERROR
        score = 0.0 if failed else problem.score
        counted += score
        status = "error" if failed else "pass" if problem.verdict in FINE else "fail"
        message = _logged(_message(problem)).encode()[: RESULT_BYTES // len(report.problems)]
        yield _test(problem.name, status, score, message.decode(errors="ignore"))
    if (change := round(report.score - counted, 6)) != 0:
        yield _test("policy of the homework", "fail", change, overall(report))


def _test(name: str, status: str, score: float, message: str) -> dict[str, object]:
    return {
        "name": _logged(name),
        "status": status,
        "score": round(score, 6),
        "message": message,
        "test_code": "",
        "line_no": 0,
    }


def _logged(text: str) -> str:
    """One line that is no command, wherever it is printed."""
    line = printable(" ".join(text.split()))
    return re.sub(r"^::|(?<=#)#(?=\[)", lambda found: f"\N{ZERO WIDTH SPACE}{found[0]}", line)


def _title(problem: ProblemResult) -> str:
    return f"{problem.name}: {points_of_problem(problem)}, {words(problem.verdict)}"


def _message(problem: ProblemResult) -> str:
    """What came of a problem, in a few lines."""
    lines = [problem.message] if problem.message else []
    if problem.verdict is Verdict.NEEDS_MARKING:
        lines.append(waits(problem))
    for group in same_findings(problem.outputs):
        if group[0].verdict not in FINE and (group[0].cases.failed or group[0].message):
            names = ", ".join(output.name for output in group)
            lines.append(f"{names}: {finding(group[0])}")
    for told, outputs in causes(problem.outputs).items():
        heading = cause_heading(outputs)
        lines.append(f"{heading}: {told}" if heading else told)
    text = "\n".join(lines) or words(problem.verdict)
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS]}…"


def _place(report: Report, problem: ProblemResult, folder: str, root: str) -> dict[str, str]:
    """File and line as properties of a command, as far as the repository has them."""
    if problem.file is None:
        return {}
    file = re.sub(r"\[\d+\]$", "", problem.file)  # the cell of a notebook, whose lines are its own
    name = report.submission.name
    inside = posixpath.basename(name) != file and not name.lower().endswith(ARCHIVES)
    whole = posixpath.normpath(posixpath.join(folder, name, file if inside else ""))
    if posixpath.commonpath([root, whole]) != posixpath.normpath(root):
        return {}
    place = {"file": posixpath.relpath(whole, root)}
    exact = file == problem.file and posixpath.basename(whole) == posixpath.basename(file)
    return {**place, "line": str(problem.line)} if exact and problem.line else place


def _command(kind: str, message: str, title: str, **place: str) -> str:
    properties = {**place, "title": title}
    given = ",".join(f"{name}={_property(printable(value))}" for name, value in properties.items())
    lines = map(printable, message.strip().split("\n"))
    return f"::{kind} {given}::{_data(chr(10).join(lines))}"


def _limited(kind: str, commands: list[str]) -> Iterator[str]:
    """The commands, as many as are shown; the last then says how many are not."""
    if len(commands) <= MOST:
        yield from commands
        return
    yield from commands[: MOST - 1]
    left_out = len(commands) - MOST + 1
    yield _command(kind, "All are in the log of this step.", f"{left_out} more")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
