"""Problems with more than one right answer: `verifier.py` of a problem decides what is right.

It runs in the grader's process. Its one function, `verify(call)`, calls the student's functions
through the sandbox and yields `Check` after `Check`: a number that follows from the answer, beside
the number that it must be. Where outputs have nothing to do with each other it may have several,
`verify_one(call)`, `verify_other(call)`: an answer that one of them cannot work with costs its outputs only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from grader.errors import ReferenceFailure
from grader.reference import load_module
from grader.spec.model import Problem

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        output: the output of the problem that it counts for.
        actual: what follows from the student's answer.
        expected: what it must be.
        at: where it was looked at, by name, such as `{"x": [0, 1]}`.
        sentence: what the student reads if it is wrong, in place of how far the numbers are apart; for
            what could not be judged, or where *expected* is a limit.
    """

    output: str
    actual: Any
    expected: Any
    at: Mapping[str, Any] = field(default_factory=dict)
    sentence: str | None = None


class Layer(Protocol):
    """A layer of a student's network: functions that each see the outputs of the layer before."""

    def __len__(self) -> int:
        """The number of functions."""
        ...

    def __call__(self, before: Array, /) -> Array:
        """What each function makes of *before*, (inputs, points): an array (functions, points)."""
        ...


class Call(Protocol):
    """Calls a function of the student.

    The value comes back as a dict of arrays in the shapes of the spec, and of `Layer`s where the spec
    says "layers"; an answer of another form never reaches the verifier.
    """

    def __call__(self, function: str, /, *arguments: Any) -> dict[str, Any]:
        """Call *function* with *arguments*."""
        ...


Verify = Callable[[Call], Iterator[Check]]


def run(layers: Sequence[Layer], inputs: Array) -> Array:
    """The outputs (functions of the last layer, points) of a network for *inputs* (inputs, points)."""
    for layer in layers:
        inputs = layer(inputs)
    return inputs


def load_verifier(problem: Problem) -> Verify:
    """All parts of a problem's verifier as one.

    Raises:
        ReferenceFailure: if there is none.
    """
    parts = load_parts(problem)
    return lambda call: (check for part in parts for check in part(call))


def load_parts(problem: Problem) -> tuple[Verify, ...]:
    """The functions of a problem's verifier that judge outputs apart; most often one.

    Raises:
        ReferenceFailure: if there is none.
    """
    file = problem.folder / "verifier.py"
    found = vars(load_module(file)).items()
    parts = tuple(
        value for name, value in found if callable(value) and re.fullmatch("verify(_.*)?", name)
    )
    if not parts:
        raise ReferenceFailure(f"{file}: expected a function named 'verify', found none")
    return parts
