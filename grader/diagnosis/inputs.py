"""Something else in its place, or the right formula with other arguments, or with a term too many."""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from grader.answer_key import Given
from grader.diagnosis.search import Explanation, Predict, Search, flat, form, matches
from grader.spec.model import Input

LARGE = 1e3


def other_outputs(search: Search) -> Iterator[Explanation]:
    """What another output should be."""
    for output in search.problem.outputs:
        if output.name != search.name:
            yield Explanation(
                "swapped",
                f"{search.name} is what {output.name} should be.",
                partial(_right_value, output.name),
            )


def inputs_as_given(search: Search) -> Iterator[Explanation]:
    """An input in the place of what it takes to compute the output."""
    for item in search.problem.function.inputs:
        if item.dtype != "text" and item.count is None:
            yield Explanation(
                "input",
                f"{search.name} is the input {item.name} as it was given.",
                partial(_argument, item.name),
            )


def inputs_changed(search: Search) -> Iterator[Explanation]:
    """An input left out, negated, counted from 1, exchanged with another."""
    for item in search.problem.function.inputs:
        if item.dtype == "text" or item.count is not None:
            continue
        name, one = item.name, not item.shape
        changes: list[tuple[str, str, Callable[[Any], Any]]] = [
            ("ignored", f"{name} is left out", lambda value: value * 0)
        ]
        if item.dtype == "int64":
            if _is_class(item):
                changes.append(("labels", f"{name} is counted from 1", lambda value: value - 1))
        else:
            told = f"the sign of {name} is the wrong one"
            negated = partial(_with_arguments, search, {name: operator.neg})
            if search.holds(negated) and _only_sign_counts(search, name):
                told = f"a comparison on {name} goes the other way"
            changes.append(("sign", told, operator.neg))
            if one:
                # What any large number does as well is a condition left out, and not the doing of this one.
                if search.holds(partial(_with_arguments, search, {name: lambda _value: LARGE})):
                    continue
                changes += [
                    ("ignored", f"{name} is taken to be 1", lambda _value: 1.0),
                    ("factor", f"{name} counts twice", lambda value: 2 * value),
                    ("factor", f"{name} counts half", lambda value: value / 2),
                    ("inverse", f"it is divided by {name} instead of multiplied", _inverse),
                ]
        for code, words, change in changes:
            predict = partial(_with_arguments, search, {name: change})
            yield Explanation(code, f"In {search.name}, {words}.", predict)
    pairs = itertools.combinations(search.problem.function.inputs, 2)
    for first, second in pairs:
        if (first.shape, first.dtype) == (second.shape, second.dtype):
            # Where only one of them counts, an exchange is more than was seen.
            for one_name, other in ((first.name, second.name), (second.name, first.name)):
                predict = partial(_with_copied, search, one_name, other)
                words = f"{other} stands where {one_name} belongs"
                yield Explanation("other", f"In {search.name}, {words}.", predict)
            predict = partial(_with_swapped, search, first.name, second.name)
            words = f"{first.name} and {second.name} are exchanged"
            yield Explanation("exchanged", f"In {search.name}, {words}.", predict)


def terms(search: Search) -> Iterator[Explanation]:
    """A multiple of an input too many or too few, such as of a regulariser or a bias."""
    if search.value.count is not None:
        return
    scalars = [
        i.name for i in search.problem.function.inputs if not i.shape and i.dtype == "float64"
    ]
    for words, term in _summands(search):
        for scalar in (None, *scalars):
            text = words if scalar is None else scalar if words == "1" else f"{scalar}·{words}"

            def scaled(given: Given, term: Predict = term, scalar: str | None = scalar) -> Any:
                found = term(given)
                if found is None or scalar is None:
                    return found
                return given[0].case.arguments[scalar] * found

            coefficient = _coefficient(search, scaled)
            if coefficient is None:
                continue
            size = abs(coefficient)
            shown = text if size == 1 else f"{size:g}" if text == "1" else f"{size:g}·{text}"
            message = f"In {search.name}, the term {shown} is "
            message += "missing." if coefficient < 0 else "there once too often."
            if text == "1":
                order = "small" if coefficient < 0 else "large"
                message = f"{search.name} is {size:g} too {order}."

            def predict(given: Given, term: Predict = scaled, by: float = coefficient) -> Any:
                found, right = term(given), search.base(given)
                return None if found is None or right is None else right + by * found

            yield Explanation("term", message, predict)


def _with_arguments(
    search: Search, changes: Mapping[str, Callable[[Any], Any]], given: Given
) -> Any:
    arguments = given[0].case.arguments
    changed = {name: change(arguments[name]) for name, change in changes.items()}
    return search.recomputed(given, arguments=changed)


def _is_class(item: Input) -> bool:
    """Whether an input numbers classes, or something else, from 0."""
    low = (item.parameters or {}).get("low") if item.distribution == "integers" else None
    return low == 0


def _only_sign_counts(search: Search, name: str) -> bool:
    """Whether twice the input gives the same: then it stands in a comparison only."""
    return all(
        matches(
            _with_arguments(search, {name: lambda value: 2 * value}, given),
            search.base(given),
            search.value,
            given[0],
        )
        for given in search.answers
    )


def _with_swapped(search: Search, first: str, second: str, given: Given) -> Any:
    arguments = given[0].case.arguments
    changed = {first: arguments[second], second: arguments[first]}
    return search.recomputed(given, arguments=changed)


def _with_copied(search: Search, name: str, other: str, given: Given) -> Any:
    return search.recomputed(given, arguments={name: given[0].case.arguments[other]})


def _summands(search: Search) -> Iterator[tuple[str, Predict]]:
    shape = search.value.shape
    for item in search.problem.function.inputs:
        if item.dtype != "float64" or item.count is not None:
            continue
        name = item.name
        if item.shape == shape:
            yield name, partial(_argument, name)
        elif not shape:
            yield f"‖{name}‖²", partial(_squares, name)
        elif len(item.shape) == 1 and len(shape) == 2 and item.shape[0] in shape:
            yield name, partial(_spread, search, name, item.shape[0] == shape[0])
    if not shape:
        yield "1", lambda _given: 1.0


def _spread(search: Search, name: str, column: bool, given: Given) -> Any:
    """A vector, such as a bias, added to every column or row."""
    argument, right = np.asarray(given[0].case.arguments[name]), search.base(given)
    if np.ndim(right) != 2:
        return None
    return np.broadcast_to(argument[:, None] if column else argument, np.shape(right))


def _coefficient(search: Search, term: Predict) -> float | None:
    """How often a term is too many, if the difference is a round multiple of it."""
    given = search.answers[0]
    mine, right = given[1].get(search.name), search.base(given)
    if mine is None or right is None or form(mine) != form(right):
        return None
    found = term(given)
    if found is None or np.shape(found) != np.shape(right):
        return None
    numbers = flat(found)
    size = float(numbers @ numbers)
    if not size or not math.isfinite(size):
        return None
    by = float(flat(np.subtract(mine, right)) @ numbers) / size
    nearest = Fraction(by).limit_denominator(2) if math.isfinite(by) else Fraction(0)
    close = abs(by - nearest) < 1e-6 and 0 < abs(nearest) <= 4
    return float(nearest) if close else None


def _inverse(value: float) -> float:
    return 1 / value if value else math.nan


def _right_value(output: str, given: Given) -> Any:
    return given[0].values[output]


def _argument(name: str, given: Given) -> Any:
    return given[0].case.arguments[name]


def _squares(name: str, given: Given) -> Any:
    return np.sum(np.square(given[0].case.arguments[name]))
