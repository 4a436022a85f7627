"""The pipeline: a spec makes cases, each is called, compared and diagnosed, and a report tells it."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from grader import __version__, behaviour, policy
from grader.answer_key import AnswerKey
from grader.autograd import automatic_derivative
from grader.comparison import listed
from grader.crashes.sentence import failure_sentence
from grader.errors import InternalError, SandboxLost, UsageError
from grader.loading import Loader
from grader.preparation import has_public_cases, make_key, with_hidden_cases
from grader.receipt import with_receipt
from grader.results import (
    Ending,
    OutputResult,
    ProblemResult,
    Report,
    SubmissionInfo,
    Verdict,
)
from grader.sandbox.derivation import NOT_ALLOWED
from grader.sandbox.host import Sandbox
from grader.sandbox.session import Session
from grader.scoring import (
    Findings,
    Judged,
    judge,
    score_output,
    score_problem,
    smallest_case,
    untried,
    verdict_of,
    with_feedback,
)
from grader.spec.model import Homework, Kind, Problem
from grader.submission import Sites, Submission, double_notes, locate, near_miss
from grader.verifier import load_parts

if TYPE_CHECKING:
    from datetime import datetime

    from grader.hidden import Seen
    from grader.probe import Probe
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
    if homework.bundle is not None and (seed, student, cases, key) != (0, "", None, None):
        raise UsageError(
            f"{homework.folder}: a bundle for students has the public cases only; leave out --seed, --student, "
            "--cases and the key of the course"
        )
    chosen = homework.problems if problems is None else tuple(problems)
    own = student if key is None else ""  # the key of the cases of which everything is told
    sandbox.start(submission.imports)
    for problem in chosen:
        # While the sandbox starts. What fails here fails again in its place, as that problem's verdict.
        if problem.kind is Kind.FUNCTION and problem.function.name in submission.sites:
            with contextlib.suppress(Exception):
                make_key(problem, seed, own, cases)
    sites = {problem.id: locate(submission, problem, homework) for problem in homework.problems}
    asked_for = {function.name for item in homework.problems for function in item.functions}
    stopped: dict[str, int] = {}
    cpu = sum(problem.limits.load_seconds + problem.limits.total_seconds for problem in chosen)
    seen: dict[str, Seen] | None = {} if key is not None and homework.hidden_cases else None
    with sandbox.open(submission.files, submission.imports, cpu_seconds=math.ceil(cpu)) as session:
        loader = Loader(submission, session)
        results = tuple(
            _grade_problem(
                problem,
                submission,
                sites[problem.id],
                asked_for,
                loader,
                session,
                seed=seed,
                student=own,
                count=cases,
                share=homework.follow_through,
                seen=seen,
                calls=None if further_calls is None else further_calls.get(problem.id, math.inf),
                stopped=stopped,
            )
            for problem in chosen
        )
        if figures:  # after all is judged: no verdict depends on them
            results = tuple(
                _with_figures(problem, result, sites[problem.id], loader, session)
                for problem, result in zip(chosen, results, strict=True)
            )
        if (
            seen
        ):  # last: a process that knows hidden cases must answer nothing of which more is told
            assert key is not None  # noqa: S101 - for the type checker
            session.close()
            results = tuple(
                _with_hidden(
                    problem,
                    result,
                    seen[problem.id],
                    loader,
                    sites[problem.id][problem.function.name].module,
                    session,
                    make_key(problem, seed, own, cases),
                    key.student_key(homework.id, problem.name, student),
                    homework,
                )
                if problem.id in seen
                else result
                for problem, result in zip(chosen, results, strict=True)
            )
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
        notes=submission.notes
        + double_notes(submission, homework)
        + loader.notebook_notes()
        + _added(homework),
        hidden_cases=homework.hidden_cases or None,
        key_fingerprint=None if key is None else key.fingerprint,
        bundle_of=None if homework.bundle is None else homework.bundle.homework_digest,
    )
    return with_receipt(
        policy.applied(report, homework.policy, submitted, attempt),
        chosen,
        submission.imports,
        cases=cases,
        figures=figures,
        further_calls=stopped if further_calls is None else further_calls,
    )


def _added(homework: Homework) -> tuple[str, ...]:
    """What the course's own run adds to that of a bundle."""
    return () if homework.bundle is None else (homework.bundle.adds,)


def _grade_problem(
    problem: Problem,
    submission: Submission,
    sites: Sites,
    asked_for: Collection[str],
    loader: Loader,
    session: Session,
    *,
    seed: int,
    student: str,
    count: int | None,
    share: float,
    seen: dict[str, Seen] | None,
    calls: float | None,
    stopped: dict[str, int],
) -> ProblemResult:
    if problem.kind is Kind.WRITTEN:
        return _read_answer(problem, submission)

    def attempt() -> ProblemResult:
        early = _before_any_call(problem, submission, sites, asked_for)
        early = early or loader.load(problem, sites)
        if early is not None:
            return early
        if problem.bundled and not has_public_cases(problem):
            return _left_to_the_course(problem, sites)
        if problem.kind is Kind.CONSTRUCT:
            from grader.construction import grade_construction  # few homeworks have one

            return grade_construction(problem, sites, session)
        key = make_key(problem, seed, student, count)
        return _grade_function(problem, key, session, share, seen, calls, stopped)

    result = _guarded(problem, session, attempt, _told)
    site = sites.get(problem.function.name)
    if site is not None:
        result = replace(result, file=site.file, line=site.line)
    result = replace(result, notes=result.notes + loader.notes(problem))
    return with_feedback(result, problem.feedback)


def _guarded(
    problem: Problem,
    session: Session,
    attempt: Callable[[], ProblemResult],
    told: Callable[[Problem, Exception], str],
) -> ProblemResult:
    """What *attempt* gives; a failure of the grader's is that problem's verdict, with what is *told* of it."""
    try:
        try:
            return attempt()
        except SandboxLost:
            # Once may be an accident of ours. Twice, with the same code running, is that code's.
            session.close()
            try:
                return attempt()
            except SandboxLost:
                message = "the code ended the process that runs it, twice"
                return untried(problem, Verdict.RUNTIME_ERROR, message)
    except Exception as error:  # noqa: BLE001 - a bug of ours in one problem must not cost the others
        session.close()
        return untried(problem, Verdict.INTERNAL_ERROR, told(problem, error))


def _told(problem: Problem, error: Exception) -> str:
    if isinstance(error, InternalError):
        return str(error)
    return f"{problem.id}: {type(error).__name__}: {error}"


def _told_of_hidden(problem: Problem, error: Exception) -> str:
    return f"{problem.id}: the grader failed on hidden cases ({type(error).__name__})"


def _with_hidden(
    problem: Problem,
    result: ProblemResult,
    seen: Seen,
    loader: Loader,
    module: str,
    session: Session,
    key: AnswerKey,
    secret: str,
    homework: Homework,
) -> ProblemResult:
    from grader.hidden import add_hidden  # only the course's own run needs it

    def attempt() -> ProblemResult:
        full = with_hidden_cases(problem, key, secret, homework.hidden_cases)
        loader.restore(problem)
        return add_hidden(problem, result, seen, full, module, session, homework.follow_through)

    judged = _guarded(problem, session, attempt, _told_of_hidden)
    placed = replace(judged, file=result.file, line=result.line)
    return with_feedback(placed, problem.feedback)


def _with_figures(
    problem: Problem, result: ProblemResult, sites: Sites, loader: Loader, session: Session
) -> ProblemResult:
    from grader.figures import draw_figures  # only some formats need it

    called = (Verdict.PASSED, Verdict.WRONG_ANSWER)
    if problem.kind is Kind.WRITTEN or result.verdict not in called:
        return result
    loader.restore(problem)
    return replace(result, figures=draw_figures(problem, sites, session))


def _read_answer(problem: Problem, submission: Submission) -> ProblemResult:
    """A written answer waits for whoever marks it; the grader only says whether there is one."""
    answer = submission.answers.get(problem.name)
    if answer is None or not answer.text:
        where = f"{problem.name.replace('-', '_')}.md" if answer is None else answer.file
        message = f"there is no answer; write it into {where}"
        return untried(problem, Verdict.NOT_ATTEMPTED, message)
    count = len(answer.text.split())
    message = f"{answer.file}: {count} {'word' if count == 1 else 'words'}, to be marked by hand"
    return replace(untried(problem, Verdict.NEEDS_MARKING, message), file=answer.file, line=1)


def _left_to_the_course(problem: Problem, sites: Sites) -> ProblemResult:
    """What a bundle does not hold the answers to waits for the course; the files are loaded."""
    usable = {name for name, site in sites.items() if not site.is_stub and site.broken is None}
    names = [function.name for function in problem.functions]
    there = [name for name in names if name in usable]
    missing = [name for name in names if name not in usable]
    message = f"{listed(there)} can be called; what they do is judged in the course's own run"
    if len(there) == 1:
        message = f"{there[0]} can be called; what it does is judged in the course's own run"
    message += f". Still missing: {listed(missing)}" if missing else ""
    return untried(problem, Verdict.NEEDS_MARKING, message)


# Functions: outputs are compared with the reference.


def _grade_function(
    problem: Problem,
    key: AnswerKey,
    session: Session,
    share: float,
    seen: dict[str, Seen] | None,
    calls: float | None,
    stopped: dict[str, int],
) -> ProblemResult:
    judged, repeated = _judge_calls(problem, key, session)
    for item in judged:
        if verdict_of(item.outcome) is Verdict.INVALID_SUBMISSION:
            told = failure_sentence(problem.function, item.outcome, session.files)
            return untried(problem, Verdict.INVALID_SUBMISSION, told)
    confirmed = behaviour.confirmed(judged, repeated)
    wrong = [
        output.name
        for output in problem.outputs
        if not all(item.right(output.name) for item in confirmed)
    ]
    if wrong:
        # Imported here: a right answer needs none of it, and a cold start would wait for it.
        from grader.probe import make_probe

        probe = make_probe(problem, key, session, confirmed, calls)
        outputs, failure, findings = _explained(
            problem, key, session, judged, repeated, confirmed, wrong, share, probe
        )
        if probe is not None and probe.stopped_after is not None:
            stopped[problem.id] = probe.stopped_after
    else:
        findings = Findings()
        outputs, failure = _scored(problem, key, confirmed, findings, share), None
    if seen is not None:
        from grader.hidden import public_cases  # only the course's own run needs it

        seen |= public_cases(problem, key, confirmed, findings)
    message = None
    if failure is not None:
        sizes = failure.case.sizes
        message = failure_sentence(problem.function, failure.outcome, session.files, sizes)
    outputs = tuple(replace(output, needs=key.needs(output.name)) for output in outputs)
    return score_problem(problem, outputs, message, behaviour.notes(problem, judged))


def _explained(
    problem: Problem,
    key: AnswerKey,
    session: Session,
    judged: Sequence[Judged],
    repeated: Sequence[Judged],
    confirmed: Sequence[Judged],
    wrong: Sequence[str],
    share: float,
    probe: Probe | None,
) -> tuple[tuple[OutputResult, ...], Judged | None, Findings]:
    """The outputs of a function that is wrong, the case that is told if it fails, and what there is to say of it."""
    from grader.counterexample import shrink_all
    from grader.explanation import explain

    findings = explain(problem, key, session, judged, repeated, wrong, probe)
    outputs = _scored(problem, key, confirmed, findings, share)
    failure = smallest_case([i for i in confirmed if i.outcome.ending is not Ending.RETURNED])
    if probe is None or not probe.calls or not findings.steady or not session.loaded:
        return outputs, failure, findings
    outputs, raised = shrink_all(problem, key, outputs, confirmed, probe)
    return outputs, raised or failure, findings


def _scored(
    problem: Problem, key: AnswerKey, judged: Sequence[Judged], findings: Findings, share: float
) -> tuple[OutputResult, ...]:
    return tuple(
        score_output(
            output,
            judged,
            len(key.entries),
            findings.diagnoses.get(output.name),
            roots=findings.roots.get(output.name, ()),
            throughout=output.name in findings.throughout,
            share=share,
        )
        for output in problem.outputs
    )


def _judge_calls(
    problem: Problem, key: AnswerKey, session: Session
) -> tuple[list[Judged], list[Judged]]:
    """The cases of the run, and those that are called again, as far as the process lives."""
    again = behaviour.called_again(key)
    calls, repeats = (
        [problem.function.positional(entry.case.arguments) for entry in entries]
        for entries in (key.entries, again)
    )
    outcomes = session.calls(problem.function.name, calls, repeats)
    # Not strict: a process that ends, ends them.
    judged = [judge(problem, e, o) for e, o in zip(key.entries, outcomes, strict=False)]
    return judged, [judge(problem, e, o) for e, o in zip(again, outcomes, strict=False)]


def _before_any_call(
    problem: Problem, submission: Submission, sites: Sites, asked_for: Collection[str]
) -> ProblemResult | None:
    """The result where the files alone decide."""
    usable = [site for site in sites.values() if not site.is_stub and site.broken is None]
    apart = problem.kind is Kind.CONSTRUCT and usable
    if apart and (problem.bundled or len(load_parts(problem)) > 1):
        return None  # what is there is judged apart, or may be: a bundle does not know
    for function in problem.functions:
        site = sites.get(function.name)
        if site is None:
            near = near_miss(submission, function.name, asked_for)
            hint = f"; {near.file}:{near.line} defines {near.name}: is that it?" if near else ""
            message = f"there is no function {function.name}{hint}"
            return untried(problem, Verdict.NOT_ATTEMPTED, message)
        if site.broken is not None:
            message = f"the file does not parse: {site.broken}"
            return untried(problem, Verdict.INVALID_SUBMISSION, message)
        if site.is_stub:
            message = f"{site.file}:{site.line}: {function.name} is still empty"
            return untried(problem, Verdict.NOT_ATTEMPTED, message)
        if not problem.autograd:
            used = automatic_derivative(submission.parts_of(site.module), function.name)
            if used is not None:
                file, line, path = used
                message = f"{file}:{line}: {path}: {NOT_ALLOWED}"
                return untried(problem, Verdict.INVALID_SUBMISSION, message)
    return None
