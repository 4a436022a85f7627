"""Families of values that a spec can ask for, each a function of a generator and a shape.

Continuous values are drawn round, with two decimals where their spread is about one, so that a case can
be copied and checked by hand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

DECIMALS = 2


def normal(
    rng: np.random.Generator, shape: tuple[int, ...], *, mean: float = 0.0, std: float = 1.0
) -> Array:
    """Independent normal numbers, rounded to about a hundredth of *std*."""
    decimals = DECIMALS - math.floor(math.log10(std))
    values: Array = np.round(rng.normal(mean, std, shape), decimals)
    values += 0.0  # -0.0 + 0.0 is 0.0
    return values


def uniform(
    rng: np.random.Generator,
    shape: tuple[int, ...],
    *,
    low: float,
    high: float,
    either_sign: bool = False,
) -> Array:
    """Independent numbers spread evenly over [low, high), with two decimals if it has room for them.

    With *either_sign*, each gets a sign at random.
    """
    unit = 10**DECIMALS
    first, end = math.ceil(low * unit), math.ceil(high * unit)
    if end - first < unit // 10:
        values: Array = rng.uniform(low, high, shape)
    else:
        values = np.asarray(rng.integers(first, end, shape) / unit)
    return values * rng.choice([-1.0, 1.0], shape) + 0.0 if either_sign else values


def integers(rng: np.random.Generator, shape: tuple[int, ...], *, low: int, high: int) -> Array:
    """Independent whole numbers from low to high, both included."""
    return rng.integers(low, high, shape, endpoint=True)


def choice(
    rng: np.random.Generator, shape: tuple[int, ...], *, values: Sequence[float] | Sequence[str]
) -> Array:
    """Independent picks from *values*, all equally likely."""
    options = np.asarray(values)
    if options.dtype.kind != "U":
        options = options + 0  # makes 0.0 of a -0.0
    picks: Array = options[rng.integers(len(values), size=shape)]
    return picks


def size(rng: np.random.Generator, shape: tuple[int, ...], *, value: float) -> Array:  # noqa: ARG001 - as the others
    """The number *value* throughout: nothing is drawn."""
    return np.full(shape, value)


def probabilities(rng: np.random.Generator, shape: tuple[int, ...], *, std: float = 1.0) -> Array:
    """Positive numbers that sum to 1 along the last axis, spread as a softmax is.

    They have two decimals; more, if two would not leave something for each.
    """
    unit = 100
    while unit < 10 * shape[-1]:
        unit *= 10
    logits = rng.normal(0, std, shape)
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    parts = np.maximum(np.floor(unit * weights / weights.sum(axis=-1, keepdims=True)), 1)
    largest = parts.argmax(axis=-1, keepdims=True)
    rest = unit - parts.sum(axis=-1, keepdims=True)
    values = np.take_along_axis(parts, largest, -1) + rest
    np.put_along_axis(parts, largest, values, -1)
    return np.asarray(parts / unit)


def one_hot(rng: np.random.Generator, shape: tuple[int, ...], *, axis: int = -1) -> Array:
    """Zeros with a single 1 along *axis*, at places that are all equally likely."""
    values = np.zeros(shape)
    places = rng.integers(shape[axis], size=[*shape[:axis], 1, *shape[axis:][1:]])
    np.put_along_axis(values, places, 1.0, axis)
    return values


FAMILIES: dict[str, Callable[..., Array]] = {
    "normal": normal,
    "uniform": uniform,
    "integers": integers,
    "choice": choice,
    "cycle": choice,  # of the one value whose turn it is
    "size": size,
    "probabilities": probabilities,
    "one_hot": one_hot,
}
