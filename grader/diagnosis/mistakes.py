"""The problem's own `mistakes.py`: is the wrong answer exactly one of the listed ones?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from grader.answer_key import AnswerKey, Given
from grader.comparison import Scale, compare, listed
from grader.diagnosis.evidence import evidence
from grader.diagnosis.stability import ASIDE, usual
from grader.reference import MAX_SECONDS, NOTHING, Constructed, Reference, time_limit
from grader.results import Diagnosis
from grader.spec.model import Problem, leaves
from grader.verifier import Check, Verify


def diagnose(
    problem: Problem, key: AnswerKey, answers: Sequence[Given], wrong: Sequence[str]
) -> dict[str, Diagnosis]:
    """Name the listed mistake behind each wrong output, where there is one.

    Where floating point fails it besides, the cases that are about that are left aside.
    """
    found = _diagnose(problem, key, answers, wrong)
    known = usual(answers, wrong)
    if len(known) < len(answers):
        for name, diagnosis in _diagnose(problem, key, known, wrong).items():
            found.setdefault(name, replace(diagnosis, evidence=diagnosis.evidence + ASIDE))
    return found


def _diagnose(
    problem: Problem, key: AnswerKey, answers: Sequence[Given], wrong: Sequence[str]
) -> dict[str, Diagnosis]:
    """Name the mistake that gives the student's values on all of these cases.

    A mistake explains an output if the student's value equals the mistake's on every case, and there
    are two cases of different sizes among them, or at least two where the sizes are fixed. Zeros alone
    prove nothing: they come from anything that was forgotten, unless the document prints just that. Of
    several mistakes that explain an output, the one that explains the most of the wrong outputs is named:
    the common cause. It is not the student's if an output that it changes is another one with the student:
    its sentence may speak of that output too. See `diagnose_apart` for those.
    """
    explained = _explained(problem, key, answers, wrong)
    whole = {
        mistake: names
        for mistake, names in explained.items()
        if _changed(problem, key, mistake, answers) <= set(names)
    }
    return _named(key, answers, whole, wrong)


def diagnose_apart(
    problem: Problem, key: AnswerKey, answers: Sequence[Given], wrong: Sequence[str]
) -> dict[str, Diagnosis]:
    """The same for outputs of which nothing else is known: a mistake may have been made in some of its outputs."""
    right = [output.name for output in problem.outputs if output.name not in wrong]
    explained = _explained(problem, key, answers, wrong)
    apart: dict[str, list[str]] = {}
    for mistake, names in explained.items():
        spoilt = {e for e in right if names and spoils(problem, key, mistake, answers, e)}
        apart[mistake] = [name for name in names if not spoilt & key.earlier(name)]
    notes = {
        mistake: f" Here that is so of {listed(n)} alone." for mistake, n in apart.items() if n
    }
    return _named(key, answers, apart, wrong, notes)


def _explained(
    problem: Problem, key: AnswerKey, answers: Sequence[Given], wrong: Sequence[str]
) -> dict[str, list[str]]:
    """The wrong outputs that each mistake gives, without those that prove nothing."""
    different = {tuple(entry.case.sizes.values()) for entry, _ in answers}
    if len(different if problem.dimensions else answers) < 2:
        return {}
    wrong = [name for name in wrong if name not in problem.drawn]
    telling = {
        name
        for name in wrong
        if any(np.any(leaf) for _, actual in answers for leaf in leaves(actual.get(name, 0)))
    }
    printed = {erratum.mistake for erratum in problem.errata}
    found: dict[str, list[str]] = {}
    for mistake in key.mistakes:
        names = [name for name in wrong if _explains(problem, key, mistake, answers, name)]
        if telling.intersection(names) or (mistake in printed and wrong == names):
            found[mistake] = names
    return found


def _named(
    key: AnswerKey,
    answers: Sequence[Given],
    explained: Mapping[str, Sequence[str]],
    wrong: Sequence[str],
    notes: Mapping[str, str] = NOTHING,
) -> dict[str, Diagnosis]:
    """The diagnosis of each wrong output by the mistake that explains the most, with the note on that mistake."""
    found: dict[str, Diagnosis] = {}
    for name in wrong:
        candidates = [mistake for mistake, names in explained.items() if name in names]
        if candidates:
            best = max(candidates, key=lambda mistake: len(explained[mistake]))
            found[name] = Diagnosis(
                code="mistake",
                message=key.mistakes[best] + notes.get(best, ""),
                evidence=evidence(name, answers),
                mistake=best,
            )
    return found


def _changed(problem: Problem, key: AnswerKey, mistake: str, answers: Sequence[Given]) -> set[str]:
    """The outputs that a mistake spoils by steps of their own, and not through earlier outputs alone."""
    outputs = [output.name for output in problem.outputs]
    changed = key.changed_outputs(mistake)
    return {
        name
        for name in outputs
        if (changed is None or name in changed) and spoils(problem, key, mistake, answers, name)
    }


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
        listed = _checks_of(verify, Constructed(problem, reference, mistake.steps))
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
                    evidence=f"your answer equals that of this mistake in all {len(mine)} checks",
                    mistake=mistake.id,
                )
    return found


def _checks_of(verify: Verify, constructed: Constructed) -> list[Check]:
    """What a verifier finds; nothing for a construction that cannot be called."""
    try:
        with time_limit(MAX_SECONDS):
            return list(verify(constructed))
    except Exception:  # noqa: BLE001 - a mistake may be one that raises
        return []


def _actual(checks: Sequence[Check], output: str) -> list[Any]:
    return [check.actual for check in checks if check.output == output]


def _explains(
    problem: Problem, key: AnswerKey, mistake: str, answers: Sequence[Given], output: str
) -> bool:
    value = problem.function.returned(output)
    touched = False
    for entry, actual in answers:
        if output not in actual:
            return False
        theirs = key.mistaken(mistake, entry)
        if theirs is None:
            return False
        mine, other, right = actual[output], theirs[output], entry.values[output]
        if [np.shape(a) for a in leaves(mine)] != [np.shape(b) for b in leaves(other)]:
            return False
        if _gaps(mine) != _gaps(other):
            return False
        own = Scale.of([_filled(other)])
        known = entry.scales[value.name]
        scale = Scale(max(known.magnitude, own.magnitude), max(known.terms, own.terms))
        sizes = entry.case.sizes
        if compare(_filled(mine), _filled(other), value, scale=scale, sizes=sizes) is not None:
            return False
        touched = touched or bool(compare(other, right, value, scale=scale, sizes=sizes))
    return touched  # a mistake that leaves this output right explains nothing about it


def spoils(
    problem: Problem, key: AnswerKey, mistake: str, answers: Sequence[Given], output: str
) -> bool:
    """Whether an output is wrong with this mistake, on one case at least."""
    value = problem.function.returned(output)
    for entry, _ in answers:
        theirs = key.mistaken(mistake, entry)
        if theirs is not None and compare(
            theirs[output],
            entry.values[output],
            value,
            scale=entry.scales[output],
            sizes=entry.case.sizes,
        ):
            return True
    return False


def _gaps(value: Any) -> list[Any]:
    """Where a value is NaN or infinite: what a mistake may come to, and no comparison lets pass."""
    arrays = [np.asarray(leaf, dtype=np.float64) for leaf in leaves(value)]
    return [np.where(np.isfinite(a), 0.0, np.nan_to_num(a, nan=1.0)).tolist() for a in arrays]


def _filled(value: Any) -> Any:
    """The value with zeros in its gaps."""
    if isinstance(value, list):
        return [_filled(item) for item in value]
    array = np.asarray(value, dtype=np.float64)
    return np.where(np.isfinite(array), array, 0.0)
