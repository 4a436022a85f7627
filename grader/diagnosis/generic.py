"""Causes that nobody listed, from the simplest to the most involved."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from grader.answer_key import AnswerKey, Given
from grader.diagnosis.dependence import constants
from grader.diagnosis.evidence import evidence
from grader.diagnosis.formulas import faults_inside, other_arguments, steps_transformed
from grader.diagnosis.inputs import (
    inputs_as_given,
    inputs_changed,
    other_outputs,
    terms,
)
from grader.diagnosis.rounding import roundings
from grader.diagnosis.scales import signs_and_scales, transpositions
from grader.diagnosis.search import Explanation, Search
from grader.diagnosis.stability import ASIDE, overflow, usual
from grader.results import Diagnosis
from grader.spec.model import Problem, leaves

MAX_CANDIDATES = 5000


def diagnose(
    problem: Problem, key: AnswerKey, answers: Sequence[Given], wrong: Sequence[str]
) -> dict[str, Diagnosis]:
    """The cause of each wrong output that has one; see `explain`."""
    found: dict[str, Diagnosis] = {}
    for name in (name for name in wrong if name not in problem.drawn):
        # A wrong answer may hold anything. What is tried on it must not make it the grader's failure.
        with contextlib.suppress(Exception):
            cause = explain(problem, key, name, answers)
            if cause is not None:
                proof = cause.evidence or _proof(name, cause, answers)
                found[name] = Diagnosis(cause.code, cause.message, proof)
    return found


def _proof(name: str, cause: Explanation, answers: Sequence[Given]) -> str:
    # A cause that gives what the student gave, and no value of its own, says nothing there.
    told = [item for item in answers if cause.predict(item) is not item[1][name]]
    return evidence(name, told, of=len(answers))


def explain(
    problem: Problem, key: AnswerKey, output: str, answers: Sequence[Given]
) -> Explanation | None:
    """The simplest cause that explains a wrong output; None if none does.

    Args:
        problem: the exercise.
        key: its answer key.
        output: an output that is wrong, and does not follow from an earlier one that is.
        answers: the cases, with the student's values.
    """
    different = {tuple(entry.case.sizes.values()) for entry, _ in answers}
    if len(different if problem.dimensions else answers) < 2:
        return None
    # Zeros come from anything that was forgotten.
    telling = sum(any(map(np.any, leaves(own.get(output, 0)))) for _, own in answers)
    if 2 * telling <= len(answers):
        return None
    value = problem.function.returned(output)
    with np.errstate(all="ignore"):  # what a wrong answer holds may be anything
        search = Search(problem, key, value, answers)
        unstable = overflow(search)
        if unstable is not None:
            return unstable
        known = usual(answers, [output, *search.earlier])
        if len(known) < len(answers):
            cause = explain(problem, key, output, known)
            told = evidence(output, known) + ASIDE
            return None if cause is None else replace(cause, evidence=told)
        if any(output not in own or search.base((entry, own)) is None for entry, own in answers):
            return None
        tried = itertools.islice(_candidates(search), MAX_CANDIDATES)
        return next((cause for cause in tried if search.holds(cause.predict)), None)


def _candidates(search: Search) -> Iterator[Explanation]:
    plausible = search.plausible
    yield from constants(search)
    yield from signs_and_scales(search, search.base)
    yield from transpositions(search)
    yield from roundings(search)
    yield from plausible("input", inputs_as_given(search))
    yield from inputs_changed(search)
    yield from plausible("outputs", other_outputs(search))
    yield from terms(search)
    yield from plausible("named arguments", other_arguments(search, named=True))
    yield from plausible("steps", steps_transformed(search))
    yield from plausible("faults", faults_inside(search))
    yield from plausible("arguments", other_arguments(search, named=False))
