"""Families of values that a spec can ask for, each a function of a generator and a shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def normal(
    rng: np.random.Generator, shape: tuple[int, ...], *, mean: float = 0.0, std: float = 1.0
) -> Array:
    """Independent normal numbers."""
    return rng.normal(mean, std, shape)


def uniform(rng: np.random.Generator, shape: tuple[int, ...], *, low: float, high: float) -> Array:
    """Independent numbers spread evenly over [low, high)."""
    return rng.uniform(low, high, shape)


def integers(rng: np.random.Generator, shape: tuple[int, ...], *, low: int, high: int) -> Array:
    """Independent whole numbers from low to high, both included."""
    return rng.integers(low, high, shape, endpoint=True)


def choice(rng: np.random.Generator, shape: tuple[int, ...], *, values: Sequence[float]) -> Array:
    """Independent picks from *values*, all equally likely."""
    return rng.choice(np.asarray(values), shape)


FAMILIES = {"normal": normal, "uniform": uniform, "integers": integers, "choice": choice}
