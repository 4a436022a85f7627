"""Derivatives by central differences, of the reference's own steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.reference import Reference, Step
from grader.spec.model import Derivative

STEP = 1e-6


def derivative(
    reference: Reference, arguments: Mapping[str, Any], wanted: Derivative
) -> NDArray[Any] | list[NDArray[Any]]:
    """The derivative of a step by an input or another step.

    Args:
        reference: the steps.
        arguments: the inputs by name.
        wanted: which derivative; its factor is applied.

    Returns:
        An array of the shape of the step, then that of what it is differentiated by; a list of such
        arrays if that is a list.
    """
    if wanted.by in arguments:
        at = arguments[wanted.by]
    else:
        at = reference.right(arguments, targets=[wanted.by])[wanted.by]

    def value(changed: Any) -> NDArray[Any]:
        known, replaced = dict(arguments), {}
        if wanted.by in arguments:
            known[wanted.by] = changed
        else:
            replaced[wanted.by] = Step(wanted.by, (), lambda: changed)
        steps = reference.evaluate(known, replaced=replaced, targets=[wanted.of])
        return np.asarray(steps[wanted.of], dtype=np.float64)

    if not isinstance(at, list):
        return wanted.factor * _by_entries(value, np.asarray(at, dtype=np.float64))
    slopes = []
    for i, part in enumerate(at):
        others = (at[:i], at[i + 1 :])

        def value_of_part(changed: Any, others: tuple[Any, Any] = others) -> NDArray[Any]:
            return value([*others[0], changed, *others[1]])

        slopes.append(wanted.factor * _by_entries(value_of_part, np.asarray(part, np.float64)))
    return slopes


def _by_entries(value: Callable[[Any], NDArray[Any]], at: NDArray[Any]) -> NDArray[Any]:
    slopes = []
    for index in np.ndindex(at.shape):
        step = STEP * max(1.0, abs(float(at[index])))
        low, high = at.copy(), at.copy()
        low[index] -= step
        high[index] += step
        width = float(high[index]) - float(low[index])  # what lies between them after rounding
        # Scalars are Python numbers, as in a case.
        ends = (high, low) if at.ndim else (high.item(), low.item())
        slopes.append((value(ends[0]) - value(ends[1])) / width)
    shape = slopes[0].shape if slopes else ()
    stacked = np.array(slopes).reshape((*at.shape, *shape))
    # The axes of what is differentiated by came first; they go last.
    return stacked.transpose([*range(at.ndim, stacked.ndim), *range(at.ndim)])
