"""The pipeline: a spec makes cases, each is called, compared and diagnosed, and a report tells it."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from grader import __version__
from grader.cases.generate import Case, make_cases
from grader.comparison import Scale, compare, plain, read_numbers, same, unpack
from grader.diagnosis import mistakes
from grader.errors import InternalError, ReferenceFailure
from grader.reference import Reference, load_reference
from grader.results import (
    CaseCounts,
    Counterexample,
    Diagnosis,
    Ending,
    Mismatch,
    Outcome,
    OutputResult,
    ProblemResult,
    Report,
    SandboxInfo,
    SubmissionInfo,
    Verdict,
)
from grader.sandbox.host import Sandbox
from grader.sandbox.session import Session
from grader.spec.model import Feedback, Function, Homework, Kind, Output, Problem, Value
from grader.submission import FunctionSite, Submission, near_miss
from grader.verifier import Check, load_verifier

VERDICT_OF_ENDING = {
    Ending.RAISED: Verdict.RUNTIME_ERROR,
    Ending.DIED: Verdict.RUNTIME_ERROR,
    Ending.TIME_LIMIT: Verdict.TIME_LIMIT,
    Ending.MEMORY_LIMIT: Verdict.MEMORY_LIMIT,
    Ending.OUTPUT_LIMIT: Verdict.OUTPUT_LIMIT,
}


@dataclass(frozen=True)
class Judged:
    """One case: what the call did, and for each output whether it was right.

    Attributes:
        case: the case.
        outcome: what the call did.
        expected: the right values.
        mismatches: what is wrong with each output, None where it is right; empty if nothing came back.
        values: the student's values by output, as far as they could be found.
    """

    case: Case
    outcome: Outcome
    expected: Mapping[str, Any]
    mismatches: Mapping[str, Mismatch | None] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    def right(self, output: str) -> bool:
        """Whether *output* is right on this case."""
        return output in self.mismatches and self.mismatches[output] is None


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
    cpu = sum(problem.limits.load_seconds + problem.limits.total_seconds for problem in chosen)
    with sandbox.open(submission.files, submission.imports, cpu_seconds=math.ceil(cpu)) as session:
        results = tuple(
            _grade_problem(problem, submission, session, seed=seed, student=student, count=cases)
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
        sandbox=SandboxInfo(sandbox.level.value, sandbox.layers),
        problems=results,
        seconds=round(time.perf_counter() - started, 6),
        notes=submission.notes,
    )


def _grade_problem(
    problem: Problem,
    submission: Submission,
    session: Session,
    *,
    seed: int,
    student: str,
    count: int | None,
) -> ProblemResult:
    site = submission.functions.get(problem.function.name)
    early = _before_any_call(problem, submission)
    if early is not None:
        return _without_calls(problem, site, *early)
    try:
        loaded = _load(problem, submission, session)
        if loaded is not None:
            return _without_calls(problem, site, *loaded)
        if problem.kind is Kind.CONSTRUCT:
            result = _grade_construct(problem, submission, session)
        else:
            result = _grade_function(problem, session, seed=seed, student=student, count=count)
    except InternalError as error:
        session.close()
        return _without_calls(problem, site, Verdict.INTERNAL_ERROR, str(error))
    assert site is not None  # noqa: S101 - _before_any_call has seen to it
    return _with_feedback(replace(result, file=site.file, line=site.line), problem.feedback)


# Functions: outputs are compared with the reference.


def _grade_function(
    problem: Problem, session: Session, *, seed: int, student: str, count: int | None
) -> ProblemResult:
    reference = load_reference(problem)
    cases = make_cases(problem, reference.step, seed=seed, student=student, count=count)
    calls = [tuple(case.arguments[item.name] for item in problem.function.inputs) for case in cases]
    outcomes = session.calls(problem.function.name, calls)
    judged = [
        _judge(problem, reference, case, outcome)
        for case, outcome in zip(cases, outcomes, strict=False)  # a dead process ends the calls
    ]
    wrong = [o.name for o in problem.outputs if not all(item.right(o.name) for item in judged)]
    answers = [(item.case, item.values) for item in judged if item.values]
    # An explanation has to hold for the whole function: one that raised on some case is not it.
    whole = len(answers) == len(cases)
    diagnoses = mistakes.diagnose(problem, reference, answers, wrong) if wrong and whole else {}
    outputs = tuple(
        _output_result(output, judged, len(cases), diagnoses.get(output.name))
        for output in problem.outputs
    )
    failure = _smallest([item for item in judged if item.outcome.ending is not Ending.RETURNED])
    message = None if failure is None else _failure_sentence(problem.function, failure.outcome)
    return _result(problem, outputs, message)


def _judge(problem: Problem, reference: Reference, case: Case, outcome: Outcome) -> Judged:
    steps = reference.right(case.arguments)
    expected = {output.name: steps[output.name] for output in problem.outputs}
    _check_reference(problem, reference, case, expected)
    if outcome.ending is not Ending.RETURNED:
        return Judged(case, outcome, expected)
    found = unpack(outcome.value, problem.function.returns)
    if isinstance(found, Mismatch):
        return Judged(case, outcome, expected, {name: found for name in expected})
    changed = None if problem.changed_arguments else _changed(problem, case, outcome)
    scale = Scale.of([*case.arguments.values(), *steps.values()])
    mismatches = {
        output.name: compare(
            found[output.name],
            expected[output.name],
            value,
            scale=scale,
            sizes=case.sizes,
            tolerance=output.tolerance,
        )
        or changed
        for output, value in zip(problem.outputs, problem.function.returns, strict=True)
    }
    return Judged(case, outcome, expected, mismatches, found)


def _check_reference(
    problem: Problem, reference: Reference, case: Case, expected: Mapping[str, Any]
) -> None:
    """The reference must give finite numbers of the spec's shapes, and what the document prints."""
    for value in problem.function.returns:
        array = np.asarray(expected[value.name])
        shape = tuple(case.sizes[n] if isinstance(n, str) else n for n in value.shape)
        if array.shape != shape or not np.isfinite(array).all():
            raise ReferenceFailure(
                f"{reference.file}: {value.name}: expected finite numbers of shape {shape} on case "
                f"{case.index}, found {array.dtype} of shape {array.shape}"
            )
        if case.golden is not None and value.name in case.golden.expected:
            half_unit = 0.5 * 10.0**-case.golden.decimals
            printed = np.asarray(case.golden.expected[value.name])
            # A hair more than half a unit: the printed decimals are themselves rounded to binary.
            if printed.shape != shape or np.abs(array - printed).max() > 1.000001 * half_unit:
                raise ReferenceFailure(
                    f"{reference.file}: {value.name}: expected the numbers printed for "
                    f"{case.name!r}, {printed.tolist()}, found {array.tolist()}"
                )


def _changed(problem: Problem, case: Case, outcome: Outcome) -> Mismatch | None:
    """A mismatch if the call changed its arguments in place."""
    for item, after in zip(problem.function.inputs, outcome.arguments, strict=False):
        if not same(case.arguments[item.name], after):
            return Mismatch(
                f"the value is right, but the call changes its argument {item.name} in place, so a "
                f"caller who uses {item.name} afterwards gets wrong results; work on a copy"
            )
    return None


def _output_result(
    output: Output, judged: Sequence[Judged], total: int, diagnosis: Diagnosis | None
) -> OutputResult:
    passed = sum(item.right(output.name) for item in judged)
    if passed == total:
        return OutputResult(
            output.name, Verdict.PASSED, output.points, output.points, CaseCounts(passed)
        )
    failing = [item for item in judged if not item.right(output.name)]
    endings = [VERDICT_OF_ENDING.get(item.outcome.ending) for item in failing]
    verdict = next((ending for ending in endings if ending is not None), Verdict.WRONG_ANSWER)
    smallest = _smallest(failing)
    mismatch = smallest.mismatches.get(output.name) if smallest is not None else None
    return OutputResult(
        name=output.name,
        verdict=verdict,
        score=0.0,
        max_score=output.points,
        cases=CaseCounts(passed, total - passed),
        message=None if mismatch is None else mismatch.message,
        diagnosis=diagnosis,
        counterexample=None if smallest is None else _counterexample(smallest, output.name),
    )


def _smallest(failing: Sequence[Judged]) -> Judged | None:
    """The case with the fewest numbers; where sizes tie, one whose answer came back."""

    def rank(item: Judged) -> tuple[int, int]:
        size = sum(np.size(value) for value in item.case.arguments.values())
        return size, item.case.index

    return min(failing, key=rank, default=None)


def _counterexample(item: Judged, output: str) -> Counterexample:
    mismatch = item.mismatches.get(output) or Mismatch("")
    return Counterexample(
        index=item.case.index,
        name=item.case.name,
        arguments={name: plain(value) for name, value in item.case.arguments.items()},
        expected=plain(item.expected[output]),
        actual=mismatch.actual,
        max_abs_difference=mismatch.max_abs_difference,
        at=mismatch.at,
        allowed=mismatch.allowed,
    )


# Constructions: a verifier calls the student's functions and judges what follows from the answers.


class _Unusable(Exception):
    """A call gave nothing that a verifier could work with."""

    def __init__(self, verdict: Verdict, message: str) -> None:
        super().__init__(message)
        self.verdict = verdict


def _grade_construct(problem: Problem, submission: Submission, session: Session) -> ProblemResult:
    functions = {function.name: function for function in problem.functions}

    def call(name: str, *arguments: Any) -> dict[str, Any]:
        function = functions[name]
        session.load(submission.functions[name].file, problem.limits)
        (outcome,) = session.calls(name, [arguments])
        if outcome.ending is not Ending.RETURNED:
            raise _Unusable(VERDICT_OF_ENDING[outcome.ending], _failure_sentence(function, outcome))
        return _usable(function, outcome.value)

    verify = load_verifier(problem)
    try:
        with np.errstate(all="ignore"):  # a student's weights may overflow: that is their answer
            checks = list(verify(call))
    except _Unusable as unusable:
        outputs = tuple(
            OutputResult(output.name, unusable.verdict, 0.0, output.points)
            for output in problem.outputs
        )
        return _result(problem, outputs, str(unusable))
    except InternalError:
        raise
    except Exception as error:
        raise ReferenceFailure(
            f"{problem.folder / 'verifier.py'}: the verifier raised {type(error).__name__}: {error}"
        ) from error
    outputs = tuple(_checked(output, checks) for output in problem.outputs)
    wrong = [output.name for output in outputs if output.verdict is not Verdict.PASSED]
    if wrong:
        reference = load_reference(problem)
        found = mistakes.diagnose_construction(problem, reference, verify, checks, wrong)
        outputs = tuple(replace(o, diagnosis=found.get(o.name)) for o in outputs)
    return _result(problem, outputs, None)


def _usable(function: Function, value: object) -> dict[str, Any]:
    found = unpack(value, function.returns)
    if isinstance(found, Mismatch):
        raise _Unusable(Verdict.WRONG_ANSWER, found.message)
    arrays: dict[str, Any] = {}
    for item in function.returns:
        shape = tuple(size for size in item.shape if isinstance(size, int))
        numbers = read_numbers(found[item.name], item, shape, {})
        if isinstance(numbers, Mismatch):
            raise _Unusable(Verdict.WRONG_ANSWER, numbers.message)
        arrays[item.name] = numbers.astype(np.float64)
    return arrays


def _checked(output: Output, checks: Sequence[Check]) -> OutputResult:
    mine = [check for check in checks if check.output == output.name]
    value = Value(output.name, ())
    mismatches = [
        compare(
            check.actual,
            check.expected,
            value,
            scale=Scale(1.0, 1),
            sizes={},
            tolerance=output.tolerance,
        )
        for check in mine
    ]
    if not mine:
        raise ReferenceFailure(f"the verifier looked at nothing for the output {output.name}")
    failing = [(i, m) for i, m in enumerate(mismatches) if m is not None]
    if not failing:
        counts = CaseCounts(len(mine))
        return OutputResult(output.name, Verdict.PASSED, output.points, output.points, counts)
    index, mismatch = failing[0]
    return OutputResult(
        name=output.name,
        verdict=Verdict.WRONG_ANSWER,
        score=0.0,
        max_score=output.points,
        cases=CaseCounts(len(mine) - len(failing), len(failing)),
        message=mismatch.message,
        counterexample=Counterexample(
            index=index,
            arguments={name: plain(item) for name, item in mine[index].at.items()},
            expected=plain(mine[index].expected),
            actual=plain(mine[index].actual),
            max_abs_difference=mismatch.max_abs_difference,
            at=mismatch.at,
            allowed=mismatch.allowed,
        ),
    )


# Both kinds.


def _before_any_call(problem: Problem, submission: Submission) -> tuple[Verdict, str] | None:
    """Verdict and sentence where the files alone decide."""
    for function in problem.functions:
        site = submission.functions.get(function.name)
        if site is None:
            near = near_miss(submission, function.name)
            hint = f"; {near.file}:{near.line} defines {near.name}: is that it?" if near else ""
            return Verdict.NOT_ATTEMPTED, f"there is no function {function.name}{hint}"
        if site.broken is not None:
            return Verdict.INVALID_SUBMISSION, f"the file does not parse: {site.broken}"
        if site.is_stub:
            return Verdict.NOT_ATTEMPTED, f"{site.file}:{site.line}: {function.name} is still empty"
    return None


def _load(problem: Problem, submission: Submission, session: Session) -> tuple[Verdict, str] | None:
    """Execute the files that the problem's functions stand in; verdict and sentence if one fails."""
    for file in sorted({submission.functions[item.name].file for item in problem.functions}):
        outcome = session.load(file, problem.limits)
        if outcome.ending is Ending.RAISED:
            return Verdict.INVALID_SUBMISSION, f"{file} could not be loaded: {outcome.error}"
        if outcome.ending is not Ending.RETURNED:
            return VERDICT_OF_ENDING[outcome.ending], f"loading {file}: {outcome.error}"
    return None


def _failure_sentence(function: Function, outcome: Outcome) -> str:
    error = outcome.error
    if error is None or error.type_name is None:
        return f"{function.name}: {error}"
    call = f"{function.name}({', '.join(item.name for item in function.inputs)})"
    if error.type_name == "TypeError" and error.file is None:
        return f"{error}; the exercise calls {call}"
    source = f"  |  {error.source}" if error.source else ""
    return f"{error}{source}"


def _without_calls(
    problem: Problem, site: FunctionSite | None, verdict: Verdict, message: str
) -> ProblemResult:
    outputs = tuple(OutputResult(o.name, verdict, 0.0, o.points) for o in problem.outputs)
    result = _result(problem, outputs, message)
    return result if site is None else replace(result, file=site.file, line=site.line)


def _result(
    problem: Problem, outputs: tuple[OutputResult, ...], message: str | None
) -> ProblemResult:
    # A stub raises NotImplementedError and a crash ends the calls, so failures come before mismatches.
    worst = {output.verdict for output in outputs} - {Verdict.PASSED}
    order = [
        verdict for verdict in Verdict if verdict in worst and verdict is not Verdict.WRONG_ANSWER
    ]
    if not worst:
        verdict = Verdict.PASSED
    else:
        verdict = order[0] if order else Verdict.WRONG_ANSWER
    return ProblemResult(
        id=problem.id,
        title=problem.title,
        function=problem.function.name,
        verdict=verdict,
        score=sum(output.score for output in outputs),
        max_score=problem.points,
        outputs=outputs,
        message=message,
    )


def _with_feedback(result: ProblemResult, feedback: Feedback) -> ProblemResult:
    """Leave out what the spec does not let students see."""
    if feedback is Feedback.FULL:
        return result
    return replace(result, outputs=tuple(_reduced(o, feedback) for o in result.outputs))


def _reduced(output: OutputResult, feedback: Feedback) -> OutputResult:
    if feedback is Feedback.VERDICT or output.counterexample is None:
        return replace(output, message=None, diagnosis=None, counterexample=None)
    return replace(output, counterexample=replace(output.counterexample, expected=None))
