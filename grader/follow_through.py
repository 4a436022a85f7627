"""Follow-through credit: an output that is wrong only because an earlier one is.

It is right if the reference, given the student's own earlier outputs in place of its own, gives what the
student gives, on every case; or if it is the derivative of the student's own loss.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.answer_key import AnswerKey, Given
from grader.comparison import SURE, Scale, compare, is_finite, of_like_size, precision
from grader.own_loss import OwnLoss
from grader.spec.model import Mask, Problem, Value, leaves

# A wrong value with so many more zeros than the right one is no work that anything could follow from.
MORE_ZEROS = 0.25
ALIGNED = 0.45  # the least mean cosine between the right gradient and one of the same exercise
FLAT = 1e-6  # how far numbers may lie apart that are as good as one


def carried(
    problem: Problem, key: AnswerKey, answers: Sequence[Given], wrong: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """The wrong outputs that follow rightly from the student's own, each with those to be corrected first.

    These are the earlier wrong ones that do not themselves follow from others, in order.

    Nothing follows from an answer that is degenerate: zeros, a constant, a copy of an input, out of all
    proportion, or of another shape than asked for. An output follows from earlier ones only, never from itself.

    Args:
        problem: the exercise.
        key: its answer key.
        answers: what the student's function gave on every case.
        wrong: the outputs that are not right, in the order of the exercise.
    """
    values = {value.name: value for value in problem.function.returns}
    # What is drawn by itself follows from nothing; what has another's places does.
    chosen = {
        output.name
        for output in problem.outputs
        if output.random is not None
        and not (isinstance(output.random, Mask) and output.random.like is not None)
    }
    usable = {name for name in wrong if not _is_degenerate(values[name], answers)}
    order = sorted(wrong, key=lambda name: len(key.earlier(name)))  # first what others follow from
    before = {name: [other for other in order if other in key.earlier(name)] for name in wrong}
    follow = [
        name
        for name, roots in before.items()
        if roots
        and name not in chosen
        and usable.issuperset(roots)
        and _follows(key, answers, values[name], key.earlier(name))
    ]
    return {name: tuple(item for item in before[name] if item not in follow) for name in follow}


def partners(
    problem: Problem,
    answers: Sequence[Given],
    wrong: Sequence[str],
    asked: Sequence[str],
    own_loss: OwnLoss,
) -> dict[str, tuple[str, ...]]:
    """The wrong gradients that are right for the student's own loss, each with the wrong outputs behind that loss.

    A backward pass may take what the forward pass has kept, which no reference can look into. What it gives is
    right for a wrong forward pass if it is its derivative.

    Args:
        problem: the exercise.
        answers: what the student's function gave on every case.
        wrong: the outputs that are not right, in the order of the exercise.
        asked: those of them that are asked for.
        own_loss: compares them with finite differences.
    """
    values = {value.name: value for value in problem.function.returns}
    answers = [given for given in answers if not given[0].case.stability]
    usable = {name for name in wrong if not _is_degenerate(values[name], answers)}
    found: dict[str, tuple[str, ...]] = {}
    for name in asked:
        behind = tuple(item for item in own_loss.behind(name) if item in wrong)
        whole = behind and usable.issuperset({name, *behind})
        work = whole and not any(_is_multiple(item, answers) for item in (name, *behind))
        if work and _is_aligned(name, answers) and own_loss.agrees(name) and own_loss.depends(name):
            found[name] = behind
    return found


def _follows(
    key: AnswerKey, answers: Sequence[Given], value: Value, earlier: frozenset[str]
) -> bool:
    telling = 0
    for entry, given in answers:
        own = {name: given[name] for name in earlier if name in given}
        if value.name not in given or len(own) < len(earlier):
            return False
        right = key.value(value.name, entry, own)
        if right is None or not is_finite(right):
            return False
        reach = Scale.of([right, *own.values()])
        known = entry.scales[value.name]
        scale = Scale(max(known.magnitude, reach.magnitude), known.terms)
        scale = scale.sure_of(right) if entry.case.stability else scale
        if compare(given[value.name], right, value, scale=scale, sizes=entry.case.sizes):
            return False
        copies = any(
            _shapes(own[name]) == _shapes(right)
            and not compare(own[name], right, value, scale=scale, sizes=entry.case.sizes)
            and not _is_same(entry.values[value.name], entry.values[name])
            for name in (earlier if sum(map(np.size, leaves(right))) > 1 else ())
        )
        flat = _is_flat(right) and not _is_flat(entry.values[value.name])
        telling += not copies and not flat and not _may_be_noise(given[value.name], right, scale)
    # Zeros, constants, copies and what is lost in noise follow from anything, if one only chooses it.
    return 2 * telling > len(answers)


def _may_be_noise(mine: Any, right: Any, scale: Scale) -> bool:
    """Whether other values than *right* would pass as well, for what rounding may do in the student's precision."""
    noise = max(scale.noise(precision(np.asarray(leaf))) for leaf in leaves(mine))
    return noise >= SURE * Scale.of([right]).magnitude


def _is_aligned(name: str, answers: Sequence[Given]) -> bool:
    """Whether a gradient has more or less the direction of the right one, or the opposite one.

    Any loss has a gradient. That of a loss which is another one altogether is no work on this exercise.
    """
    cosines = [_cosine(given[name], entry.values[name]) for entry, given in answers]
    return sum(cosines) >= ALIGNED * len(cosines)


def _is_multiple(name: str, answers: Sequence[Given]) -> bool:
    """Whether an array is an argument but for a factor, on all cases, and the right one is not."""

    def parallel(array: Any, argument: Any) -> bool:
        return np.shape(array) == np.shape(argument) and _cosine(array, argument) >= 1 - FLAT

    arrays = [
        item
        for item, value in answers[0][0].case.arguments.items()
        if isinstance(value, np.ndarray) and value.size > 1
    ]
    return any(
        all(parallel(given[name], entry.case.arguments[item]) for entry, given in answers)
        and not all(parallel(e.values[name], e.case.arguments[item]) for e, _ in answers)
        for item in arrays
    )


def _cosine(first: Any, second: Any) -> float:
    """How much two arrays have one direction, or opposite ones: from 0 to 1; 1 where both are zero."""
    one, other = (np.ravel(np.asarray(item, dtype=np.float64)) for item in (first, second))
    lengths = float(np.linalg.norm(one)) * float(np.linalg.norm(other))
    return (
        abs(float(one @ other)) / lengths if lengths else float(not one.any() and not other.any())
    )


def _shapes(value: Any) -> list[tuple[int, ...]]:
    return [np.shape(leaf) for leaf in leaves(value)]


def _is_flat(value: Any) -> bool:
    """Whether arrays have one number in all entries, but for rounding."""
    arrays = [np.asarray(leaf, dtype=np.float64) for leaf in leaves(value)]
    with np.errstate(over="ignore"):  # infinitely far apart is not flat
        return all(a.size > 1 and np.ptp(a) <= FLAT * np.abs(a).max() for a in arrays)


def _is_degenerate(value: Value, answers: Sequence[Given]) -> bool:
    """Whether the student's values of an output are no work that anything could follow from."""
    seen: set[bytes] = set()
    zeros = right_zeros = entries = 0
    for entry, given in answers:
        right = list(leaves(entry.values[value.name]))
        mine = list(leaves(given.get(value.name)))
        if _shapes(mine) != _shapes(right):
            return True
        arrays = [np.asarray(item, dtype=np.float64) for item in mine]
        if not all(np.isfinite(array).all() for array in arrays):
            return True
        if _is_flat(arrays):
            return True
        if any(_is_copy(arrays, argument) for argument in entry.case.arguments.values()):
            return True
        scale = entry.scales[value.name]
        usual = entry.values[value.name] if any(map(np.any, right)) else scale.magnitude
        if not of_like_size(mine, usual):
            return True
        zeros += sum(int((array == 0).sum()) for array in arrays)
        right_zeros += sum(int((np.asarray(item) == 0).sum()) for item in right)
        entries += sum(array.size for array in arrays)
        seen.add(b"".join(array.tobytes() for array in arrays))
    return len(seen) == 1 or zeros > right_zeros + MORE_ZEROS * entries


def _is_same(first: Any, second: Any) -> bool:
    return _is_copy(list(leaves(first)), second)


def _is_copy(arrays: list[Any], argument: Any) -> bool:
    given = list(leaves(argument))
    if len(given) != len(arrays) or any(isinstance(item, str) for item in given):
        return False
    return all(np.array_equal(mine, item) for mine, item in zip(arrays, given, strict=True))
