"""Simpler cases on which something still fails: the smallest sizes first, then rounder numbers.

Small enough for pencil and paper is what counts: few numbers in the arguments, and 0, 1 or whole numbers
among them. What "fails" means is the caller's to say, and so is how often that may be asked.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from grader.cases.generate import (
    Arguments,
    Case,
    Evaluate,
    change_of,
    fixed_by,
    make_sized_case,
    met,
)
from grader.cases.sizes import lengths_of_axes, need_not_differ
from grader.errors import ReferenceFailure
from grader.spec.expression import ExpressionError, evaluate, item_sizes, shape_of
from grader.spec.model import Extreme, Input, Problem, Variation, leaves

FirstFailing = Callable[[Sequence[Case]], Case | None]
"""The first of some cases that fails; None if none does, or nothing more may be asked."""

MAX_SIZED = 40  # cases of asked-for sizes
MAX_LOOKED_AT = 400  # sizes, of which a variation may make many the same
DRAWS = 2  # of each size: a condition on signs may need another
TRIES = 20  # for the constraints of one of them
MAX_ENTRIES = 60  # of a case that is made rounder entry by entry
LARGEST = 9  # whole numbers up to here are round enough
BATCHES = (2, 6, 8, 12, 12)  # most fail at once, or on one of the smallest


def shrink(
    problem: Problem,
    case: Case,
    compute: Evaluate,
    first_failing: FirstFailing,
    *,
    seed: int,
    student: str = "",
    keep_sizes: bool = False,
) -> Case:
    """A case that fails and is as simple as could be found; *case* itself if nothing simpler fails.

    Args:
        problem: the exercise.
        case: one that fails.
        compute: computes steps of the reference, for constraints on them.
        first_failing: tells which of some cases fail.
        seed: seed of the run.
        student: key of the student.
        keep_sizes: whether to make the numbers rounder, and nothing else.
    """
    small = sized_cases(problem, case, compute, seed=seed, student=student)
    size = numbers_in(case.arguments)
    smaller = itertools.takewhile(lambda other: numbers_in(other.arguments) <= size, small)
    for length in () if keep_sizes else BATCHES:
        batch = list(itertools.islice(smaller, length))
        found = first_failing(batch) if batch else None
        if found is not None:
            case = found
            break
    return _rounded(problem, case, compute, first_failing)


def numbers_in(arguments: Arguments) -> int:
    """How many numbers the arguments hold."""
    return sum(np.size(leaf) for leaf in leaves(list(arguments.values())))


def sized_cases(
    problem: Problem, like: Case, compute: Evaluate, *, seed: int, student: str = ""
) -> Iterator[Case]:
    """Cases of all sizes, those with the fewest numbers first; of an extreme case or a variation, such ones."""
    change = change_of(problem, like)
    pushed_to = isinstance(change, Extreme) and (change.arguments or change.sizes)
    if not problem.dimensions or pushed_to:
        return
    fixed = {} if change is None else fixed_by(problem, change)
    numbers = itertools.count()
    every = (_complete(problem, {**sizes, **fixed}) for sizes in smallest_sizes(problem))
    for sizes in itertools.islice(_each_once(every), MAX_SIZED // DRAWS):
        for _ in range(DRAWS):
            try:
                yield make_sized_case(
                    problem,
                    compute,
                    sizes,
                    next(numbers),
                    seed=seed,
                    student=student,
                    change=change,
                    tries=TRIES,
                )
            except ReferenceFailure:  # no such case meets the constraints
                break


def _each_once(every: Iterator[dict[str, int]]) -> Iterator[dict[str, int]]:
    """These sizes without those that came before; of endlessly many that are the same, the first."""
    seen: set[tuple[tuple[str, int], ...]] = set()
    for sizes in itertools.islice(every, MAX_LOOKED_AT):
        if tuple(sizes.items()) not in seen:
            seen.add(tuple(sizes.items()))
            yield sizes


def smallest_sizes(problem: Problem) -> Iterator[dict[str, int]]:
    """Sizes within the ranges of the spec, in the order of how many numbers the arguments then hold."""
    start = _complete(problem, {})
    seen = {tuple(start.items())}
    left = [(_weight(problem, start), 0, start)]
    order = itertools.count(1)
    while left:
        _, _, sizes = heapq.heappop(left)
        yield sizes
        highest = {name: problem.dimensions[name].high for name in need_not_differ(problem)}
        highest |= {name: axis.high for name, axis in lengths_of_axes(problem, sizes).items()}
        for name, high in highest.items():
            if sizes[name] < high:
                larger = _complete(problem, {**sizes, name: sizes[name] + 1})
                if tuple(larger.items()) not in seen:
                    seen.add(tuple(larger.items()))
                    heapq.heappush(left, (_weight(problem, larger), next(order), larger))


def _complete(problem: Problem, sizes: dict[str, int]) -> dict[str, int]:
    """The sizes of all dimensions: the smallest for those that *sizes* leaves out."""
    known = {
        name: sizes.get(name, problem.dimensions[name].low) for name in need_not_differ(problem)
    }
    axes = lengths_of_axes(problem, known)
    return {**known, **{name: sizes.get(name, axis.low) for name, axis in axes.items()}}


def _weight(problem: Problem, sizes: dict[str, int]) -> tuple[int, int]:
    """How many numbers the arguments hold; then the sum of the sizes, for arguments that are sizes."""
    numbers = 0
    for value in problem.function.inputs:
        known = [sizes] if value.count is None else item_sizes(value.count, sizes)
        numbers += sum(int(np.prod(shape_of(value.shape, item))) for item in known)
    return numbers, sum(sizes.values())


# Rounder numbers.


def _evenly(shares: Any) -> Any:
    """Equal shares, where that is a number with two decimals."""
    count = shares.shape[-1]
    return shares if 100 % count else np.full_like(shares, 1 / count)


def _tenths(shares: Any) -> Any:
    """Rounded to tenths, at least one for each; what is left goes to the largest."""
    parts = np.maximum(np.round(10 * shares), 1)
    largest = parts.argmax(axis=-1, keepdims=True)
    rest = 10 - parts.sum(axis=-1, keepdims=True)
    np.put_along_axis(parts, largest, np.take_along_axis(parts, largest, -1) + rest, -1)
    return parts / 10


_NUMBERS = (np.zeros_like, np.ones_like, np.sign, np.round, partial(np.round, decimals=1))
SIMPLER: Mapping[str, tuple[Callable[[Any], Any], ...]] = {
    "normal": _NUMBERS,
    "uniform": _NUMBERS,
    "probabilities": (_evenly, _tenths),
}
"""Of each distribution whose numbers can be made rounder: ways to do it, the roundest first."""


def _rounded(problem: Problem, case: Case, compute: Evaluate, first_failing: FirstFailing) -> Case:
    """The case with rounder numbers: all at once, one argument after the other, entry by entry."""

    def simplest(candidates: Iterator[dict[str, Any]]) -> bool:
        nonlocal case
        legal = [
            replace(case, arguments={**case.arguments, **changed})
            for changed in candidates
            if met(problem, {**case.arguments, **changed}, compute)
        ]
        found = first_failing(legal) if legal else None
        case = found or case
        return found is not None

    change = change_of(problem, case)
    pushed = set() if change is None else {*change.scale, *change.add}
    # What is varied stays as it is: the case is about that.
    kept = {*change.arguments, *pushed} if isinstance(change, Variation) else set()
    changeable = [
        value
        for value in problem.function.inputs
        if value.distribution in SIMPLER and value.name not in kept
    ]

    def legal(value: Input, argument: Any) -> bool:
        return value.name in pushed or _in_range(value, argument, case)

    def together() -> Iterator[dict[str, Any]]:
        for digits in (0, 1):
            changed = {
                value.name: _map(case.arguments[value.name], partial(np.round, decimals=digits))
                for value in changeable
            }
            yield {v.name: changed[v.name] for v in changeable if legal(v, changed[v.name])}

    def alone(value: Input) -> Iterator[dict[str, Any]]:
        mine = case.arguments[value.name]
        for simple in SIMPLER[value.distribution]:
            changed = _map(mine, simple)
            if not _equal(changed, mine) and legal(value, changed):
                yield {value.name: changed}

    def entry(value: Input, place: int) -> Iterator[dict[str, Any]]:
        mine = case.arguments[value.name]
        number = float(_flat(mine)[place])
        if number != round(number) or abs(number) > LARGEST:
            for simple in dict.fromkeys([0.0, math.copysign(1.0, number), float(round(number))]):
                changed = _with_entry(mine, place, simple)
                if legal(value, changed):
                    yield {value.name: changed}

    simplest(together())
    for value in changeable:
        simplest(alone(value))
    if numbers_in(case.arguments) <= MAX_ENTRIES:
        for value in changeable:
            for place in range(_flat(case.arguments[value.name]).size):
                simplest(entry(value, place))
    return case


def _in_range(value: Input, argument: Any, case: Case) -> bool:
    """Whether the numbers are such as the spec's distribution draws."""
    if value.distribution == "probabilities":
        sums = [np.sum(leaf, axis=-1) for leaf in leaves(argument)]
        return all(np.allclose(total, 1.0) for total in sums) and bool((_flat(argument) > 0).all())
    if value.distribution == "normal":
        return True
    try:
        low, high = (
            evaluate(bound, case.sizes) if isinstance(bound, str) else bound
            for bound in ((value.parameters or {})[name] for name in ("low", "high"))
        )
    except ExpressionError:  # of the items of a list
        return False
    numbers = _flat(argument)
    if (value.parameters or {}).get("either_sign"):
        numbers = np.abs(numbers)
    return bool(((numbers >= low) & (numbers < high)).all())


def _map(argument: Any, change: Callable[[Any], Any]) -> Any:
    """The argument with each of its arrays changed; scalars stay Python numbers, -0.0 becomes 0.0."""
    if isinstance(argument, list):
        return [_map(item, change) for item in argument]
    changed = np.asarray(change(np.asarray(argument, dtype=np.float64))) + 0.0
    return changed if isinstance(argument, np.ndarray) else changed.item()


def _flat(argument: Any) -> Any:
    parts = [np.ravel(leaf) for leaf in leaves(argument)]
    return np.concatenate(parts) if parts else np.empty(0)


def _with_entry(argument: Any, place: int, number: float) -> Any:
    """The argument with its number at *place*, counted through all arrays, replaced."""
    start = 0

    def change(array: Any) -> Any:
        nonlocal start
        changed = array.copy()
        if start <= place < start + array.size:
            changed.flat[place - start] = number
        start += array.size
        return changed

    return _map(argument, change)


def _equal(first: Any, second: Any) -> bool:
    return bool(np.array_equal(_flat(first), _flat(second)))
