"""From judged cases to verdicts and points. Pure functions of what was found out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from grader.answer_key import Entry
from grader.cases.generate import Case
from grader.comparison import compare, plain, same, unpack
from grader.results import (
    CaseCounts,
    Counterexample,
    Diagnosis,
    Ending,
    Mismatch,
    Outcome,
    OutputResult,
    ProblemResult,
    StudentError,
    Verdict,
)
from grader.spec.model import Feedback, Function, Output, Problem, leaves

VERDICT_OF_ENDING = {
    Ending.RAISED: Verdict.RUNTIME_ERROR,
    Ending.DIED: Verdict.RUNTIME_ERROR,
    Ending.TIME_LIMIT: Verdict.TIME_LIMIT,
    Ending.MEMORY_LIMIT: Verdict.MEMORY_LIMIT,
    Ending.OUTPUT_LIMIT: Verdict.OUTPUT_LIMIT,
}

ADVICE = {
    "SystemExit": "the code ends the program; return the result instead",
    "EOFError": "input() has nobody to answer it here",
    "PermissionError": "graded code has no network, no other process, no files but its own",
}
ADVICE_ON = {
    "matmul: Input operand": "in A @ B the last axis of A must be as long as the last but one of B",
    "could not be broadcast": "elementwise operations need equal shapes, or axes of length 1",
    "not aligned": "in a product the last axis of the first must be as long as the last but one of the other",
    "only length-1 arrays can be converted": "a single number is needed here, and there is an array",
    "object is not subscriptable": "this is a single number or a function, not an array",
}
NO_PROCESSES = "graded code runs in one process; threads work"
ADVICE_THROUGH = {
    "subprocess": NO_PROCESSES,
    "multiprocessing": f"{NO_PROCESSES}, and so does DataLoader with num_workers=0",
    "asyncio": "graded code has no event loop: asyncio needs sockets",
    "socket": "graded code has no network",
    "torch._inductor": "torch.compile starts a compiler; leave it out here",
}


@dataclass(frozen=True)
class Judged:
    """One case: what the call did, and for each output whether it was right.

    Attributes:
        case: the case.
        outcome: what the call did.
        expected: the right values.
        mismatches: what is wrong with each output, None where it is right; empty if nothing came back.
        changed: whether the call changed its arguments, which makes right values wrong.
    """

    case: Case
    outcome: Outcome
    expected: Mapping[str, Any]
    mismatches: Mapping[str, Mismatch | None] = field(default_factory=dict)
    changed: bool = False

    def right(self, output: str) -> bool:
        """Whether *output* is right on this case."""
        return output in self.mismatches and self.mismatches[output] is None


def judge(problem: Problem, entry: Entry, outcome: Outcome) -> Judged:
    """What a call gave, beside the right values of its case."""
    case, expected = entry.case, entry.values
    if outcome.ending is not Ending.RETURNED:
        return Judged(case, outcome, expected)
    found = unpack(outcome.value, problem.function.returns)
    changed = None if problem.changed_arguments else _changed(problem, case, outcome)
    mismatches = {
        output.name: compare(
            found[output.name],
            expected[output.name],
            value,
            scale=entry.scale,
            sizes=case.sizes,
            tolerance=output.tolerance,
        )
        or changed
        for output, value in zip(problem.outputs, problem.function.returns, strict=True)
    }
    return Judged(case, outcome, expected, mismatches, changed is not None)


def _changed(problem: Problem, case: Case, outcome: Outcome) -> Mismatch | None:
    """A mismatch if the call changed its arguments in place."""
    for item, after in zip(problem.function.inputs, outcome.arguments, strict=False):
        if not same(case.arguments[item.name], after):
            return Mismatch(
                f"the value is right, but the call changes its argument {item.name} in place, so a "
                f"caller who uses {item.name} afterwards gets wrong results; work on a copy"
            )
    return None


def score_output(
    output: Output,
    judged: Sequence[Judged],
    total: int,
    diagnosis: Diagnosis | None,
    *,
    roots: Sequence[str] = (),
    share: float = 1.0,
) -> OutputResult:
    """Verdict and points of one output: all of its points if it is right on all *total* cases.

    Args:
        output: what is judged.
        judged: the cases that could be.
        total: the number of all cases.
        diagnosis: the cause of a wrong answer, if it is known.
        roots: the earlier outputs that it is wrong for, and rightly follows from.
        share: of its points that it then earns.
    """
    passed = sum(item.right(output.name) for item in judged)
    if passed == total:
        return OutputResult(
            output.name, Verdict.PASSED, output.points, output.points, CaseCounts(passed)
        )
    failing = [item for item in judged if not item.right(output.name)]
    endings = [VERDICT_OF_ENDING.get(item.outcome.ending) for item in failing]
    verdict = next((ending for ending in endings if ending is not None), Verdict.WRONG_ANSWER)
    if roots:
        return OutputResult(
            name=output.name,
            verdict=Verdict.CARRIED,
            score=share * output.points,
            max_score=output.points,
            cases=CaseCounts(passed, len(failing)),
            message=f"right for your own {listed(roots)}: correct {roots[0]} first",
            diagnosis=diagnosis,
        )
    smallest = smallest_case(failing)
    mismatch = smallest.mismatches.get(output.name) if smallest is not None else None
    return OutputResult(
        name=output.name,
        verdict=verdict,
        score=0.0,
        max_score=output.points,
        cases=CaseCounts(passed, len(failing)),
        message=None if mismatch is None else mismatch.message,
        diagnosis=diagnosis,
        counterexample=None if smallest is None else _counterexample(smallest, output.name),
    )


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "a, b and c"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def smallest_case(failing: Sequence[Judged]) -> Judged | None:
    """The case with the fewest numbers in its arguments; an extreme one only if no other fails."""

    def rank(item: Judged) -> tuple[bool, int, int]:
        extreme = item.case.name is not None and item.case.golden is None
        size = sum(np.size(leaf) for leaf in leaves(list(item.case.arguments.values())))
        return extreme, size, item.case.index

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


def score_problem(
    problem: Problem, outputs: tuple[OutputResult, ...], message: str | None
) -> ProblemResult:
    """The problem's verdict is its most telling output's: a crash or a limit before a wrong value."""
    found = [output.verdict for output in outputs if output.verdict is not Verdict.PASSED]
    milder = (Verdict.CARRIED, Verdict.NOT_ATTEMPTED)  # of one output: others were judged
    found = [Verdict.WRONG_ANSWER if item in milder else item for item in found]
    stopped = [verdict for verdict in found if verdict is not Verdict.WRONG_ANSWER]
    verdict = (stopped or found or [Verdict.PASSED])[0]
    return ProblemResult(
        id=problem.id,
        title=problem.title,
        function=", ".join(function.name for function in problem.functions),
        verdict=verdict,
        score=sum(output.score for output in outputs),
        max_score=problem.points,
        outputs=outputs,
        message=message,
    )


def untried(problem: Problem, verdict: Verdict, message: str) -> ProblemResult:
    """The result of a problem of which no case was judged."""
    return ProblemResult(
        id=problem.id,
        title=problem.title,
        function=", ".join(function.name for function in problem.functions) or None,
        verdict=verdict,
        score=0.0,
        max_score=problem.points,
        outputs=tuple(OutputResult(o.name, verdict, 0.0, o.points) for o in problem.outputs),
        message=message,
    )


def failure_sentence(function: Function, outcome: Outcome) -> str:
    """What stopped a call, with the place in the student's file."""
    error = outcome.error
    if error is None or error.type_name is None:
        return f"{function.name}: {error}"
    if error.type_name == "TypeError" and error.file is None and "argument" in error.message:
        call = f"{function.name}({', '.join(item.name for item in function.inputs)})"
        return f"{error}; the exercise calls {call}"
    return error_sentence(error)


def error_sentence(error: StudentError) -> str:
    """An exception of the student's code, the line it came from, and advice where there is some."""
    source = f"  |  {error.source}" if error.source else ""
    shapes = f"  |  {error.shapes}" if error.shapes else ""
    advice = ADVICE_THROUGH.get(error.through or "") or ADVICE.get(error.type_name or "")
    advice = advice or next((t for part, t in ADVICE_ON.items() if part in error.message), None)
    return f"{error}{source}{shapes}" + (f"  ({advice})" if advice else "")


def with_feedback(result: ProblemResult, feedback: Feedback) -> ProblemResult:
    """Leave out what the spec does not let students see."""
    if feedback is Feedback.FULL:
        return result
    return replace(result, outputs=tuple(_reduced(o, feedback) for o in result.outputs))


def _reduced(output: OutputResult, feedback: Feedback) -> OutputResult:
    if feedback is Feedback.VERDICT:
        return replace(output, message=None, diagnosis=None, counterexample=None)
    if output.counterexample is None:
        return output
    return replace(output, counterexample=replace(output.counterexample, expected=None))
