"""Problems of kind function: what the calls give is compared with the reference's, explained and scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grader import behaviour
from grader.answer_key import AnswerKey
from grader.crashes.sentence import failure_sentence
from grader.results import Ending, OutputResult, ProblemResult, Verdict
from grader.sandbox.session import Session
from grader.scoring import (
    Findings,
    Judged,
    is_forbidden,
    judge,
    score_output,
    score_problem,
    smallest_case,
    untried,
)
from grader.spec.model import Credit, Problem

if TYPE_CHECKING:
    from grader.spec.script import Script

# The verdicts of an output whose call came to nothing, and said why.
STOPPED = (Verdict.RUNTIME_ERROR, Verdict.INVALID_SUBMISSION)


@dataclass(frozen=True)
class Graded:
    """What became of a function.

    Attributes:
        result: for the report.
        judged: its cases, as far as they could be called; right only where they were right again.
        findings: what was found out about wrong outputs.
        stopped_after: the number of further calls after which the clock ended these; None if it did not.
    """

    result: ProblemResult
    judged: tuple[Judged, ...] = ()
    findings: Findings = field(default_factory=Findings)
    stopped_after: int | None = None


def grade_function(
    problem: Problem,
    key: AnswerKey,
    session: Session,
    *,
    credit: Credit,
    calls: float | None = None,
) -> Graded:
    """Call the function on all cases of *key*, and say what is wrong.

    Args:
        problem: the exercise, of kind function.
        key: its answer key.
        session: the problem's file is loaded.
        credit: what outputs earn that are neither right nor simply wrong.
        calls: how many further calls of what is wrong there may be, whatever the clock says; None for the
            usual bounds.
    """
    judged, repeated = _judge_calls(problem, key, session)
    for item in judged:
        if is_forbidden(item.outcome):
            told = failure_sentence(problem.function, item.outcome, session.files)
            return Graded(untried(problem, Verdict.INVALID_SUBMISSION, told))
    confirmed = behaviour.confirmed(judged, repeated)
    findings, probe = Findings(), None
    wrong = [
        output.name
        for output in problem.outputs
        if not all(item.right(output.name) for item in confirmed)
    ]
    if wrong:
        # Imported here: a right answer needs none of it, and a cold start would wait for it.
        from grader.explanation import explain
        from grader.probe import make_probe

        probe = make_probe(problem, key, session, confirmed, calls)
        findings = explain(problem, key, session, judged, repeated, wrong, probe)
    outputs = tuple(
        score_output(output, confirmed, len(key.entries), findings, credit)
        for output in problem.outputs
    )
    failure = smallest_case([i for i in confirmed if i.outcome.ending is not Ending.RETURNED])
    if probe is not None and probe.calls and findings.steady and session.loaded:
        from grader.counterexample import shrink_all

        outputs, raised = shrink_all(problem, key, outputs, confirmed, probe)
        failure = raised or failure
    message = None
    if failure is not None:
        sizes = failure.case.sizes
        message = failure_sentence(problem.function, failure.outcome, session.files, sizes)
        outputs = _with_cause(problem, outputs, failure, session.files)
    outputs = tuple(replace(output, needs=key.needs(output.name)) for output in outputs)
    if problem.function.script is not None:
        outputs = tuple(_with_calls(output, problem.function.script) for output in outputs)
    result = score_problem(problem, outputs, message, behaviour.notes(problem, judged))
    stopped_after = None if probe is None else probe.stopped_after
    return Graded(result, tuple(confirmed), findings, stopped_after)


def _with_calls(output: OutputResult, script: Script) -> OutputResult:
    """The result, whose counterexample shows how the script calls."""
    example = output.counterexample
    if example is None:
        return output
    return replace(output, counterexample=replace(example, calls=script.lines))


def _with_cause(
    problem: Problem, outputs: tuple[OutputResult, ...], failure: Judged, files: Mapping[str, bytes]
) -> tuple[OutputResult, ...]:
    """The outputs with the cause of a *failure* that lies in where the code runs, where no other is known."""
    from grader.crashes.environment import cause_of  # what raises nothing does not wait for it

    error, sizes = failure.outcome.error, failure.case.sizes
    cause = None if error is None else cause_of(error, files, problem.function, sizes)
    if cause is None:
        return outputs
    return tuple(
        replace(output, diagnosis=cause)
        if output.verdict in STOPPED
        and (output.diagnosis is None or output.diagnosis.code == "where")
        else output
        for output in outputs
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
    outcomes = session.calls(problem.function.called, calls, repeats)
    # Not strict: a process that ends, ends them.
    judged = [judge(problem, e, o) for e, o in zip(key.entries, outcomes, strict=False)]
    return judged, [judge(problem, e, o) for e, o in zip(again, outcomes, strict=False)]
