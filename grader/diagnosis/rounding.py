"""The right value with fewer digits: rounded, or cut off to a whole number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from grader.answer_key import Given
from grader.diagnosis.search import Explanation, Search, form

MAX_DECIMALS = 6
TIE = (
    1e-6  # of the last digit kept: so near to the middle, noise decides whether it goes up or down
)


def roundings(search: Search) -> Iterator[Explanation]:
    """Values that have lost digits."""
    name = search.name
    whole = (
        (np.trunc, "cut off to a whole number: are integers used, by dtype=int or int()?"),
        (np.floor, "rounded down to a whole number: is // used where / belongs?"),
    )
    for change, words in whole:
        predict = partial(_changed, search, change)
        yield Explanation("rounded", f"{name} is {words}", predict)
    for decimals in range(MAX_DECIMALS, -1, -1):
        words = f"rounded to {decimals} decimals" if decimals else "rounded to a whole number"
        predict = partial(_rounded, search, decimals)
        yield Explanation("rounded", f"{name} is {words}; return it as it is.", predict)


def _changed(search: Search, change: Callable[[Any], Any], given: Given) -> Any:
    right = search.base(given)
    if isinstance(right, list):
        return [change(np.asarray(item)) for item in right]
    return None if right is None else change(np.asarray(right))


def _rounded(search: Search, decimals: int, given: Given) -> Any:
    right, mine = search.base(given), given[1][search.name]
    if right is None or form(right) != form(mine):
        return None
    if isinstance(right, list):
        return [_round(a, b, decimals) for a, b in zip(right, mine, strict=True)]
    return _round(right, mine, decimals)


def _round(right: Any, mine: Any, decimals: int) -> Any:
    """The right value rounded; where it lies between two, as the student's is."""
    unit = 10.0**-decimals
    places = np.asarray(right, dtype=np.float64) / unit
    in_between = np.abs(places - np.floor(places) - 0.5) < TIE
    near = np.abs(np.asarray(mine) / unit - places) < 0.5 + 2 * TIE
    return np.where(in_between & near, mine, np.round(places) * unit)
