"""On what an explanation holds, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.answer_key import Given
from grader.spec.model import leaves


def evidence(output: str, answers: Sequence[Given], of: int | None = None) -> str:
    """The number of cases, and the sizes of the smallest and the largest with a number seen there.

    The numbers are the student's own: right ones may have to stay hidden.

    Args:
        output: what is explained.
        answers: the cases on which the explanation gives the student's values.
        of: how many cases there are, if those are not all.
    """
    count = len(answers)
    cases = f"all {count} cases" if of in (None, count) else f"{count} of {of} cases"
    told = f"it gives exactly your values on {cases}"
    sized = [given for given in answers if given[0].case.sizes]
    if not sized:
        told_best = sorted(answers, key=lambda given: not _differs(output, given))[:2]
        shown = [f"{_number(output, given)} on case {given[0].case.index}" for given in told_best]
        return f"{told}, such as {' and '.join(shown)}"
    smallest = min(sized, key=_size)
    # The sizes of all cases may be the same numbers, each time in another order.
    others = [given for given in sized if given[0].case.sizes != smallest[0].case.sizes]
    ends = [smallest, max(others or sized, key=_size)]
    texts = [f"{_sizes(given)} ({_number(output, given)})" for given in ends]
    return f"{told}, from {texts[0]} to {texts[1]}"


def _size(given: Given) -> int:
    return sum(given[0].case.sizes.values())


def _sizes(given: Given) -> str:
    return ", ".join(f"{name} = {size}" for name, size in given[0].case.sizes.items())


def _number(output: str, given: Given) -> str:
    """The entry of the student's that is the furthest from right, such as "dW[0, 1] = 0.25"."""
    entry, own = given
    pairs = list(zip(leaves(own[output]), leaves(entry.values[output]), strict=False))
    gaps = [_gap(mine, right) for mine, right in pairs]
    item = int(np.argmax([gap.max(initial=0.0) for gap in gaps]))
    mine = np.asarray(pairs[item][0])
    at = np.unravel_index(int(gaps[item].argmax()), mine.shape) if mine.size else ()
    name = output if len(pairs) == 1 else f"{output}[{item}]"
    place = f"[{', '.join(map(str, at))}]" if at else ""
    return f"{name}{place} = {float(mine[at]):.4g}" if mine.size else f"{name} is empty"


def _differs(output: str, given: Given) -> bool:
    entry, own = given
    pairs = zip(leaves(own[output]), leaves(entry.values[output]), strict=False)
    return any(bool(_gap(mine, right).any()) for mine, right in pairs)


def _gap(mine: Any, right: Any) -> Any:
    """How far each entry is from right; where the shapes differ, its size."""
    mine, right = np.asarray(mine, dtype=np.float64), np.asarray(right, dtype=np.float64)
    gap = np.abs(mine - right) if mine.shape == right.shape else np.abs(mine)
    return np.nan_to_num(gap, nan=0.0, posinf=0.0)
