"""The report as JUnit XML, as Jenkins and GitLab read it: a suite a submission, a test case an output.

A problem of which no output was judged is one test case: the reason is the same for all of them.

JUnit knows no points: they stand in the properties of each suite and in the messages. A test is green if
it has all its points; what was not attempted is a failure, and what waits to be marked is skipped. What lateness or a limit of attempts takes off
is a failure of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from grader.errors import printable
from grader.report.text import body, drawn, of_output
from grader.report.values import (
    GRADER_FAILED,
    amount,
    headline,
    overall,
    points_alone,
    remarks,
    total_of,
    waits,
    words,
)
from grader.results import OutputResult, ProblemResult, Report, Verdict

ERRORS = (
    Verdict.RUNTIME_ERROR,
    Verdict.TIME_LIMIT,
    Verdict.MEMORY_LIMIT,
    Verdict.OUTPUT_LIMIT,
    Verdict.INVALID_SUBMISSION,
    Verdict.INTERNAL_ERROR,
)


def render(reports: Sequence[Report]) -> str:
    """The reports as one XML document."""
    suites = [_suite(report, several=len(reports) > 1) for report in reports]
    time = sum(report.seconds for report in reports)
    root = ET.Element("testsuites", name="grader", time=f"{time:.3f}")
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.attrib[name]) for suite in suites)))
    root.extend(suites)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(report: Report, *, several: bool) -> ET.Element:
    suite = ET.Element("testsuite")
    facts = {
        "score": amount(report.score),
        "max_score": amount(report.max_score),
        "pending": amount(report.pending),
        "points": overall(report),
        "homework": report.homework,
        "homework_digest": report.homework_digest,
        "student": report.student,
        "seed": str(report.seed),
        "sandbox": report.sandbox.level,
        "grader": report.grader_version,
    }
    properties = ET.SubElement(suite, "properties")
    for name, value in facts.items():
        if value is not None:
            ET.SubElement(properties, "property", name=name, value=printable(value))
    # GitLab drops what has the class and name of another: of several submissions it needs theirs too.
    prefix = f"{report.submission.name} " if several else ""
    for problem in report.problems:
        for output in problem.outputs if problem.was_judged else (_whole(problem),):
            suite.append(_case(problem, output, printable(f"{prefix}{problem.id}")))
    if report.score != report.earned:
        lost = ET.SubElement(
            suite,
            "testcase",
            classname=printable(f"{prefix}{report.homework}"),
            name="policy of the homework",
        )
        told = total_of(report)
        ET.SubElement(lost, "failure", type="policy", message=told).text = told
    notes = [f"{problem.id}: {note}." for problem in report.problems for note in problem.notes]
    if told := "\n".join([*remarks(report), *notes]):
        ET.SubElement(suite, "system-out").text = _text(told)
    for name, kind in {
        "tests": "testcase",
        "failures": "failure",
        "errors": "error",
        "skipped": "skipped",
    }.items():
        suite.set(name, str(sum(1 for _ in suite.iter(kind))))
    suite.set("name", printable(f"{report.submission.name} ({report.homework})"))
    suite.set("time", f"{report.seconds:.3f}")
    return suite


def _whole(problem: ProblemResult) -> OutputResult:
    """Stands for a problem of which no output was judged, or that has none: a written one."""
    return OutputResult(problem.name, problem.verdict, problem.score, problem.max_score)


def _case(problem: ProblemResult, output: OutputResult, class_name: str) -> ET.Element:
    case = ET.Element("testcase", classname=class_name, name=printable(output.name))
    told = headline(problem, output)
    if problem.verdict is Verdict.NEEDS_MARKING:
        said = ET.SubElement(case, "skipped", message=waits(problem))
        said.text = _text(problem.message or waits(problem))
    elif problem.verdict is Verdict.INTERNAL_ERROR:
        said = ET.SubElement(case, "error", type=problem.verdict.value, message=GRADER_FAILED)
        said.text = _text(problem.message or GRADER_FAILED)
    elif output.score >= output.max_score and output.verdict not in ERRORS:
        if output.verdict is not Verdict.PASSED:
            ET.SubElement(case, "system-out").text = _text(f"{words(output.verdict)}: {told}")
    else:
        kind = "error" if output.verdict in ERRORS else "failure"
        message = f"{amount(output.score)} of {points_alone(output.max_score)}: {told}"
        said = ET.SubElement(case, kind, type=output.verdict.value, message=printable(message))
        said.text = _text(_details(problem, output, message))
    return case


def _details(problem: ProblemResult, output: OutputResult, message: str) -> str:
    place = f"{problem.file}:{problem.line}" if problem.file else ""
    head = "  ".join(filter(None, (problem.title, problem.function, place)))
    told = drawn(body(of_output(problem, output)))
    return f"{head}\n{told or message}".rstrip()


def _text(text: str) -> str:
    """Lines without the characters that XML forbids, which are among those that steer terminals.

    Jenkins and GitLab would look for the file that `[[ATTACHMENT|path]]` names.
    """
    lines = "\n".join(map(printable, text.split("\n")))
    return re.sub(r"\[(?=\[\s*ATTACHMENT)", "[ ", lines, flags=re.IGNORECASE)
