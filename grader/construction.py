"""Constructions: a verifier calls the student's functions and judges what follows from the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.comparison import Scale, as_array, compare, describe, plain, read_numbers, unpack
from grader.crashes.sentence import failure_sentence
from grader.errors import InternalError, ReferenceFailure
from grader.reference import MAX_SECONDS, load_reference, time_limit
from grader.results import (
    CaseCounts,
    Counterexample,
    Mismatch,
    Outcome,
    OutputResult,
    ProblemResult,
    Verdict,
)
from grader.sandbox.session import Session
from grader.scoring import score_problem, untried, verdict_of
from grader.spec.expression import bind, shape_of
from grader.spec.model import Function, Output, Problem, Value
from grader.submission import FunctionSite
from grader.verifier import Check, load_parts, load_verifier

Keys = tuple[int | str, ...]

MAX_LAYER_BYTES = 64 * 2**20  # outputs of one layer, which every unit of the next is called with


class Unusable(Exception):
    """A call gave nothing that a verifier or a drawing could work with."""

    def __init__(self, verdict: Verdict, message: str) -> None:
        super().__init__(message)
        self.verdict = verdict


def grade_construction(
    problem: Problem, sites: Mapping[str, FunctionSite], session: Session
) -> ProblemResult:
    """Have the verifier judge the student's functions, whose files are loaded.

    Raises:
        ReferenceFailure: if the verifier fails.
    """
    asked = Student(problem, sites, session)
    parts = load_parts(problem)
    failures: list[Unusable] = []
    checks: list[Check] = []
    try:
        # A student's weights may overflow: that is their answer.
        limit = problem.limits.load_seconds + problem.limits.total_seconds + MAX_SECONDS
        with time_limit(limit), np.errstate(all="ignore"):
            for part in parts:
                try:
                    checks += list(part(asked))
                except Unusable as unusable:
                    failures.append(unusable)
    except InternalError:
        raise
    except Exception as error:
        raise ReferenceFailure(
            f"{problem.folder / 'verifier.py'}: the verifier raised {type(error).__name__}: {error}"
        ) from error
    failure = failures[0] if failures else None
    if failure is not None and not checks:
        return untried(problem, failure.verdict, str(failure))
    judged = {check.output for check in checks}
    outputs = tuple(
        OutputResult(output.name, failure.verdict, 0.0, output.points, message=str(failure))
        if failure is not None and output.name not in judged
        else score_checks(problem, output, checks)
        for output in problem.outputs
    )
    wrong = [o.name for o in outputs if o.verdict is not Verdict.PASSED and o.name in judged]
    if wrong:
        from grader.diagnosis import mistakes  # a right answer needs none of it

        reference, verify = load_reference(problem), load_verifier(problem)
        found = mistakes.diagnose_construction(problem, reference, verify, checks, wrong)
        outputs = tuple(replace(o, diagnosis=found.get(o.name)) for o in outputs)
    return score_problem(problem, outputs, None)


class Student:
    """Answers the calls of a verifier or a drawing with what the student's functions return."""

    def __init__(
        self, problem: Problem, sites: Mapping[str, FunctionSite], session: Session
    ) -> None:
        self.problem = problem
        self.sites = sites
        self.session = session
        self.left = problem.limits.total_seconds
        self.kept = 0  # networks that the student's process keeps

    def __call__(self, name: str, /, *arguments: Any) -> dict[str, Any]:
        """What the function *name* gives for *arguments*: numbers and layers, by name."""
        function = self.loaded(name)
        if not any(value.dtype == "layers" for value in function.returns):
            (answer,) = self.many(name, [arguments])
            return answer
        kept = self.kept
        outcome = self.session.keep(kept, name, arguments)
        self.kept += 1
        return self.answer(function, arguments, outcome, kept)

    def many(self, name: str, arguments: Sequence[tuple[Any, ...]], /) -> list[dict[str, Any]]:
        """What the function *name* gives for each tuple of *arguments*: numbers, no layers."""
        function = self.loaded(name)
        outcomes = self.session.calls(name, arguments)
        # Not strict: a call that ends the process is the last, and stops this.
        pairs = zip(arguments, outcomes, strict=False)
        return [self.answer(function, items, outcome, 0) for items, outcome in pairs]

    def loaded(self, name: str) -> Function:
        """The function *name*, whose file the student's process has loaded."""
        function = next(item for item in self.problem.functions if item.name == name)
        site = self.sites.get(name)
        if site is None or site.is_stub:
            message = f"{name} is still empty" if site else f"there is no function {name}"
            raise Unusable(Verdict.NOT_ATTEMPTED, message)
        if site.broken is not None:
            message = f"the file does not parse: {site.broken}"
            raise Unusable(Verdict.INVALID_SUBMISSION, message)
        self.enough(function, self.load(site.module))
        return function

    def answer(
        self, function: Function, arguments: Sequence[Any], outcome: Outcome, kept: int
    ) -> dict[str, Any]:
        """What a call returned, by name; *kept* is where the student's process keeps layers."""
        self.enough(function, outcome)
        sizes = _sizes(function, arguments)
        found = unpack(outcome.value, function.returns)
        order = _order(function, outcome.value, sizes)
        if order is not None:
            raise Unusable(Verdict.WRONG_ANSWER, order)
        return {
            item.name: self.layers(function, found[item.name], kept, _keys(function, outcome, item))
            if item.dtype == "layers"
            else _numbers(found[item.name], item, shape_of(item.shape, sizes), sizes)
            for item in function.returns
        }

    def load(self, file: str) -> Outcome:
        """Execute a file, once; the calls that follow go to its functions."""
        return self.session.load(file, self.problem.limits, autograd=self.problem.autograd)

    def enough(self, function: Function, outcome: Outcome) -> None:
        """Stop if the call did not return, or all calls together have taken too long."""
        verdict = verdict_of(outcome)
        if verdict is not None:
            sentence = failure_sentence(function, outcome, self.session.files)
            if not function.name.isidentifier():  # a unit: its error does not say which
                sentence = f"{function.name}, called with one array: {outcome.error}"
            raise Unusable(verdict, sentence)
        self.left -= outcome.seconds
        if self.left < 0:
            limit = self.problem.limits.total_seconds
            message = f"{function.name}: all calls together took more than {limit:g} s"
            raise Unusable(Verdict.TIME_LIMIT, message)

    def layers(
        self, function: Function, value: object, kept: int, keys: Keys
    ) -> list[_StudentLayer]:
        """The layers that *function* returned, which the student's process keeps at *keys*."""
        if isinstance(value, Mismatch):
            raise Unusable(Verdict.WRONG_ANSWER, value.message)
        wanted = "expected a list of layers, each a list of functions"
        if not isinstance(value, list | tuple) or not value:
            raise Unusable(
                Verdict.WRONG_ANSWER, f"{function.name} returned {describe(value)}, {wanted}"
            )
        for index, layer in enumerate(value):
            if not isinstance(layer, list | tuple) or not layer:
                message = f"layer {index} of {function.name} is {describe(layer)}, {wanted}"
                raise Unusable(Verdict.WRONG_ANSWER, message)
        return [
            _StudentLayer(self, kept, (*keys, index), len(layer))
            for index, layer in enumerate(value)
        ]


@dataclass(frozen=True)
class _StudentLayer:
    """A layer of a network that the student's process keeps.

    Attributes:
        student: who asks for it.
        kept: the number of the value that it stands in.
        keys: where it stands there.
        units: how many functions it has.
    """

    student: Student
    kept: int
    keys: Keys
    units: int

    def __len__(self) -> int:
        return self.units

    def __call__(self, before: Any, /) -> Any:
        rows = []
        points = before.shape[1]
        most = MAX_LAYER_BYTES // (8 * points)
        if self.units > most:
            message = (
                f"layer {self.keys[-1]} has {self.units:,} units, at most {most:,} can be judged"
            )
            raise Unusable(Verdict.OUTPUT_LIMIT, message)
        units = [(*self.keys, unit) for unit in range(self.units)]
        outcomes = self.student.session.call_kept(self.kept, units, before)
        for unit, outcome in enumerate(outcomes):
            name = f"unit {unit} of layer {self.keys[-1]}"
            self.student.enough(Function(name, (), ()), outcome)
            value = Value(name, ("points",))
            rows.append(_numbers(outcome.value, value, (points,), {"points": points}))
        return np.array(rows)


def _order(function: Function, value: object, sizes: Mapping[str, int]) -> str | None:
    """A sentence if a tuple has the shapes that are asked for, in another order."""
    names = [item.name for item in function.returns]
    if not isinstance(value, tuple | list) or len(value) != len(names):
        return None
    if any(item.dtype == "layers" for item in function.returns):
        return None
    arrays = [as_array(part, name) for part, name in zip(value, names, strict=True)]
    came = [array.shape for array in arrays if not isinstance(array, Mismatch)]
    wanted = [shape_of(item.shape, sizes) for item in function.returns]
    if came == wanted or sorted(came) != sorted(wanted):
        return None
    told = ", ".join(f"{name} {shape}" for name, shape in zip(names, wanted, strict=True))
    return (
        f"{function.name} returned the right shapes in another order: expected {told}; "
        f"came {', '.join(map(str, came))}"
    )


def _keys(function: Function, outcome: Outcome, item: Value) -> Keys:
    """Where a value stands in what a function returned; see `unpack`."""
    if isinstance(outcome.value, Mapping):
        return (item.name,)
    return () if len(function.returns) == 1 else (function.returns.index(item),)


def _sizes(function: Function, arguments: Sequence[Any]) -> dict[str, int]:
    """The sizes of symbolic dimensions that follow from the arguments of a call."""
    sizes: dict[str, int] = {}
    for value, argument in zip(function.inputs, arguments, strict=True):
        for size, length in zip(value.shape, np.shape(argument), strict=True):
            if isinstance(size, str):
                bind(size, length, sizes)
        if value.distribution == "size" and value.parameters is not None:
            bind(value.parameters["value"], int(argument), sizes)
    return sizes


def _numbers(found: object, item: Value, shape: tuple[int, ...], sizes: Mapping[str, int]) -> Any:
    numbers = read_numbers(found, item, shape, sizes)
    if isinstance(numbers, Mismatch):
        raise Unusable(Verdict.WRONG_ANSWER, numbers.message)
    return numbers.astype(np.float64)


def score_checks(problem: Problem, output: Output, checks: Sequence[Check]) -> OutputResult:
    """Verdict and points of one output: all of its points if every check of it holds.

    Raises:
        ReferenceFailure: if the verifier looked at nothing for it.
    """
    mine = [check for check in checks if check.output == output.name]
    mismatches = [
        compare(
            check.actual,
            check.expected,
            Value(output.name, np.shape(check.expected)),
            scale=Scale(1.0, 1),
            sizes={},
            tolerance=output.tolerance,
        )
        for check in mine
    ]
    if not mine:
        file = problem.folder / "verifier.py"
        raise ReferenceFailure(f"{file}: expected a check of the output {output.name}, found none")
    failing = [(i, m) for i, m in enumerate(mismatches) if m is not None]
    if not failing:
        counts = CaseCounts(len(mine))
        return OutputResult(output.name, Verdict.PASSED, output.points, output.points, counts)
    index, mismatch = failing[0]
    told = mine[index].sentence  # then the two numbers are no values to be compared
    return OutputResult(
        name=output.name,
        verdict=Verdict.WRONG_ANSWER,
        score=0.0,
        max_score=output.points,
        cases=CaseCounts(len(mine) - len(failing), len(failing)),
        message=told or mismatch.message,
        counterexample=Counterexample(
            index=index,
            arguments={name: plain(item) for name, item in mine[index].at.items()},
            expected=None if told else plain(mine[index].expected),
            actual=None if told else plain(mine[index].actual),
            max_abs_difference=mismatch.max_abs_difference,
            at=mismatch.at,
            allowed=mismatch.allowed,
        ),
    )
