"""Makes the cases of a problem from (homework, problem, seed, student key, index).

Golden cases come first, then extreme ones, then random ones, so that the index of a case does not
depend on how many random cases a run asks for. Sizes of a random case are pairwise distinct, smallest
first. Constraints are met by drawing again, a bounded number of times.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.cases.distributions import FAMILIES
from grader.errors import ReferenceFailure
from grader.seeding import case_generator
from grader.spec.model import Constraint, Extreme, Golden, Input, Problem

Arguments = Mapping[str, Any]
"""Arguments by name: float64 and int64 arrays, Python floats and ints for scalars."""

Evaluate = Callable[[Arguments, str], Any]
"""Computes the named step of the reference from arguments."""

MAX_TRIES = 1000
CASES_PER_SIZE = 3  # after so many random cases the largest size may grow by one


@dataclass(frozen=True)
class Case:
    """Arguments, and where they come from.

    Attributes:
        index: with homework, problem, seed and student key, remakes the case.
        arguments: by name.
        sizes: size of each symbolic dimension.
        name: of a golden or extreme case.
        golden: what the document prints for it.
    """

    index: int
    arguments: Arguments
    sizes: Mapping[str, int]
    name: str | None = None
    golden: Golden | None = None


def make_cases(
    problem: Problem, evaluate: Evaluate, *, seed: int, student: str = "", count: int | None = None
) -> list[Case]:
    """All cases of a run, in order of their index.

    Args:
        problem: the exercise.
        evaluate: computes steps of the reference, for constraints on them.
        seed: seed of the run.
        student: key of the student; "" makes the public cases.
        count: number of random cases instead of the problem's own.

    Raises:
        ReferenceFailure: if the constraints cannot be met.
    """
    total = len(problem.golden) + len(problem.extreme)
    total += problem.random_cases if count is None else count
    return [
        make_case(problem, evaluate, index, seed=seed, student=student) for index in range(total)
    ]


def make_case(
    problem: Problem, evaluate: Evaluate, index: int, *, seed: int, student: str = ""
) -> Case:
    """Remake one case.

    Raises:
        ReferenceFailure: if the constraints cannot be met.
    """
    golden, extreme = len(problem.golden), len(problem.extreme)
    if index < golden:
        return _golden_case(problem, problem.golden[index], index)
    rng = case_generator(problem.homework, problem.name, seed, student, index)
    if index < golden + extreme:
        return _extreme_case(problem, evaluate, problem.extreme[index - golden], index, rng)
    sizes, arguments = _draw(problem, evaluate, index - golden - extreme, rng)
    return Case(index, arguments, sizes)


def _golden_case(problem: Problem, golden: Golden, index: int) -> Case:
    sizes: dict[str, int] = {}
    arguments: dict[str, Any] = {}
    for value in problem.function.inputs:
        place = f"{problem.folder / 'problem.json'}: $.golden[{index}].arguments.{value.name}"
        try:
            array = np.array(golden.arguments[value.name], dtype=value.dtype)
        except (ValueError, TypeError) as error:
            raise ReferenceFailure(
                f"{place}: expected numbers in full rows, found {error}"
            ) from None
        if not np.isfinite(array).all():
            raise ReferenceFailure(f"{place}: expected numbers, found null")
        if array.ndim != len(value.shape):
            raise ReferenceFailure(f"{place}: expected {len(value.shape)} axes, found {array.ndim}")
        for name, size in zip(value.shape, array.shape, strict=True):
            expected = sizes.setdefault(name, size) if isinstance(name, str) else name
            if size != expected:
                raise ReferenceFailure(f"{place}: expected {name} = {expected}, found {size}")
        arguments[value.name] = _scalar(array)
    return Case(index, arguments, sizes, golden.name, golden)


def _extreme_case(
    problem: Problem, evaluate: Evaluate, extreme: Extreme, index: int, rng: np.random.Generator
) -> Case:
    sizes, drawn = _draw(problem, evaluate, CASES_PER_SIZE, rng)
    arguments = {
        value.name: _scalar(
            np.asarray(
                drawn[value.name] * extreme.scale.get(value.name, 1)
                + extreme.add.get(value.name, 0)
            ).astype(value.dtype)
        )
        for value in problem.function.inputs
    }
    return Case(index, arguments, sizes, extreme.name)


def _draw(
    problem: Problem, evaluate: Evaluate, rank: int, rng: np.random.Generator
) -> tuple[dict[str, int], dict[str, Any]]:
    once_met: set[Constraint] = set()
    unmet: Constraint | None = None
    largest = _smallest_cap(problem.dimensions) + rank // CASES_PER_SIZE
    for _ in range(MAX_TRIES):
        sizes = _draw_sizes(problem.dimensions, largest, rng)
        if sizes is None:
            continue
        arguments = {
            value.name: _draw_value(value, sizes, rng) for value in problem.function.inputs
        }
        for constraint in problem.constraints:
            if not _met(constraint, arguments, evaluate):
                unmet = constraint
                break
            once_met.add(constraint)
        else:
            return sizes, arguments
    place = "$.dimensions: sizes that are pairwise distinct"
    if unmet is not None:
        # One that no draw has met is to blame, rather than one that is merely hard.
        blamed = next((c for c in problem.constraints if c not in once_met), unmet)
        place = f"$.constraints[{problem.constraints.index(blamed)}]: arguments that meet it"
    raise ReferenceFailure(
        f"{problem.folder / 'problem.json'}: {place}: found none in {MAX_TRIES} tries; "
        "widen the ranges or relax the constraint"
    )


def _draw_sizes(
    dimensions: Mapping[str, tuple[int, int]], largest: int, rng: np.random.Generator
) -> dict[str, int] | None:
    """Pairwise distinct sizes up to *largest*; None if this draw ran into a dead end."""
    sizes: dict[str, int] = {}
    for name in rng.permutation(sorted(dimensions)):
        low, high = dimensions[name]
        free = [n for n in range(low, min(high, max(low, largest)) + 1) if n not in sizes.values()]
        if not free:
            return None
        sizes[str(name)] = int(rng.choice(free))
    return {name: sizes[name] for name in dimensions}


def _smallest_cap(dimensions: Mapping[str, tuple[int, int]]) -> int:
    """The smallest largest size that leaves every dimension a size of its own."""
    largest = 0
    taken: set[int] = set()
    # Those with the least room choose first, each the smallest size that is left.
    for low, high in sorted(dimensions.values(), key=lambda bounds: bounds[1]):
        size = next((n for n in range(low, high + 1) if n not in taken), high)
        taken.add(size)
        largest = max(largest, size)
    return largest


def _draw_value(value: Input, sizes: Mapping[str, int], rng: np.random.Generator) -> Any:
    shape = tuple(sizes[size] if isinstance(size, str) else size for size in value.shape)
    array = FAMILIES[value.distribution](rng, shape, **(value.parameters or {}))
    return _scalar(np.asarray(array, dtype=value.dtype))


def _scalar(array: NDArray[Any]) -> Any:
    """Scalars are Python numbers, as a person would pass them."""
    return array.item() if array.ndim == 0 else array


def _met(constraint: Constraint, arguments: Arguments, evaluate: Evaluate) -> bool:
    values = np.asarray(
        arguments[constraint.values]
        if constraint.values in arguments
        else evaluate(arguments, constraint.values)
    )
    if constraint.away_from is not None:
        return bool(np.all(np.abs(values - constraint.away_from) > constraint.by))
    return bool(np.any(values < 0) if constraint.some == "negative" else np.any(values > 0))
