"""Causes that nobody listed: which change of the right answer gives exactly the student's?

Every candidate is a function from a case to a value. It explains an output only if it gives the student's value
on every case, cases of different sizes among them, and the simplest one is told. Where an earlier output of
the student's is wrong, the right answer is that which follows from it: what is explained is this step alone.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from grader.answer_key import AnswerKey, Entry
from grader.comparison import Scale, compare
from grader.diagnosis.evidence import evidence
from grader.mutation import mutants
from grader.reference import Step
from grader.results import Diagnosis
from grader.spec.model import Problem, Value, leaves

Given = tuple[Entry, Mapping[str, Any]]
"""A case, and the student's values that are numbers."""

Predict = Callable[[Given], Any]
"""What a student gives on a case who makes the mistake; None if that cannot be told."""

POWERS = (-2, -1, 1, 2)
MAX_DENOMINATOR = 12
KNOWN_FACTORS = {
    1 / math.log(2): "the logarithm is to the base 2 where the natural one is asked for",
    math.log(2): "a logarithm to the base 2 is undone as if it were natural",
}
MAX_MUTANTS = 400
MAX_CANDIDATES = 5000


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
    "one minus it": lambda value: 1 - np.asarray(value),
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


@dataclass(frozen=True)
class Explanation:
    """A cause that gives the student's values.

    Attributes:
        code: its family.
        message: the sentence for the student.
        predict: the values that it gives; on any case, so that it can be put to the test.
    """

    code: str
    message: str
    predict: Predict


def explain(
    problem: Problem, key: AnswerKey, output: str, answers: Sequence[Given]
) -> Explanation | None:
    """The simplest cause that explains a wrong output; None if none does.

    Args:
        problem: the exercise.
        key: its answer key.
        output: an output that is wrong, and does not follow from an earlier one that is.
        answers: the cases, with the student's values.
    """
    different = {tuple(entry.case.sizes.values()) for entry, _ in answers}
    if len(different if problem.dimensions else answers) < 2:
        return None
    # Zeros come from anything that was forgotten.
    if not any(np.any(leaf) for _, own in answers for leaf in leaves(own.get(output, 0))):
        return None
    value = next(item for item in problem.function.returns if item.name == output)
    search = _Search(problem, key, value, answers)
    with np.errstate(all="ignore"):  # what a wrong answer holds may be anything
        tried = itertools.islice(search.candidates(), MAX_CANDIDATES)
        return next((cause for cause in tried if search.holds(cause.predict)), None)


def diagnose(
    problem: Problem, key: AnswerKey, answers: Sequence[Given], wrong: Sequence[str]
) -> dict[str, Diagnosis]:
    """The cause of each wrong output that has one; see `explain`."""
    found: dict[str, Diagnosis] = {}
    for name in wrong:
        # A wrong answer may hold anything. What is tried on it must not make it the grader's failure.
        with contextlib.suppress(Exception):
            cause = explain(problem, key, name, answers)
            if cause is not None:
                found[name] = Diagnosis(cause.code, cause.message, evidence(name, answers))
    return found


class _Search:
    def __init__(
        self, problem: Problem, key: AnswerKey, value: Value, answers: Sequence[Given]
    ) -> None:
        self.problem = problem
        self.key = key
        self.value = value
        self.name = value.name
        # The largest first: it tells most candidates at once.
        self.answers = sorted(answers, key=lambda given: -_size(given[0].values[value.name]))
        self.earlier = key.earlier(value.name)
        self.bases: dict[int, tuple[Entry, Any]] = {}

    def holds(self, predict: Predict) -> bool:
        """Whether a cause gives the student's values on every case, and not just the right ones."""
        touched = False
        for given in self.answers:
            entry, own = given
            if self.name not in own:
                return False
            told = predict(given)
            if told is own[self.name]:  # says nothing about this case
                touched = touched or not self.is_right(given)
                continue
            if told is None or not matches(own[self.name], told, self.value, entry):
                return False
            touched = touched or not matches(told, self.base(given), self.value, entry)
        return touched

    def base(self, given: Given) -> Any:
        """The right value, given the student's own earlier outputs."""
        entry, own = given
        if id(entry) not in self.bases:
            # The entry is kept beside its value, so that no other one can get its id.
            value = base_value(self.key, self.name, self.earlier, entry, own)
            self.bases[id(entry)] = (entry, value)
        return self.bases[id(entry)][1]

    def candidates(self) -> Iterator[Explanation]:
        """From the simplest to the most involved."""
        yield from self.overflow()
        yield from self.signs_and_scales(self.base, "")
        yield from self.transpositions()
        yield from self.other_values()
        yield from self.inputs_changed()
        yield from self.terms()
        yield from self.other_arguments()
        yield from self.steps_transformed()
        yield from self.faults_inside()

    # What is done to the right value.

    def signs_and_scales(self, base: Predict, also: str) -> Iterator[Explanation]:
        name = self.name
        yield Explanation(
            "sign", f"{name} has the wrong sign{also}.", lambda given: _times(-1.0, base(given))
        )
        ratios = [self.ratio(given, base) for given in self.answers]
        known = [(given, ratio) for given, ratio in zip(self.answers, ratios, strict=True) if ratio]
        if len(known) < 2 or any(ratio is None for ratio in ratios):
            return
        seen = [(given[0], ratio) for given, ratio in known if ratio]
        for words, places, factor in _factors(seen):

            def predict(given: Given, factor: Callable[[Entry], float] = factor) -> Any:
                return _times(factor(given[0]), base(given))

            told = f"{name} is {words} times the right one{also}{places}."
            yield Explanation("scaled", told, predict)

    def ratio(self, given: Given, base: Predict) -> float | None:
        """By what a value is multiplied, if it is by one number; 0 if the right value is zero."""
        mine, right = given[1].get(self.name), base(given)
        if mine is None or right is None:
            return None
        first, second = _flat(mine), _flat(right)
        if first.shape != second.shape or not first.size:
            return None
        at = int(np.abs(second).argmax())
        return 0.0 if second[at] == 0 else float(first[at] / second[at])

    def overflow(self) -> Iterator[Explanation]:
        first = len(self.problem.golden)
        extreme = range(first, first + len(self.problem.extreme))

        def predict(given: Given) -> Any:
            # On an extreme case anything may have come: the ordinary ones must all be right.
            is_extreme = given[0].case.index in extreme
            return given[1].get(self.name) if is_extreme else self.base(given)

        failing = [given for given in self.answers if not self.is_right(given)]
        if failing and all(given[0].case.index in extreme for given in failing):
            names = ", ".join(dict.fromkeys(str(given[0].case.name) for given in failing))
            yield Explanation(
                "overflow",
                f"{self.name} is right for ordinary numbers, and overflows or underflows for others "
                f"({names}): compute it in a form that cannot, such as with the greatest number "
                "subtracted before exp.",
                predict,
            )

    def is_right(self, given: Given) -> bool:
        mine = given[1].get(self.name)
        return mine is not None and matches(mine, self.base(given), self.value, given[0])

    def transpositions(self) -> Iterator[Explanation]:
        axes = len(self.value.shape)
        if self.value.count is not None or axes < 2:
            return
        for order in itertools.permutations(range(axes)):
            if order == tuple(range(axes)):
                continue

            def turned(given: Given, order: tuple[int, ...] = order) -> Any:
                right = self.base(given)
                return None if np.ndim(right) != len(order) else np.asarray(right).transpose(order)

            what = "is transposed" if axes == 2 else f"has its axes in another order, {list(order)}"
            yield Explanation("transposed", f"{self.name} {what}.", turned)
            yield from self.signs_and_scales(turned, f", and {what}")

    # Something else in its place.

    def other_values(self) -> Iterator[Explanation]:
        for output in self.problem.outputs:
            if output.name != self.name:
                yield Explanation(
                    "swapped",
                    f"{self.name} is what {output.name} should be.",
                    partial(_right_value, output.name),
                )
        for item in self.problem.function.inputs:
            if item.dtype != "text" and item.count is None:
                yield Explanation(
                    "input",
                    f"{self.name} is the input {item.name} as it was given.",
                    partial(_argument, item.name),
                )

    # The right formula, with other arguments.

    def inputs_changed(self) -> Iterator[Explanation]:
        for item in self.problem.function.inputs:
            if item.dtype == "text" or item.count is not None:
                continue
            name, one = item.name, not item.shape
            changes: list[tuple[str, str, Callable[[Any], Any]]] = [
                ("ignored", f"{name} is left out", lambda value: value * 0)
            ]
            if item.dtype == "int64":
                changes.append(("labels", f"{name} is counted from 1", lambda value: value - 1))
            else:
                changes.append(
                    ("sign", f"the sign of {name} is the wrong one", lambda value: -value)
                )
                if one:
                    changes += [
                        ("ignored", f"{name} is taken to be 1", lambda _value: 1.0),
                        ("factor", f"{name} counts twice", lambda value: 2 * value),
                        ("factor", f"{name} counts half", lambda value: value / 2),
                        ("inverse", f"it is divided by {name} instead of multiplied", _inverse),
                    ]
            for code, words, change in changes:
                predict = partial(self.with_arguments, {name: change})
                yield Explanation(code, f"In {self.name}, {words}.", predict)
        pairs = itertools.combinations(self.problem.function.inputs, 2)
        for first, second in pairs:
            if (first.shape, first.dtype) == (second.shape, second.dtype):
                predict = partial(self.with_swapped, first.name, second.name)
                words = f"{first.name} and {second.name} are exchanged"
                yield Explanation("exchanged", f"In {self.name}, {words}.", predict)
                for one_name, other in ((first.name, second.name), (second.name, first.name)):
                    predict = partial(self.with_copied, one_name, other)
                    words = f"{other} stands where {one_name} belongs"
                    yield Explanation("other", f"In {self.name}, {words}.", predict)

    def with_arguments(self, changes: Mapping[str, Callable[[Any], Any]], given: Given) -> Any:
        arguments = given[0].case.arguments
        changed = {name: change(arguments[name]) for name, change in changes.items()}
        return self.recomputed(given, arguments=changed)

    def with_swapped(self, first: str, second: str, given: Given) -> Any:
        arguments = given[0].case.arguments
        changed = {first: arguments[second], second: arguments[first]}
        return self.recomputed(given, arguments=changed)

    def with_copied(self, name: str, other: str, given: Given) -> Any:
        return self.recomputed(given, arguments={name: given[0].case.arguments[other]})

    def recomputed(
        self,
        given: Given,
        *,
        steps: Mapping[str, Step] | None = None,
        arguments: Mapping[str, Any] | None = None,
    ) -> Any:
        entry, own = given
        known = {name: own[name] for name in self.earlier if name in own}
        if len(known) < len(self.earlier):
            return None
        return self.key.value(self.name, entry, known, steps=steps or {}, arguments=arguments or {})

    # A term too many or missing.

    def terms(self) -> Iterator[Explanation]:
        if self.value.count is not None:
            return
        scalars = [
            i.name for i in self.problem.function.inputs if not i.shape and i.dtype == "float64"
        ]
        for words, term in self.summands():
            for scalar in (None, *scalars):
                text = words if scalar is None else f"{scalar} {words}"

                def scaled(given: Given, term: Predict = term, scalar: str | None = scalar) -> Any:
                    found = term(given)
                    if found is None or scalar is None:
                        return found
                    return given[0].case.arguments[scalar] * found

                coefficient = self.coefficient(scaled)
                if coefficient is None:
                    continue
                told = {
                    -1.0: f"the term {text} is missing",
                    1.0: f"the term {text} is there once too often",
                }.get(coefficient, f"there are {coefficient:g} times {text} too many")
                if coefficient < 0 and coefficient != -1:
                    told = f"there are {-coefficient:g} times {text} too few"

                def predict(given: Given, term: Predict = scaled, by: float = coefficient) -> Any:
                    found, right = term(given), self.base(given)
                    return None if found is None or right is None else right + by * found

                yield Explanation("term", f"In {self.name}, {told}.", predict)

    def summands(self) -> Iterator[tuple[str, Predict]]:
        shape = self.value.shape
        for item in self.problem.function.inputs:
            if item.dtype != "float64" or item.count is not None:
                continue
            name = item.name
            if item.shape == shape:
                yield name, partial(_argument, name)
            elif not shape:
                yield f"‖{name}‖²", partial(_squares, name)
            elif len(item.shape) == 1 and len(shape) == 2 and item.shape[0] in shape:
                yield name, partial(self.spread, name, item.shape[0] == shape[0])
        if not shape:
            yield "1", lambda _given: 1.0

    def spread(self, name: str, column: bool, given: Given) -> Any:
        """A vector, such as a bias, added to every column or row."""
        argument, right = np.asarray(given[0].case.arguments[name]), self.base(given)
        if np.ndim(right) != 2:
            return None
        return np.broadcast_to(argument[:, None] if column else argument, np.shape(right))

    def coefficient(self, term: Predict) -> float | None:
        """How often a term is too many, if the difference is a round multiple of it."""
        given = self.answers[0]
        mine, right = given[1].get(self.name), self.base(given)
        if mine is None or right is None or _form(mine) != _form(right):
            return None
        found = term(given)
        if found is None or np.shape(found) != np.shape(right):
            return None
        flat = _flat(found)
        size = float(flat @ flat)
        if not size or not math.isfinite(size):
            return None
        by = float(_flat(np.subtract(mine, right)) @ flat) / size
        nearest = Fraction(by).limit_denominator(2) if math.isfinite(by) else Fraction(0)
        close = abs(by - nearest) < 1e-6 and 0 < abs(nearest) <= 4
        return float(nearest) if close else None

    # The reference's own graph.

    def other_arguments(self) -> Iterator[Explanation]:
        """A step computed from another value of the same shape."""
        reference = self.key.reference
        if reference is None:
            return
        entry = self.answers[0][0]
        values = {**entry.case.arguments, **reference.right(entry.case.arguments)}
        told = {value.name for value in self.problem.function.returns}
        told |= {item.name for item in self.problem.function.inputs}
        for step in self.own_steps():
            for place, need in enumerate(step.needs):
                for other, value in values.items():
                    if other in (need, step.name) or _form(value) != _form(values[need]):
                        continue
                    needs = (*step.needs[:place], other, *step.needs[place + 1 :])
                    changed = Step(step.name, needs, step.compute)
                    words = "is computed from another value of the same shape than is asked for"
                    if {need, other} <= told:
                        words = f"is computed from {other} where {need} belongs"
                    yield Explanation(
                        "other",
                        f"{self.name} {words}.",
                        partial(self.recomputed_with, {step.name: changed}),
                    )

    def steps_transformed(self) -> Iterator[Explanation]:
        """A function too many, too few or another one, on the value of a step."""
        reference = self.key.reference
        if reference is None:
            return
        entry = self.answers[0][0]
        values = {**entry.case.arguments, **reference.right(entry.case.arguments)}
        known = {value.name for value in self.problem.function.returns}
        known |= {item.name for item in self.problem.function.inputs}
        for step in reversed(self.own_steps()):
            of = step.name if step.name in known else "a step before it"
            for words, change in FUNCTIONS.items():
                changed = Step(step.name, step.needs, partial(_then, change, step.compute))
                told = f"{of} is left out" if words == LEFT_OUT else f"{words} is applied to {of}"
                yield self.stepwise("function", told, changed)
            for need in step.needs:
                if _form(values[need]) != _form(values[step.name]) or isinstance(
                    values[need], list
                ):
                    continue
                source = need if need in known else "the step before"
                for words, change in FUNCTIONS.items():
                    told = f"{of} is {words} of {source}"
                    if words == NOTHING_DONE:
                        told = f"no function is applied to {source} where one belongs"
                    yield self.stepwise("function", told, Step(step.name, (need,), change))
            for other, value in values.items():
                if other == step.name or _form(value) != _form(values[step.name]):
                    continue
                if isinstance(value, list | str) or other not in self.before(step.name):
                    continue
                for words, factor in SLOPES.items():
                    for power, verb in ((1, "is there once too often"), (-1, "is missing")):
                        compute = partial(_with_slope, step.compute, factor, power)
                        changed = Step(step.name, (*step.needs, other), compute)
                        yield self.stepwise("slope", f"{words} {verb} in {of}", changed)

    def stepwise(self, code: str, words: str, step: Step) -> Explanation:
        predict = partial(self.recomputed_with, {step.name: step})
        return Explanation(code, f"In {self.name}, {words}.", predict)

    def before(self, step: str) -> set[str]:
        """What may be used in a step: the inputs, and the steps above it."""
        reference = self.key.reference
        order = [] if reference is None else list(reference.steps)
        inputs = {item.name for item in self.problem.function.inputs}
        return inputs | set(order[: order.index(step)])

    def faults_inside(self) -> Iterator[Explanation]:
        """A small fault in a formula: the mutants of the reference that the cases tell apart."""
        reference = self.key.reference
        if reference is None:
            return
        names = [step.name for step in self.own_steps()]
        for mutant in itertools.islice(mutants(reference.file, names), MAX_MUTANTS):
            predict = partial(self.recomputed_with, mutant.steps)
            words = _fault_words(mutant.kind)
            yield Explanation(
                f"inside-{mutant.kind.partition(' ')[0]}", f"In {self.name}, {words}.", predict
            )

    def own_steps(self) -> list[Step]:
        """The steps of this output that are not behind an earlier one."""
        reference = self.key.reference
        if reference is None:
            return []
        found: dict[str, Step] = {}
        left = [self.name]
        while left:
            name = left.pop()
            step = reference.steps.get(name)
            if step is not None and name not in found and name not in self.earlier:
                found[name] = step
                left += step.needs
        return [step for name, step in reference.steps.items() if name in found]

    def recomputed_with(self, steps: Mapping[str, Step], given: Given) -> Any:
        return self.recomputed(given, steps=steps)


def base_value(
    key: AnswerKey, output: str, earlier: frozenset[str], entry: Entry, own: Mapping[str, Any]
) -> Any:
    """What an output should be, given the student's own earlier outputs; None if they lead nowhere."""
    known = {name: own[name] for name in earlier if name in own}
    if not known or all(known[name] is entry.values[name] for name in known):
        return entry.values[output]
    if len(known) < len(earlier):
        return None
    return key.value(output, entry, known)


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


def _factors(
    known: Sequence[tuple[Entry, float]],
) -> Iterator[tuple[str, str, Callable[[Entry], float]]]:
    """Factors that fit what is seen: in words, where they were seen, and to compute with.

    They are constants, and sizes and scalar arguments with a power.
    """
    (first, at_first), *rest = known
    quantities = [
        *((name, partial(_size_of, name)) for name in first.case.sizes if "[" not in name),
        *(
            (name, partial(_argument_of, name))
            for name, value in first.case.arguments.items()
            if isinstance(value, float)
        ),
    ]
    bases: list[tuple[str, Callable[[Entry], float]]] = [("", lambda _entry: 1.0)]
    for name, quantity in quantities:
        bases += [(_power_words(name, p), partial(_power, [(quantity, p)])) for p in POWERS]
    for (name, quantity), (other, second) in itertools.combinations(quantities, 2):
        for power, and_power in itertools.product((-1, 1), repeat=2):
            words = _product_words(name, power, other, and_power)
            bases.append((words, partial(_power, [(quantity, power), (second, and_power)])))
    for words, base in bases:
        scale = base(first)
        if not scale or not math.isfinite(scale):
            continue
        constant = at_first / scale
        if not all(math.isclose(ratio, constant * base(e), rel_tol=1e-6) for e, ratio in rest):
            continue
        exact = _round(constant)
        if exact is None and (words or not _is_known(constant)):
            continue
        number = float(exact) if exact is not None else constant
        advice = _advice(words) if number == 1 else ""
        yield *_factor_words(number, words, known, advice), partial(_scaled, number, base)


def _factor_words(
    number: float, words: str, known: Sequence[tuple[Entry, float]], advice: str
) -> tuple[str, str]:
    """Such as "exactly 2", or "N" and " (2 times where N = 2, 7 times where N = 7)"."""
    if not words:
        close = (text for k, text in KNOWN_FACTORS.items() if math.isclose(number, k, rel_tol=1e-6))
        told = next(close, "")
        return f"exactly {_number(number)}", f": {told}" if told else ""
    factor = words if number == 1 else f"-{words}" if number == -1 else f"{_number(number)}·{words}"
    ends = sorted({ratio: entry for entry, ratio in known}.items())
    seen = [
        f"{ratio:.4g} times where {_places(words, entry)}" for ratio, entry in (ends[0], ends[-1])
    ]
    return factor, f" ({', '.join(seen)}){advice}"


def _power_words(name: str, power: int) -> str:
    return {1: name, -1: f"1/{name}", 2: f"{name}²", -2: f"1/{name}²"}[power]


def _places(words: str, entry: Entry) -> str:
    names = [*entry.case.sizes, *entry.case.arguments]
    values = {**entry.case.arguments, **entry.case.sizes}
    used = [name for name in dict.fromkeys(names) if name in re.findall(r"\w+", words)]
    return ", ".join(f"{name} = {values[name]:g}" for name in used)


def _advice(words: str) -> str:
    """What a factor that is a size most often means."""
    if re.fullmatch(r"\w+", words):
        return f": a division by {words} is missing"
    if re.fullmatch(r"1/\w+", words):
        return f": it is divided by {words[2:]} once too often"
    return ""


def _product_words(name: str, power: int, other: str, and_power: int) -> str:
    if power < 0 < and_power:
        return f"{other}/{name}"
    return (
        f"{name}·{other}"
        if and_power > 0
        else f"{name}/{other}"
        if power > 0
        else f"1/({name}·{other})"
    )


def _number(number: float) -> str:
    exact = _round(number)
    return f"{number:.6g}" if exact is None else str(exact)


def _round(number: float) -> Fraction | None:
    if not math.isfinite(number):
        return None
    nearest = Fraction(number).limit_denominator(MAX_DENOMINATOR)
    return nearest if nearest and math.isclose(number, nearest, rel_tol=1e-6) else None


def _is_known(number: float) -> bool:
    return any(math.isclose(number, known, rel_tol=1e-6) for known in KNOWN_FACTORS)


def _power(parts: Sequence[tuple[Callable[[Entry], float], int]], entry: Entry) -> float:
    numbers = [(float(quantity(entry)), power) for quantity, power in parts]
    return (
        math.prod(number**power for number, power in numbers) if all(n for n, _ in numbers) else 0.0
    )


def _scaled(number: float, base: Callable[[Entry], float], entry: Entry) -> float:
    return number * base(entry)


def _size_of(name: str, entry: Entry) -> float:
    return float(entry.case.sizes[name])


def _argument_of(name: str, entry: Entry) -> float:
    return float(entry.case.arguments[name])


def _inverse(value: float) -> float:
    return 1 / value if value else math.nan


def _times(factor: float, value: Any) -> Any:
    if value is None:
        return None
    return (
        [_times(factor, item) for item in value]
        if isinstance(value, list)
        else factor * np.asarray(value)
    )


def _right_value(output: str, given: Given) -> Any:
    return given[0].values[output]


def _argument(name: str, given: Given) -> Any:
    return given[0].case.arguments[name]


def _squares(name: str, given: Given) -> Any:
    return np.sum(np.square(given[0].case.arguments[name]))


def _form(value: Any) -> Any:
    """The shape of a value; of a list, those of its items."""
    if isinstance(value, list):
        return [_form(item) for item in value]
    return "text" if isinstance(value, str) else np.shape(value)


def _flat(value: Any) -> Any:
    parts = [np.ravel(np.asarray(leaf, dtype=np.float64)) for leaf in leaves(value)]
    return np.concatenate(parts) if parts else np.empty(0)


def _size(value: Any) -> int:
    return sum(np.size(leaf) for leaf in leaves(value))


def matches(mine: Any, told: Any, value: Value, entry: Entry) -> bool:
    """Whether two values of an output are the same, and finite."""
    first, second = list(leaves(mine)), list(leaves(told))
    if [np.shape(item) for item in first] != [np.shape(item) for item in second]:
        return False
    if not all(np.isfinite(np.asarray(item, dtype=np.float64)).all() for item in (*first, *second)):
        return False
    reach = Scale.of(second)
    scale = Scale(max(entry.scale.magnitude, reach.magnitude), entry.scale.terms)
    return compare(mine, told, value, scale=scale, sizes=entry.case.sizes) is None
