"""The misconception map: which causes a class has, how many students each, and on which problems.

A cause is the same for two students if it is the same listed mistake, or if its sentences differ in names of
outputs and in numbers only. Of code that raised, the kind of exception is told, problem by problem, and not its
text, which may be the student's: the map is shown to a class.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.report.values import causes, words
from grader.results import PRICED, OutputResult, ProblemResult, Report, Verdict

CRASHES = {
    Verdict.RUNTIME_ERROR: "The code raises an exception",
    Verdict.TIME_LIMIT: "The code takes too long",
    Verdict.MEMORY_LIMIT: "The code asks for too much memory",
    Verdict.OUTPUT_LIMIT: "The code prints or returns too much",
    Verdict.INVALID_SUBMISSION: "The file cannot be used",
}
WRONG = {*CRASHES, Verdict.WRONG_ANSWER, *PRICED}
EXCEPTIONS = {
    name
    for name, value in vars(builtins).items()
    if isinstance(value, type) and issubclass(value, Exception)
} | {"LinAlgError"}
UNEXPLAINED = "The values are wrong, and no cause is known that fits."
RESHAPED = "The values are right, with axes of length 1 too many or too few."
NUMBER = re.compile(r"(?<![\w…])[-+]?\d[\d.,e+-]*(?:infinity|nan)?|\b(?:infinity|NaN)\b")
SHAPE = re.compile(r"\((?:#|…|, |,)+\)")


@dataclass(frozen=True)
class Finding:
    """What one student has wrong in one problem.

    Attributes:
        family: the same for every student with this cause.
        problem: the id of the problem.
        outputs: the outputs that it explains.
        sentence: as this student read it.
        explained: whether it says why, and not only that something is wrong.
    """

    family: str
    problem: str
    outputs: tuple[str, ...]
    sentence: str
    explained: bool = True


@dataclass(frozen=True)
class Cause:
    """A cause that students of a class have.

    Attributes:
        sentence: as most of them read it.
        problems: ids of the problems that it came up in, with the outputs that it explains.
        students: who, in the order of the class.
        explained: as of `Finding`.
    """

    sentence: str
    problems: dict[str, tuple[str, ...]]
    students: tuple[str, ...]
    explained: bool


def findings(report: Report) -> tuple[Finding, ...]:
    """What is wrong in a submission, problem by problem; what follows from an earlier fault is none."""
    return tuple(item for problem in report.problems for item in _of(problem))


def misconceptions(students: Iterable[tuple[str, Iterable[Finding]]]) -> list[Cause]:
    """The causes of a class, those of most students first, and those that say why before those that do not."""
    found: dict[str, list[tuple[str, Finding]]] = {}
    for student, items in students:
        for item in items:
            found.setdefault(item.family, []).append((student, item))
    every = [_cause(group) for group in found.values()]
    return sorted(every, key=lambda cause: (-len(cause.students), not cause.explained))


def _cause(group: list[tuple[str, Finding]]) -> Cause:
    told: dict[str, int] = {}
    problems: dict[str, dict[str, None]] = {}
    for _, item in group:
        told[item.sentence] = told.get(item.sentence, 0) + 1
        problems.setdefault(item.problem, {}).update(dict.fromkeys(item.outputs))
    return Cause(
        sentence=max(told, key=lambda sentence: told[sentence]),
        problems={problem: tuple(names) for problem, names in problems.items()},
        students=tuple(dict.fromkeys(student for student, _ in group)),
        explained=any(item.explained for _, item in group),
    )


def _of(problem: ProblemResult) -> Iterator[Finding]:
    if problem.verdict not in WRONG:
        return
    # What ran and came back wrong is told by output, what never ran by problem.
    if problem.verdict in CRASHES and (problem.message or not problem.was_judged):
        yield _crash(problem)
        return
    wrong = tuple(output for output in problem.outputs if output.verdict in WRONG)
    told: set[str] = set()
    for sentence, outputs in causes(wrong).items():
        diagnosis = outputs[0].diagnosis
        if diagnosis is None or diagnosis.code == "where":
            continue
        names = tuple(output.name for output in outputs)
        told.update(names)
        if diagnosis.mistake is not None:
            family = f"mistake {diagnosis.mistake}"
        else:
            family = f"{diagnosis.code} {_unnamed(diagnosis.message, problem)}"
        yield Finding(family, problem.id, names, sentence)
    yield from _unexplained(problem, [output for output in wrong if output.name not in told])


def _unexplained(problem: ProblemResult, outputs: list[OutputResult]) -> Iterator[Finding]:
    """Outputs without a cause: by what is wrong with them, such as a shape, else all together."""
    by_family: dict[str, list[OutputResult]] = {}
    reshaped = tuple(o.name for o in outputs if o.verdict is Verdict.WRONG_SHAPE)
    if reshaped:
        yield Finding(Verdict.WRONG_SHAPE, problem.id, reshaped, RESHAPED)
    for output in outputs:
        if output.name in reshaped:
            continue
        message = output.message or words(output.verdict)
        only_numbers = "is allowed" in message or "expected finite" in message
        family = problem.id if only_numbers else _unnamed(message, problem)
        by_family.setdefault(family, []).append(output)
    for family, group in by_family.items():
        names = tuple(output.name for output in group)
        if family == problem.id:
            yield Finding(f"unexplained {family}", problem.id, names, UNEXPLAINED, explained=False)
        else:
            yield Finding(f"message {family}", problem.id, names, group[0].message or family)


def _crash(problem: ProblemResult) -> Finding:
    for output in problem.outputs:
        # What the code was written for; what is to be changed may have the student's own words in it.
        if output.diagnosis is not None and output.diagnosis.code == "environment":
            sentence = f"{output.diagnosis.message.partition(':')[0]}."
            return Finding(f"environment {sentence}", problem.id, (), sentence)
    what = CRASHES[problem.verdict]
    named = [n for n in re.findall(r"\b[A-Z]\w+\b", problem.message or "") if n in EXCEPTIONS]
    kind = f": {named[0]}" if named else ""
    if "does not parse" in (problem.message or ""):
        what, kind = "The file is not valid Python", ""
    # A ValueError here and one there have nothing in common; two in one problem often have.
    where = problem.id if problem.verdict is Verdict.RUNTIME_ERROR else ""
    return Finding(f"{problem.verdict} {where} {what}{kind}", problem.id, (), f"{what}{kind}.")


def _unnamed(message: str, problem: ProblemResult) -> str:
    """The sentence without what differs from output to output and from case to case."""
    for output in problem.outputs:
        message = re.sub(rf"(?<!\w){re.escape(output.name)}(?!\w)", "…", message)
    message = re.sub(r"…(?:\[\d+\])?(?:(?:, | and )…(?:\[\d+\])?)*", "…", message)
    return SHAPE.sub("(#)", NUMBER.sub("#", message))
