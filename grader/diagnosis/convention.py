"""A loss and its gradient by another convention: both off by one factor, such as a sum for a mean.

They agree with each other, so neither is a slip: a factor in one of them alone is.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grader.answer_key import Entry, Given
from grader.comparison import listed
from grader.diagnosis.evidence import evidence
from grader.diagnosis.search import matches
from grader.own_loss import OwnLoss
from grader.results import Diagnosis
from grader.spec.model import Problem, leaves

NUMBERS = {0.5: "half", 1.0: "", 2.0: "twice"}
MOST_SIZES = 4  # that a mean is taken over, such as of images


def diagnose(
    problem: Problem,
    answers: Sequence[Given],
    wrong: Sequence[str],
    asked: Sequence[str],
    own_loss: OwnLoss,
) -> tuple[dict[str, Diagnosis], dict[str, str]]:
    """Name the convention of each wrong loss whose gradients follow it, and of these; in a few words besides.

    The loss is the same multiple of the right one as its gradients are of theirs, on all cases, of different
    sizes; and no gradient of it is right, which would be one that does not follow it.

    Args:
        problem: the exercise.
        answers: the cases, with the student's values.
        wrong: the outputs that are not right.
        asked: those of them that are asked for.
        own_loss: compares gradients with finite differences.
    """
    answers = [given for given in answers if not given[0].case.stability]
    different = {tuple(entry.case.sizes.values()) for entry, _ in answers}
    if len(different if problem.dimensions else answers) < 2:
        return {}, {}
    found: dict[str, Diagnosis] = {}
    words: dict[str, str] = {}
    for loss in (name for name in asked if problem.function.returned(name).count is None):
        gradients = [
            output.name
            for output in problem.outputs
            if output.derivative is not None and output.derivative.of == loss
        ]
        if not gradients or not set(gradients) <= set(wrong):
            continue
        for factor in _factors(answers[0][0]):
            if not _is_multiple(problem, answers, loss, factor):
                continue
            followers = [
                name
                for name in gradients
                if name in asked
                and _is_multiple(problem, answers, name, factor)
                and own_loss.agrees(name) is not False
            ]
            if followers:
                found |= _told(answers, loss, followers, factor, own_loss)
                words |= dict.fromkeys([loss, *followers], factor.short)
            break
    return found, words


@dataclass(frozen=True)
class _Factor:
    """A number times sizes, or divided by them."""

    number: float
    sizes: tuple[str, ...] = ()
    over: bool = False

    def of(self, entry: Entry) -> float:
        product = math.prod(entry.case.sizes[name] for name in self.sizes)
        return self.number / product if self.over else self.number * product

    @property
    def words(self) -> str:
        """Such as "N times", "half", "twice", "1/(N·H) times", "2·N times"."""
        if not self.sizes:
            return NUMBERS[self.number]
        product = "·".join(self.sizes)
        if self.over:
            bottom = product if len(self.sizes) == 1 else f"({product})"
            text = f"{'2' if self.number == 2 else '1'}/"
            text += f"(2·{product})" if self.number == 0.5 else bottom
        else:
            text = f"2·{product}" if self.number == 2 else product
            text += "/2" if self.number == 0.5 else ""
        return f"{text} times"

    @property
    def short(self) -> str:
        """For a message, after "by another convention"."""
        if self.number == 1:
            product = listed(self.sizes)
            return (
                f"divided by {product}"
                if self.over
                else f"the sum over {product} in place of the mean"
            )
        return f"{self.words} what is asked for"

    @property
    def advice(self) -> str:
        """What to do, after a sentence on the factor."""
        if not self.sizes:
            return ": the factor in front of the loss is another one"
        product = listed(self.sizes)
        also = "" if self.number == 1 else ", and the factor in front is another one"
        if self.over:
            return f": you divide by {product} where the exercise does not{also}"
        return f": you take the sum where the exercise asks for the mean over {product}{also}"


def _factors(entry: Entry) -> Iterator[_Factor]:
    names = [name for name in entry.case.sizes if "[" not in name]
    for count in range(min(MOST_SIZES, len(names)) + 1):
        for sizes in itertools.combinations(names, count):
            for number in (1.0, 0.5, 2.0):
                if sizes:
                    yield _Factor(number, sizes)
                    yield _Factor(number, sizes, over=True)
                elif number != 1:
                    yield _Factor(number)


def _is_multiple(problem: Problem, answers: Sequence[Given], name: str, factor: _Factor) -> bool:
    value = problem.function.returned(name)
    telling = 0
    for entry, own in answers:
        right = entry.values[name]
        if name not in own or value.count is not None:
            return False
        if not matches(own[name], factor.of(entry) * np.asarray(right), value, entry):
            return False
        telling += any(map(np.any, leaves(right)))
    return 2 * telling > len(answers)


def _told(
    answers: Sequence[Given],
    loss: str,
    followers: Sequence[str],
    factor: _Factor,
    own_loss: OwnLoss,
) -> Mapping[str, Diagnosis]:
    names = [loss, *followers]
    all_are = "both are" if len(names) == 2 else "all are"
    message = (
        f"{listed(names)} agree with each other, by another convention: {all_are} {factor.words} "
        f"what the exercise asks for{factor.advice}."
    )
    seen = [name for name in followers if own_loss.agrees(name)]
    shown = f"; {listed(seen)}: right for your own {loss}, by finite differences" if seen else ""
    return {
        name: Diagnosis("convention", message, evidence(name, answers) + shown) for name in names
    }
