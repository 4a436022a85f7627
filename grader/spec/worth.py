"""What a problem is worth in a homework: the points of its parts, in proportion and without a remainder."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from grader.spec.model import Output, Problem


def scaled(problem: Problem, worth: float) -> Problem:
    """The problem with its outputs, or its rubric, worth exactly *worth* points together.

    Args:
        problem: one that is worth something.
        worth: more than 0.
    """
    factor = Fraction(worth) / Fraction(problem.points)
    marked = [item.points for item in problem.rubric if not item.bonus]
    found = iter(shares([*(output.points for output in problem.outputs), *marked], worth))
    return replace(
        problem,
        outputs=tuple(_scaled(output, next(found)) for output in problem.outputs),
        rubric=tuple(
            replace(
                item, points=float(Fraction(item.points) * factor) if item.bonus else next(found)
            )
            for item in problem.rubric
        ),
    )


def shares(points: Sequence[float], total: float) -> list[float]:
    """*Total* in proportion to *points*, such that any sum of the shares is exact.

    They are whole numbers of a unit of which *total* has less than 2**53. What rounding down leaves goes to
    those that it took the most from.
    """
    unit = Fraction(2) ** (math.frexp(total)[1] - 53)
    whole = sum(map(Fraction, points))
    exact = [Fraction(item) / whole * Fraction(total) / unit for item in points]
    units = [math.floor(item) for item in exact]
    left = int(Fraction(total) / unit) - sum(units)
    for place in sorted(range(len(exact)), key=lambda i: units[i] - exact[i])[:left]:
        units[place] += 1
    return [float(count * unit) for count in units]


def _scaled(output: Output, points: float) -> Output:
    if output.stability is None or not output.points:
        return replace(output, points=points)
    costs = min(points, points * (output.stability.points / output.points))
    return replace(output, points=points, stability=replace(output.stability, points=costs))
