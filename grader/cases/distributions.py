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


def uniform(rng: np.random.Generator, shape: tuple[int, ...], *, low: float, high: float) -> Array:
    """Independent numbers spread evenly over [low, high), with two decimals if it has room for them."""
    unit = 10**DECIMALS
    first, end = math.ceil(low * unit), math.ceil(high * unit)
    if end - first < unit // 10:
        return rng.uniform(low, high, shape)
    values: Array = rng.integers(first, end, shape) / unit
    return values


def integers(rng: np.random.Generator, shape: tuple[int, ...], *, low: int, high: int) -> Array:
    """Independent whole numbers from low to high, both included."""
    return rng.integers(low, high, shape, endpoint=True)


def choice(rng: np.random.Generator, shape: tuple[int, ...], *, values: Sequence[float]) -> Array:
    """Independent picks from *values*, all equally likely."""
    # Adding 0 makes 0.0 of a -0.0.
    picks: Array = (np.asarray(values) + 0)[rng.integers(len(values), size=shape)]
    return picks


FAMILIES: dict[str, Callable[..., Array]] = {
    "normal": normal,
    "uniform": uniform,
    "integers": integers,
    "choice": choice,
}
