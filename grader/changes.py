"""What is other in one report than in an earlier one: what it was made from, and what it found out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from grader.results import Environment, Origin, OutputResult, ProblemResult, Report, Verdict

NAMES = {"python": "Python", "numpy": "numpy", "machine": "processor", "torch": "torch"}


@dataclass(frozen=True)
class Finding:
    """How an output, or a problem, came out: verdict and points, and why in a sentence."""

    verdict: Verdict
    score: float
    why: str | None = None


@dataclass(frozen=True)
class Change:
    """An output that came out another way than before, or a problem as a whole.

    Attributes:
        problem: id of the problem.
        output: the output; None where it is the same for all of the problem.
        before: how it came out; None if it was not there.
        after: how it comes out now; None if it is not there any more.
    """

    problem: str
    output: str | None
    before: Finding | None
    after: Finding | None

    @property
    def gain(self) -> float:
        """Points that it brings."""
        before = 0.0 if self.before is None else self.before.score
        return (0.0 if self.after is None else self.after.score) - before


def changes(old: Report, new: Report) -> list[Change]:
    """What came out with another verdict, or for other points, in the order of the reports."""
    before = {problem.id: problem for problem in old.problems}
    after = {problem.id: problem for problem in new.problems}
    return [
        change
        for name in dict.fromkeys([*after, *before])
        for change in _of_problem(name, before.get(name), after.get(name))
    ]


def _of_problem(
    name: str, old: ProblemResult | None, new: ProblemResult | None
) -> Iterator[Change]:
    if old is None or new is None:
        yield Change(name, None, _whole(old), _whole(new))
        return
    before = {output.name: _finding(output, old) for output in old.outputs}
    after = {output.name: _finding(output, new) for output in new.outputs}
    names = dict.fromkeys([*after, *before])
    found = [Change(name, item, before.get(item), after.get(item)) for item in names]
    moved = [change for change in found if _moved(change)]
    alike = {(_kind(change.before), _kind(change.after)) for change in found}
    whole = Change(name, None, _whole(old), _whole(new))
    # One line says it where all outputs went the same way, or none of them was judged before or after.
    if _moved(whole) and (len(alike) <= 1 or not (old.was_judged and new.was_judged)):
        yield whole
    else:
        yield from moved


def _moved(change: Change) -> bool:
    if change.before is None or change.after is None:
        return True
    before, after = change.before, change.after
    return (before.verdict, before.score) != (after.verdict, after.score)


def _kind(finding: Finding | None) -> tuple[object, ...]:
    return () if finding is None else (finding.verdict, finding.why)


def _finding(output: OutputResult, problem: ProblemResult) -> Finding:
    cause = output.diagnosis
    named = cause is not None and cause.code != "where"  # where it is wrong is no cause
    why = cause.message if cause is not None and named else output.message or problem.message
    return Finding(output.verdict, output.score, why)


def _whole(problem: ProblemResult | None) -> Finding | None:
    if problem is None:
        return None
    said = [_finding(output, problem).why for output in problem.outputs]
    return Finding(
        problem.verdict, problem.score, next(filter(None, [*said, problem.message]), None)
    )


def origins(old: Origin, new: Origin) -> list[str]:
    """What two reports were made from that is not the same, but for the submission; a sentence each."""
    said = list(_homework(old, new))
    levels = (
        f"{old.sandbox.level} ({', '.join(old.sandbox.layers)})",
        f"{new.sandbox.level} ({', '.join(new.sandbox.layers)})",
    )
    said += _then("grader", old.grader_version, new.grader_version)
    said += _then("seed", old.seed, new.seed)
    said += _then("student key", old.student, new.student)
    said += _then("key of the course", old.key_fingerprint, new.key_fingerprint)
    said += _then("handed in", old.submitted, new.submitted)
    said += _then("attempt", *(item.attempt and item.attempt.number for item in (old, new)))
    said += _then("sandbox", *levels)
    before, after = old.receipt, new.receipt
    if before is None or after is None:
        return said
    said += _then("cases", before.cases, after.cases)
    said += _then("pictures", before.figures, after.figures)
    for item in fields(Environment):
        pair = (getattr(made.environment, item.name) for made in (before, after))
        said += _then(NAMES[item.name], *pair)
    return said


def _homework(old: Origin, new: Origin) -> Iterator[str]:
    if old.homework != new.homework:
        yield f"homework {old.homework}, then {new.homework}"
        return
    if old.homework_digest == new.homework_digest:
        return
    before = {} if old.receipt is None else old.receipt.problems
    after = {} if new.receipt is None else new.receipt.problems
    both = [name for name in before if name in after]
    found = [name for name in both if before[name] != after[name]]
    yield from (f"problem {name} has changed since" for name in found)
    if not found:
        elsewhere = "in homework.json, or in problems that were not graded"
        which = elsewhere if both else "no receipt says in what"
        yield f"homework {new.homework} has changed since, {which}"


def _then(what: str, before: object, after: object) -> list[str]:
    if before == after:
        return []
    old, new = ("none" if item is None else item for item in (before, after))
    return [f"{what} {old}, then {new}"]
