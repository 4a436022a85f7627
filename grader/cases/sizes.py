"""The sizes of a case: pairwise distinct, so that a wrong axis shows, and as small as that allows.

How many members a family has, or items a list, may equal another size, and so may a stride that is always 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from grader.errors import ReferenceFailure
from grader.spec.expression import ExpressionError, names
from grader.spec.expression import whole as whole_number
from grader.spec.model import Dimension, Problem


def draw_sizes(
    problem: Problem,
    growth: int,
    rng: np.random.Generator,
    fixed: Mapping[str, int],
    equal: int | None,
) -> dict[str, int] | None:
    """The smallest sizes possible and *growth* more; None at a dead end.

    Args:
        problem: the exercise.
        growth: how much larger than needed the largest may be.
        rng: draws them.
        fixed: those that are not drawn.
        equal: the length of every axis in place of distinct ones, if there is to be one.
    """
    sizes: dict[str, int] = {}
    for name in need_not_differ(problem):
        low, high = problem.dimensions[name].low, problem.dimensions[name].high
        sizes[name] = fixed.get(name, int(rng.integers(low, min(high, low + growth) + 1)))
    single = lengths_of_axes(problem, sizes)
    if equal is not None:
        return {**sizes, **dict.fromkeys(single, equal)}
    largest = _smallest_cap([(item.low, item.high) for item in single.values()]) + growth
    taken = {single_name: fixed[single_name] for single_name in single if single_name in fixed}
    for name in rng.permutation(sorted(single)):
        low, high = single[name].low, single[name].high
        used = set(taken.values())
        free = [n for n in range(low, min(high, max(low, largest)) + 1) if n not in used]
        if name in taken:
            continue
        if not free:
            return None
        taken[str(name)] = int(rng.choice(free))
    return {**sizes, **{name: taken[name] for name in single}}


def lengths_of_axes(problem: Problem, sizes: Mapping[str, int]) -> dict[str, Dimension]:
    """The sizes that are lengths of axes, members of families among them, with their ranges.

    Args:
        problem: the exercise.
        sizes: how many there are of what is counted.
    """
    found: dict[str, Dimension] = {}
    for name, dimension in problem.dimensions.items():
        if dimension.count is not None:
            members = range(_number_of(problem, name, dimension.count, sizes))
            found |= {f"{name}[{index}]": dimension for index in members}
        elif name not in need_not_differ(problem):
            found[name] = dimension
    return found


def _number_of(problem: Problem, name: str, count: str, sizes: Mapping[str, int]) -> int:
    try:
        return whole_number(count, sizes)
    except ExpressionError as error:
        place = f"{problem.folder / 'problem.json'}: $.dimensions.{name}.count"
        raise ReferenceFailure(f"{place}: {error}") from None


@lru_cache(maxsize=256)
def need_not_differ(problem: Problem) -> tuple[str, ...]:
    """The dimensions that may equal others: how many there are of something, and constants that are no axis's length."""
    values = (*problem.function.inputs, *problem.function.returns)
    texts = [dimension.count for dimension in problem.dimensions.values()]
    texts += [value.count for value in values]
    found = {name for text in texts if text is not None for name in names(text)}
    lengths = {size for value in values for size in value.shape}
    for name, item in problem.dimensions.items():
        if item.count is None and item.low == item.high and name not in lengths:
            found.add(name)
    return tuple(sorted(found & problem.dimensions.keys()))


def _smallest_cap(bounds: list[tuple[int, int]]) -> int:
    """The smallest largest size that leaves every dimension a size of its own."""
    largest = 0
    taken: set[int] = set()
    # Those with the least room choose first, each the smallest size that is left.
    for low, high in sorted(bounds, key=lambda pair: pair[1]):
        size = next((n for n in range(low, high + 1) if n not in taken), high)
        taken.add(size)
        largest = max(largest, size)
    return largest
