"""The reference's own formulas with another argument, another function, a derivative too many, or a fault."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from grader.diagnosis.search import Explanation, Search, form
from grader.mutation import mutants
from grader.reference import Step

MAX_MUTANTS = 400


def _softmax(axis: int, value: Any) -> Any:
    array = np.asarray(value)
    weights = np.exp(array - array.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


def _diagonal(value: Any) -> Any:
    return np.diag(np.diag(value))


LEFT_OUT, NOTHING_DONE = "zero", "the identity"
# What stands in a formula where another stands, or none. An axis that is not there is no candidate.
FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    LEFT_OUT: lambda value: 0 * np.asarray(value),
    NOTHING_DONE: lambda value: value,
    "the sigmoid": lambda value: 1 / (1 + np.exp(-np.asarray(value))),
    "the tanh": np.tanh,
    "the relu": lambda value: np.maximum(value, 0),
    "the softmax over the last axis": partial(_softmax, -1),
    "the softmax over the first axis": partial(_softmax, 0),
    "the square root": np.sqrt,
    "the square": np.square,
    "the absolute value": np.abs,
    "the exponential": np.exp,
    "the logarithm": np.log,
    "the complement to 1": lambda value: 1 - np.asarray(value),
    "the reciprocal": lambda value: 1 / np.asarray(value),
    "the sign": np.sign,
    "the step at 0": lambda value: 1.0 * (np.asarray(value) > 0),
    "the step at 1/2": lambda value: 1.0 * (np.asarray(value) > 0.5),
    "the diagonal alone": _diagonal,
}
SLOPES: dict[str, Callable[[Any], Any]] = {
    "the derivative of a sigmoid": lambda value: value * (1 - value),
    "the derivative of a tanh": lambda value: 1 - value**2,
    "the derivative of a relu": lambda value: 1.0 * (value > 0),
    "a factor": lambda value: value,
    "the derivative of a sigmoid, at another value,": lambda value: (
        np.exp(-value) / (1 + np.exp(-value)) ** 2
    ),
    "the derivative of a tanh, at another value,": lambda value: 1 - np.tanh(value) ** 2,
}


def other_arguments(search: Search) -> Iterator[Explanation]:
    """A step computed from another value of the same shape."""
    values, told = search.example(), search.named
    for step in search.own_steps():
        for place, need in enumerate(step.needs):
            for other, value in values.items():
                if other in (need, step.name) or form(value) != form(values[need]):
                    continue
                needs = (*step.needs[:place], other, *step.needs[place + 1 :])
                changed = Step(step.name, needs, step.compute)
                words = "uses another value of the same shape in the place of the right one"
                if {need, other} <= told:
                    words = f"is computed from {other} where {need} belongs"
                yield Explanation(
                    "other",
                    f"{search.name} {words}.",
                    partial(search.recomputed_with, {step.name: changed}),
                )


def steps_transformed(search: Search) -> Iterator[Explanation]:
    """A function too many, too few or another one, on the value of a step."""
    values, known = search.example(), search.named
    for step in reversed(search.own_steps()):
        of = step.name if step.name in known else "a step before it"
        for words, change in FUNCTIONS.items():
            changed = Step(step.name, step.needs, partial(_then, change, step.compute))
            told = f"{of} is left out" if words == LEFT_OUT else f"{words} is applied to {of}"
            yield _stepwise(search, "function", told, changed)
        for need in step.needs:
            if form(values[need]) != form(values[step.name]) or isinstance(values[need], list):
                continue
            source = need if need in known else "the step before"
            for words, change in FUNCTIONS.items():
                told = f"{of} is {words} of {source}"
                if words == NOTHING_DONE:
                    told = f"no function is applied to {source} where one belongs"
                yield _stepwise(search, "function", told, Step(step.name, (need,), change))
        for other, value in values.items():
            if other == step.name or form(value) != form(values[step.name]):
                continue
            if isinstance(value, list | str) or other not in _before(search, step.name):
                continue
            for words, factor in SLOPES.items():
                for power, verb in ((1, "is there once too often"), (-1, "is missing")):
                    compute = partial(_with_slope, step.compute, factor, power)
                    changed = Step(step.name, (*step.needs, other), compute)
                    yield _stepwise(search, "slope", f"{words} {verb} in {of}", changed)


def faults_inside(search: Search) -> Iterator[Explanation]:
    """A small fault in a formula: the mutants of the reference that the cases tell apart."""
    reference = search.key.reference
    if reference is None:
        return
    names = [step.name for step in search.own_steps()]
    for mutant in itertools.islice(mutants(reference.file, names), MAX_MUTANTS):
        predict = partial(search.recomputed_with, mutant.steps)
        words = _fault_words(mutant.kind)
        yield Explanation(
            f"inside-{mutant.kind.partition(' ')[0]}", f"In {search.name}, {words}.", predict
        )


def _stepwise(search: Search, code: str, words: str, step: Step) -> Explanation:
    predict = partial(search.recomputed_with, {step.name: step})
    return Explanation(code, f"In {search.name}, {words}.", predict)


def _before(search: Search, step: str) -> set[str]:
    """What may be used in a step: the inputs, and the steps above it."""
    reference = search.key.reference
    order = [] if reference is None else list(reference.steps)
    inputs = {item.name for item in search.problem.function.inputs}
    return inputs | set(order[: order.index(step)])


def _then(change: Callable[[Any], Any], compute: Callable[..., Any], *arguments: Any) -> Any:
    return change(compute(*arguments))


def _with_slope(
    compute: Callable[..., Any], slope: Callable[[Any], Any], power: int, *arguments: Any
) -> Any:
    *needs, at = arguments
    return compute(*needs) * slope(at) ** power


def _fault_words(kind: str) -> str:
    family, _, rest = kind.partition(" ")
    if family == "call":
        return f"{rest} is left out"
    if family == "counterpart":
        wrong, right = rest.split(" ")
        return f"there is a {wrong} where a {right} belongs"
    return {
        "operator": "plus stands for minus, or times for divided by",
        "term": "a term is missing",
        "factor": "a factor is missing",
        "exchange": "two operands or arguments are exchanged",
        "transposition": "a transposition is missing, or one too many",
        "axis": "a sum, maximum or index goes along another axis or place",
        "constant": "a constant is another than asked for",
        "comparison": "a comparison goes the other way",
        "condition": "a condition is another than asked for",
    }[family]
