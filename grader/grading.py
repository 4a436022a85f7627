"""The pipeline: a spec makes cases, each is called, compared and diagnosed, and a report tells it."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from grader import __version__
from grader.cases.generate import Case, make_cases
from grader.comparison import Scale, as_array, compare, describe, leaves, plain, same, unpack
from grader.construction import grade_construction
from grader.diagnosis import mistakes
from grader.errors import InternalError, ReferenceFailure, SandboxLost
from grader.reference import Reference, load_reference
from grader.results import (
    Diagnosis,
    Ending,
    Mismatch,
    Outcome,
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
    score_output,
    score_problem,
    smallest_case,
    untried,
    with_feedback,
)
from grader.spec.expression import item_sizes, shape_of
from grader.spec.model import Golden, Homework, Kind, Problem
from grader.submission import FunctionSite, Submission, near_miss


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
                _prepare(problem, seed, student, cases)
    sites = {problem.id: _sites(problem, submission, homework) for problem in homework.problems}
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
        notes=submission.notes + _notes(submission, homework, sites),
    )


Sites = Mapping[str, FunctionSite]
"""Where the functions of a problem stand, by name."""


def _sites(problem: Problem, submission: Submission, homework: Homework) -> Sites:
    found = {
        function.name: submission.site(function.name, problem.name, _others(problem, homework))
        for function in problem.functions
    }
    return {name: site for name, site in found.items() if site is not None}


def _others(problem: Problem, homework: Homework) -> set[str]:
    """The problems that ask for a function of the same name as one of *problem*'s."""
    names = {function.name for function in problem.functions}
    return {
        other.name
        for other in homework.problems
        if other is not problem and not names.isdisjoint(item.name for item in other.functions)
    }


def _notes(
    submission: Submission, homework: Homework, sites: Mapping[str, Sites]
) -> tuple[str, ...]:
    return tuple(
        f"{site.name} is defined in {site.file} and {other}; {site.file} was graded"
        for problem in homework.problems
        for site in sites[problem.id].values()
        for other in submission.doubles(site, _others(problem, homework))
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
        return _grade_function(problem, session, seed=seed, student=student, count=count)

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
    problem: Problem, session: Session, *, seed: int, student: str, count: int | None
) -> ProblemResult:
    prepared = _prepare(problem, seed, student, count)
    cases = [item.case for item in prepared.cases]
    calls = [tuple(case.arguments[item.name] for item in problem.function.inputs) for case in cases]
    outcomes = session.calls(problem.function.name, calls)
    judged = [
        _judge(problem, item, outcome)
        for item, outcome in zip(prepared.cases, outcomes, strict=False)  # a dead process ends them
    ]
    wrong = [o.name for o in problem.outputs if not all(item.right(o.name) for item in judged)]
    returned = [item for item in judged if item.outcome.ending is Ending.RETURNED]
    diagnoses: dict[str, Diagnosis] = {}
    # An explanation has to hold on every case: of a function that raised on some it is not known.
    if wrong and len(returned) == len(cases):
        answers = [(item.case, _readable(problem, item), item.expected) for item in returned]
        diagnoses = mistakes.diagnose(problem, prepared.reference, answers, wrong)
    outputs = tuple(
        score_output(output, judged, len(cases), diagnoses.get(output.name))
        for output in problem.outputs
    )
    failure = smallest_case([item for item in judged if item.outcome.ending is not Ending.RETURNED])
    message = None if failure is None else failure_sentence(problem.function, failure.outcome)
    return score_problem(problem, outputs, message)


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


@dataclass(frozen=True)
class _Expected:
    """A case with the right values of its outputs, and what rounding may do to them."""

    case: Case
    values: Mapping[str, Any]
    scale: Scale


@dataclass(frozen=True)
class _Prepared:
    """All of a run that does not depend on the submission."""

    reference: Reference
    cases: tuple[_Expected, ...]


@lru_cache(maxsize=256)
def _prepare(problem: Problem, seed: int, student: str, count: int | None) -> _Prepared:
    """Make the cases of a run and compute the right answers, once for all submissions.

    Raises:
        ReferenceFailure: if the reference does not give what the spec and the document say.
    """
    reference = load_reference(problem)
    prepared = []
    for case in make_cases(problem, reference.step, seed=seed, student=student, count=count):
        steps = reference.right(case.arguments)
        values = {output.name: steps[output.name] for output in problem.outputs}
        _check_reference(problem, reference, case, values)
        scale = Scale.of([*case.arguments.values(), *steps.values()])
        prepared.append(_Expected(case, values, scale))
    return _Prepared(reference, tuple(prepared))


def _judge(problem: Problem, prepared: _Expected, outcome: Outcome) -> Judged:
    case, expected = prepared.case, prepared.values
    if outcome.ending is not Ending.RETURNED:
        return Judged(case, outcome, expected)
    found = unpack(outcome.value, problem.function.returns)
    changed = None if problem.changed_arguments else _changed(problem, case, outcome)
    mismatches = {
        output.name: compare(
            found[output.name],
            expected[output.name],
            value,
            scale=prepared.scale,
            sizes=case.sizes,
            tolerance=output.tolerance,
        )
        or changed
        for output, value in zip(problem.outputs, problem.function.returns, strict=True)
    }
    return Judged(case, outcome, expected, mismatches)


def _check_reference(
    problem: Problem, reference: Reference, case: Case, expected: Mapping[str, Any]
) -> None:
    """The reference must give finite numbers of the spec's shapes, and what the document prints."""
    for value in problem.function.returns:
        if value.count is None:
            items = [(value.name, expected[value.name], case.sizes)]
        else:
            known = item_sizes(value.count, case.sizes)
            if not isinstance(expected[value.name], list) or len(expected[value.name]) != len(
                known
            ):
                raise ReferenceFailure(
                    f"{reference.file}: {value.name}: expected a list of {len(known)} on case "
                    f"{case.index}, found {describe(expected[value.name])}"
                )
            items = [
                (f"{value.name}[{i}]", item, sizes)
                for i, (item, sizes) in enumerate(zip(expected[value.name], known, strict=True))
            ]
        for name, item, sizes in items:
            array = np.asarray(item)
            shape = shape_of(value.shape, sizes)
            if (
                array.shape != shape
                or array.dtype.kind not in "bifu"
                or not np.isfinite(array).all()
            ):
                raise ReferenceFailure(
                    f"{reference.file}: {name}: expected finite numbers of shape {shape} on case "
                    f"{case.index}, found {array.dtype} of shape {array.shape}"
                )
        if case.golden is not None and value.name in case.golden.expected:
            _check_golden(reference, case, case.golden, value.name, expected[value.name])


def _check_golden(
    reference: Reference, case: Case, golden: Golden, name: str, expected: Any
) -> None:
    half_unit = 0.5 * 10.0**-golden.decimals
    printed = golden.expected[name]
    pairs = list(zip(leaves(plain(expected)), leaves(printed), strict=False))
    # A hair more than half a unit: the printed decimals are themselves rounded to binary.
    wrong = any(abs(a - b) > 1.000001 * half_unit for a, b in pairs)
    if wrong or _nesting(plain(expected)) != _nesting(printed):
        raise ReferenceFailure(
            f"{reference.file}: {name}: expected the numbers printed for "
            f"{case.name!r}, {printed}, found {plain(expected)}"
        )


def _nesting(value: Any) -> Any:
    return [_nesting(item) for item in value] if isinstance(value, list) else None


def _changed(problem: Problem, case: Case, outcome: Outcome) -> Mismatch | None:
    """A mismatch if the call changed its arguments in place."""
    for item, after in zip(problem.function.inputs, outcome.arguments, strict=False):
        if not same(case.arguments[item.name], after):
            return Mismatch(
                f"the value is right, but the call changes its argument {item.name} in place, so a "
                f"caller who uses {item.name} afterwards gets wrong results; work on a copy"
            )
    return None


def _before_any_call(
    problem: Problem, submission: Submission, sites: Sites, asked_for: Collection[str]
) -> ProblemResult | None:
    """The result where the files alone decide."""
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
    for file in sorted({site.file for site in sites.values()}):
        outcome = session.load(file, problem.limits)
        if outcome.ending is Ending.RAISED and outcome.error is not None:
            message = f"the file could not be loaded: {error_sentence(outcome.error)}"
            return untried(problem, Verdict.INVALID_SUBMISSION, message)
        if outcome.ending is not Ending.RETURNED:
            message = f"loading {file}: {outcome.error}"
            return untried(problem, VERDICT_OF_ENDING[outcome.ending], message)
    return None
