"""The reference's own formulas with another argument, another function, a derivative too many, or a fault."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from grader.diagnosis.search import Explanation, Search, form
from grader.mutation import Mutant, mutants
from grader.reference import Step

MAX_MUTANTS = 400


def _softmax(axis: int, value: Any) -> Any:
    array = np.asarray(value)
    weights = np.exp(array - array.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis=axis, keepdims=True)


def _diagonal(value: Any) -> Any:
    return np.diag(np.diag(value))


def _is_mask(value: Any) -> bool:
    return not isinstance(value, list | str) and bool(np.isin(value, (0, 1)).all())


# What may be done to a value once too often. An axis that is not there is no candidate.
FUNCTIONS: dict[str, Callable[[Any], Any]] = {
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
    "the reciprocal": lambda value: 1 / np.asarray(value),
    "the sign": np.sign,
    "the step at 0": lambda value: 1.0 * (np.asarray(value) > 0),
    "the step at 1/2": lambda value: 1.0 * (np.asarray(value) > 0.5),
}
# What is seen of a value: true whatever brought it about.
SEEN: dict[str, Callable[[Any], Any]] = {
    "only the diagonal of {of} is there, all else is 0": _diagonal,
    "the negative entries of {of} come out as 0": FUNCTIONS["the relu"],
    "the positive entries of {of} come out as 0": lambda value: np.minimum(value, 0),
    "the negative entries of {of} come out positive": np.abs,
}
# The same of a step on the way, whose value no student has seen.
ON_THE_WAY: dict[str, Callable[[Any], Any]] = {
    "a part is left out: it counts as 0": lambda value: 0 * np.asarray(value),
    "a factor or a divisor is left out, or a part is 1 throughout": lambda value: (
        0 * np.asarray(value) + 1
    ),
    "the sign of a part is the wrong one": lambda value: -np.asarray(value),
}
COMPLEMENT = "{of} is 0 where it should be 1, and 1 where it should be 0"
SIGMOID, TANH, RELU = "a sigmoid", "a tanh", "a relu"
SLOPES: dict[tuple[str, str], Callable[[Any], Any]] = {
    (SIGMOID, "{at} (1 - {at})"): lambda value: value * (1 - value),
    (TANH, "1 - {at}²"): lambda value: 1 - value**2,
    (RELU, "1 where {at} > 0"): lambda value: 1.0 * (value > 0),
    (SIGMOID, "sigmoid({at}) (1 - sigmoid({at}))"): lambda value: (
        np.exp(-value) / (1 + np.exp(-value)) ** 2
    ),
    (TANH, "1 - tanh({at})²"): lambda value: 1 - np.tanh(value) ** 2,
}


def other_arguments(search: Search, *, named: bool) -> Iterator[Explanation]:
    """A step computed from another value of the same shape; *named* if a student knows one of the two."""
    values, told = search.example, search.named
    for step in search.own_steps():
        for place, need in enumerate(step.needs):
            for other, value in values.items():
                if other in (need, step.name) or form(value) != form(values[need]):
                    continue
                if named != bool({need, other} & told):
                    continue
                needs = (*step.needs[:place], other, *step.needs[place + 1 :])
                source = other if other in told else "another value of the same shape"
                belongs = need if need in told else "another value of the same shape"
                words = f"is computed from {source} where {belongs} belongs"
                if not named:
                    words = (
                        "uses another value of the same shape in the place of the right one, such as "
                        "one from before or after a function"
                    )
                changed = Step(step.name, needs, step.compute)
                predict = partial(search.recomputed_with, {step.name: changed})
                yield Explanation("other", f"{search.name} {words}.", predict)


def steps_transformed(search: Search) -> Iterator[Explanation]:
    """A derivative or a function too many, too few or another one, on the value of a step."""
    for step in reversed(search.own_steps()):
        yield from _seen(search, step)
        yield from _slopes(search, step)
        yield from _other_function(search, step)
        yield from _function_too_many(search, step)
        yield from _factors(search, step)


def _slopes(search: Search, step: Step) -> Iterator[Explanation]:
    where = _where(search, step)
    for other, value in _others(search, step):
        if _is_mask(value):
            continue  # zeros and ones are no value of any of these
        shown = other if other in search.named else None
        for (kind, formula), slope in SLOPES.items():
            told = f"the derivative of {kind}" + _formula(formula, shown)
            for power, verb in ((1, "is there once too often"), (-1, "is missing")):
                changed = partial(_with_slope, step.compute, [(slope, power)])
                yield _stepwise(
                    search,
                    "slope",
                    f"{told} {verb}{where}",
                    Step(step.name, (*step.needs, other), changed),
                )
        for ((kind, formula), slope), ((right, wanted), divisor) in itertools.permutations(
            SLOPES.items(), 2
        ):
            if right == RELU:
                continue  # it is 0 in places
            wrong_form, right_form = _formula(formula, shown), _formula(wanted, shown)
            told = f"the derivative of {kind}{wrong_form} stands where that of {right}{right_form} belongs"
            if kind == right:
                told = f"the derivative of {kind} is taken at another value than it belongs at"
                if shown:
                    told += ": " + f"{formula} stands where {wanted} belongs".format(at=shown)
            changed = partial(_with_slope, step.compute, [(slope, 1), (divisor, -1)])
            yield _stepwise(
                search, "slope", f"{told}{where}", Step(step.name, (*step.needs, other), changed)
            )


def _formula(formula: str, at: str | None) -> str:
    return f", {formula.format(at=at)}," if at else ""


def _other_function(search: Search, step: Step) -> Iterator[Explanation]:
    """Another function of what the step is computed from, or none."""
    values, known = search.example, search.named
    for need in step.needs:
        if form(values[need]) != form(values[step.name]) or isinstance(values[need], list):
            continue
        of = step.name if step.name in known else None
        source = need if need in known else None
        told = "a step before it is left out: what goes into it is used in its place"
        if of and source:
            told = f"{of} is {source} itself: no function is applied to it"
        elif of:
            told = f"the last step to {of} is left out"
        yield _stepwise(search, "function", told, Step(step.name, (need,), lambda value: value))
        for words, change in FUNCTIONS.items():
            told = (
                f"{words} of {source or 'a step before it'} is taken where something else belongs"
            )
            if of:
                told = f"{of} is {words} of {source or 'the step before'}"
            yield _stepwise(search, "function", told, Step(step.name, (need,), change))


def _seen(search: Search, step: Step) -> Iterator[Explanation]:
    """What the value of the step has come to."""
    of = _name_of(search, step)
    changes = dict(SEEN) if step.name in search.named else ON_THE_WAY | SEEN
    if _is_mask(search.example[step.name]):
        changes[COMPLEMENT] = lambda value: 1 - np.asarray(value)
    for words, change in changes.items():
        changed = Step(step.name, step.needs, partial(_then, change, step.compute))
        yield _stepwise(search, "function", words.format(of=of), changed)


def _function_too_many(search: Search, step: Step) -> Iterator[Explanation]:
    of = _name_of(search, step)
    for words, change in FUNCTIONS.items():
        changed = Step(step.name, step.needs, partial(_then, change, step.compute))
        yield _stepwise(search, "function", f"{words} is applied to {of}", changed)


def _name_of(search: Search, step: Step) -> str:
    return step.name if step.name in search.named else "a step before it"


def _factors(search: Search, step: Step) -> Iterator[Explanation]:
    for other, value in _others(search, step):
        if np.array_equal(value, search.example[step.name]):
            continue  # a value divided by itself says nothing
        told = f"the factor {other}" if other in search.named else "a factor"
        for power, verb in ((1, "is there once too often"), (-1, "is missing")):
            compute = partial(_with_slope, step.compute, [(lambda value: value, power)])
            changed = Step(step.name, (*step.needs, other), compute)
            yield _stepwise(search, "slope", f"{told} {verb}{_where(search, step)}", changed)


def _others(search: Search, step: Step) -> Iterator[tuple[str, Any]]:
    """Values of the step's shape that it may be computed from."""
    values, before = search.example, _before(search, step.name)
    for other, value in values.items():
        if isinstance(value, list | str) or other not in before:
            continue
        if form(value) == form(values[step.name]):
            yield other, value


def _where(search: Search, step: Step) -> str:
    return f" in {step.name}" if step.name in search.named - {search.name} else ""


def faults_inside(search: Search) -> Iterator[Explanation]:
    """A small fault in a formula: the mutants of the reference that the cases tell apart."""
    reference = search.key.reference
    if reference is None:
        return
    names = tuple(step.name for step in search.own_steps())
    found: list[Mutant] | None = search.key.remembered.get(names)
    if found is None:
        found = list(itertools.islice(mutants(reference.file, names), MAX_MUTANTS))
        search.key.remembered[names] = found
    for mutant in found:
        # A fault in a helper may be in any step.
        own = {mutant.where: mutant.steps[mutant.where]} if mutant.where in names else mutant.steps
        predict = partial(search.recomputed_with, own)
        code = f"inside-{mutant.kind.partition(' ')[0]}"
        yield Explanation(code, f"In {search.name}, {_fault_words(mutant.kind)}.", predict)


def _stepwise(search: Search, code: str, words: str, step: Step) -> Explanation:
    predict = partial(search.recomputed_with, {step.name: step})
    if search.name not in re.findall(r"\w+", words):
        words = f"In {search.name}, {words}"
    elif not words.startswith(f"{search.name} "):
        words = words[0].upper() + words[1:]
    return Explanation(code, f"{words}.", predict)


def _before(search: Search, step: str) -> set[str]:
    """What may be used in a step: the inputs, and the steps above it."""
    reference = search.key.reference
    order = [] if reference is None else list(reference.steps)
    inputs = {item.name for item in search.problem.function.inputs}
    return inputs | set(order[: order.index(step)])


def _then(change: Callable[[Any], Any], compute: Callable[..., Any], *arguments: Any) -> Any:
    return change(compute(*arguments))


def _with_slope(
    compute: Callable[..., Any],
    slopes: Sequence[tuple[Callable[[Any], Any], int]],
    *arguments: Any,
) -> Any:
    *needs, at = arguments
    factors = [slope(at) ** float(power) for slope, power in slopes]
    return compute(*needs) * math.prod(factors)


OPERATORS = {
    "+": "plus",
    "-": "minus",
    "*": "times",
    "/": "divided by",
    "@": "a matrix product",
    "**": "a power",
    "&": "and",
    "|": "or",
}
ORDERED = {"-": "a difference", "/": "a quotient", "@": "a matrix product", "**": "a power"}


def _fault_words(kind: str) -> str:
    family, _, rest = kind.partition(" ")
    match family, rest.split(" "):
        case "call", [name]:
            return f"`{name}` is left out"
        case "counterpart", [wrong, right]:
            return f"`{wrong}` stands where `{right}` belongs"
        case "operator", [wrong, right]:
            words = [OPERATORS.get(item, item) for item in (wrong, right)]
            return f"{words[0]} stands where {words[1]} belongs"
        case "exchange", [operator]:
            return f"the two sides of {ORDERED.get(operator, 'an operation')} are exchanged"
        case _:
            pass
    return {
        "sign": "a minus sign, or a not, is left out",
        "term": "a term is missing",
        "factor": "a factor or a divisor is missing",
        "power": "a power, such as a square, is left out",
        "arguments": "two arguments of a function are exchanged",
        "transposition": "a transposition is missing, or one too many",
        "axis": "a sum, maximum or index goes along another axis or place",
        "index": "an index is off by one, such as k where k + 1 belongs",
        "constant": "a constant is another than asked for",
        "comparison": "a comparison goes the other way",
        "condition": "a condition is another than asked for",
    }[family]
