"""Why an output that is to be drawn at random is drawn in another way.

No value can be recognised, but how often, by what factor and at which places: what fits all cases together, where
nothing else does nearly as well, is the cause.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.answer_key import AnswerKey, Given
from grader.chance import Bits, Draw, factor_words, fault, judge, not_zero, product, surprise
from grader.comparison import is_finite
from grader.results import Diagnosis
from grader.spec.model import Mask, Normal, Output, Problem, Quantity, Random, Uniform

FITS = 4.0  # nats a case: with the asked-for probability there is half of one
MARGIN = 10.0  # nats by which the next best cause must be worse: e**10 times less likely
CLOSE = 1e-3  # of a factor
SHOWN = 3  # probabilities, in the evidence


@dataclass(frozen=True)
class Cause:
    """What was drawn in place of what was asked for."""

    code: str
    message: str
    evidence: str


@dataclass(frozen=True)
class Seen:
    """A case with the student's numbers of an output of the right shape."""

    draw: Draw
    numbers: NDArray[np.float64]
    mask: Mask
    bits: Bits

    @property
    def of(self) -> NDArray[np.float64]:
        """The numbers that are kept or dropped."""
        return np.asarray(self.draw.arguments[self.mask.of], dtype=np.float64)

    @property
    def asked(self) -> float:
        """The probability to keep an entry."""
        return self.draw.number(self.mask.kept)


def diagnose(
    problem: Problem, key: AnswerKey, answers: Sequence[Given], wrong: Sequence[str]
) -> dict[str, Diagnosis]:
    """The cause of each wrong output that is to be drawn at random, where there is one.

    A listed mistake is named if a sample of its own has the same cause.
    """
    found: dict[str, Diagnosis] = {}
    for output in problem.outputs:
        if output.name in wrong and output.random is not None:
            with np.errstate(all="ignore"):  # what a wrong answer holds may be anything
                diagnosis = _diagnosis(problem, key, output, answers)
            if diagnosis is not None:
                found[output.name] = diagnosis
    return found


def _diagnosis(
    problem: Problem, key: AnswerKey, output: Output, answers: Sequence[Given]
) -> Diagnosis | None:
    cause = _cause(problem, output, answers)
    if cause is None:
        return None
    for mistake, sentence in key.mistakes.items():
        theirs = _cause(problem, output, _samples(key, mistake, answers))
        if theirs is not None and (theirs.code, theirs.message) == (cause.code, cause.message):
            return Diagnosis("mistake", sentence, cause.evidence, mistake=mistake)
    return Diagnosis(cause.code, cause.message, cause.evidence)


def _samples(key: AnswerKey, mistake: str, answers: Sequence[Given]) -> list[Given]:
    given = [(entry, key.mistaken(mistake, entry)) for entry, _ in answers]
    return [(entry, values) for entry, values in given if values is not None]


def _cause(problem: Problem, output: Output, answers: Sequence[Given]) -> Cause | None:
    """What explains the output on every case of *answers*."""
    if output.random is None or not answers:
        return None
    value = problem.function.returned(output.name)
    draws: list[Draw] = []
    for entry, own in answers:
        draw = entry.draw(value, output.random, own)
        mine = own.get(output.name)
        if mine is None or np.shape(mine) != draw.shape or not is_finite(mine) or fault(draw):
            return None
        draws.append(draw)
    if not isinstance(output.random, Mask):
        return _numbers(draws)
    seen: list[Seen] = []
    for draw in draws:
        numbers = np.asarray(draw.found[value.name], dtype=np.float64)
        seen.append(Seen(draw, numbers, output.random, not_zero(numbers)))
    factors = [_factor_of(item) for item in seen if item.bits.any()]
    if not factors or not all(map(math.isfinite, factors)):
        return None  # zeros come from anything, and other numbers are no mask
    if output.random.like is None:
        causes = [*_probability(seen)]
    else:
        others = _others(seen, output.random.like)
        if not others:
            return None
        causes = [*_places(seen, others)]
    causes += _factor(
        seen, factors, swapped=any(cause.code == "keep-drop-swapped" for cause in causes)
    )
    causes += _again(seen)
    if not causes:
        return None
    return replace(causes[0], message=" ".join(cause.message for cause in causes))


# Masks.


def _probability(seen: Sequence[Seen]) -> Iterator[Cause]:
    """How often entries are kept, after whether each is drawn for itself."""
    name, of, cases = seen[0].draw.value.name, seen[0].mask.of, f"so on all {len(seen)} cases"
    bits = [item.bits for item in seen]
    for axis in range(bits[0].ndim):
        if _same_along(axis, bits):
            bits = [item.take([0], axis) for item in bits]
            whole = "one mask for the whole batch" if axis == 0 else "one mask for several entries"
            yield Cause(
                "mask-shared",
                f"{name} has {whole}: along axis {axis} the same entries are dropped throughout. Draw a number "
                f"for each entry of {of}, in its shape.",
                cases,
            )
    counts = [(int(item.sum()), item.size) for item in bits]
    misfit = {
        candidate: sum(
            surprise(k, n, candidate.of(item.asked))
            for (k, n), item in zip(counts, seen, strict=True)
        )
        for candidate in PROBABILITIES
    }
    best = min(misfit, key=lambda candidate: misfit[candidate])
    others = (off for candidate, off in misfit.items() if candidate.code != best.code)
    if not best.code or misfit[best] > FITS * len(seen) or min(others) < misfit[best] + MARGIN:
        return
    asked = _text(seen[0].mask.kept)
    message = best.message.format(name=name, asked=asked, other=_complement(asked))
    yield Cause(best.code, message, _fractions(counts, seen))


@dataclass(frozen=True)
class _Probability:
    """With which probability an entry is kept, given the one that is asked for; no code if it is that."""

    code: str
    message: str
    of: Callable[[float], float]


def _cdf(x: float) -> float:
    return 0.5 * (1 + math.erf(x / math.sqrt(2)))


_SWAPPED = "Keep and drop are swapped: {name} keeps each entry with probability {other}, and {asked} is asked for."
_RANDN = (
    "{name} is drawn with normal numbers (randn) in place of numbers spread evenly between 0 and 1 (rand): normal ones "
    "are below {asked} with another probability than {asked}."
)
_ALL = "{name} drops nothing: every entry is kept."
_HALF = "{name} keeps half of the entries whatever the probability is."
_TWICE = "{name} is dropped twice: entries are kept with the square of the probability."
PROBABILITIES = (
    _Probability("", "", lambda p: p),
    _Probability("keep-drop-swapped", _SWAPPED, lambda p: 1 - p),
    _Probability("randn-for-rand", _RANDN, _cdf),
    _Probability("randn-for-rand", _RANDN, lambda p: _cdf(-p)),
    _Probability("randn-for-rand", _RANDN, lambda p: _cdf(1 - p)),
    _Probability("randn-for-rand", _RANDN, lambda p: _cdf(p - 1)),
    _Probability("nothing-dropped", _ALL, lambda _: 1.0),
    _Probability("half-kept", _HALF, lambda _: 0.5),
    _Probability("dropped-twice", _TWICE, lambda p: p**2),
)


def _fractions(counts: Sequence[tuple[int, int]], seen: Sequence[Seen]) -> str:
    groups: dict[float, tuple[int, int]] = {}
    for (k, n), item in zip(counts, seen, strict=True):
        before = groups.get(item.asked, (0, 0))
        groups[item.asked] = before[0] + k, before[1] + n
    told = [
        f"{k / n:.2g} of {n} entries where {asked:.3g} is asked for"
        for asked, (k, n) in list(groups.items())[:SHOWN]
    ]
    return f"kept are {', '.join(told)}, on {len(seen)} cases"


def _factor_of(item: Seen) -> float:
    """By what the kept entries of a case are multiplied; NaN if not all by the same number."""
    ratios = item.numbers[item.bits] / item.of[item.bits]
    factor = float(np.median(ratios))
    return factor if np.abs(ratios - factor).max() <= CLOSE * abs(factor) else math.nan


def _factor(seen: Sequence[Seen], factors: Sequence[float], *, swapped: bool) -> Iterator[Cause]:
    """Another number that kept entries are multiplied by than what is asked for."""
    mask, name = seen[0].mask, seen[0].draw.value.name
    seen = [item for item in seen if item.bits.any()]
    if _fit(factors, [item.draw.number(mask.factor) for item in seen]):
        return
    kept = _text(mask.kept)
    dropped = _complement(kept)
    known: dict[str, Callable[[float], float]] = {
        "": lambda _: 1.0,
        f"1 / {_group(kept)}": lambda p: 1 / p,
        f"1 / {_group(dropped)}": lambda p: 1 / (1 - p),
        _group(kept): lambda p: p,
        _group(dropped): lambda p: 1 - p,
        f"1 / {_group(kept)}**2": lambda p: 1 / p**2,
    }
    for words, factor_of in known.items():
        if not _fit(factors, [factor_of(item.asked) for item in seen]):
            continue
        evidence = f"so on all {len(seen)} cases"
        right = f"{factor_words(mask)} is asked for"
        if not words:
            message = f"What {name} keeps is not scaled: it is that of {mask.of}, and {right}."
            yield Cause("not-scaled", message, evidence)
        elif swapped and words == f"1 / {_group(dropped)}":
            message = f"What is kept is divided by {dropped} in the same way."
            yield Cause("wrong-scale", message, evidence)
        else:
            message = f"What {name} keeps is {product(words, mask.of)}, and {right}."
            yield Cause("wrong-scale", message, evidence)
        return


def _fit(factors: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= CLOSE * abs(b) for a, b in zip(factors, other, strict=True))


def _places(seen: Sequence[Seen], others: Sequence[Bits]) -> Iterator[Cause]:
    """Whether the output is 0 where its partner is."""
    name, partner = seen[0].draw.value.name, seen[0].mask.like
    if all(np.array_equal(item.bits, bits) for item, bits in zip(seen, others, strict=True)):
        return
    cases = f"seen on {len(seen)} cases"
    if all(item.bits.all() for item in seen):
        yield Cause(
            "nothing-dropped", f"{name} drops nothing: the mask of {partner} is not applied.", cases
        )
    elif all(np.array_equal(item.bits, ~bits) for item, bits in zip(seen, others, strict=True)):
        message = f"{name} is 0 just where {partner} is not: its mask is turned round."
        yield Cause("mask-inverted", message, cases)
    elif all(np.array_equal(item.bits, item.of > 0) for item in seen):
        message = (
            f"{name} is 0 where {seen[0].mask.of} is negative, as behind a relu, and not where {partner} is. Keep the "
            f"mask of {partner} and use it again."
        )
        yield Cause("other-mask", message, cases)
    else:
        off = 0.0
        for item, bits in zip(seen, others, strict=True):
            a, b = item.bits.mean(), bits.mean()
            same = int((item.bits == bits).sum())
            off += surprise(same, bits.size, float(a * b + (1 - a) * (1 - b)))
        if off <= FITS * len(seen):
            message = (
                f"{name} uses another mask than {partner}: it is drawn anew. Keep the mask of {partner} and use "
                "it again."
            )
            yield Cause("other-mask", message, cases)


def _again(seen: Sequence[Seen]) -> Iterator[Cause]:
    """Whether the places are those of an output from which they are to be independent."""
    partner = seen[0].mask.unlike
    others = [] if partner is None else _others(seen, partner)
    if others and all(
        np.array_equal(item.bits, bits) and not bits.all()
        for item, bits in zip(seen, others, strict=True)
    ):
        yield Cause(
            "same-mask-again",
            f"{seen[0].draw.value.name} is 0 at the same places as {partner}: the same random numbers came twice. "
            "Is a generator seeded inside of the function?",
            f"so on all {len(seen)} cases",
        )


def _others(seen: Sequence[Seen], partner: str) -> list[Bits]:
    """Where the student's own values of another output are not 0; nothing where these are none."""
    found = [item.draw.read(partner) for item in seen if partner in item.draw.found]
    bits = [not_zero(array) for array in found if isinstance(array, np.ndarray)]
    return bits if len(bits) == len(seen) else []


def _same_along(axis: int, arrays: Sequence[NDArray[Any]]) -> bool:
    """Whether all slices along an axis are equal on every case, and not just for holding one value throughout."""
    longer = [array for array in arrays if array.shape[axis] > 1]
    return (
        bool(longer)
        and all(bool((array == array.take([0], axis)).all()) for array in longer)
        and any(bool((array != array.flat[0]).any()) for array in longer if array.size)
    )


def _text(quantity: Quantity) -> str:
    return quantity if isinstance(quantity, str) else f"{quantity:g}"


def _complement(text: str) -> str:
    """The probability to drop, given the one to keep."""
    if text.startswith("1 - ") and text[4:].isidentifier():
        return text[4:]
    try:
        return f"{1 - float(text):g}"
    except ValueError:
        return f"1 - {_group(text)}"


def _group(text: str) -> str:
    return text if text.isidentifier() or text.replace(".", "").isdigit() else f"({text})"


# Numbers.


def _numbers(draws: Sequence[Draw]) -> Cause | None:
    """Another distribution that the numbers may have come from, if one alone fits on every case."""
    arrays = [np.asarray(draw.found[draw.value.name], dtype=np.float64) for draw in draws]
    evidence = f"so on all {len(draws)} cases"
    name = draws[0].value.name
    for axis in range(arrays[0].ndim):
        if _same_along(axis, arrays):
            message = (
                f"{name} holds the same numbers again along axis {axis}: draw one for each entry."
            )
            return Cause("draw-shared", message, evidence)
    found: dict[str, str] = {}
    for options in zip(*(list(_alternatives(draw)) for draw in draws), strict=True):
        (code, message, _), *_ = options
        if all(
            judge(replace(draw, random=random)) is None
            for draw, (_, _, random) in zip(draws, options, strict=True)
        ):
            found.setdefault(code, message)
    if len(found) != 1:
        return None
    ((code, message),) = found.items()
    return Cause(code, message.format(name=name), evidence)


_VARIANCE = (
    "{name} is drawn with the square of the standard deviation: a variance stands where the standard deviation "
    "is asked for."
)
_ROOT = "{name} is drawn with the root of the standard deviation that is asked for."
_STANDARD = "{name} is not scaled: its standard deviation is 1 whatever is asked for."
_CENTRED = "{name} has mean 0: the mean that is asked for is left out."
_RAND = "{name} is drawn with numbers spread evenly (rand) in place of normal ones (randn)."
_UNSCALED = "{name} lies between 0 and 1, whatever range is asked for."
_ONE_SIDED = "{name} lies between 0 and the upper end: it starts at 0 in place of the lower end."
_NORMAL = "{name} is drawn with normal numbers (randn) in place of numbers spread evenly (rand)."


def _alternatives(draw: Draw) -> Iterator[tuple[str, str, Random]]:
    """Distributions in place of the one asked for: code, sentence and parameters."""
    random = draw.random
    if isinstance(random, Normal):
        mean, std = draw.number(random.mean), draw.number(random.std)
        yield "std-is-variance", _VARIANCE, Normal(mean, std**2)
        yield "std-is-root", _ROOT, Normal(mean, math.sqrt(std))
        yield "not-scaled", _STANDARD, Normal(mean, 1.0)
        yield "mean-left-out", _CENTRED, Normal(0.0, std)
        for low, high in ((0.0, 1.0), (0.0, std), (mean, mean + std), (mean - std, mean + std)):
            yield "rand-for-randn", _RAND, Uniform(low, high)
    elif isinstance(random, Uniform):
        low, high = draw.number(random.low), draw.number(random.high)
        yield "not-scaled", _UNSCALED, Uniform(0.0, 1.0)
        yield "one-sided", _ONE_SIDED, Uniform(0.0, high)
        for mean, std in ((0.0, 1.0), (0.0, high - low), ((low + high) / 2, (high - low) / 2)):
            yield "randn-for-rand", _NORMAL, Normal(mean, std)
