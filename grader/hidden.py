"""Hidden cases: judged as all others, in a process that answers nothing else any more.

They are called when all is told that is told of the public ones, and what comes back is counted. Nothing
else of them goes into a result, not even in the student's own words: an exception's text, or the name of
its class, may hold an argument.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from grader.answer_key import AnswerKey
from grader.crashes.advice import general_advice
from grader.diagnosis import convention, generic, mistakes, penalty
from grader.diagnosis.search import form
from grader.explanation import (
    answers_of,
    in_asked_shape,
    own_loss_of,
    what_follows,
    with_partners,
)
from grader.results import (
    ANSWERED,
    PRICED,
    RIGHT,
    CaseCounts,
    Diagnosis,
    Ending,
    OutputResult,
    ProblemResult,
    StudentError,
    Verdict,
)
from grader.sandbox.derivation import NOT_ALLOWED
from grader.sandbox.session import Session
from grader.scoring import (
    RESHAPED,
    Findings,
    Judged,
    is_forbidden,
    judge,
    score_output,
    score_problem,
    told_loss,
    untried,
)
from grader.spec.model import Credit, Problem

EVERYWHERE = "it gives exactly your values on all cases, hidden ones among them"
EXCEPTIONS = {name for name, kind in vars(builtins).items() if isinstance(kind, type)}
EXCEPTIONS |= {
    "LinAlgError",
    "AxisError",
}  # numpy's own; a student may name another after an argument
ENDED = {
    Ending.TIME_LIMIT: "a call takes too long",
    Ending.MEMORY_LIMIT: "a call asks for too much memory",
    Ending.OUTPUT_LIMIT: "a call prints or returns too much",
    Ending.DIED: "a call ends the process",
}


@dataclass(frozen=True)
class Seen:
    """What is known of a function from its public cases.

    Attributes:
        judged: all of them, with the student's values where they have the right shape.
        findings: what was found out about wrong outputs.
    """

    judged: tuple[Judged, ...]
    findings: Findings


def public_cases(
    problem: Problem, key: AnswerKey, judged: Sequence[Judged], findings: Findings
) -> Seen | None:
    """What hidden cases need to know of public ones; None if these ended the process."""
    answered = all(item.outcome.ending in ANSWERED for item in judged)
    if not answered or len(judged) < len(key.entries):
        return None
    values = [
        {name: mine for name, mine in own.items() if form(mine) == form(entry.values[name])}
        for entry, own in in_asked_shape(problem, judged)
    ]
    kept = (
        replace(item, outcome=replace(item.outcome, value=own, arguments=()))
        for item, own in zip(judged, values, strict=True)
    )
    return Seen(tuple(kept), findings)


def add_hidden(
    problem: Problem,
    result: ProblemResult,
    known: Seen,
    key: AnswerKey,
    modules: Sequence[str],
    session: Session,
    credit: Credit,
) -> ProblemResult:
    """The result with what the hidden cases of *key* change.

    Args:
        problem: the exercise, of kind function.
        result: of the public cases.
        known: what else is known from them.
        key: the public and the hidden cases.
        modules: the files that it stands in.
        session: whatever it has loaded before is gone.
        credit: what outputs earn that are neither right nor simply wrong.
    """
    judged = _judge_calls(problem, modules, key, session)
    if any(is_forbidden(item.outcome) for item in judged):
        told = f"{problem.function.name}: {NOT_ALLOWED}"
        return untried(problem, Verdict.INVALID_SUBMISSION, told)
    everything = [*known.judged, *judged]
    total = len(key.entries)
    count = total - len(known.judged)
    returned = len(judged) == count and all(_returned(item) for item in judged)
    wrong = [
        output.name
        for output in problem.outputs
        if not all(item.right(output.name) for item in everything)
    ]
    follow = _follow(problem, key, known, everything, wrong, session) if returned else Findings()
    outputs = []
    for output, before in zip(problem.outputs, result.outputs, strict=True):
        right = sum(item.right(output.name) for item in judged)
        counted = replace(before, hidden=CaseCounts(right, count - right))
        if right < count:
            after = score_output(output, everything, total, follow, credit)
            counted = _changed(counted, after)
        outputs.append(counted)
    lost = [
        after.name
        for before, after in zip(result.outputs, outputs, strict=True)
        if before.verdict in RIGHT and after.verdict is Verdict.WRONG_ANSWER
    ]
    if lost and returned:
        causes = _causes(problem, key, everything, wrong, lost)
        outputs = [replace(o, diagnosis=causes.get(o.name, o.diagnosis)) for o in outputs]
    message = result.message or _failure(judged, session.files)
    whole = score_problem(problem, tuple(outputs), message, result.notes)
    return replace(whole, figures=result.figures)


def _judge_calls(
    problem: Problem, modules: Sequence[str], key: AnswerKey, session: Session
) -> list[Judged]:
    """The hidden cases, as far as the process lives; if the file does not load again, one that says so."""
    entries = [entry for entry in key.entries if entry.case.hidden]
    for module in modules:
        loaded = session.load(module, problem.limits, autograd=problem.autograd)
        if loaded.ending is not Ending.RETURNED:
            return [Judged(entries[0], loaded)]
    function = problem.function
    calls = [function.positional(entry.case.arguments) for entry in entries]
    outcomes = session.calls(function.called, calls)
    return [judge(problem, e, o) for e, o in zip(entries, outcomes, strict=False)]


def _returned(item: Judged) -> bool:
    return item.outcome.ending is Ending.RETURNED


def _follow(
    problem: Problem,
    key: AnswerKey,
    known: Seen,
    everything: Sequence[Judged],
    wrong: Sequence[str],
    session: Session,
) -> Findings:
    """What follows from what on all cases, and which convention; what was not so on public ones, is not."""
    if not all(map(_returned, known.judged)):
        return Findings()
    roots, throughout = what_follows(problem, key, everything, [], wrong)
    before = known.findings
    own_loss = own_loss_of(problem, key, everything, session)
    answers = answers_of(problem, everything)
    left = [name for name in wrong if name in before.roots and name not in roots]
    roots |= with_partners(problem, answers, wrong, left, roots, own_loss)
    kept_to = [name for name in wrong if name in before.conventions]
    conventions = {
        **penalty.diagnose(problem, key, answers, wrong, kept_to)[1],
        **convention.diagnose(problem, answers, wrong, kept_to, own_loss)[1],
    }
    told = before.diagnoses.items()
    kept = {name for name, diagnosis in told if diagnosis.code == "unrepeatable"}
    right = {name for name in wrong if all(item.right(name) for item in known.judged)}
    credited = {
        name: first
        for name, first in roots.items()
        if (name in right or name in before.roots) and not kept & {name, *first}
    }
    return Findings(
        roots=credited, throughout=throughout & credited.keys(), conventions=conventions
    )


def _changed(before: OutputResult, after: OutputResult) -> OutputResult:
    """A result that is not right on all hidden cases; *after* is judged on public and hidden ones."""
    score = min(before.score, after.score)
    if before.verdict in RIGHT:
        message = after.message if after.verdict in RIGHT else None
        if after.verdict is Verdict.WRONG_SHAPE:  # what it says itself names sizes
            message = f"{RESHAPED} on hidden cases: {told_loss(before.max_score, before.max_score - score)}"
        return replace(before, verdict=after.verdict, score=score, message=message)
    if before.verdict in PRICED and after.verdict is not before.verdict:
        message = "right but for its form, on public cases alone"
        return replace(before, verdict=after.verdict, score=score, message=message)
    if score == before.score:
        return before
    message = f"{before.message}; not right on ordinary hidden cases: earns {score:g}"
    return replace(before, score=score, message=message)


def _causes(
    problem: Problem,
    key: AnswerKey,
    everything: Sequence[Judged],
    wrong: Sequence[str],
    lost: Sequence[str],
) -> dict[str, Diagnosis]:
    """The causes of outputs that are wrong on hidden cases alone, where a sentence tells them without numbers."""
    answers = answers_of(problem, everything)
    found = {n: d for n, d in mistakes.diagnose(problem, key, answers, wrong).items() if n in lost}
    others = generic.diagnose(problem, key, answers, [name for name in lost if name not in found])
    found |= {name: cause for name, cause in others.items() if not _has_number(cause.message)}
    return {name: replace(cause, evidence=EVERYWHERE) for name, cause in found.items()}


def _has_number(sentence: str) -> bool:
    """Whether there is a number in it that is not part of a name, such as dW2."""
    return re.search(r"(?<!\w)\d", sentence) is not None


def _failure(judged: Sequence[Judged], files: Mapping[str, bytes]) -> str | None:
    """What stopped calls with hidden arguments, in words that can hold none of them."""
    outcome = next((item.outcome for item in judged if not _returned(item)), None)
    if outcome is None:
        return None
    error = outcome.error
    if error is None or error.type_name is None:
        return f"on hidden cases, {ENDED.get(outcome.ending, 'a call fails')}"
    if error.type_name not in EXCEPTIONS:
        return f"on hidden cases, an exception{_place(error, files)}"
    said = f"on hidden cases, {error.type_name}{_place(error, files)}"
    told = general_advice(error)
    return f"{said}\n    {told}" if told else said


def _place(error: StudentError, files: Mapping[str, bytes]) -> str:
    """Where it was raised, if there is such a line in what was handed in."""
    text = files.get(error.file or "")
    if text is None or error.line is None or error.line > text.count(b"\n") + 1:
        return ""
    return f" at {error.file}:{error.line}"
