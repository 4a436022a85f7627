"""The second opinion: a problem's outputs by torch. The only module that imports torch.

`oracle.py` of a problem holds one function, `oracle`. For a function problem it takes the inputs as
float64 tensors (integer inputs as int64, scalars as Python numbers, names as text, lists of these) and
returns every output, each gradient by automatic differentiation of the objective. For a construction it
takes the values that the student's function returns and gives what is judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

from grader.errors import ReferenceFailure
from grader.reference import load_module
from grader.spec.model import Problem


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


def _array(value: Any) -> Any:
    if isinstance(value, list):
        return [_array(item) for item in value]
    return np.asarray(torch.as_tensor(value).detach())


def _tensor(value: Any) -> Any:
    if isinstance(value, list):
        return [_tensor(item) for item in value]
    return torch.from_numpy(value.copy()) if isinstance(value, np.ndarray) else value
