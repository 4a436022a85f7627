"""The problem's own `mistakes.py`: is the wrong answer exactly one of the listed ones?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.cases.generate import Case
from grader.comparison import Scale, compare, leaves
from grader.reference import Constructed, Reference, Variant
from grader.results import Diagnosis
from grader.spec.model import Problem
from grader.verifier import Check, Verify

Answers = Sequence[tuple[Case, Mapping[str, Any], Mapping[str, Any]]]
"""For each case: the case, the student's values that are numbers, the right values."""


def diagnose(
    problem: Problem, reference: Reference, answers: Answers, wrong: Sequence[str]
) -> dict[str, Diagnosis]:
    """Name the listed mistake behind each wrong output, where there is one.

    A mistake explains an output if the student's value equals the mistake's on every case, and there
    are two cases of different sizes among them. Zeros alone prove nothing: they come from anything that
    was forgotten. Of several mistakes that explain an output, the one
    that explains the most of the wrong outputs is named: the common cause.
    """
    if len({tuple(case.sizes.values()) for case, *_ in answers}) < 2:
        return {}
    explained = {
        mistake.id: [
            name for name in wrong if _explains(problem, reference, mistake, answers, name)
        ]
        for mistake in reference.mistakes
    }
    telling = {
        name
        for name in wrong
        if any(np.any(leaf) for _, actual, _ in answers for leaf in leaves(actual.get(name, 0)))
    }
    found: dict[str, Diagnosis] = {}
    for name in wrong:
        candidates = [mistake for mistake in reference.mistakes if name in explained[mistake.id]]
        candidates = [item for item in candidates if telling.intersection(explained[item.id])]
        if candidates:
            best = max(candidates, key=lambda mistake: len(explained[mistake.id]))
            found[name] = Diagnosis(
                code="mistake",
                message=best.sentence,
                evidence=_evidence(name, answers),
                mistake=best.id,
            )
    return found


def diagnose_construction(
    problem: Problem,
    reference: Reference,
    verify: Verify,
    checks: Sequence[Check],
    wrong: Sequence[str],
) -> dict[str, Diagnosis]:
    """Name the listed wrong construction that behaves exactly as the student's does."""
    found: dict[str, Diagnosis] = {}
    for mistake in reference.mistakes:
        listed = list(verify(Constructed(problem, reference, mistake.steps)))
        for name in wrong:
            mine, theirs = _actual(checks, name), _actual(listed, name)
            close = [np.shape(a) for a in mine] == [np.shape(b) for b in theirs] and all(
                np.allclose(a, b, rtol=1e-6, atol=1e-9, equal_nan=True)
                for a, b in zip(mine, theirs, strict=True)
            )
            if close and name not in found:
                found[name] = Diagnosis(
                    code="mistake",
                    message=mistake.sentence,
                    evidence=f"your {name} equals that of this mistake at all {len(mine)} points",
                    mistake=mistake.id,
                )
    return found


def _actual(checks: Sequence[Check], output: str) -> list[Any]:
    return [check.actual for check in checks if check.output == output]


def _explains(
    problem: Problem, reference: Reference, mistake: Variant, answers: Answers, output: str
) -> bool:
    value = next(item for item in problem.function.returns if item.name == output)
    touched = False
    for case, actual, expected in answers:
        if output not in actual:
            return False
        try:
            steps = reference.evaluate(case.arguments, replaced=mistake.steps, targets=[output])
        except Exception:  # noqa: BLE001 - a mistake may be one that cannot be computed on every size
            return False
        scale = Scale.of([*case.arguments.values(), *steps.values()])
        if compare(actual[output], steps[output], value, scale=scale, sizes=case.sizes) is not None:
            return False
        touched = touched or bool(
            compare(steps[output], expected[output], value, scale=scale, sizes=case.sizes)
        )
    return touched  # a mistake that leaves this output right explains nothing about it


def _evidence(output: str, answers: Answers) -> str:
    sizes = [case.sizes for case, *_ in answers]
    shown = [next(iter(sizes)), max(sizes, key=lambda item: sum(item.values()))]
    texts = [", ".join(f"{name} = {size}" for name, size in item.items()) for item in shown]
    return f"your {output} equals that of this mistake on all {len(answers)} cases, from {texts[0]} to {texts[1]}"
