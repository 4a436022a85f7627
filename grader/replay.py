"""Makes a report again from its receipt, and says what has become of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.changes import changes, origins
from grader.errors import SubmissionError, UsageError
from grader.grading import grade
from grader.receipt import Kept, digests
from grader.report.json import document
from grader.results import Report
from grader.sandbox.host import Sandbox
from grader.seeding import CourseKey
from grader.spec.model import Homework, Problem
from grader.spec.moment import moment
from grader.submission import Submission


@dataclass(frozen=True)
class Replay:
    """A report that was made again.

    Attributes:
        report: as it comes out now.
        origins: what it was made from that has changed since, a sentence each.
        differing: what comes out in another way, such as "hw/problem: dW, db".
    """

    report: Report
    origins: tuple[str, ...]
    differing: tuple[str, ...]


def replay(
    kept: Kept,
    submission: Submission,
    homework: Homework,
    sandbox: Sandbox,
    key: CourseKey | None = None,
) -> Replay:
    """Grade *submission* again as *kept* says, with the *key* of the course if that had hidden cases.

    The sandbox is the strongest that there is, whichever it was: a receipt may be anybody's.

    Raises:
        SubmissionError: if the submission is not the one that was graded.
        UsageError: if a problem that was graded is not there any more, or the key is missing or another one.
    """
    origin, receipt = kept.origin, kept.receipt
    if submission.digest != origin.submission.digest:
        raise SubmissionError(
            f"{submission.name}: the submission is another one ({submission.digest[:19]}…, then "
            f"{origin.submission.digest[:19]}…); it was not graded"
        )
    if origin.key_fingerprint is None:
        key = None  # the report had no hidden cases, and gets none now
    elif key is None or key.fingerprint != origin.key_fingerprint:
        found = "found none" if key is None else f"found {key.fingerprint}"
        raise UsageError(
            f"expected the key of the course with the fingerprint {origin.key_fingerprint} (--key or "
            f"GRADER_KEY), {found}; nothing was graded"
        )
    report = grade(
        replace(submission, name=origin.submission.name),
        homework,
        sandbox,
        seed=origin.seed,
        student=origin.student or "",
        cases=receipt.cases,
        problems=_problems(homework, list(receipt.problems)),
        figures=receipt.figures,
        further_calls=receipt.further_calls,
        key=key,
        submitted=None if origin.submitted is None else moment(origin.submitted),
        attempt=None if origin.attempt is None else origin.attempt.number,
    )
    return Replay(report, tuple(origins(origin, report.origin)), tuple(_differing(kept, report)))


def _problems(homework: Homework, names: Sequence[str]) -> list[Problem]:
    known = {problem.id: problem for problem in homework.problems}
    lost = [name for name in names if name not in known]
    if lost:
        raise UsageError(
            f"problem {lost[0]} is not in homework {homework.id} any more; nothing was graded"
        )
    return [known[name] for name in names]


def _differing(kept: Kept, report: Report) -> list[str]:
    findings, results = digests(document(report))
    if findings == kept.findings:
        return []
    moved: dict[str, list[str]] = {}
    for change in [] if kept.report is None else changes(kept.report, report):
        moved.setdefault(change.problem, []).append(change.output or "")
    said = []
    for name in dict.fromkeys([*results, *kept.results]):
        if results.get(name) != kept.results.get(name):
            outputs = ", ".join(filter(None, moved.get(name, [])))
            said.append(f"{name}: {outputs}" if outputs else name)
    return said or ["the notes on the submission, or the sums"]
