"""The pipeline: a spec makes cases, each is called, compared and diagnosed, and a report tells it."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from grader import __version__, policy
from grader.answer_key import AnswerKey
from grader.errors import InternalError, SandboxLost, UsageError
from grader.functions import grade_function
from grader.inspection import absent, before_any_call, left_to_the_course, read_answer
from grader.loading import Loader
from grader.preparation import has_public_cases, make_key, with_hidden_cases
from grader.receipt import with_receipt
from grader.results import ProblemResult, Report, SubmissionInfo, Verdict
from grader.sandbox.host import Sandbox
from grader.sandbox.session import Session
from grader.scoring import untried, with_feedback
from grader.spec.model import Homework, Kind, Problem
from grader.submission import Submission, double_notes, locate

if TYPE_CHECKING:
    from datetime import datetime

    from grader.hidden import Seen
    from grader.seeding import CourseKey


def grade(
    submission: Submission,
    homework: Homework,
    sandbox: Sandbox,
    *,
    seed: int = 0,
    student: str = "",
    cases: int | None = None,
    problems: Sequence[Problem] | None = None,
    figures: bool = False,
    key: CourseKey | None = None,
    submitted: datetime | None = None,
    attempt: int | None = None,
    further_calls: Mapping[str, int] | None = None,
) -> Report:
    """Grade *submission* on the problems of *homework*.

    Args:
        submission: what the student handed in.
        homework: the exercises.
        sandbox: runs the student's code.
        seed: seed of all cases.
        student: key of the student; "" makes the public cases. With the key of the course it makes the hidden
            ones, and the others are the public ones.
        cases: number of random cases of each problem instead of the spec's own.
        problems: grade only these.
        figures: whether to call the functions once more, on a grid, for formats that draw it.
        key: of the course; adds the hidden cases of the homework.
        submitted: when it was handed in, with its offset from UTC, for the late policy of the homework.
        attempt: which attempt of the student's it is, from 1.
        further_calls: of a report that is made again: the problems for which the clock ended further calls
            of what is wrong, and after how many. The clock does not end them then.

    Raises:
        UsageError: if a bundle for students, which has the public cases only, is asked for others.
    """
    started = time.perf_counter()
    run = Run(homework, seed, student, cases, key, further_calls)
    chosen = homework.problems if problems is None else tuple(problems)
    sandbox.start(submission.imports)
    for problem in chosen:
        # While the sandbox starts. What fails here fails again in its place, as that problem's verdict.
        if problem.kind is Kind.FUNCTION and any(n in submission.sites for n in problem.written):
            with contextlib.suppress(Exception):
                run.answer_key(problem)
    cpu = sum(problem.limits.load_seconds + problem.limits.total_seconds for problem in chosen)
    with sandbox.open(submission.files, submission.imports, cpu_seconds=math.ceil(cpu)) as session:
        marker = Marker(run, submission, session)
        results = tuple(map(marker.judged, chosen))
        if figures:  # after all is judged: no verdict depends on them
            results = tuple(map(marker.with_figures, chosen, results))
        if marker.seen:
            # Last: a process that knows hidden cases must answer nothing of which more is told.
            session.close()
            results = tuple(map(marker.with_hidden, chosen, results))
    bundle = homework.bundle
    report = Report(
        homework=homework.id,
        homework_title=homework.title,
        homework_digest=homework.digest,
        grader_version=__version__,
        seed=seed,
        student=student or None,
        submission=SubmissionInfo(submission.name, submission.digest),
        sandbox=session.info,
        problems=results,
        seconds=round(time.perf_counter() - started, 6),
        notes=(
            *submission.notes,
            *double_notes(submission, homework, chosen),
            *marker.loader.notebook_notes(),
            *(() if bundle is None else (bundle.adds,)),
        ),
        hidden_cases=homework.hidden_cases or None,
        key_fingerprint=None if key is None else key.fingerprint,
        bundle_of=None if bundle is None else bundle.homework_digest,
    )
    return with_receipt(
        policy.applied(report, homework.policy, submitted, attempt),
        chosen,
        submission.imports,
        cases=cases,
        figures=figures,
        further_calls=marker.stopped if further_calls is None else further_calls,
    )


@dataclass(frozen=True)
class Run:
    """What one grading is asked for, as `grade` has it: which cases there are.

    Raises:
        UsageError: if a bundle for students, which has the public cases only, is asked for others.
    """

    homework: Homework
    seed: int
    student: str
    cases: int | None
    key: CourseKey | None
    further_calls: Mapping[str, int] | None

    def __post_init__(self) -> None:
        asked = (self.seed, self.student, self.cases, self.key)
        if self.homework.bundle is not None and asked != (0, "", None, None):
            raise UsageError(
                f"{self.homework.folder}: a bundle for students has the public cases only; leave out --seed, "
                "--student, --cases and the key of the course"
            )

    @property
    def hides(self) -> bool:
        """Whether there are hidden cases."""
        return self.key is not None and self.homework.hidden_cases > 0

    def answer_key(self, problem: Problem) -> AnswerKey:
        """The cases of which everything is told: the student's own, unless those are the hidden ones."""
        return make_key(problem, self.seed, self.student if self.key is None else "", self.cases)

    def full_key(self, problem: Problem) -> AnswerKey:
        """The same cases, and the hidden ones."""
        assert self.key is not None  # noqa: S101 - for the type checker
        secret = self.key.student_key(self.homework.id, problem.name, self.student)
        count = self.homework.hidden_cases
        return with_hidden_cases(problem, self.answer_key(problem), secret, count)

    def calls(self, problem: Problem) -> float | None:
        """How many further calls of what is wrong a replay makes; None where the clock may end them."""
        if self.further_calls is None:
            return None
        return self.further_calls.get(problem.id, math.inf)


class Marker:
    """Marks the problems of one submission, in one session.

    Attributes:
        loader: loads what they need.
        seen: what hidden cases need to know, by the id of the problem.
        stopped: the problems for which the clock ended further calls, by id, and after how many.
    """

    def __init__(self, run: Run, submission: Submission, session: Session) -> None:
        self.loader = Loader(submission, session)
        self.seen: dict[str, Seen] = {}
        self.stopped: dict[str, int] = {}
        self._run = run
        self._submission = submission
        self._session = session
        problems = run.homework.problems
        self._sites = {item.id: locate(submission, item, run.homework) for item in problems}
        self._asked_for = {name for item in problems for name in item.written}

    def judged(self, problem: Problem) -> ProblemResult:
        """The result of a problem on the cases of which everything is told."""
        if problem.kind is Kind.WRITTEN:
            return read_answer(problem, self._submission)
        result = self._guarded(problem, self._attempted, _told)
        sites = self._sites[problem.id]
        for name in problem.written[:1]:
            if name in sites:
                result = replace(result, file=sites[name].file, line=sites[name].line)
        result = replace(result, notes=result.notes + self.loader.notes(problem))
        return with_feedback(result, problem.feedback)

    def with_figures(self, problem: Problem, result: ProblemResult) -> ProblemResult:
        """The result with pictures of what the functions do, if they can be called."""
        from grader.figures import draw_figures  # only some formats need it

        called = (Verdict.PASSED, Verdict.WRONG_ANSWER)
        if problem.kind is Kind.WRITTEN or result.verdict not in called:
            return result
        self.loader.restore(problem)
        return replace(
            result, figures=draw_figures(problem, self._sites[problem.id], self._session)
        )

    def with_hidden(self, problem: Problem, result: ProblemResult) -> ProblemResult:
        """The result with what hidden cases change."""
        from grader.hidden import add_hidden  # only the course's own run needs it

        seen = self.seen.get(problem.id)
        if seen is None:
            return result
        credit = self._run.homework.credit
        modules = self.loader.modules(problem)

        def attempt(problem: Problem) -> ProblemResult:
            key = self._run.full_key(problem)
            self.loader.restore(problem)
            sites = self._sites[problem.id]
            self._session.absent = absent(problem, self._submission, sites, self._asked_for)
            return add_hidden(problem, result, seen, key, modules, self._session, credit)

        judged = self._guarded(problem, attempt, _told_of_hidden)
        placed = replace(judged, file=result.file, line=result.line)
        return with_feedback(placed, problem.feedback)

    def _attempted(self, problem: Problem) -> ProblemResult:
        sites = self._sites[problem.id]
        early = before_any_call(problem, self._submission, sites, self._asked_for)
        self._session.absent = absent(problem, self._submission, sites, self._asked_for)
        early = early or self.loader.load(problem, sites)
        if early is not None:
            return early
        if problem.bundled and not has_public_cases(problem):
            return left_to_the_course(problem, sites)
        if problem.kind is Kind.CONSTRUCT:
            from grader.construction import grade_construction  # few homeworks have one

            return grade_construction(problem, sites, self._session)
        key, credit = self._run.answer_key(problem), self._run.homework.credit
        graded = grade_function(
            problem, key, self._session, credit=credit, calls=self._run.calls(problem)
        )
        if graded.stopped_after is not None:
            self.stopped[problem.id] = graded.stopped_after
        if self._run.hides:
            from grader.hidden import public_cases  # only the course's own run needs it

            seen = public_cases(problem, key, graded.judged, graded.findings)
            if seen is not None:
                self.seen[problem.id] = seen
        return graded.result

    def _guarded(
        self,
        problem: Problem,
        attempt: Callable[[Problem], ProblemResult],
        told: Callable[[Problem, Exception], str],
    ) -> ProblemResult:
        """What *attempt* gives; a failure of the grader's is that problem's verdict, with what is *told* of it."""
        try:
            try:
                return attempt(problem)
            except SandboxLost:
                # Once may be an accident of ours. Twice, with the same code running, is that code's.
                self._session.close()
                try:
                    return attempt(problem)
                except SandboxLost:
                    message = "the code ended the process that runs it, twice"
                    return untried(problem, Verdict.RUNTIME_ERROR, message)
        except Exception as error:  # noqa: BLE001 - a bug of ours in one problem must not cost the others
            self._session.close()
            return untried(problem, Verdict.INTERNAL_ERROR, told(problem, error))


def _told(problem: Problem, error: Exception) -> str:
    if isinstance(error, InternalError):
        return str(error)
    return f"{problem.id}: {type(error).__name__}: {error}"


def _told_of_hidden(problem: Problem, error: Exception) -> str:
    return f"{problem.id}: the grader failed on hidden cases ({type(error).__name__})"
