"""The right answer as a graph of named steps, and the listed wrong ones as changes to that graph.

`reference.py` of a problem holds functions, each named after what it computes, taking inputs and
earlier steps by name. `mistakes.py` holds classes, each named after a mistake (underscores for
hyphens) with the sentence for the student as docstring and the steps that it replaces as functions;
`equivalents.py` holds other right answers in the same form.
"""

from __future__ import annotations

import contextlib
import importlib.util
import inspect
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import numpy as np

from grader.errors import ReferenceFailure
from grader.spec.model import Problem

NOTHING: Mapping[str, Any] = MappingProxyType({})
VARIANT_SECONDS = 2.0  # for one case of a mistake or a mutant: those may loop
MAX_SECONDS = (
    10.0  # for one evaluation of an instructor's code: a slip in it must not stop the grader
)


@dataclass(frozen=True)
class Step:
    """One formula: its name, the names it takes, and the function."""

    name: str
    needs: tuple[str, ...]
    compute: Callable[..., Any]


@dataclass(frozen=True)
class Variant:
    """Another version of some steps: a mistake that students are known to make, or another right way.

    Attributes:
        id: such as "missing-one-over-n".
        sentence: what the student should read, or why it is right.
        steps: the steps that it replaces.
    """

    id: str
    sentence: str
    steps: Mapping[str, Step]


@dataclass(frozen=True)
class Reference:
    """The steps of a problem in order; each needs only inputs and steps before it."""

    steps: Mapping[str, Step]
    file: Path
    mistakes: tuple[Variant, ...] = field(default=())

    def evaluate(
        self,
        arguments: Mapping[str, Any],
        *,
        replaced: Mapping[str, Step] = NOTHING,
        targets: Iterable[str] | None = None,
        finite: bool = False,
        known: Mapping[str, Any] = NOTHING,
        changed: Iterable[str] = (),
    ) -> dict[str, Any]:
        """Compute steps.

        Args:
            arguments: the inputs by name. Steps get copies, so a step that writes into one spoils
                nothing.
            replaced: steps to use instead of the reference's own.
            targets: compute only these and what they need; all if left out.
            finite: whether to stop before a step that needs a value which is not finite. LAPACK may
                not come back from such a one, and no clock interrupts it.
            known: what an earlier call gave: steps that follow from no changed one are taken from there.
            changed: the steps that are other ones than in that call.

        Returns:
            The value of every computed step, by name.

        Raises:
            ArithmeticError: if it was stopped.
            Exception: whatever a step raises; a replaced step may well do so.
        """
        steps = {**self.steps, **replaced}
        wanted = self._closure(steps, steps if targets is None else targets)
        values: dict[str, Any] = {}
        others = set(changed)
        with np.errstate(all="ignore"):  # a listed mistake may overflow: that is what it shows
            for name, step in steps.items():
                if name not in wanted:
                    continue
                if name in known and name not in others and others.isdisjoint(step.needs):
                    values[name] = known[name]
                    continue
                others.add(name)
                given = [values[n] if n in values else arguments[n] for n in step.needs]
                if finite and not all(map(_is_finite, given)):
                    raise ArithmeticError(f"{name} needs a value that is not finite")
                values[name] = _call(step, [_copy(value) for value in given])
        return values

    def step(self, arguments: Mapping[str, Any], name: str) -> Any:
        """The value of one step.

        Raises:
            ReferenceFailure: if there is no such step, or it fails.
        """
        if name not in self.steps:
            raise ReferenceFailure(f"{self.file}: expected a function named {name!r}, found none")
        return self.right(arguments, targets=[name])[name]

    def right(
        self, arguments: Mapping[str, Any], *, targets: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """Like `evaluate` without replacements.

        Raises:
            ReferenceFailure: if a step of the reference raises.
        """
        try:
            return self.evaluate(arguments, targets=targets)
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            where = _step_of(error, self.file)
            raise ReferenceFailure(f"{self.file}: {where} raised {what}") from error

    def needed(self, targets: Iterable[str]) -> set[str]:
        """The steps that *targets* follow from, and those themselves."""
        return self._closure(self.steps, targets)

    def nearest(self, target: str, known: Collection[str]) -> set[str]:
        """The inputs and *known* steps that *target* follows from, through no other known step."""
        found: set[str] = set()
        left = [*self.steps[target].needs]
        while left:
            name = left.pop()
            if name in known or name not in self.steps:
                found.add(name)
            else:
                left += self.steps[name].needs
        return found

    @staticmethod
    def _closure(steps: Mapping[str, Step], targets: Iterable[str]) -> set[str]:
        wanted: set[str] = set()
        left = [name for name in targets if name in steps]
        order = {name: place for place, name in enumerate(steps)}
        while left:
            name = left.pop()
            if name not in wanted:
                wanted.add(name)
                # A later step may have the name of an input, which is what is needed then.
                left += [
                    need for need in steps[name].needs if order.get(need, len(order)) < order[name]
                ]
        return wanted


def _step_of(error: Exception, file: Path) -> str:
    """The step that an error came out of, for a sentence."""
    frames = traceback.extract_tb(error.__traceback__)
    if error.__cause__ is not None:
        frames += traceback.extract_tb(error.__cause__.__traceback__)
    own = [frame for frame in frames if frame.filename == str(file)]
    return f"{own[0].name} (line {own[-1].lineno})" if own else "the reference"


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """For an instructor's code: it may take *seconds*, and cannot end the grader.

    Too long is a TimeoutError inside it, sys.exit() a RuntimeError. The system can interrupt the main
    thread of a POSIX process, which is where references are evaluated; elsewhere there is no limit.
    Limits nest: an outer one goes on when the inner one is over.
    """
    can = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    with _timer(seconds) if can else contextlib.nullcontext():
        try:
            yield
        except SystemExit as error:
            raise RuntimeError(f"the code ends the program: SystemExit: {error}") from error


@contextlib.contextmanager
def _timer(seconds: float) -> Iterator[None]:
    def stop(_number: int, _frame: object) -> None:
        raise TimeoutError(f"took more than {seconds:g} s")

    started = time.monotonic()
    before = signal.signal(signal.SIGALRM, stop)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        rest = max(left - (time.monotonic() - started), 1e-3) if left else 0.0
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, rest)


@dataclass(frozen=True)
class Constructed:
    """Answers a verifier's calls as the reference would, or a student who made a mistake.

    Attributes:
        problem: the construction.
        reference: its steps.
        replaced: steps to use instead of the reference's own.
    """

    problem: Problem
    reference: Reference
    replaced: Mapping[str, Step] = field(default_factory=dict)

    def __call__(self, function: str, /, *arguments: Any) -> dict[str, Any]:
        """The values that *function* returns for *arguments*."""
        called = next(item for item in self.problem.functions if item.name == function)
        named = {item.name: value for item, value in zip(called.inputs, arguments, strict=True)}
        targets = [item.name for item in called.returns]
        values = self.reference.evaluate(named, replaced=self.replaced, targets=targets)
        return {
            item.name: [_Layer(tuple(layer)) for layer in values[item.name]]
            if item.dtype == "layers"
            else np.asarray(values[item.name], dtype=np.float64)
            for item in called.returns
        }

    def many(self, function: str, arguments: Sequence[tuple[Any, ...]], /) -> list[dict[str, Any]]:
        """The values for each tuple of *arguments*."""
        return [self(function, *items) for items in arguments]


@dataclass(frozen=True)
class _Layer:
    units: tuple[Callable[[Any], Any], ...]

    def __len__(self) -> int:
        return len(self.units)

    def __call__(self, before: Any, /) -> Any:
        return np.array([unit(before) for unit in self.units])


def load_reference(problem: Problem) -> Reference:
    """Read `reference.py` and `mistakes.py` of a problem, and check that the graph is one.

    Raises:
        ReferenceFailure: naming the file and the function that does not fit.
    """
    file = problem.folder / "reference.py"
    return make_reference(problem, file, steps_in(load_module(file)))


def make_reference(problem: Problem, file: Path, found: Iterable[Step]) -> Reference:
    """The reference made of the steps that were *found* in *file*, with the problem's `mistakes.py`.

    Raises:
        ReferenceFailure: naming the file and the function that does not fit.
    """
    inputs = [value.name for function in problem.functions for value in function.inputs]
    steps: dict[str, Step] = {}
    for step in found:
        _check_needs(file, step, [*inputs, *steps])
        steps[step.name] = step
    returned = (value.name for function in problem.functions for value in function.returns)
    for name in returned:
        if name not in steps:
            raise ReferenceFailure(f"{file}: expected a function named {name!r}, found none")
    mistakes = tuple(_variants(problem.folder / "mistakes.py", inputs, steps))
    return Reference(steps, file, mistakes)


def load_equivalents(problem: Problem, reference: Reference) -> tuple[Variant, ...]:
    """Read `equivalents.py` of a problem, if it has one: other right answers.

    Raises:
        ReferenceFailure: naming the file and the function that does not fit.
    """
    file = problem.folder / "equivalents.py"
    inputs = [value.name for function in problem.functions for value in function.inputs]
    return tuple(_variants(file, inputs, reference.steps))


def load_module(file: Path) -> ModuleType:
    """Execute a Python file of a problem, which is the instructor's own code.

    Raises:
        ReferenceFailure: if it is missing or raises.
    """
    name = f"grader_problem_{file.parent.name}_{file.stem}".replace("-", "_")
    spec = importlib.util.spec_from_file_location(name, file)
    if not file.is_file() or spec is None or spec.loader is None:
        raise ReferenceFailure(f"{file}: expected a Python file, found none")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # while it is executed: dataclasses look their module up
    try:
        with time_limit(MAX_SECONDS):
            spec.loader.exec_module(module)
    except Exception as error:
        raise ReferenceFailure(f"{file}: {type(error).__name__}: {error}") from error
    finally:
        sys.modules.pop(name, None)
    return module


def steps_in(namespace: Any) -> list[Step]:
    """The functions written in a module or class, in order; private ones are helpers."""
    return [
        Step(name, tuple(inspect.signature(value).parameters), value)
        for name, value in vars(namespace).items()
        if inspect.isfunction(value)
        and not name.startswith("_")
        and value.__module__ == getattr(namespace, "__module__", namespace.__name__)
    ]


def _variants(file: Path, inputs: list[str], steps: Mapping[str, Step]) -> Iterable[Variant]:
    if not file.exists():
        return
    module = load_module(file)
    order = list(steps)
    for name, value in vars(module).items():
        if not inspect.isclass(value) or value.__module__ != module.__name__:
            continue
        replaced = {step.name: step for step in steps_in(value)}
        sentence = " ".join((value.__doc__ or "").split())
        if not sentence or not replaced:
            raise ReferenceFailure(f"{file}: {name}: expected a docstring and a replaced step")
        for step in replaced.values():
            if step.name not in steps:
                raise ReferenceFailure(f"{file}: {name}.{step.name}: expected the name of a step")
            _check_needs(file, step, [*inputs, *order[: order.index(step.name)]])
        # An id may start with a digit; a class cannot.
        yield Variant(name.lstrip("_").replace("_", "-"), sentence, replaced)


def _check_needs(file: Path, step: Step, known: list[str]) -> None:
    for need in step.needs:
        if need not in known:
            raise ReferenceFailure(
                f"{file}: {step.name}: expected inputs and earlier steps as parameters "
                f"({', '.join(known)}), found {need!r}"
            )


def _call(step: Step, arguments: list[Any]) -> Any:
    try:
        return step.compute(*arguments)
    except (
        SystemExit
    ) as error:  # else an instructor's slip would end the grader, as if all were well
        raise RuntimeError(f"the code ends the program: SystemExit: {error}") from error


def _is_finite(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(_is_finite, value))
    return isinstance(value, str) or bool(np.isfinite(value).all())


def _copy(value: Any) -> Any:
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value.copy() if isinstance(value, np.ndarray) else value
