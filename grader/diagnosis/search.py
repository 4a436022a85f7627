"""The search for a cause that nobody listed: which change of the right answer gives the student's?

Every candidate is a function from a case to a value. It explains an output only if it gives the student's
value on every case, cases of different sizes among them. Where an earlier output of the student's is wrong,
the right answer is that which follows from it: what is explained is this step alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from grader.answer_key import AnswerKey, Entry, Given
from grader.comparison import Scale, compare, is_finite, of_like_size
from grader.reference import Step
from grader.spec.model import Problem, Value, leaves

SAME = 1e-6  # a share of the largest number: two values are one
NEAR = 1e-2  # a share of it beyond which a cause is not looked at closely

Predict = Callable[[Given], Any]
"""What a student gives on a case who makes the mistake; None if that cannot be told."""


@dataclass(frozen=True)
class Explanation:
    """A cause that gives the student's values.

    Attributes:
        code: its family.
        message: the sentence for the student.
        predict: the values that it gives; on any case, so that it can be put to the test.
        evidence: on which cases it holds, if those are not all.
    """

    code: str
    message: str
    predict: Predict
    evidence: str | None = None


class Search:
    """What is known of one wrong output, for whoever proposes a cause."""

    def __init__(
        self, problem: Problem, key: AnswerKey, value: Value, answers: Sequence[Given]
    ) -> None:
        """Prepare to explain the output *value*; *answers* are the cases with the student's values."""
        self.problem = problem
        self.key = key
        self.value = value
        self.name = value.name
        self.earlier = key.earlier(value.name)
        self._bases: dict[int, tuple[Entry, Any]] = {}
        self._steps: dict[int, tuple[Entry, Mapping[str, Any]]] = {}
        # Wrong ones first, the largest of them before the others: they tell most candidates at once.
        order = {
            id(given): (self.is_right(given), -_size(given[0].values[self.name]))
            for given in answers
        }
        self.answers = sorted(answers, key=lambda given: order[id(given)])

    @property
    def named(self) -> set[str]:
        """What a student knows by name: inputs and outputs."""
        values = (*self.problem.function.inputs, *self.problem.function.returns)
        return {value.name for value in values}

    def holds(self, predict: Predict) -> bool:
        """Whether a cause gives the student's values on every case, and not just the right ones."""
        touched = False
        for given in self.answers:
            entry, own = given
            told = predict(given)
            # To tell the value itself says nothing about this case.
            if told is not own[self.name] and (
                told is None or not matches(own[self.name], told, self.value, entry)
            ):
                return False
            # What is right within the student's precision does not show that it is a changed one.
            touched = touched or not self.is_right(given)
        return touched

    def plausible(self, family: str, causes: Iterator[Explanation]) -> Iterator[Explanation]:
        """The *causes* that come near the student's value on the first case.

        What a cause gives there is remembered for all submissions that have come rightly so far. So the causes of
        a *family* must be the same ones in the same order whatever the student gave.
        """
        given = self.answers[0]
        entry, own = given
        if any(not _near(own[name], flat(entry.values[name]), SAME) for name in self.earlier):
            yield from causes
            return
        place = (self.name, entry.case.index, family)
        seen: list[Any] = self.key.remembered.setdefault(place, [])
        for number, cause in enumerate(causes):
            if number == len(seen):
                seen.append(_numbers(cause.predict(given)))
            if seen[number] is not None and _near(own[self.name], seen[number], NEAR):
                yield cause

    def is_right(self, given: Given) -> bool:
        """Whether the student's value is right on a case, given their own earlier ones."""
        entry, own = given
        return self.name in own and matches(own[self.name], self.base(given), self.value, entry)

    def differs(self, given: Given) -> bool:
        """Whether the student's value is not the one in the key, whatever it follows from."""
        entry, own = given
        return not matches(own[self.name], entry.values[self.name], self.value, entry)

    def base(self, given: Given) -> Any:
        """The right value, given the student's own earlier outputs; None if they lead nowhere."""
        entry = given[0]
        if id(entry) not in self._bases:
            value = self.recomputed(given) if self.earlier else entry.values[self.name]
            # The entry is kept beside its value, so that no other one can get its id.
            self._bases[id(entry)] = (entry, value)
        return self._bases[id(entry)][1]

    def recomputed(
        self,
        given: Given,
        *,
        steps: Mapping[str, Step] | None = None,
        arguments: Mapping[str, Any] | None = None,
    ) -> Any:
        """The output from the student's own earlier ones, with other steps or arguments; or None."""
        entry, own = given
        for name in self.earlier:
            # Of another shape they could make a step as large as memory.
            if name not in own or form(own[name]) != form(entry.values[name]):
                return None
        mine = {name: own[name] for name in self.earlier}
        if id(entry) not in self._steps:
            # The entry is kept beside its steps, so that no other one can get its id.
            self._steps[id(entry)] = (entry, self.key.values(self.name, entry, mine))
        known = self._steps[id(entry)][1]
        return self.key.value(
            self.name, entry, mine, steps=steps or {}, arguments=arguments or {}, known=known
        )

    def recomputed_with(self, steps: Mapping[str, Step], given: Given) -> Any:
        """The same with the steps first, for `partial`."""
        return self.recomputed(given, steps=steps)

    def own_steps(self) -> list[Step]:
        """The steps of this output that are not behind an earlier one."""
        reference = self.key.reference
        if reference is None:
            return []
        own = self.key.own_steps(self.name)
        return [step for name, step in reference.steps.items() if name in own]

    @cached_property
    def example(self) -> Mapping[str, Any]:
        """Arguments and steps of the first case, for their shapes."""
        reference, entry = self.key.reference, self.answers[0][0]
        steps = {} if reference is None else reference.right(entry.case.arguments)
        return {**entry.case.arguments, **steps}


def _numbers(told: Any) -> Any:
    """What a cause gives, in a row; None if that is nothing, or no numbers."""
    try:
        return None if told is None else flat(told)
    except (TypeError, ValueError):
        return None


def _near(mine: Any, numbers: Any, share: float) -> bool:
    """Whether a value has these numbers, give or take a share of the largest."""
    found = flat(mine)
    if found.shape != numbers.shape:
        return False
    most = max(np.abs(found).max(initial=0.0), np.abs(numbers).max(initial=0.0))
    return not most or bool(np.abs(found - numbers).max(initial=0.0) <= share * most)


def form(value: Any) -> Any:
    """The shape of a value; of a list, those of its items."""
    if isinstance(value, list):
        return [form(item) for item in value]
    return "text" if isinstance(value, str) else np.shape(value)


def flat(value: Any) -> Any:
    """All numbers of a value in a row."""
    parts = [np.ravel(np.asarray(leaf, dtype=np.float64)) for leaf in leaves(value)]
    return np.concatenate(parts) if parts else np.empty(0)


def matches(mine: Any, told: Any, value: Value, entry: Entry) -> bool:
    """Whether two values of an output are the same, and finite."""
    first, second = list(leaves(mine)), list(leaves(told))
    if [np.shape(item) for item in first] != [np.shape(item) for item in second]:
        return False
    if not (is_finite(first) and is_finite(second)):
        return False
    scale = entry.scales[value.name]
    if not of_like_size(mine, told, floor=scale.magnitude):
        return False
    scale = replace(scale, magnitude=max(scale.magnitude, Scale.of(second).magnitude))
    return compare(mine, told, value, scale=scale, sizes=entry.case.sizes) is None


def _size(value: Any) -> int:
    return sum(np.size(leaf) for leaf in leaves(value))
