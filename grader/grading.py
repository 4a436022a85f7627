"""The pipeline: a spec makes cases, each is called, compared and diagnosed, and a report tells it."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from grader import __version__
from grader.answer_key import AnswerKey
from grader.comparison import as_array, same, unpack
from grader.construction import grade_construction
from grader.diagnosis import generic, mistakes
from grader.errors import InternalError, SandboxLost
from grader.follow_through import carried
from grader.preparation import make_key, make_square_key
from grader.results import (
    Diagnosis,
    Ending,
    Mismatch,
    ProblemResult,
    Report,
    SubmissionInfo,
    Verdict,
)
from grader.sandbox.host import Sandbox
from grader.sandbox.session import Session
from grader.scoring import (
    VERDICT_OF_ENDING,
    Judged,
    error_sentence,
    failure_sentence,
    judge,
    score_output,
    score_problem,
    smallest_case,
    untried,
    with_feedback,
)
from grader.spec.model import Homework, Kind, Problem, leaves
from grader.submission import Sites, Submission, double_notes, locate, near_miss
from grader.verifier import load_parts


def grade(
    submission: Submission,
    homework: Homework,
    sandbox: Sandbox,
    *,
    seed: int = 0,
    student: str = "",
    cases: int | None = None,
    problems: Sequence[Problem] | None = None,
) -> Report:
    """Grade *submission* on the problems of *homework*.

    Args:
        submission: what the student handed in.
        homework: the exercises.
        sandbox: runs the student's code.
        seed: seed of all cases.
        student: key of the student; "" makes the public cases.
        cases: number of random cases of each problem instead of the spec's own.
        problems: grade only these.
    """
    started = time.perf_counter()
    chosen = homework.problems if problems is None else tuple(problems)
    sandbox.start(submission.imports)
    for problem in chosen:
        # While the sandbox starts. What fails here fails again in its place, as that problem's verdict.
        if problem.kind is Kind.FUNCTION and problem.function.name in submission.sites:
            with contextlib.suppress(Exception):
                make_key(problem, seed, student, cases)
    sites = {problem.id: locate(submission, problem, homework) for problem in homework.problems}
    asked_for = {function.name for item in homework.problems for function in item.functions}
    cpu = sum(problem.limits.load_seconds + problem.limits.total_seconds for problem in chosen)
    with sandbox.open(submission.files, submission.imports, cpu_seconds=math.ceil(cpu)) as session:
        results = tuple(
            _grade_problem(
                problem,
                submission,
                sites[problem.id],
                asked_for,
                session,
                seed=seed,
                student=student,
                count=cases,
                share=homework.follow_through,
            )
            for problem in chosen
        )
    return Report(
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
        notes=submission.notes + double_notes(submission, homework),
    )


def _grade_problem(
    problem: Problem,
    submission: Submission,
    sites: Sites,
    asked_for: Collection[str],
    session: Session,
    *,
    seed: int,
    student: str,
    count: int | None,
    share: float,
) -> ProblemResult:
    if problem.kind is Kind.WRITTEN:
        return _read_answer(problem, submission)

    def attempt() -> ProblemResult:
        early = _before_any_call(problem, submission, sites, asked_for) or _load(
            problem, sites, session
        )
        if early is not None:
            return early
        if problem.kind is Kind.CONSTRUCT:
            return grade_construction(problem, sites, session)
        return _grade_function(
            problem, session, seed=seed, student=student, count=count, share=share
        )

    try:
        try:
            result = attempt()
        except SandboxLost:
            # Once may be an accident of ours. Twice, with the same code running, is that code's.
            session.close()
            try:
                result = attempt()
            except SandboxLost:
                message = "the code ended the process that runs it, twice"
                result = untried(problem, Verdict.RUNTIME_ERROR, message)
    except InternalError as error:
        session.close()
        result = untried(problem, Verdict.INTERNAL_ERROR, str(error))
    except Exception as error:  # noqa: BLE001 - a bug of ours in one problem must not cost the others
        session.close()
        what = f"{type(error).__name__}: {error}"
        result = untried(problem, Verdict.INTERNAL_ERROR, f"{problem.id}: {what}")
    site = sites.get(problem.function.name)
    if site is not None:
        result = replace(result, file=site.file, line=site.line)
    return with_feedback(result, problem.feedback)


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


# Functions: outputs are compared with the reference.


def _grade_function(
    problem: Problem,
    session: Session,
    *,
    seed: int,
    student: str,
    count: int | None,
    share: float,
) -> ProblemResult:
    key = make_key(problem, seed, student, count)
    cases = [item.case for item in key.entries]
    calls = [tuple(case.arguments[item.name] for item in problem.function.inputs) for case in cases]
    outcomes = session.calls(problem.function.name, calls)
    judged = [
        judge(problem, item, outcome)
        for item, outcome in zip(key.entries, outcomes, strict=False)  # a dead process ends them
    ]
    wrong = [o.name for o in problem.outputs if not all(item.right(o.name) for item in judged)]
    returned = [item for item in judged if item.outcome.ending is Ending.RETURNED]
    diagnoses: dict[str, Diagnosis] = {}
    roots: dict[str, tuple[str, ...]] = {}
    # An explanation has to hold on every case: of a function that raised on some it is not known.
    if wrong and len(returned) == len(cases):
        answers = [
            (entry, _readable(problem, item))
            for entry, item in zip(key.entries, returned, strict=True)
        ]
        diagnoses = mistakes.diagnose(problem, key, answers, wrong)
        if not any(item.changed for item in judged):  # that is wrong by itself, and says why
            roots = carried(problem, key, answers, wrong)
            unexplained = [name for name in wrong if name not in diagnoses and name not in roots]
            diagnoses |= generic.diagnose(problem, key, answers, unexplained)
            diagnoses = mistakes.diagnose_apart(problem, key, answers, unexplained) | diagnoses
            unexplained = [name for name in unexplained if name not in diagnoses]
            if unexplained:
                diagnoses |= _diagnose_memory(problem, session, judged, unexplained)
    elif wrong and all(item.outcome.ending in (Ending.RETURNED, Ending.RAISED) for item in judged):
        square = make_square_key(problem, seed, student)
        if square is not None and len(judged) == len(cases):
            diagnoses = _diagnose_square(problem, session, square, wrong)
    outputs = tuple(
        score_output(
            output,
            judged,
            len(cases),
            diagnoses.get(output.name),
            roots=roots.get(output.name, ()),
            share=share,
        )
        for output in problem.outputs
    )
    failure = smallest_case([item for item in judged if item.outcome.ending is not Ending.RETURNED])
    message = None if failure is None else failure_sentence(problem.function, failure.outcome)
    return score_problem(problem, outputs, message)


def _diagnose_memory(
    problem: Problem, session: Session, judged: Sequence[Judged], wrong: list[str]
) -> dict[str, Diagnosis]:
    """Tell those outputs apart that are not the same when the same call is made again."""
    again = smallest_case([item for item in judged if not all(map(item.right, wrong))])
    if again is None:
        return {}
    call = tuple(again.case.arguments[item.name] for item in problem.function.inputs)
    outcomes = list(session.calls(problem.function.name, [call, call]))
    if any(outcome.ending is not Ending.RETURNED for outcome in outcomes):
        return {}
    found = [unpack(o.value, problem.function.returns) for o in (again.outcome, *outcomes)]
    return {
        name: Diagnosis(
            "unrepeatable",
            f"{name} is another one each time: called again with the same arguments, the function gives "
            "something else. It keeps something between calls, or draws random numbers.",
            f"seen on case {again.case.index}, called {len(found)} times",
        )
        for name in wrong
        if not all(same(found[0][name], other[name]) for other in found[1:])
    }


def _diagnose_square(
    problem: Problem, session: Session, key: AnswerKey, wrong: list[str]
) -> dict[str, Diagnosis]:
    """Name the mistake of a function that raises, if it returns where all sizes are equal.

    A wrong transposition cannot be computed on the cases of a run, whose sizes are distinct.
    """
    calls = [
        tuple(entry.case.arguments[item.name] for item in problem.function.inputs)
        for entry in key.entries
    ]
    outcomes = list(session.calls(problem.function.name, calls))
    if any(outcome.ending is not Ending.RETURNED for outcome in outcomes):
        return {}
    judged = [judge(problem, e, o) for e, o in zip(key.entries, outcomes, strict=True)]
    answers = [(e, _readable(problem, j)) for e, j in zip(key.entries, judged, strict=True)]
    found = mistakes.diagnose(problem, key, answers, wrong)
    return {
        name: replace(diagnosis, evidence=f"{diagnosis.evidence}; with other sizes the call fails")
        for name, diagnosis in found.items()
    }


def _readable(problem: Problem, item: Judged) -> dict[str, Any]:
    """The student's values that are numbers, as arrays of whatever shape, or lists of them."""
    found = unpack(item.outcome.value, problem.function.returns)
    readable: dict[str, Any] = {}
    for value in problem.function.returns:
        given = found[value.name]
        if isinstance(given, Mismatch):
            continue
        if value.count is not None and isinstance(given, list | tuple):
            read: Any = [as_array(part, value.name) for part in given]
        else:
            read = as_array(given, value.name)
        if not any(isinstance(part, Mismatch) for part in leaves(read)):
            readable[value.name] = read
    return readable


def _before_any_call(
    problem: Problem, submission: Submission, sites: Sites, asked_for: Collection[str]
) -> ProblemResult | None:
    """The result where the files alone decide."""
    usable = [site for site in sites.values() if not site.is_stub and site.broken is None]
    if problem.kind is Kind.CONSTRUCT and usable and len(load_parts(problem)) > 1:
        return None  # what is there is judged apart
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
    return None


def _load(problem: Problem, sites: Sites, session: Session) -> ProblemResult | None:
    """Execute the files that the problem's functions stand in; the result if one fails."""
    for file in sorted({site.file for site in sites.values() if site.broken is None}):
        outcome = session.load(file, problem.limits)
        if outcome.ending is Ending.RAISED and outcome.error is not None:
            message = f"the file could not be loaded: {error_sentence(outcome.error)}"
            return untried(problem, Verdict.INVALID_SUBMISSION, message)
        if outcome.ending is not Ending.RETURNED:
            message = f"loading {file}: {outcome.error}"
            return untried(problem, VERDICT_OF_ENDING[outcome.ending], message)
    return None
