"""Counterexamples that fit on paper: further calls of a wrong function, on ever simpler cases.

They are made once the verdict is known, and change nothing but what is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from grader.answer_key import AnswerKey
from grader.cases.generate import Case
from grader.cases.shrinking import SIMPLER, shrink
from grader.comparison import Scale
from grader.probe import Probe
from grader.reference import Reference
from grader.results import Ending, OutputResult, Verdict
from grader.scoring import Judged, counterexample_of
from grader.spec.model import Problem, leaves

VISIBLE = 0.05  # a share of the right value: a difference of less is not made smaller still
NUDGE = 1e-9  # of each number, to see whether the right values jump there
STEADY = 1e-6  # how far they may move


def shrink_all(
    problem: Problem,
    key: AnswerKey,
    outputs: Sequence[OutputResult],
    judged: Sequence[Judged],
    probe: Probe,
) -> tuple[tuple[OutputResult, ...], Judged | None]:
    """Results with counterexamples as simple as could be found.

    Returns:
        The results, and the case that the first of them failed on, where the function raised.
    """
    found: list[Judged] = []
    shown = []
    for output in outputs:
        example = output.counterexample
        if example is None or output.verdict is Verdict.WRONG_SHAPE:
            shown.append(output)  # smaller, it would be zeros beside zeros
            continue
        original = next(item for item in judged if item.case.index == example.index)
        fails = _fails_like(original, output.name)
        simpler = next((item for item in found if fails(item)), None)
        if simpler is None:
            drawn = output.name in problem.drawn
            simpler = _shrunk(problem, key, original, fails, probe, drawn=drawn)
            found.append(simpler)
        if simpler is original:
            shown.append(output)
            continue
        before, after = (item.mismatches.get(output.name) for item in (original, simpler))
        message = output.message
        if message is not None and before is not None and after is not None:
            message = message.replace(before.message, after.message)
        example = replace(
            counterexample_of(simpler, output.name, drawn=output.name in problem.drawn),
            index=original.case.index,
            shrunk=True,
        )
        shown.append(replace(output, message=message, counterexample=example))
    raised = next((item for item in found if item.outcome.ending is Ending.RAISED), None)
    return tuple(shown), raised


def _shrunk(
    problem: Problem,
    key: AnswerKey,
    original: Judged,
    fails: Callable[[Judged], bool],
    probe: Probe,
    *,
    drawn: bool,
) -> Judged:
    best = original

    def first_failing(cases: Sequence[Case]) -> Case | None:
        nonlocal best
        for item in probe(cases):
            if fails(item) and _is_steady(problem, probe.reference, item):
                best = item
                return item.case
        return None

    shrink(
        problem,
        original.case,
        probe.reference.step,
        first_failing,
        seed=key.seed,
        student=key.student,
        # Shapes that clash are told best where sizes are distinct, as in the cases of a run; and few entries tell
        # nothing of how they are drawn.
        keep_sizes=drawn or original.outcome.ending is Ending.RAISED,
    )
    return best


def _fails_like(original: Judged, output: str) -> Callable[[Judged], bool]:
    """Whether an output fails on another case in the way that it does on this one."""
    way = _way(original, output)
    visible = min(VISIBLE, _share(original, output))

    def fails(item: Judged) -> bool:
        return (
            not item.right(output) and _way(item, output) == way and _share(item, output) >= visible
        )

    return fails


def _way(item: Judged, output: str) -> tuple[object, ...]:
    """How an output fails: an exception of a type, a shape, something not finite, a difference."""
    mismatch, error = item.mismatches.get(output), item.outcome.error
    kind = None if error is None else error.type_name
    if mismatch is None:
        return item.outcome.ending, kind
    known = mismatch.max_abs_difference is None, mismatch.differing is None
    return *known, mismatch.reshaped, item.changed


def _share(item: Judged, output: str) -> float:
    """The difference as a share of the right value; 1 where it is no matter of numbers."""
    mismatch = item.mismatches.get(output)
    if mismatch is None or mismatch.max_abs_difference is None:
        return 1.0
    size = Scale.of([item.expected[output]]).magnitude
    return min(1.0, mismatch.max_abs_difference / size) if size else 1.0


def _is_steady(problem: Problem, reference: Reference, item: Judged) -> bool:
    """Whether the right values do not jump at this case: on a tie, two answers may be right."""
    rng = np.random.default_rng(0)
    for _ in range(2):
        nudged = {
            value.name: _nudged(item.case.arguments[value.name], rng)
            for value in problem.function.inputs
            if value.distribution in SIMPLER
        }
        try:
            values = reference.evaluate({**item.case.arguments, **nudged}, targets=item.expected)
        except Exception:  # noqa: BLE001 - then it is no case to show
            return False
        for name, right in item.expected.items():
            allowed = STEADY * max(1.0, Scale.of([right]).magnitude)
            pairs = zip(leaves(values[name]), leaves(right), strict=True)
            if any(np.abs(np.asarray(a) - b).max(initial=0.0) > allowed for a, b in pairs):
                return False
    return True


def _nudged(value: Any, rng: np.random.Generator) -> Any:
    if isinstance(value, list):
        return [_nudged(item, rng) for item in value]
    return value + NUDGE * max(1.0, float(np.abs(value).max(initial=0.0))) * rng.choice(
        [-1.0, 1.0], np.shape(value)
    )
