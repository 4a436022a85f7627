"""The pipeline: a spec makes cases, each is called, compared and diagnosed, and a report tells it."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Collection, Sequence
from dataclasses import replace

from grader import __version__, behaviour
from grader.answer_key import AnswerKey
from grader.autograd import automatic_derivative
from grader.crashes.sentence import failure_sentence
from grader.errors import InternalError, SandboxLost
from grader.loading import Loader
from grader.preparation import make_key
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
        figures: whether to call the functions once more, on a grid, for formats that draw it.
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
                student=student,
                count=cases,
                share=homework.follow_through,
            )
            for problem in chosen
        )
        if figures:  # after all is judged: no verdict depends on them
            results = tuple(
                _with_figures(problem, result, sites[problem.id], loader, session)
                for problem, result in zip(chosen, results, strict=True)
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
        notes=submission.notes + double_notes(submission, homework) + loader.notebook_notes(),
    )


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
) -> ProblemResult:
    if problem.kind is Kind.WRITTEN:
        return _read_answer(problem, submission)

    def attempt() -> ProblemResult:
        early = _before_any_call(problem, submission, sites, asked_for)
        early = early or loader.load(problem, sites)
        if early is not None:
            return early
        if problem.kind is Kind.CONSTRUCT:
            from grader.construction import grade_construction  # few homeworks have one

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
    result = replace(result, notes=result.notes + loader.notes(problem))
    return with_feedback(result, problem.feedback)


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
        outputs, failure = _explained(
            problem, key, session, judged, repeated, confirmed, wrong, share
        )
    else:
        outputs, failure = _scored(problem, key, confirmed, Findings(), share), None
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
) -> tuple[tuple[OutputResult, ...], Judged | None]:
    """The outputs of a function that is wrong, with what there is to say of it; the case that is told if it fails."""
    # Imported here: a right answer needs none of it, and a cold start would wait for it.
    from grader.counterexample import shrink_all
    from grader.explanation import explain
    from grader.probe import make_probe

    probe = make_probe(problem, key, session, confirmed)
    findings = explain(problem, key, session, judged, repeated, wrong, probe)
    outputs = _scored(problem, key, confirmed, findings, share)
    failure = smallest_case([i for i in confirmed if i.outcome.ending is not Ending.RETURNED])
    if probe is None or not findings.steady or not session.loaded:
        return outputs, failure
    outputs, raised = shrink_all(problem, key, outputs, confirmed, probe)
    return outputs, raised or failure


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
        if not problem.autograd:
            used = automatic_derivative(submission.parts_of(site.module), function.name)
            if used is not None:
                file, line, path = used
                message = f"{file}:{line}: {path}: {NOT_ALLOWED}"
                return untried(problem, Verdict.INVALID_SUBMISSION, message)
    return None
