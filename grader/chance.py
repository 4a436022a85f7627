"""Judges values that are drawn at random, by how they are distributed.

What must hold exactly is compared: an entry that is kept, the places of another output, the ends of a range. What is
left to chance is put to tests, each of which rejects what is drawn rightly with a probability of at most ALPHA.
Decision 24 derives the bounds, and what they come to over a run.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.comparison import RTOL, SINGLE, plain, precision, read_numbers
from grader.results import Mismatch
from grader.spec.expression import ExpressionError, evaluate
from grader.spec.model import Mask, Normal, Quantity, Random, Value

Array = NDArray[Any]
Bits = NDArray[np.bool_]

ALPHA = 1e-12  # of one test
APART = (
    0.01  # a share of the largest entry: what is nearer to 0 may be a kept entry or a dropped one
)
INNER, OUTER = 1.0, math.sqrt(3)  # standard deviations; numbers spread evenly end at the second


@dataclass(frozen=True)
class Draw:
    """What is known of one drawn output on one case.

    Attributes:
        value: its name and shape.
        random: how it is distributed.
        arguments: of the case, by name.
        sizes: of the case.
        shape: that it must have.
        found: what the student's function gave for every output.
    """

    value: Value
    random: Random
    arguments: Mapping[str, Any]
    sizes: Mapping[str, int]
    shape: tuple[int, ...]
    found: Mapping[str, object]

    def number(self, quantity: Quantity) -> float:
        """The value of a number in the spec on this case.

        Raises:
            ExpressionError: if it has none.
        """
        if not isinstance(quantity, str):
            return float(quantity)
        return evaluate(quantity, {**self.sizes, **self.scalars})

    @property
    def scalars(self) -> dict[str, float]:
        """The arguments that are single numbers."""
        return {n: v for n, v in self.arguments.items() if isinstance(v, int | float)}

    def read(self, name: str) -> Array | Mismatch:
        """The student's numbers of an output of this shape, as doubles."""
        value = Value(name, self.value.shape)
        array = read_numbers(self.found[name], value, self.shape, self.sizes)
        return array if isinstance(array, Mismatch) else array.astype(np.float64)


def fault(draw: Draw) -> str | None:
    """What makes a case unfit to judge a random output on; None if it is fit."""
    random = draw.random
    try:
        if isinstance(random, Mask):
            of = np.abs(np.asarray(draw.arguments[random.of], dtype=np.float64))
            if of.size and of.min() <= APART * of.max():
                return (
                    f"{random.of} has entries near 0, which may be kept or dropped: draw it away from 0, "
                    'as {"uniform": {"low": 0.5, "high": 2, "either_sign": true}}'
                )
            if draw.number(random.factor) == 0:
                return "expected a factor other than 0"
            if not 0 < draw.number(random.kept) < 1:
                return f"expected a probability between 0 and 1, found {draw.number(random.kept):g}"
        elif isinstance(random, Normal):
            if draw.number(random.std) <= 0:
                return f"expected a std above 0, found {draw.number(random.std):g}"
        elif not draw.number(random.low) < draw.number(random.high):
            return "expected low below high"
    except ExpressionError as error:
        return str(error)
    return None


def judge(draw: Draw) -> Mismatch | None:
    """What is wrong with a drawn output; None if it may have been drawn as asked for."""
    name = draw.value.name
    array = read_numbers(draw.found[name], draw.value, draw.shape, draw.sizes)
    if isinstance(array, Mismatch):
        return array
    share = RTOL[precision(array)]
    numbers = array.astype(np.float64)
    found: Mismatch | str | None
    if isinstance(draw.random, Mask):
        found = _judge_mask(draw, draw.random, numbers, share)
    elif isinstance(draw.random, Normal):
        mean, std = draw.number(draw.random.mean), draw.number(draw.random.std)
        with np.errstate(over="ignore"):  # infinity is wrong as well
            z = (numbers - mean) / std
        found = next(_normal_faults(name, z), None)
    else:
        ends = draw.number(draw.random.low), draw.number(draw.random.high)
        found = next(_uniform_faults(name, numbers, ends, share), None)
    return Mismatch(found, actual=plain(array)) if isinstance(found, str) else found


# Masks.


def not_zero(numbers: Array) -> Bits:
    """Where entries are not 0, but for rounding."""
    kept: Bits = np.abs(numbers) > RTOL[SINGLE] * np.abs(numbers).max(initial=0.0)
    return kept


def _judge_mask(draw: Draw, mask: Mask, numbers: Array, share: float) -> Mismatch | str | None:
    name, of = draw.value.name, np.asarray(draw.arguments[mask.of], dtype=np.float64)
    factor = draw.number(mask.factor)
    right = factor * of
    allowed = share * np.abs(right).max(initial=0.0)
    kept = np.abs(numbers) > allowed
    with np.errstate(over="ignore"):  # infinity is wrong as well
        off = np.where(kept, np.abs(numbers - right), 0.0)
    if mask.like is not None:
        other = draw.read(mask.like)
        if isinstance(other, Mismatch):
            return f"{name} must be 0 where {mask.like} is, which cannot be told: {other.message}"
        partner = not_zero(other)
        count, asked = int(partner.sum()), draw.number(mask.kept)
        # What is 0 everywhere, or nowhere, would have the places of any other such.
        if count in (0, partner.size) and unlikely(count, partner.size, asked):
            where = "nowhere" if count else "everywhere"
            return f"{name} must be 0 where {mask.like} is, and {mask.like} is 0 {where}"
        apart = kept != partner
        if apart.any():
            return _entries(
                f"{name} is not 0 at the places where {mask.like} is", apart, numbers, apart * 1.0
            )
    if (off > allowed).any():
        told = f"{name} is neither 0 nor {factor_words(mask)}"
        return _entries(told, off > allowed, numbers, off)
    if mask.like is not None:
        return None
    return next(_mask_faults(draw, mask, kept), None)


def factor_words(mask: Mask) -> str:
    """What a kept entry is, for a sentence, such as "x / p"."""
    if mask.factor == 1:
        return f"that of {mask.of}"
    return product(mask.factor if isinstance(mask.factor, str) else f"{mask.factor:g}", mask.of)


def product(factor: str, of: str) -> str:
    """An input multiplied by arithmetic, for a sentence."""
    divisor = factor.removeprefix("1 / ")
    if divisor != factor and (divisor.isidentifier() or re.fullmatch(r"\([^()]*\)", divisor)):
        return f"{of} / {divisor}"
    return f"{factor} * {of}" if re.fullmatch(r"[\w.]+", factor) else f"({factor}) * {of}"


def _entries(told: str, wrong: Bits, numbers: Array, off: Array) -> Mismatch:
    at = tuple(int(i) for i in np.unravel_index(int(off.argmax()), off.shape))
    count, total = int(wrong.sum()), int(wrong.size)
    where = f" in {count} of {total} entries, such as {list(at)}" if wrong.ndim else ""
    return Mismatch(f"{told}{where}", at=at, differing=count, total=total, actual=plain(numbers))


def _mask_faults(draw: Draw, mask: Mask, kept: Bits) -> Iterator[str]:
    name, asked = draw.value.name, draw.number(mask.kept)
    if unlikely(int(kept.sum()), kept.size, asked):
        yield (
            f"{name} keeps {kept.mean():.2g} of its {kept.size} entries, where each is to be kept with "
            f"probability {asked:.3g}"
        )
    yield from _dependence(name, kept, asked)
    if mask.unlike is not None:
        other = draw.read(mask.unlike)
        if isinstance(other, Mismatch):
            yield f"{name} is drawn anew after {mask.unlike}, which cannot be told: {other.message}"
            return
        same = kept == not_zero(other)
        if unlikely(int(same.sum()), same.size, agreement(asked)):
            yield f"{name} and {mask.unlike} are 0 at the same places: each is to be drawn anew"


def agreement(kept: float) -> float:
    """The probability that two entries, each kept with probability *kept*, are both kept or both dropped."""
    return kept**2 + (1 - kept) ** 2


def _dependence(name: str, bits: Bits, probability: float) -> Iterator[str]:
    """Slices next to each other that agree too often, or too seldom, along each axis in turn.

    Pairs are disjoint, so that their entries are independent of those of other pairs.
    """
    for axis in range(bits.ndim):
        slices = np.moveaxis(bits, axis, 0)
        pairs = len(slices) // 2
        same = slices[0 : 2 * pairs : 2] == slices[1 : 2 * pairs : 2]
        if unlikely(int(same.sum()), same.size, agreement(probability)):
            how = "much alike" if same.mean() > agreement(probability) else "not alike"
            yield (
                f"the entries of {name} are not drawn independently: those next to each other along axis "
                f"{axis} are {how}"
            )


# Numbers.


def _normal_faults(name: str, z: Array) -> Iterator[str]:
    """Tests of what must be independent standard normal numbers."""
    count = z.size
    if not count:
        return
    bound = math.log(2 / ALPHA)
    with np.errstate(over="ignore"):
        mean, squares = float(z.mean()), float((z**2).sum())
    if mean**2 * count > 2 * bound:
        yield f"the mean of {name} is off by {abs(mean):.2g} standard deviations"
    slack = 2 * math.sqrt(count * bound)
    if not count - slack <= squares <= count + slack + 2 * bound:
        yield f"the numbers of {name} spread {math.sqrt(squares / count):.3g} times as far as asked for"
    for width in (INNER, OUTER):
        within = int((np.abs(z) <= width).sum())
        if unlikely(within, count, math.erf(width / math.sqrt(2))):
            yield (
                f"the numbers of {name} are not normal: {within / count:.3g} of them lie within "
                f"{width:.3g} standard deviations"
            )
    yield from _dependence(name, z > 0, 0.5)


def _uniform_faults(
    name: str, numbers: Array, ends: tuple[float, float], share: float
) -> Iterator[str]:
    low, high = ends
    slack = share * max(abs(low), abs(high))
    outside = (numbers < low - slack) | (numbers > high + slack)
    if outside.any():
        yield f"{name} is outside of its range in {int(outside.sum())} of {outside.size} entries"
    middle, half = (low + high) / 2, (high - low) / 2
    below = numbers < middle
    if unlikely(int(below.sum()), below.size, 0.5):
        yield f"{below.mean():.3g} of the numbers of {name} lie in the lower half of the range"
    inner = np.abs(numbers - middle) < half / 2
    if unlikely(int(inner.sum()), inner.size, 0.5):
        yield f"{inner.mean():.3g} of the numbers of {name} lie in the inner half of the range"
    yield from _dependence(name, below, 0.5)


# The bound.


def unlikely(successes: int, trials: int, probability: float) -> bool:
    """Whether a right answer has so many, or so few, with a probability of at most ALPHA.

    Chernoff: k of n or beyond have at most exp(-n KL(k/n || p)), on either side.
    """
    return surprise(successes, trials, probability) > math.log(2 / ALPHA)


def surprise(successes: int, trials: int, probability: float) -> float:
    """How far n KL(k/n || p) says that *successes* of *trials* are from a probability, in nats."""
    found = 0.0
    for count, chance in ((successes, probability), (trials - successes, 1 - probability)):
        if count:
            found += count * math.log(count / (trials * chance)) if chance > 0 else math.inf
    return max(0.0, found)
