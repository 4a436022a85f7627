"""Torch: the second opinion on a problem, and references by autograd. The only module that imports it.

`oracle.py` of a problem holds one function, `oracle`. For a function problem it takes the inputs as
float64 tensors (integer inputs as int64, scalars as Python numbers, names as text, lists of these) and
returns every output, each gradient by automatic differentiation of the objective. For a construction it
takes the values that the student's function returns and gives what is judged.

`objective.py` of a problem takes the place of `reference.py` where an instructor writes the objective
only: named steps in torch. Outputs that are no step of it are derivatives, by autograd.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import torch

from grader.errors import ReferenceFailure
from grader.reference import Reference, Step, load_module, make_reference, steps_in
from grader.spec.model import Derivative, Problem


def consult(problem: Problem, values: Mapping[str, Any]) -> dict[str, Any]:
    """The outputs of *problem* for *values*, as numpy arrays or lists of them.

    Args:
        problem: the exercise.
        values: arguments, or for a construction the student's values, by name.

    Raises:
        ReferenceFailure: if the problem has no oracle.
    """
    file = problem.folder / "oracle.py"
    oracle = getattr(load_module(file), "oracle", None)
    if not callable(oracle):
        raise ReferenceFailure(f"{file}: expected a function named 'oracle', found none")
    answers = oracle(**{name: _tensor(value) for name, value in values.items()})
    return {name: _array(value) for name, value in answers.items()}


def load_objective(problem: Problem) -> Reference:
    """The reference of a problem with an `objective.py`: its steps, and their derivatives by autograd.

    Raises:
        ReferenceFailure: naming the file and the function that does not fit.
    """
    file = problem.folder / "objective.py"
    return make_reference(problem, file, differentiated(problem, steps_in(load_module(file))))


def differentiated(problem: Problem, steps: Iterable[Step]) -> list[Step]:
    """Steps of an objective as steps on numpy arrays, and one more for each derivative that is asked for."""
    own = {step.name: step for step in steps}
    result = [Step(step.name, step.needs, _on_arrays(step.compute)) for step in own.values()]
    inputs = tuple(item.name for item in problem.function.inputs)
    for output in problem.outputs:
        if output.name not in own and output.derivative is not None:
            compute = _gradient(own, inputs, output.derivative)
            result.append(Step(output.name, inputs, compute))
    return result


def _on_arrays(compute: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *values: _array(compute(*map(_tensor, values)))


def _gradient(
    steps: Mapping[str, Step], inputs: tuple[str, ...], wanted: Derivative
) -> Callable[..., Any]:
    def compute(*values: Any) -> Any:
        known = {name: _tensor(value) for name, value in zip(inputs, values, strict=True)}
        if wanted.by in known:
            known[wanted.by] = _variable(known[wanted.by])
        for name, step in steps.items():
            known[name] = step.compute(*(known[need] for need in step.needs))
            if name == wanted.by:
                known[name] = _variable(known[name])
            if name == wanted.of:
                break
        return _slopes(known[wanted.of], known[wanted.by], wanted.factor)

    return compute


def _variable(value: Any) -> Any:
    if isinstance(value, list):
        return [_variable(item) for item in value]
    return torch.as_tensor(value, dtype=torch.float64).detach().clone().requires_grad_()


def _slopes(value: torch.Tensor, by: Any, factor: float) -> Any:
    if isinstance(by, list):
        return [_slopes(value, item, factor) for item in by]
    if not value.requires_grad:  # it does not depend on anything that is differentiated by
        return np.zeros((*value.shape, *by.shape))
    rows = [
        torch.autograd.grad(entry, by, retain_graph=True, materialize_grads=True)[0]
        for entry in value.reshape(-1)
    ]
    return _array(factor * torch.stack(rows).reshape((*value.shape, *by.shape)))


def _array(value: Any) -> Any:
    if isinstance(value, list):
        return [_array(item) for item in value]
    dtype = torch.float64 if isinstance(value, float) else None  # else torch takes single precision
    return np.asarray(torch.as_tensor(value, dtype=dtype).detach())


def _tensor(value: Any) -> Any:
    if isinstance(value, list):
        return [_tensor(item) for item in value]
    return torch.from_numpy(value.copy()) if isinstance(value, np.ndarray) else value
