"""The answer key of a run: its cases with the right values, made once for all submissions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from grader.cases.generate import Case, make_cases
from grader.comparison import Scale, describe, leaves, plain
from grader.errors import ReferenceFailure
from grader.reference import Reference, load_reference
from grader.spec.expression import item_sizes, shape_of
from grader.spec.model import Golden, Problem


@dataclass(frozen=True)
class Entry:
    """A case with the right values of its outputs, and what rounding may do to them."""

    case: Case
    values: Mapping[str, Any]
    scale: Scale


@dataclass(frozen=True)
class AnswerKey:
    """All of a run that does not depend on the submission."""

    reference: Reference
    entries: tuple[Entry, ...]


@lru_cache(maxsize=256)
def answer_key(problem: Problem, seed: int, student: str, count: int | None) -> AnswerKey:
    """Make the cases of a run and compute the right answers, once for all submissions.

    Raises:
        ReferenceFailure: if the reference does not give what the spec and the document say.
    """
    reference = load_reference(problem)
    entries = []
    for case in make_cases(problem, reference.step, seed=seed, student=student, count=count):
        steps = reference.right(case.arguments)
        values = {output.name: steps[output.name] for output in problem.outputs}
        _check_reference(problem, reference, case, values)
        scale = Scale.of([*case.arguments.values(), *steps.values()])
        entries.append(Entry(case, values, scale))
    return AnswerKey(reference, tuple(entries))


def _check_reference(
    problem: Problem, reference: Reference, case: Case, expected: Mapping[str, Any]
) -> None:
    """The reference must give finite numbers of the spec's shapes, and what the document prints."""
    for value in problem.function.returns:
        if value.count is None:
            items = [(value.name, expected[value.name], case.sizes)]
        else:
            known = item_sizes(value.count, case.sizes)
            if not isinstance(expected[value.name], list) or len(expected[value.name]) != len(
                known
            ):
                raise ReferenceFailure(
                    f"{reference.file}: {value.name}: expected a list of {len(known)} on case "
                    f"{case.index}, found {describe(expected[value.name])}"
                )
            items = [
                (f"{value.name}[{i}]", item, sizes)
                for i, (item, sizes) in enumerate(zip(expected[value.name], known, strict=True))
            ]
        for name, item, sizes in items:
            array = np.asarray(item)
            shape = shape_of(value.shape, sizes)
            if (
                array.shape != shape
                or array.dtype.kind not in "bifu"
                or not np.isfinite(array).all()
            ):
                raise ReferenceFailure(
                    f"{reference.file}: {name}: expected finite numbers of shape {shape} on case "
                    f"{case.index}, found {array.dtype} of shape {array.shape}"
                )
        if case.golden is not None and value.name in case.golden.expected:
            _check_golden(reference, case, case.golden, value.name, expected[value.name])


def _check_golden(
    reference: Reference, case: Case, golden: Golden, name: str, expected: Any
) -> None:
    half_unit = 0.5 * 10.0**-golden.decimals
    printed = golden.expected[name]
    pairs = list(zip(leaves(plain(expected)), leaves(printed), strict=False))
    # A hair more than half a unit: the printed decimals are themselves rounded to binary.
    wrong = any(abs(a - b) > 1.000001 * half_unit for a, b in pairs)
    if wrong or _nesting(plain(expected)) != _nesting(printed):
        raise ReferenceFailure(
            f"{reference.file}: {name}: expected the numbers printed for "
            f"{case.name!r}, {printed}, found {plain(expected)}"
        )


def _nesting(value: Any) -> Any:
    return [_nesting(item) for item in value] if isinstance(value, list) else None
