"""Constructions: a verifier calls the student's functions and judges what follows from the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from grader.comparison import Scale, compare, plain, read_numbers, unpack
from grader.diagnosis import mistakes
from grader.errors import InternalError, ReferenceFailure
from grader.reference import load_reference
from grader.results import (
    CaseCounts,
    Counterexample,
    Ending,
    Mismatch,
    OutputResult,
    ProblemResult,
    Verdict,
)
from grader.sandbox.session import Session
from grader.scoring import VERDICT_OF_ENDING, failure_sentence, score_problem, untried
from grader.spec.model import Function, Output, Problem, Value
from grader.submission import Submission
from grader.verifier import Check, load_verifier


class _Unusable(Exception):
    """A call gave nothing that a verifier could work with."""

    def __init__(self, verdict: Verdict, message: str) -> None:
        super().__init__(message)
        self.verdict = verdict


def grade_construction(problem: Problem, submission: Submission, session: Session) -> ProblemResult:
    """Have the verifier judge the student's functions, whose files are loaded.

    Raises:
        ReferenceFailure: if the verifier fails.
    """
    functions = {function.name: function for function in problem.functions}

    def call(name: str, *arguments: Any) -> dict[str, Any]:
        function = functions[name]
        loaded = session.load(submission.functions[name].file, problem.limits)
        if loaded.ending is not Ending.RETURNED:
            raise _Unusable(VERDICT_OF_ENDING[loaded.ending], failure_sentence(function, loaded))
        (outcome,) = session.calls(name, [arguments])
        if outcome.ending is not Ending.RETURNED:
            raise _Unusable(VERDICT_OF_ENDING[outcome.ending], failure_sentence(function, outcome))
        return _usable(function, outcome.value)

    verify = load_verifier(problem)
    try:
        with np.errstate(all="ignore"):  # a student's weights may overflow: that is their answer
            checks = list(verify(call))
    except _Unusable as unusable:
        return untried(problem, unusable.verdict, str(unusable))
    except InternalError:
        raise
    except Exception as error:
        raise ReferenceFailure(
            f"{problem.folder / 'verifier.py'}: the verifier raised {type(error).__name__}: {error}"
        ) from error
    outputs = tuple(_score_checks(output, checks) for output in problem.outputs)
    wrong = [output.name for output in outputs if output.verdict is not Verdict.PASSED]
    if wrong:
        reference = load_reference(problem)
        found = mistakes.diagnose_construction(problem, reference, verify, checks, wrong)
        outputs = tuple(replace(o, diagnosis=found.get(o.name)) for o in outputs)
    return score_problem(problem, outputs, None)


def _usable(function: Function, value: object) -> dict[str, Any]:
    found = unpack(value, function.returns)
    arrays: dict[str, Any] = {}
    for item in function.returns:
        shape = tuple(size for size in item.shape if isinstance(size, int))
        numbers = read_numbers(found[item.name], item, shape, {})
        if isinstance(numbers, Mismatch):
            raise _Unusable(Verdict.WRONG_ANSWER, numbers.message)
        arrays[item.name] = numbers.astype(np.float64)
    return arrays


def _score_checks(output: Output, checks: Sequence[Check]) -> OutputResult:
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
