"""Is a wrong gradient the derivative of the student's own loss? Found out by finite differences.

The student's own loss is the reference's step, computed from the student's own outputs; where it is an output
itself, it is what the student gives. It is seen by further calls, in which the argument is moved a little.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.answer_key import AnswerKey, Call, Entry, Given
from grader.comparison import SINGLE, compare, precision
from grader.seeding import case_generator
from grader.spec.model import Derivative, Problem, leaves

MAX_CALLS = 400  # of one problem
MAX_SECONDS = 5.0  # for all of them: a slow function is not called so often
FIRST = 3  # cases to look at before all others are; fewer prove nothing
STEP = {"double": 1e-5, "single": 5e-3}  # shares of the numbers that are moved
CLOSE = {"double": 1e-5, "single": 2e-2}  # shares of the derivative that a difference may be off by
TELLING = 0.1  # a share of the derivative: with more rounding than that nothing is seen
ROUNDING = 16  # units of the last digit that a loss may be off by


class OwnLoss:
    """Compares a student's gradients with finite differences of their own loss; each output once."""

    def __init__(
        self,
        problem: Problem,
        key: AnswerKey,
        answers: Sequence[Given],
        call: Call,
        *,
        calls: float = MAX_CALLS,
        seconds: float = math.inf,
        seconds_a_call: float = 0.0,
    ) -> None:
        """Prepare; *answers* are the cases with the student's values, *call* calls their function.

        There are *calls* calls at most. As soon as some would take more than what is left of *seconds*, there are
        no more, and `stopped_after` is the number of those that were made.

        Cases that are about floating point are left aside: there is nothing to be seen by a difference.
        """
        self.problem = problem
        self.key = key
        self.answers = [given for given in answers if not given[0].case.stability]
        self._call = call
        self._calls = min(calls, MAX_CALLS)
        self._seconds = seconds
        self._seconds_a_call = seconds_a_call
        self.asked = 0
        self.stopped_after: int | None = None
        self._known: dict[str, bool | None] = {}
        self._contradicted: set[str] = set()
        self._derivatives = {output.name: output.derivative for output in problem.outputs}

    def behind(self, output: str) -> tuple[str, ...]:
        """The outputs that the loss of a gradient is computed from, or is; none where that is not known."""
        wanted = self._derivatives[output]
        if wanted is None:
            return ()
        found = set(self._outputs_in(wanted.of))
        if wanted.of in self._derivatives:
            found |= {wanted.of, *self.key.earlier(wanted.of)}
        return () if output in found else tuple(name for name in self._derivatives if name in found)

    def agrees(self, output: str) -> bool | None:
        """Whether a wrong gradient is the derivative of the student's own loss, wherever it is wrong.

        None where that cannot be told: if they agree on some cases only, if the loss does not change, is
        not finite, or is too coarse. A gradient that is wrong where its loss is right agrees with nothing.
        """
        if output not in self._known:
            with np.errstate(all="ignore"):  # what a wrong answer holds may be anything
                self._known[output] = self._compare(output)
        return self._known[output]

    def depends(self, output: str) -> bool:
        """Whether the gradient and the loss change with half at least of the other inputs with which right ones do.

        What is the derivative of something much simpler is no work on this exercise: sum(W * W) has one as well.
        """
        wanted = self._derivatives[output]
        if self.key.reference is None or wanted is None:
            return False
        others = [
            item.name
            for item in self.problem.function.inputs
            if item.dtype == "float64" and item.count is None and item.name != wanted.by
        ]
        entry, own = self.answers[len(self.answers) // 2]
        arguments = entry.case.arguments
        calls = [{**arguments, name: _moved(arguments[name])} for name in others]
        found = self._answer(calls)
        if found is None:
            return False
        for name in (output, wanted.of):
            right = self.key.value(name, entry, {}, arguments=arguments)
            mine = own.get(name) if name == output else self._loss(name, entry, own, {})
            wants = changes = 0
            for changed, now in zip(calls, found, strict=True):
                there = self.key.value(name, entry, {}, arguments=changed)
                if there is not None and not _same(right, there):
                    other = (
                        now.get(name) if name == output else self._loss(name, entry, now, changed)
                    )
                    wants += 1
                    changes += not _same(mine, other)
            if 2 * changes < wants:
                return False
        return True

    def _answer(self, calls: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]] | None:
        """The student's values for these arguments; None if there are none, or no calls are left."""
        if len(calls) > self._calls:
            return None
        if len(calls) * self._seconds_a_call > self._seconds:
            self._calls, self.stopped_after = 0, self.asked
            return None
        self._calls -= len(calls)
        self.asked += len(calls)
        began = time.monotonic()
        found = self._call(calls) if calls else []
        self._seconds -= time.monotonic() - began
        return found if len(found) == len(calls) else None

    def contradicts(self, output: str) -> bool:
        """Whether further calls have shown that a gradient is not the derivative of the student's own loss."""
        return output in self._contradicted

    def _compare(self, output: str) -> bool | None:
        behind, wanted = self.behind(output), self._derivatives[output]
        moved = next(
            (i for i in self.problem.function.inputs if wanted and i.name == wanted.by), None
        )
        if not behind or wanted is None or moved is None or moved.count or moved.dtype != "float64":
            return None
        failing = [given for given in self.answers if not self._right(given, output)]
        if any(all(self._right(given, name) for name in behind) for given in failing):
            return False
        # Spread over the sizes, which grow: the first of them are told at small cost.
        spread = failing[:: max(1, math.ceil(len(failing) / FIRST))]
        others = [given for given in failing if not any(given is one for one in spread)]
        if len(failing) < FIRST:
            return None
        verdicts = self._differences(output, wanted, spread)
        if all(verdict is False for verdict in verdicts):
            self._contradicted.add(output)
            return False
        if not all(verdicts):
            return None
        return True if all(self._differences(output, wanted, others)) else None

    def _right(self, given: Given, name: str) -> bool:
        entry, own = given
        value = self.problem.function.returned(name)
        tolerance = next(item.tolerance for item in self.problem.outputs if item.name == name)
        return name in own and not compare(
            own[name],
            entry.values[name],
            value,
            scale=entry.scales[name],
            sizes=entry.case.sizes,
            tolerance=tolerance,
        )

    def _differences(
        self, output: str, wanted: Derivative, cases: Sequence[Given]
    ) -> list[bool | None]:
        """For each case, whether a difference along one direction is what the gradient says."""
        plans = [self._plan(output, wanted, given) for given in cases]
        calls = [
            {**given[0].case.arguments, wanted.by: at}
            for given, plan in zip(cases, plans, strict=True)
            if plan is not None
            for at in plan.ends
        ]
        found = self._answer(calls) if all(plans) else None
        if found is None:
            return [None]
        verdicts: list[bool | None] = []
        for number, (given, plan) in enumerate(zip(cases, plans, strict=True)):
            pair = slice(2 * number, 2 * number + 2)
            losses = [
                self._loss(wanted.of, given[0], now, {wanted.by: arguments[wanted.by]})
                for now, arguments in zip(found[pair], calls[pair], strict=True)
            ]
            verdicts.append(None if plan is None else plan.verdict(*losses))
        return verdicts

    def _plan(self, output: str, wanted: Derivative, given: Given) -> _Plan | None:
        """Where to go from a case, and what the gradient says of that; None if it has not the right form."""
        entry, own = given
        loss = self._loss(wanted.of, entry, own, {})
        at = np.asarray(entry.case.arguments[wanted.by], dtype=np.float64)
        slope = own.get(output)
        if loss is None or slope is None or np.shape(slope) != (*np.shape(loss), *at.shape):
            return None
        name = f"{output} by {wanted.by}"
        rng = case_generator(
            self.problem.homework,
            f"{self.problem.name} {name}",
            self.key.seed,
            "",
            entry.case.index,
        )
        kind = "single" if SINGLE in (precision(loss), precision(np.asarray(slope))) else "double"
        weights = np.asarray(rng.uniform(0.5, 1.5, np.shape(loss)))
        # Each number is moved by its own measure, so that it keeps its sign.
        usual = float(np.abs(at).mean()) if at.size else 0.0
        direction = rng.standard_normal(at.shape) * (np.abs(at) + 0.1 * (usual or 1.0))
        return _Plan(at, direction, weights, np.asarray(slope, np.float64) / wanted.factor, kind)

    def _outputs_in(self, step: str) -> list[str]:
        """The outputs among the steps that a step follows from; none where there is no reference to look it up in."""
        reference = self.key.reference
        needed = set() if reference is None else reference.needed([step])
        return [name for name in self._derivatives if name in needed]

    def _loss(
        self, of: str, entry: Entry, own: Mapping[str, Any], changed: Mapping[str, Any]
    ) -> NDArray[Any] | None:
        """The student's own loss: theirs, or the reference's step from their own outputs."""
        if of in self._derivatives:
            found = own.get(of)
            right = self.problem.function.returned(of)
            return None if isinstance(found, list) or right.count else _array(found)
        names = self._outputs_in(of)
        # Of another shape they could make a step as large as memory.
        if any(_form(own.get(name)) != _form(entry.values[name]) for name in names):
            return None
        mine = {name: own[name] for name in names}
        return _array(self.key.value(of, entry, mine, arguments=changed))


class _Plan:
    """Two places on both sides of a case, and what a gradient says of the way between them."""

    def __init__(
        self,
        at: NDArray[Any],
        direction: NDArray[Any],
        weights: NDArray[Any],
        slope: NDArray[Any],
        kind: str,
    ) -> None:
        self.weights, self.slope, self.direction, self.kind = weights, slope, direction, kind
        ends = [at + sign * STEP[kind] * direction for sign in (1, -1)]
        self.ends = [end if end.ndim else end.item() for end in ends]

    def verdict(self, high: NDArray[Any] | None, low: NDArray[Any] | None) -> bool | None:
        """Whether the two losses differ as the gradient says; None where that cannot be seen."""
        shape = self.weights.shape
        if high is None or low is None or high.shape != shape or low.shape != shape:
            return None
        width, relative = 2 * STEP[self.kind], CLOSE[self.kind]
        difference = float((self.weights * (high - low)).sum()) / width
        axes = self.weights.ndim
        parts = np.tensordot(self.weights, self.slope, axes=axes) * self.direction
        told = float(parts.sum())
        size = max(abs(difference), abs(told), float(np.sqrt(np.square(parts).sum())))
        eps = float(np.finfo(np.float32 if self.kind == "single" else np.float64).eps)
        noise = ROUNDING * eps * float((self.weights * np.abs(high)).sum()) / width
        if not math.isfinite(size + noise) or noise >= TELLING * size:
            return None  # as where neither the loss changes nor the gradient says so
        return abs(difference - told) <= relative * size + noise


def _array(value: Any) -> NDArray[Any] | None:
    if value is None or isinstance(value, list | str):
        return None
    array = np.asarray(value)
    return array if array.dtype.kind in "fiu" and np.isfinite(array).all() else None


def _form(value: Any) -> Any:
    return [np.shape(item) for item in value] if isinstance(value, list) else np.shape(value)


def _moved(value: Any) -> Any:
    """An argument a little larger, each number by another share; zeros become small numbers."""
    array = np.asarray(value, dtype=np.float64)
    shares = 1 + 0.01 * (1 + np.arange(array.size).reshape(array.shape) % 7)
    moved = np.where(array == 0, 0.01, array) * shares
    return moved if moved.ndim else float(moved)


def _same(first: Any, second: Any) -> bool:
    if first is None or second is None or _form(first) != _form(second):
        return False
    pairs = zip(leaves(first), leaves(second), strict=True)
    return all(np.array_equal(np.asarray(a), np.asarray(b)) for a, b in pairs)
