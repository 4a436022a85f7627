"""From judged cases to verdicts and points. Pure functions of what was found out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from grader.answer_key import Entry
from grader.cases.generate import Case
from grader.cases.shrinking import numbers_in
from grader.comparison import compare, listed, plain, same, unpack, without_amounts
from grader.results import (
    ANSWERED,
    PRICED,
    CaseCounts,
    Counterexample,
    Diagnosis,
    Ending,
    Mismatch,
    Outcome,
    OutputResult,
    ProblemResult,
    Verdict,
)
from grader.spec.model import ChangedArguments, Credit, Feedback, Output, Prices, Problem, Value

VERDICT_OF_ENDING = {
    Ending.RAISED: Verdict.RUNTIME_ERROR,
    Ending.DIED: Verdict.RUNTIME_ERROR,
    Ending.TIME_LIMIT: Verdict.TIME_LIMIT,
    Ending.MEMORY_LIMIT: Verdict.MEMORY_LIMIT,
    Ending.OUTPUT_LIMIT: Verdict.OUTPUT_LIMIT,
}

ARITHMETIC = ("OverflowError", "ZeroDivisionError", "FloatingPointError")
RESHAPED = "right values in another shape"
UNSTEADY = ("unrepeatable", "random")  # causes by which a further call may give something else
NO_LOGARITHM = ("math domain error", "expected a positive input")  # of `math.log(0)`


def is_forbidden(outcome: Outcome) -> bool:
    """Whether a call did what makes the whole problem invalid: it differentiated where that is to be written."""
    return outcome.error is not None and outcome.error.through == "autograd"


def verdict_of(outcome: Outcome) -> Verdict | None:
    """The verdict on a call that came to nothing; None if it returned."""
    through = None if outcome.error is None else outcome.error.through
    if through == "stand-in" or is_forbidden(outcome):
        return Verdict.INVALID_SUBMISSION
    if through == "missing":
        return Verdict.NOT_ATTEMPTED
    return VERDICT_OF_ENDING.get(outcome.ending)


@dataclass(frozen=True)
class Judged:
    """One case: what the call did, and for each output whether it was right.

    Attributes:
        entry: the case with the right values.
        outcome: what the call did.
        mismatches: what is wrong with each output, None where it is right; empty if nothing came back.
        changed: the arguments that the call changed, which makes right values wrong.
    """

    entry: Entry
    outcome: Outcome
    mismatches: Mapping[str, Mismatch | None] = field(default_factory=dict)
    changed: tuple[str, ...] = ()

    @property
    def case(self) -> Case:
        """The case."""
        return self.entry.case

    @property
    def expected(self) -> Mapping[str, Any]:
        """The right values of the outputs."""
        return self.entry.values

    def right(self, output: str) -> bool:
        """Whether *output* is right on this case."""
        return output in self.mismatches and self.mismatches[output] is None

    def reshaped(self, output: str) -> bool:
        """Whether the values of *output* are right on this case, in another shape."""
        mismatch = self.mismatches.get(output)
        return mismatch is not None and mismatch.reshaped

    def right_values(self, output: str) -> bool:
        """Whether the values of *output* are right on this case, in whatever shape."""
        return self.right(output) or self.reshaped(output)


def overflowed(outcome: Outcome) -> bool:
    """Whether a call raised what arithmetic raises, such as `math.exp` for a large number."""
    error = outcome.error
    if outcome.ending is not Ending.RAISED or error is None:
        return False
    if error.type_name == "ValueError":
        return error.message.startswith(NO_LOGARITHM)
    return error.type_name in ARITHMETIC


@dataclass(frozen=True)
class Findings:
    """What is known of the outputs of a function that are wrong.

    Attributes:
        diagnoses: the cause of each, or where it is wrong.
        roots: those that follow rightly from earlier wrong ones, on ordinary cases at least, with these.
        throughout: of these, the ones that do so on the cases about floating point too.
        conventions: those that are right by another consistent convention on all ordinary cases, with what it
            is in a few words, such as "the sum in place of the mean".
    """

    diagnoses: Mapping[str, Diagnosis] = field(default_factory=dict)
    roots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    throughout: frozenset[str] = frozenset()
    conventions: Mapping[str, str] = field(default_factory=dict)

    @property
    def steady(self) -> bool:
        """Whether a further call would give what an earlier one did."""
        return not any(item.code in UNSTEADY for item in self.diagnoses.values())


def judge(problem: Problem, entry: Entry, outcome: Outcome) -> Judged:
    """What a call gave, beside the right values of its case."""
    case = entry.case
    found = values_in(problem, outcome)
    is_wrong = problem.changed_arguments is ChangedArguments.WRONG
    changed = changed_arguments(problem, case, outcome) if is_wrong else ()
    mismatches = {
        output.name: _beside(case, changed, _mismatch(entry, output, value, found))
        for output, value in zip(problem.outputs, problem.function.returns, strict=True)
        if output.name in found
    }
    return Judged(entry, outcome, mismatches, changed)


def _mismatch(
    entry: Entry, output: Output, value: Value, found: Mapping[str, Any]
) -> Mismatch | None:
    """What is wrong with what was *found* for an output: it is not the right value, or not drawn rightly."""
    if output.random is not None:
        from grader import chance  # few problems draw at random

        return chance.judge(entry.draw(value, output.random, found))
    return compare(
        found[output.name],
        entry.values[output.name],
        value,
        scale=entry.scales[output.name],
        sizes=entry.case.sizes,
        tolerance=output.tolerance,
    )


def values_in(problem: Problem, outcome: Outcome) -> Mapping[str, Any]:
    """What came of each output, as far as the call got; a `Mismatch` for each that is not there."""
    if outcome.ending is Ending.RETURNED:
        return unpack(outcome.value, problem.function.returns)
    return outcome.value if isinstance(outcome.value, dict) else {}  # of a script that raised


def changed_arguments(problem: Problem, case: Case, outcome: Outcome) -> tuple[str, ...]:
    """The arguments that the call changed in place."""
    return tuple(
        item.name
        for item, after in zip(problem.function.inputs, outcome.arguments, strict=False)
        if not same(case.arguments[item.name], after)
    )


def _beside(case: Case, changed: tuple[str, ...], mismatch: Mismatch | None) -> Mismatch | None:
    """What is wrong with a value, and with the arguments that its call changed."""
    if not changed:
        return mismatch
    names = listed(changed)
    if mismatch is not None:
        message = f"{mismatch.message}; and the call changes {names} in place"
        return replace(mismatch, message=message, reshaped=False)
    first = changed[0]
    is_list = isinstance(case.arguments[first], list)
    copy = f"[item.copy() for item in {first}]" if is_list else f"{first}.copy()"
    return Mismatch(
        f"the call changes {names} in place, so whoever uses {names} afterwards gets wrong results. "
        f"The value itself is right: work on a copy, {first} = {copy}"
    )


def score_output(
    output: Output,
    judged: Sequence[Judged],
    total: int,
    findings: Findings,
    credit: Credit,
) -> OutputResult:
    """Verdict and points of one output: all of its points if it is right on all *total* cases.

    What is right but for its form loses the price of that. What is wrong only on cases that are about
    floating point loses its points for stability.

    Args:
        output: what is judged.
        judged: the cases that could be.
        total: the number of all cases.
        findings: what is known of it, if it is wrong.
        credit: what it earns if it is neither right nor simply wrong.
    """
    failing = [item for item in judged if not item.right(output.name)]
    if len(judged) - len(failing) == total:
        counts = CaseCounts(total)
        return OutputResult(output.name, Verdict.PASSED, output.points, output.points, counts)
    diagnosis = findings.diagnoses.get(output.name)
    if not _all_answered(judged, total):
        return _wrong(output, judged, failing, diagnosis)
    if output.name in findings.conventions or only_reshaped(output.name, judged):
        return _priced(output, judged, findings, credit.prices)
    ordinary = [item for item in failing if not item.case.stability]
    roots = findings.roots.get(output.name, ())
    if ordinary and not roots:
        return _wrong(output, judged, failing, diagnosis)
    told = f"right for your own {listed(roots)}" if roots else "right"
    share = credit.follow_through
    part = share if ordinary else 1.0
    costs = output.stability_points
    score = part * (output.points - costs)
    throughout = output.name in findings.throughout
    unstable = [item for item in failing if item.case.stability and not throughout]
    if unstable and costs:
        lost = f"{told} on all ordinary cases: {told_loss(output.points, part * costs)}"
        return _wrong(output, judged, unstable, diagnosis, score, lost)
    return OutputResult(
        name=output.name,
        verdict=Verdict.CARRIED if roots else Verdict.PASSED,
        score=score + share * costs,
        max_score=output.points,
        cases=CaseCounts(total - len(failing), len(failing)),
        message=f"{told}: correct {roots[0]} first" if roots else f"{told} on all ordinary cases",
        diagnosis=diagnosis,
    )


def only_reshaped(output: str, judged: Sequence[Judged]) -> bool:
    """Whether an output has the right values on all ordinary cases, and another shape on some case."""
    ordinary = (item for item in judged if not item.case.stability)
    return any(item.reshaped(output) for item in judged) and all(
        item.right_values(output) for item in ordinary
    )


def told_loss(points: float, lost: float) -> str:
    """How many of an output's *points* are lost, in words."""
    if not round(lost, 9):
        return "loses nothing"
    return f"loses {lost:g} of {'1 point' if points == 1 else f'{points:g} points'}"


def _priced(
    output: Output, judged: Sequence[Judged], findings: Findings, prices: Prices
) -> OutputResult:
    """The result of an output that is right but for its form, on all ordinary cases at least."""
    convention = findings.conventions.get(output.name)
    failing = [item for item in judged if not item.right(output.name)]
    if convention is not None:
        verdict, price = Verdict.OTHER_CONVENTION, prices.convention
        told = f"right by another convention, {convention}"
        # By another convention the value is another one there too: only what is no number is unstable.
        unstable = [i for i in failing if i.case.stability and not _is_number(i, output.name)]
    else:
        verdict, price, told = Verdict.WRONG_SHAPE, prices.shape, RESHAPED
        unstable = [item for item in failing if not item.right_values(output.name)]
    diagnosis = findings.diagnoses.get(output.name)
    if unstable and output.stability_points:
        score = (1 - price) * (output.points - output.stability_points)
        lost = f"{told} on all ordinary cases: {told_loss(output.points, output.points - score)}"
        return _wrong(output, judged, unstable, diagnosis, score, lost)
    score = (1 - price) * output.points
    lost = told_loss(output.points, price * output.points)
    shown = [item for item in failing if item not in unstable]
    result = _wrong(output, judged, shown, diagnosis, score, lost)
    message = f"{told}: {lost if convention is not None else result.message}"
    return replace(result, verdict=verdict, message=message)


def _is_number(item: Judged, output: str) -> bool:
    """Whether an output that is wrong on a case has numbers there that could be compared."""
    mismatch = item.mismatches.get(output)
    return mismatch is not None and mismatch.max_abs_difference is not None


def _wrong(
    output: Output,
    judged: Sequence[Judged],
    failing: Sequence[Judged],
    diagnosis: Diagnosis | None,
    score: float = 0.0,
    lost: str | None = None,
) -> OutputResult:
    """The result of an output that loses points on the *failing* cases; *lost* says how many, if not all."""
    # A case with the right values says nothing of what is wrong on others.
    telling = [item for item in failing if not item.reshaped(output.name)] or failing
    smallest = smallest_case(telling)
    mismatch = None if smallest is None else smallest.mismatches.get(output.name)
    said = [None if mismatch is None else mismatch.message, lost]
    verdicts = [verdict_of(i.outcome) for i in failing if output.name not in i.mismatches]
    right = sum(item.right(output.name) for item in judged)
    verdict = next(filter(None, verdicts), Verdict.WRONG_ANSWER)
    shown = None if verdict is Verdict.NOT_ATTEMPTED else smallest
    return OutputResult(
        name=output.name,
        verdict=verdict,
        score=score,
        max_score=output.points,
        cases=CaseCounts(right, len(judged) - right),
        message="; ".join(filter(None, said)) or None,
        diagnosis=diagnosis,
        counterexample=None
        if shown is None
        else counterexample_of(shown, output.name, drawn=output.random is not None),
    )


def _all_answered(judged: Sequence[Judged], total: int) -> bool:
    """Whether every case was answered, if only by an exception: no limit was hit, no process ended."""
    return len(judged) == total and all(item.outcome.ending in ANSWERED for item in judged)


def smallest_case(failing: Sequence[Judged]) -> Judged | None:
    """The case with the fewest numbers in its arguments; an extreme one or a variation only if no other fails."""

    def rank(item: Judged) -> tuple[bool, bool, int, int]:
        extreme = item.case.name is not None and item.case.golden is None
        varied = item.case.tag is not None
        return extreme, varied, numbers_in(item.case.arguments), item.case.index

    return min(failing, key=rank, default=None)


def counterexample_of(item: Judged, output: str, *, drawn: bool = False) -> Counterexample:
    """A case on which an output is wrong, for the report; of what is *drawn* at random no value is right."""
    mismatch = item.mismatches.get(output) or Mismatch("")
    return Counterexample(
        index=item.case.index,
        name=item.case.name or item.case.tag,
        arguments={name: plain(value) for name, value in item.case.arguments.items()},
        expected=None if drawn else plain(item.expected[output]),
        actual=mismatch.actual,
        max_abs_difference=mismatch.max_abs_difference,
        at=mismatch.at,
        allowed=mismatch.allowed,
        lists=tuple(n for n, value in item.case.arguments.items() if isinstance(value, list)),
    )


def score_problem(
    problem: Problem,
    outputs: tuple[OutputResult, ...],
    message: str | None,
    notes: tuple[str, ...] = (),
) -> ProblemResult:
    """The problem's verdict is its most telling output's: a crash or a limit before a wrong value."""
    found = [output.verdict for output in outputs if output.verdict is not Verdict.PASSED]
    if len(found) < len(outputs) or set(found) != {Verdict.NOT_ATTEMPTED}:
        # Of one output: others were judged.
        milder = (Verdict.CARRIED, *PRICED, Verdict.NOT_ATTEMPTED)
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
        notes=notes,
    )


def untried(
    problem: Problem, verdict: Verdict, message: str, diagnosis: Diagnosis | None = None
) -> ProblemResult:
    """The result of a problem of which no case was judged; *diagnosis* is why, where that is known."""
    return ProblemResult(
        id=problem.id,
        title=problem.title,
        function=", ".join(function.name for function in problem.functions) or None,
        verdict=verdict,
        score=0.0,
        max_score=problem.points,
        outputs=tuple(
            OutputResult(o.name, verdict, 0.0, o.points, diagnosis=diagnosis)
            for o in problem.outputs
        ),
        message=message,
    )


def with_feedback(result: ProblemResult, feedback: Feedback) -> ProblemResult:
    """Leave out what the spec does not let students see."""
    if feedback is Feedback.FULL:
        return result
    notes = () if feedback is Feedback.VERDICT else result.notes
    outputs = tuple(_reduced(output, feedback) for output in result.outputs)
    return replace(result, outputs=outputs, notes=notes)


def _reduced(output: OutputResult, feedback: Feedback) -> OutputResult:
    if feedback is Feedback.VERDICT:
        return replace(output, message=None, diagnosis=None, counterexample=None, needs=())
    message = None if output.message is None else without_amounts(output.message)
    example = output.counterexample
    if example is not None:
        example = replace(example, expected=None, max_abs_difference=None, allowed=None)
    return replace(output, message=message, counterexample=example)
